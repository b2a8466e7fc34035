"""The answer time as a person lives it: how long is left, at what hour of which day that is, and
whether anybody is there then. Times are shown in the reader's zone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext_lazy as _

from contacts.duty import opens_next_of
from contacts.holidays import is_holiday

NIGHT_BEGINS, NIGHT_ENDS = 20, 7
SATURDAY = 6


@dataclass(frozen=True)
class Clock:
    """`left` is how long is left, or how long it is over when `overdue`. `opens_at` is None where
    the opening hours are not known; it is the moment of asking where somebody is there now."""

    due_at: datetime
    left: str
    overdue: bool
    hour: list[Promise]
    is_open: bool
    opens_at: datetime | None


def unusual_hour(at: datetime, country: str) -> list[Promise]:
    """In words why few people work at this time: night, weekend, public holiday."""
    local = timezone.localtime(at)
    found: list[Promise] = []
    if local.hour >= NIGHT_BEGINS or local.hour < NIGHT_ENDS:
        found.append(_("at night"))
    if local.isoweekday() >= SATURDAY:
        found.append(_("in the weekend"))
    if is_holiday(country, local.date()):
        found.append(_("on a public holiday"))
    return found


def clock(due_at: datetime, country: str, opens: Iterable[datetime], *, now: datetime) -> Clock:
    """One answer time. `opens` are the known next openings of those who are asked."""
    overdue = due_at < now
    opens_at = min(opens, default=None)
    return Clock(
        due_at=due_at,
        left=timesince(due_at, now) if overdue else timeuntil(due_at, now),
        overdue=overdue,
        hour=unusual_hour(due_at, country),
        is_open=opens_at is not None and opens_at <= now,
        opens_at=opens_at,
    )


def clocks(
    asked: Sequence[tuple[UUID, datetime, str, Sequence[int]]], *, now: datetime
) -> dict[UUID, Clock]:
    """The clock of each (key, due, country, organisations asked), in two queries."""
    opens = opens_next_of({pk for _key, _due, _country, pks in asked for pk in pks}, now)
    return {
        key: clock(due_at, country, [opens[pk] for pk in pks if pk in opens], now=now)
        for key, due_at, country, pks in asked
    }


def hour_in_short(at: datetime, country: str) -> str:
    """A time for a list, with what is unusual about its hour: "22-11-2026 03:00, at night"."""
    shown = date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
    return ", ".join([shown, *(str(word) for word in unusual_hour(at, country))])
