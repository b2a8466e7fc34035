"""One training as its page shows it to one reader."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from contacts import codes
from contacts.selectors import unnamed
from protection.actor import Actor
from protection.audit import record
from protection.prepared import Given, Prepared, PreparedFor
from trainings import permissions
from trainings.forgetting import names_go_on
from trainings.life import IN_PLAY, LIVE, Move, Seat, State, Step
from trainings.lists import SEAT_TAGS, TAGS
from trainings.models import (
    Course,
    HalfDay,
    ProgrammePart,
    Registration,
    Trainer,
    Training,
)
from trainings.placing import room_of, taken_in
from trainings.running import can_move

LEADS = frozenset({Role.TEAM_LEAD, Role.CONTACT_POINT})
# In the order in which they are offered. The clock and the places make the other moves.
OFFERED = (Move.OPEN, Move.CLOSE, Move.REOPEN, Move.HOLD, Move.EVALUATE, Move.CANCEL)
PEOPLE_SHOWN = 25
STEPS_SHOWN = (Step.NOMINATE, Step.APPROVE, Step.DECLINE, Step.SUBSTITUTE, Step.WITHDRAW)


@dataclass(frozen=True)
class RoomLine:
    """What one country has of its own; `country` is its name, "" for the common reserve."""

    country: str
    places: int
    taken: int


@dataclass(frozen=True)
class PersonLine:
    """Somebody who was put forward, and what the reader may do about it."""

    registration: Registration
    country: str
    steps: tuple[Step, ...]

    @property
    def tag(self) -> str:
        return SEAT_TAGS.get(Seat(self.registration.seat), "quiet")

    @property
    def place(self) -> str:
        """The address below which its steps lie."""
        own = reverse("trainings:substitute", args=[self.registration.pk])
        return own.removesuffix("substitute/")

    @property
    def seat(self) -> str:
        """In words; Django's own get_seat_display hashes every choice there is, for each row."""
        return str(Seat(self.registration.seat).label)


@dataclass(frozen=True)
class HalfDayShown:
    """A half-day with what is in it; `half` None: parts without a half-day."""

    half: HalfDay | None
    parts: list[ProgrammePart]


@dataclass(frozen=True)
class TrainingPage:
    """All that the page of one training shows. `people_after` is the number in line of the last
    person shown where more follow, else 0."""

    training: Training
    programme: list[HalfDayShown]
    trainers: list[Trainer]
    courses: list[Course]
    rooms: list[RoomLine]
    free_for_reader: int
    mine: PersonLine | None
    people: list[PersonLine]
    people_after: int
    moves: list[Move]
    may_edit: bool
    may_edit_texts: bool
    may_register: bool
    may_nominate: bool
    may_read_link: bool
    names_go_on: date | None

    @property
    def tag(self) -> str:
        return TAGS[State(self.training.state)]

    @property
    def has_link(self) -> bool:
        """Whether there is a link to take part online, and it still leads somewhere."""
        return bool(self.training.online_link) and self.training.state in LIVE


def people_of_training(training: Training, actor: Actor) -> "QuerySet[Registration]":
    """The registrations that the reader may see (permissions.can_see_registration), in line."""
    return _people(training.pk, actor)


def _people(training_id: Any, actor: Actor) -> "QuerySet[Registration]":
    found = Registration.objects.filter(training_id=training_id).select_related("organisation")
    found = found.defer(*unnamed("organisation"))
    if not permissions.can_see_participants(actor):
        mine = Q(user_id=actor.user_id)
        if actor.role in LEADS:
            mine |= Q(organisation_id=actor.organisation_id)
        if actor.role == Role.CONTACT_POINT and actor.country:
            mine |= Q(country_id=actor.country)
        found = found.filter(mine)
    return found.order_by("line")


_OWN = PreparedFor(lambda actor: _people(Given("training"), actor).filter(user_id=actor.user_id))
_OTHERS = PreparedFor(
    lambda actor: (
        _people(Given("training"), actor)
        .exclude(user_id=actor.user_id)
        .filter(line__gt=Given("after"))[: PEOPLE_SHOWN + 1]
    )
)
_PARTS = Prepared(
    lambda: ProgrammePart.objects.filter(training=Given("training")).order_by("order", "id")
)
_HALF_DAYS = Prepared(
    lambda: HalfDay.objects.filter(training=Given("training")).order_by("day", "starts")
)
_TRAINERS = Prepared(
    lambda: Trainer.objects.filter(training=Given("training")).order_by("order", "id")
)
_COURSES = Prepared(
    lambda: Course.objects.filter(training=Given("training")).order_by("order", "id")
)


def page_of(training: Training, actor: Actor, *, after: int = 0) -> TrainingPage:
    """The page, with PEOPLE_SHOWN of those who were put forward behind number `after` in line;
    whoever reads names of others leaves a line in the audit trail first."""
    own = _OWN.rows_for(actor, training=training.pk)
    found = _OTHERS.rows_for(actor, training=training.pk, after=after)
    mine, others = ([_person(row, training, actor) for row in rows] for rows in (own, found))
    more, others = len(others) > PEOPLE_SHOWN, others[:PEOPLE_SHOWN]
    if others:
        record(
            "training_people_viewed",
            subject="training",
            subject_id=str(training.pk),
            detail={"people": str(len(others))},
        )
    here = next((one for one in mine if one.registration.seat in IN_PLAY), None)
    room, taken = room_of(training), taken_in(training)
    country = actor.country
    shown = [
        RoomLine(codes.label("country", code), places, min(places, taken.get(code, 0)))
        for code, places in room.own.items()
    ]
    shown.append(RoomLine("", room.reserve, room.in_reserve(taken)))
    seat = here.registration.seat if here else None
    return TrainingPage(
        training=training,
        programme=programme_of(training),
        trainers=_TRAINERS.rows(training=training.pk),
        courses=_COURSES.rows(training=training.pk),
        rooms=[line for line in shown if line.places],
        free_for_reader=room.free_for(country, taken),
        mine=here or (mine[-1] if mine else None),
        people=others,
        people_after=others[-1].registration.line if more else 0,
        moves=_moves(training, actor),
        may_edit=permissions.can_edit_training(actor, training),
        may_edit_texts=permissions.can_edit_texts(actor, training),
        may_register=here is None and permissions.can_take_part(actor, training),
        may_nominate=permissions.can_nominate(actor, training),
        may_read_link=permissions.can_read_link(actor, seat),
        names_go_on=names_go_on(training) if any(row.registration.name for row in others) else None,
    )


def programme_of(training: Training) -> list[HalfDayShown]:
    """Its half-days with their parts, then the parts that have none."""
    parts = _PARTS.rows(training=training.pk)
    shown = [
        HalfDayShown(half, [part for part in parts if part.half_day_id == half.pk])
        for half in _HALF_DAYS.rows(training=training.pk)
    ]
    loose = [part for part in parts if part.half_day_id is None]
    return [*shown, HalfDayShown(None, loose)] if loose else shown


def _person(row: Registration, training: Training, actor: Actor) -> PersonLine:
    row.training = training
    steps = tuple(step for step in STEPS_SHOWN if permissions.can_step(actor, row, step))
    return PersonLine(row, _country(row), steps)


def _country(row: Any) -> str:
    return codes.label("country", row.country_id) if row.country_id else ""


def _moves(training: Training, actor: Actor) -> list[Move]:
    if not permissions.can_write_trainings(actor):
        return []
    today = timezone.localdate()
    return [move for move in OFFERED if can_move(training, move, today)]
