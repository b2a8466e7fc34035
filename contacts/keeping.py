"""Favourites: the organisations a reader wants at hand, with what answers there now."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch, Q

from contacts import duty
from contacts.models import ContactPoint, Favourite, Organisation
from contacts.presenters import Row, phone_uri, present_row
from contacts.selectors import for_a_list
from protection.actor import Actor, system_transaction
from protection.audit import record

PAGE_SIZE = 20


@dataclass(frozen=True)
class Line:
    """A contact point that can be phoned, and whether it answers now."""

    function: str
    phone: str
    phone_uri: str
    reached: duty.Reached


@dataclass(frozen=True)
class Kept:
    """A favourite as its list shows it. `on_duty` are the phones of the country's contact point
    that this organisation answers now."""

    row: Row
    lines: list[Line] = field(default_factory=list)
    on_duty: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class KeptPage:
    """A page of favourites by name; `after` is the key of the next page, "" on the last."""

    favourites: list[Kept]
    after: str


def keep(organisation: Organisation, *, reader: Actor, now: datetime) -> None:
    """Make an organisation a favourite; nothing happens when it is one already."""
    with transaction.atomic():
        Favourite.objects.bulk_create(
            [Favourite(user_id=reader.user_id, organisation=organisation, kept_at=now)],
            ignore_conflicts=True,  # of two clicks one made the row
        )
        record("favourite_kept", subject="organisation", subject_id=organisation.slug)


def let_go(organisation: Organisation, *, reader: Actor) -> None:
    """Make it a favourite no more; nothing happens when it was none."""
    with transaction.atomic():
        rows = Favourite.objects.filter(user_id=reader.user_id, organisation=organisation)
        gone, _by_model = rows.delete()
        if gone:
            record("favourite_let_go", subject="organisation", subject_id=organisation.slug)


def kept_among(organisation_ids: Collection[int], reader: Actor | None) -> frozenset[int]:
    """Which of these organisations are the reader's favourites; one query."""
    if reader is None or not organisation_ids:
        return frozenset()
    rows = Favourite.objects.filter(
        user_id=reader.user_id, organisation_id__in=list(organisation_ids)
    )
    return frozenset(rows.order_by().values_list("organisation_id", flat=True))


def favourites(reader: Actor, now: datetime, *, after: str = "") -> KeptPage:
    """A page of the reader's favourites with what answers at `now`; four queries."""
    mine = Favourite.objects.filter(user_id=reader.user_id).values("organisation_id")
    rows = for_a_list(Organisation.objects.filter(pk__in=mine, active=True))
    name, sign, number = after.rpartition("_")
    if sign and number.isdecimal() and len(number) < 19 and "\x00" not in name:
        rows = rows.filter(Q(sort_key__gt=name) | Q(sort_key=name, pk__gt=int(number)))
    points = ContactPoint.objects.exclude(phone="").order_by("order", "pk")
    found = list(
        rows.prefetch_related(Prefetch("contact_points", points)).order_by("sort_key", "id")[
            : PAGE_SIZE + 1
        ]
    )
    more = len(found) > PAGE_SIZE
    found = found[:PAGE_SIZE]
    ids = [one.pk for one in found]
    reached, shifts = duty.reached_of(ids, at=now), duty.shifts_of(ids, now)
    return KeptPage(
        [
            Kept(
                present_row(one),
                [_line(point, reached) for point in one.contact_points.all()],
                [_on_duty(shift) for shift in shifts.get(one.pk, [])],
            )
            for one in found
        ],
        f"{found[-1].sort_key}_{found[-1].pk}" if more else "",
    )


def _line(point: ContactPoint, reached: dict[int, duty.Reached]) -> Line:
    answers = reached.get(point.pk, duty.Reached(None))
    return Line(point.function, point.phone, phone_uri(point.phone), answers)


def _on_duty(shift: duty.Answering) -> Line:
    answers = duty.Reached(True, until=shift.until)
    return Line(shift.function, shift.phone, phone_uri(shift.phone), answers)


def forget_of_who_left() -> int:
    """Delete the favourites of people whose account is closed; how many."""
    with system_transaction():
        gone, _by_model = Favourite.objects.using("system").filter(user__is_active=False).delete()
    return gone
