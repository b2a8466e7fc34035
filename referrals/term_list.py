"""The officer's list of terms: what is due, held, running or erased. No content of any case."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contacts.models import Country
from protection.retention import add_months

from .codes import Ground
from .models import Retention
from .terms import Term, months_kept, term_of

PAGE = 50
SOON = timedelta(days=30)
GROUPS: dict[str, Promise] = {
    "due": _("Due within 30 days"),
    "held": _("Held"),
    "running": _("Term running"),
    "open": _("Still open"),
    "erased": _("Erased"),
}


def _due(now: datetime) -> Q:
    over = Q(erase_asked_at__isnull=False)
    for country in Country.objects.filter(in_portal=True).values_list("code", flat=True):
        for ground in Ground:
            limit = add_months(now + SOON, -months_kept(country, ground, now.date()))
            over |= Q(sender_country=country, ground=ground, since__lt=limit)
    return over


def _of(group: str, now: datetime) -> QuerySet[Retention]:
    rows = Retention.objects.all()
    if group == "erased":
        return rows.filter(erased_at__isnull=False)
    rows = rows.filter(erased_at__isnull=True)
    if group == "held":
        return rows.exclude(hold_reason="")
    rows = rows.filter(hold_reason="")
    if group == "due":
        return rows.filter(_due(now))
    if group == "open":
        return rows.filter(ground="")
    return rows.exclude(ground="")


def counts(now: datetime) -> dict[str, int]:
    """How many there are in each group."""
    return {group: _of(group, now).count() for group in GROUPS}


@dataclass(frozen=True)
class Line:
    """One referral on the list."""

    term: Term
    organisation: str


def page_of_terms(group: str, after: str, *, now: datetime) -> tuple[list[Line], str]:
    """One page by id, and the id after which the next begins ("" at the end)."""
    rows = _of(group, now).select_related("sender_organisation").order_by("referral_id")
    with suppress(ValueError):  # an address somebody changed shows the first page
        rows = rows.filter(referral_id__gt=UUID(after)) if after else rows
    found = list(rows[: PAGE + 1])
    lines = [Line(term_of(row, now.date()), row.sender_organisation.name) for row in found[:PAGE]]
    return lines, str(found[PAGE - 1].referral_id) if len(found) > PAGE else ""
