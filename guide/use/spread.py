"""The spread of the brochure: who may record copies, and what the secretariat reads of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.models import Role
from contacts import codes
from guide.permissions import can_read_spread, can_record_copies
from guide.use.models import Copies, Download
from protection.actor import Actor
from protection.audit import record

PAGE_SIZE = 20


@dataclass(frozen=True)
class Line:
    """One row of a table of totals."""

    label: str
    copies: int
    downloads: int


@dataclass(frozen=True)
class Totals:
    """Copies and downloads of a year."""

    year: int
    years: list[int]
    countries: list[Line]
    kinds: list[Line]
    languages: list[Line]
    total: Line


@dataclass(frozen=True)
class Listed:
    """Copies that were recorded, newest first; `next_before` is the id of the last."""

    rows: list[tuple[Copies, str]]
    next_before: int | None


@transaction.atomic
def record_copies(actor: Actor, *, now: datetime, country: str, **given: Any) -> Copies:
    """Keep copies that were handed out. Raises PermissionError."""
    if not can_record_copies(actor):
        raise PermissionError
    row = Copies.objects.create(
        country_id=country or None,
        organisation_id=actor.organisation_id,
        recorded_by=actor.user_id,
        recorded_at=now,
        **given,
    )
    record("copies_recorded", subject="copies", subject_id=str(row.pk))
    return row


@transaction.atomic
def remove_copies(actor: Actor, copies_id: int) -> bool:
    """Take back what was recorded by mistake; False when the actor has no such line."""
    row = visible_to(actor).filter(pk=copies_id).first()
    if row is None:
        return False
    told = {"number": str(row.number), "language": row.language, "day": row.day.isoformat()}
    row.delete()
    record("copies_removed", subject="copies", subject_id=str(copies_id), detail=told)
    return True


def visible_to(actor: Actor | None) -> "QuerySet[Copies]":
    """All for the secretariat and the editors, its own organisation's for a contact point."""
    if actor is None or not can_record_copies(actor):
        return Copies.objects.none()
    if can_read_spread(actor):
        return Copies.objects.all()
    own = Copies.objects.filter(organisation_id=actor.organisation_id)
    return own if actor.role == Role.CONTACT_POINT else own.none()


def listed(actor: Actor, before: int | None = None) -> Listed:
    """The copies that an actor may see, from below the id `before`; one query."""
    found = visible_to(actor).select_related("country", "organisation")
    found = found.defer("organisation__search_vector")
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-id")[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return Listed(
        [(row, codes.label("org_type", row.kind)) for row in rows], rows[-1].pk if more else None
    )


def totals(year: int, today: date, names: dict[str, str]) -> Totals:
    """A year's copies and downloads by country, kind of body and language; three queries.

    `names` are the countries in words, "" for those who named none.
    """
    span = {"day__gte": date(year, 1, 1), "day__lte": date(year, 12, 31)}
    given = list(
        Copies.objects.filter(**span)
        .order_by()
        .values_list("country_id", "kind", "language")
        .annotate(sum=Sum("number"))
    )
    taken = list(
        Download.objects.filter(**span)
        .order_by()
        .values_list("country", "kind", "language")
        .annotate(sum=Sum("number"))
    )
    kinds = dict(codes.choices("org_type")) | {"": _("Not said")}
    first = min(
        [today.year]
        + [
            day.year
            for day in (_first(Copies.objects.all()), _first(Download.objects.all()))
            if day
        ]
    )
    everything = (sum(row[3] for row in given), sum(row[3] for row in taken))
    return Totals(
        year,
        list(range(today.year, first - 1, -1)),
        _lines(names, ((row[0] or "", row[3]) for row in given), ((r[0], r[3]) for r in taken)),
        _lines(kinds, ((row[1], row[3]) for row in given), ((r[1], r[3]) for r in taken)),
        _lines(
            {"nl": "Nederlands", "fr": "Français"},
            ((row[2], row[3]) for row in given),
            ((r[2], r[3]) for r in taken),
        ),
        Line("", *everything),
    )


def _first(rows: "QuerySet[Any]") -> date | None:
    return rows.order_by("day").values_list("day", flat=True).first()


def _lines(
    names: dict[str, str], given: Iterable[tuple[str, int]], taken: Iterable[tuple[str, int]]
) -> list[Line]:
    """The named rows that count anything, in the order of their names."""
    copies: Counter[str] = Counter()
    downloads: Counter[str] = Counter()
    for counter, rows in ((copies, given), (downloads, taken)):
        for name, number in rows:
            counter[name] += number
    unnamed = sorted({*copies, *downloads} - set(names))
    found = [*names.items(), *((name, name) for name in unnamed)]
    return [
        Line(label, copies[code], downloads[code])
        for code, label in found
        if copies[code] or downloads[code]
    ]
