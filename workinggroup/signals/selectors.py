"""The board of trends: counts by month, and the signals themselves a page at a time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from protection.actor import Actor
from workinggroup.contributing import can_read
from workinggroup.models.signals import Confirmation, Signal
from workinggroup.paging import Page, page_of
from workinggroup.signals.services import span
from workinggroup.themes import SignalKind
from workinggroup.wording import columns

PAGE_SIZE = 10
FIRST_YEAR = 2016
_OF_A_LINE = (
    "kind", "country_id", "organisation_id", "organisation__public_id", "language", "title", "text",
    "form", "sector", "since", "posted_at", "confirmed_in",
    *columns(("title", "text", "organisation__name"), settings.MODELTRANSLATION_LANGUAGES),
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What the board is narrowed to; "" for everything. `year` 0: the last twelve months."""

    kind: str = ""
    country: str = ""
    sector: str = ""
    confirmed: str = ""
    year: int = 0

    def query(self) -> dict[str, str]:
        """The filters for an address, without those that say nothing."""
        found = {name: getattr(self, name) for name in ("kind", "country", "sector", "confirmed")}
        return {n: v for n, v in {**found, "year": str(self.year or "")}.items() if v}


@dataclass(frozen=True)
class Month:
    """A month of the board: signals by kind in the order of SignalKind, and confirmations."""

    begins: date
    counts: list[int]
    confirmations: int

    @property
    def total(self) -> int:
        return sum(self.counts)


def visible_to(actor: Actor | None) -> "QuerySet[Signal]":
    """What stands on the board, for every reader."""
    if not can_read(actor):
        return Signal.objects.none()
    return Signal.objects.filter(withdrawn_at=None)


def narrowed(actor: Actor, filters: Filters) -> "QuerySet[Signal]":
    """What stands on the board and fits the filters, whatever its time."""
    rows = visible_to(actor)
    for name in ("kind", "sector"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    if filters.country:
        rows = rows.filter(country_id=filters.country)
    if filters.confirmed == "yes":
        rows = rows.filter(confirmed_in__gt=0)
    elif filters.confirmed == "no":
        rows = rows.filter(confirmed_in=0)
    return rows


def period(filters: Filters, today: date) -> list[date]:
    """The first days of the twelve months that the board shows."""
    if filters.year:
        return [date(filters.year, month, 1) for month in range(1, 13)]
    months = []
    year, month = today.year, today.month
    for _step in range(12):
        months.append(date(year, month, 1))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return months[::-1]


def _edges(months: list[date]) -> tuple[datetime, datetime]:
    last = months[-1]
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    begin, end = (datetime(day.year, day.month, day.day) for day in (months[0], after))  # noqa: DTZ001 - made aware below
    return timezone.make_aware(begin), timezone.make_aware(end)


def months(actor: Actor, filters: Filters, today: date) -> list[Month]:
    """The board's figures; two queries whatever the number of signals."""
    wanted = period(filters, today)
    begin, end = _edges(wanted)
    rows = narrowed(actor, filters)
    posted: Counter[tuple[date, str]] = Counter()
    found: Any = (
        rows.filter(posted_at__gte=begin, posted_at__lt=end)
        .order_by()
        .values_list(TruncMonth("posted_at"), "kind")
        .annotate(number=Count("pk"))
    )
    for at, kind, number in found:
        posted[timezone.localdate(at).replace(day=1), kind] += number
    confirmed: Counter[date] = Counter()
    also: Any = (
        Confirmation.objects.filter(confirmed_at__gte=begin, confirmed_at__lt=end)
        .filter(Exists(rows.order_by().filter(pk=OuterRef("signal_id"))))
        .order_by()
        .values_list(TruncMonth("confirmed_at"))
        .annotate(number=Count("pk"))
    )
    for at, number in also:
        confirmed[timezone.localdate(at).replace(day=1)] += number
    return [
        Month(month, [posted[month, kind] for kind in SignalKind], confirmed[month])
        for month in wanted
    ]


def listed(actor: Actor, filters: Filters, cursor: str, today: date) -> Page[Signal]:
    """The signals of the period, the newest first; two queries."""
    begin, end = _edges(period(filters, today))
    rows = narrowed(actor, filters).filter(posted_at__gte=begin, posted_at__lt=end)
    return page_of(with_company(rows), cursor, column="posted_at", size=PAGE_SIZE)


def of_week(actor: Actor, week_begins: date) -> tuple[list[Signal], list[Signal]]:
    """Signals posted in a week, and older ones that were confirmed in it; four queries."""
    begin, end = span(week_begins)
    rows = with_company(visible_to(actor))
    inside = Confirmation.objects.filter(
        signal=OuterRef("pk"), confirmed_at__gte=begin, confirmed_at__lt=end
    )
    posted = rows.filter(posted_at__gte=begin, posted_at__lt=end).order_by("-posted_at", "-pk")
    also = rows.filter(Exists(inside), posted_at__lt=begin).order_by("-posted_at", "-pk")
    return list(posted), list(also)


def one(actor: Actor | None, signal_id: int) -> Signal | None:
    """A signal with its confirmations, or None."""
    return with_company(visible_to(actor)).filter(pk=signal_id).first()


def with_company(rows: "QuerySet[Signal]") -> "QuerySet[Signal]":
    """With the organisation and the confirmations, each in one query."""
    names = [f"organisation__name_{code}" for code in settings.MODELTRANSLATION_LANGUAGES]
    plain = [field.attname for field in Confirmation._meta.concrete_fields]
    confirmations = Confirmation.objects.select_related("organisation").only(*plain, *names)
    return (
        rows.select_related("organisation")
        .only(*_OF_A_LINE)
        .prefetch_related(Prefetch("confirmations", confirmations))
    )
