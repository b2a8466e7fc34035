"""The one writer of partnerships: their owner adds, changes and ends them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pghistory
from django.db import transaction

from contacts.models import Organisation, Partnership, Service
from contacts.permissions import Editor, can_edit_organisation
from protection.audit import record


class NotTheOwnPartnershipError(Exception):
    """Another organisation keeps it, or a service is of neither side. Nothing was written."""


class StalePartnershipError(Exception):
    """It was changed since the page was opened. Nothing was written."""


@dataclass(frozen=True)
class Agreement:
    """What an owner wrote: the services are ids or None, `purpose` is by language."""

    service_id: int | None
    partner_service_id: int | None
    purpose: dict[str, str]
    since: date
    until: date | None
    document: str


def own_partnership(public_id: UUID, organisation: Organisation) -> Partnership | None:
    """One that this organisation keeps, with the other side."""
    return (
        Partnership.objects.filter(public_id=public_id, organisation=organisation)
        .select_related("partner")
        .defer("partner__search_vector")
        .first()
    )


def add_partnership(
    organisation: Organisation,
    partner: Organisation,
    agreement: Agreement,
    *,
    editor: Editor,
    now: datetime,
) -> Partnership:
    """Record a partnership. Raises NotTheOwnPartnershipError."""
    if not can_edit_organisation(editor, organisation) or partner.pk == organisation.pk:
        raise NotTheOwnPartnershipError
    made = Partnership(organisation=organisation, partner=partner)
    with transaction.atomic():
        _write(made, agreement, editor=editor, now=now)
        _told("partnership_recorded", made)
    return made


def change_partnership(
    public_id: UUID, agreement: Agreement, *, version: int, editor: Editor, now: datetime
) -> Partnership:
    """Write it anew. Raises NotTheOwnPartnershipError, StalePartnershipError."""
    with transaction.atomic():
        found = _locked(public_id, version, editor)
        _write(found, agreement, editor=editor, now=now)
        _told("partnership_changed", found)
    return found


def end_partnership(public_id: UUID, until: date, *, version: int, editor: Editor) -> Partnership:
    """Say when it ended; it stays on both pages, as ended.

    Raises NotTheOwnPartnershipError, StalePartnershipError.
    """
    with transaction.atomic(), pghistory.context(user_id=editor.user_id, source="partnership"):
        found = _locked(public_id, version, editor)
        found.until = until
        found.version += 1
        found.save(update_fields=["until", "version"])
        _told("partnership_ended", found)
    return found


def _locked(public_id: UUID, version: int, editor: Editor) -> Partnership:
    found = (
        Partnership.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(public_id=public_id)
        .first()
    )
    if found is None or not can_edit_organisation(editor, found.organisation):
        raise NotTheOwnPartnershipError
    if found.version != version:
        raise StalePartnershipError
    return found


def _write(row: Partnership, agreement: Agreement, *, editor: Editor, now: datetime) -> None:
    for service_id, side in (
        (agreement.service_id, row.organisation_id),
        (agreement.partner_service_id, row.partner_id),
    ):
        if service_id and not Service.objects.filter(pk=service_id, organisation=side).exists():
            raise NotTheOwnPartnershipError
    row.service_id, row.partner_service_id = agreement.service_id, agreement.partner_service_id
    for language, text in agreement.purpose.items():
        setattr(row, f"purpose_{language}", text)
    row.since, row.until, row.document = agreement.since, agreement.until, agreement.document
    row.recorded_at, row.recorded_by_id = now, editor.user_id
    if row.pk:
        row.version += 1
    with pghistory.context(user_id=editor.user_id, source="partnership"):
        row.save()


def _told(action: str, row: Partnership) -> None:
    record(action, subject="partnership", subject_id=str(row.public_id))
