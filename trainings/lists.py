"""The lists of trainings: keyset pages, each in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet

from protection.actor import Actor
from trainings.life import IN_PLAY, Seat, State
from trainings.models import Registration, Training

PAGE_SIZE = 20
VIEWS = ("upcoming", "past", "drafts")
# What a line shows; the texts of a whole programme stay where they are.
_SHOWN = (
    "id",
    "number",
    "state",
    "title",
    "title_nl",
    "title_fr",
    "title_en",
    "title_de",
    "topic",
    "format",
    "languages",
    "interpretation",
    "place",
    "first_day",
    "last_day",
    "register_until",
    "places",
    "placed",
    "waiting",
    "created_at",
)
TAGS = {
    State.DRAFT: "quiet",
    State.OPEN: "good",
    State.FULL: "warn",
    State.CLOSED: "info",
    State.HELD: "quiet",
    State.EVALUATED: "quiet",
    State.CANCELLED: "bad",
}
SEAT_TAGS = {
    Seat.PROPOSED: "info",
    Seat.ASKED: "info",
    Seat.WAITING: "warn",
    Seat.PLACED: "good",
}


@dataclass(frozen=True)
class Line:
    """One training in a list; `seat` is where the reader stands in it, "" for nowhere."""

    training: Training
    seat: str

    @property
    def tag(self) -> str:
        return TAGS[State(self.training.state)]

    @property
    def seat_label(self) -> str:
        return str(Seat(self.seat).label) if self.seat else ""

    @property
    def seat_tag(self) -> str:
        return SEAT_TAGS.get(Seat(self.seat), "quiet") if self.seat else ""

    @property
    def free(self) -> int:
        """Places that nobody has."""
        return self.training.places - self.training.placed


@dataclass(frozen=True)
class Page:
    """`next_after` is the key of the last line where more follow."""

    lines: list[Line]
    next_after: str


def page(
    actor: Actor,
    *,
    view: str,
    topic: str = "",
    language: str = "",
    after: str = "",
    today: date,
    size: int = PAGE_SIZE,
) -> Page:
    """`size` trainings of a view and where the reader stands in them: two queries."""
    wanted = Training.objects.visible_to(actor).about(topic=topic, language=language)
    found = _after(_of_view(wanted, view, today), view, after).only(*_SHOWN)
    rows = list(found[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    seats = dict(
        Registration.objects.filter(
            training__in=[row.pk for row in rows], user_id=actor.user_id, seat__in=IN_PLAY
        ).values_list("training_id", "seat")
    )
    lines = [Line(row, seats.get(row.pk, "")) for row in rows]
    return Page(lines, _key(rows[-1], view) if more else "")


def _of_view(found: Any, view: str, today: date) -> "QuerySet[Training]":
    if view == "drafts":
        return found.drafts()
    return found.past(today) if view == "past" else found.upcoming(today)


def _key(row: Training, view: str) -> str:
    at = row.created_at if view == "drafts" else row.first_day
    return f"{at.isoformat() if at else ''}_{row.pk}"


def _after(found: "QuerySet[Training]", view: str, after: str) -> "QuerySet[Training]":
    """The rows behind a key; what nobody could have been given begins at the first."""
    typed, _sign, row = after.partition("_")
    field, step = ("created_at", "lt") if view == "drafts" else ("first_day", "lt")
    if view == "upcoming":
        step = "gt"
    try:
        key = UUID(row)
        at: date = datetime.fromisoformat(typed) if view == "drafts" else date.fromisoformat(typed)
    except ValueError:
        return found
    if isinstance(at, datetime) and at.tzinfo is None:
        return found
    same = Q(**{field: at, f"pk__{step}": key})
    return found.filter(Q(**{f"{field}__{step}": at}) | same)


def address(asked: dict[str, str]) -> str:
    """A list of trainings with these filters, from the key `after` on."""
    told = {name: text for name, text in asked.items() if text and text != VIEWS[0]}
    return f"?{urlencode(told)}"
