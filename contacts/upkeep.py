"""Entries are kept true: confirmed by who knows, called stale when nobody did for long."""

from dataclasses import dataclass
from datetime import date, timedelta

import pghistory
from django.db import transaction
from django.db.models import F, Q, QuerySet

from contacts.models import Organisation
from contacts.permissions import can_confirm_entry
from protection.actor import Actor
from protection.audit import record

REMIND_AFTER = timedelta(days=90)
STALE_AFTER = timedelta(days=180)
PAGE_SIZE = 25
SETTLED = {"phone", "email", "website", "address", "languages", "hours"}


class NotYoursToConfirmError(Exception):
    """Another organisation's entry, or another country's; nothing was written."""


@dataclass(frozen=True)
class StalePage:
    """A page of entries; `after` is the key of the next page, "" on the last."""

    organisations: list[Organisation]
    after: str


def confirm_entry(organisation_id: int, *, confirmer: Actor, today: date) -> Organisation:
    """“Still correct”: everything the entry says is confirmed as of today.

    Raises NotYoursToConfirmError.
    """
    with transaction.atomic(), pghistory.context(user_id=confirmer.user_id, source="still correct"):
        organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)
        if not can_confirm_entry(confirmer, organisation):
            raise NotYoursToConfirmError
        organisation.verified_at, organisation.verified_by_id = today, confirmer.user_id
        organisation.unverified_fields = _open_ones(organisation.unverified_fields, organisation)
        organisation.save(update_fields=["verified_at", "verified_by", "unverified_fields"])
        for point in organisation.contact_points.all():
            left = _open_ones(point.unverified_fields, point)
            if left != point.unverified_fields:
                point.unverified_fields = left
                point.save(update_fields=["unverified_fields"])
        record("entry_confirmed", subject="organisation", subject_id=organisation.slug)
    return organisation


def _open_ones(codes: list[str], row: object) -> list[str]:
    """What stays unconfirmed: that which the entry does not say at all."""
    return [code for code in codes if code not in SETTLED or not getattr(row, code, None)]


def stale_entries(
    country: str, today: date, *, kind: str = "", since: str = "", after: str = ""
) -> StalePage:
    """A country's entries that nobody confirmed lately, the oldest first; one query.

    `since` "never": only those never confirmed; "reminded": those older than REMIND_AFTER too.
    """
    rows: QuerySet[Organisation] = Organisation.objects.filter(country_id=country, active=True)
    days = REMIND_AFTER if since == "reminded" else STALE_AFTER
    if since == "never":
        rows = rows.filter(verified_at=None)
    else:
        rows = rows.filter(Q(verified_at=None) | Q(verified_at__lte=today - days))
    if kind:
        rows = rows.filter(kind=kind)
    rows = _beyond(rows, after).defer("search_vector")
    found = list(rows.order_by(F("verified_at").asc(nulls_first=True), "id")[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    found = found[:PAGE_SIZE]
    return StalePage(found, _key(found[-1]) if more else "")


def _key(organisation: Organisation) -> str:
    return f"{organisation.verified_at or ''}_{organisation.pk}"


def _beyond(rows: "QuerySet[Organisation]", after: str) -> "QuerySet[Organisation]":
    """The rows after a key; a key that is none is the beginning."""
    day, _sign, number = after.partition("_")
    if not number.isdecimal() or len(number) > 18:
        return rows
    if not day:
        return rows.filter(Q(verified_at=None, pk__gt=int(number)) | Q(verified_at__isnull=False))
    try:
        at = date.fromisoformat(day)
    except ValueError:
        return rows
    return rows.filter(Q(verified_at__gt=at) | Q(verified_at=at, pk__gt=int(number)))
