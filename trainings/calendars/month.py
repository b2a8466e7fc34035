"""A month of trainings, week by week."""

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from protection.actor import Actor
from trainings.codes import DayPart
from trainings.life import Seat, State
from trainings.models import HalfDay, Registration, Training

FIRST_YEAR, LAST_YEAR = 2016, 2100


@dataclass
class Item:
    """A training on one day; `parts` are codes of DayPart in their order."""

    training: Training
    parts: list[str] = field(default_factory=list)
    own: bool = False

    @property
    def labels(self) -> list[str]:
        """The parts of the day in words."""
        return [str(DayPart(part).label) for part in self.parts]

    @property
    def cancelled(self) -> bool:
        return self.training.state == State.CANCELLED


@dataclass(frozen=True)
class Day:
    day: date
    inside: bool
    items: list[Item]


def month_of(text: str, today: date) -> date:
    """The first day of a month such as "2017-03"; this month for anything else."""
    year, _, month = text.partition("-")
    written = len(text) == len("2017-03") and year.isdecimal() and month.isdecimal()
    if written and FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return today.replace(day=1)


def beside(month: date, step: int) -> date:
    """The month before (-1) or after (1), no further than the calendar goes."""
    moved = (month + timedelta(days=31) if step > 0 else month - timedelta(days=1)).replace(day=1)
    return moved if FIRST_YEAR <= moved.year <= LAST_YEAR else month


def weeks_of(
    actor: Actor, month: date, *, topic: str = "", language: str = "", own: bool = False
) -> list[list[Day]]:
    """The weeks of a month from Monday on, with what happens on each day. Two queries.

    `own`: what the reader has a place in, alone.
    """
    days = list(calendar.Calendar().itermonthdates(month.year, month.month))
    trainings = Training.objects.visible_to(actor).about(topic=topic, language=language)
    mine = set(
        Registration.objects.filter(
            user_id=actor.user_id,
            seat=Seat.PLACED,
            training__last_day__gte=days[0],
            training__first_day__lte=days[-1],
        ).values_list("training_id", flat=True)
    )
    found = HalfDay.objects.filter(day__range=(days[0], days[-1]), training__in=trainings)
    if own:
        found = found.filter(training__in=mine)
    items: dict[date, dict[object, Item]] = defaultdict(dict)
    for half_day in found.select_related("training").order_by("day", "starts", "training__number"):
        training = half_day.training
        new = Item(training, own=training.pk in mine)
        items[half_day.day].setdefault(training.pk, new).parts.append(half_day.part)
    drawn = [Day(one, one.month == month.month, list(items[one].values())) for one in days]
    return [drawn[begin : begin + 7] for begin in range(0, len(drawn), 7)]
