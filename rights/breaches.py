"""The register of breaches (GDPR art. 33(5)), and the clock of 72 hours. The one writer of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from contacts.models import Organisation
from notifications.services import queue_notice
from protection.audit import record
from referrals.services.drafts import new_reference

from .deadlines import notify_by
from .models import Breach
from .registers import NotAllowed, Refused, keepers, opened, seal
from .requests import keeper

SEALED = ("description", "consequences", "measures", "delay_reason")
PLAIN = (
    "discovered_at", "began_at", "kinds", "categories", "persons", "records", "risk",
    "notified_at", "authority_reference", "informed_on", "not_informed",
)  # fmt: skip


def report(organisation: Organisation, values: Mapping[str, Any], *, now: datetime) -> Breach:
    """Write down a breach; the clock runs from its discovery, and the officer is told at once.

    `values` by name: PLAIN and SEALED. Raises NotAllowed.
    """
    actor = keeper()
    row = Breach(
        reference=new_reference(),
        organisation=organisation,
        country=organisation.country_id or "",
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    _fill(row, values, now)
    row.save(force_insert=True)
    _log("recorded", row)
    others = [p for p in keepers(row.organisation_id, row.country) if p.user_id != actor.user_id]
    queue_notice(
        "breach_recorded",
        others,
        reference=row.reference,
        path_name="rights:breach",
        path_args=[str(row.pk)],
        urgent=True,
    )
    return row


def read(breach_id: UUID) -> Breach:
    """A breach that the actor may see; the look is logged first. Raises NotAllowed."""
    keeper()
    row = Breach.objects.select_related("organisation", "recorded_by").filter(pk=breach_id).first()
    if row is None:
        raise NotAllowed
    _log("viewed", row)
    return row


def texts(row: Breach) -> dict[str, str]:
    """What was typed freely, opened."""
    return {name: opened(row, name) for name in SEALED}


def change(breach_id: UUID, values: Mapping[str, Any], *, now: datetime) -> Breach:
    """Write down what is known by now. Raises NotAllowed, or Refused for a closed one."""
    row = _locked(breach_id)
    if row.closed_at:
        raise Refused(_("It is closed: open it again to change something."))
    _fill(row, values, now)
    row.save(force_update=True)
    _log("changed", row)
    return row


def close(breach_id: UUID, *, now: datetime) -> Breach:
    """Nothing is left to do: the authority was told, or a risk is unlikely."""
    row = _locked(breach_id)
    if row.clock_runs:
        raise Refused(
            _("It can be closed when the authority was told, or when a risk is unlikely.")
        )
    row.closed_at = now
    row.save(force_update=True)
    _log("closed", row)
    return row


def open_again(breach_id: UUID) -> Breach:
    """Something more came to light."""
    row = _locked(breach_id)
    row.closed_at = None
    row.save(force_update=True)
    _log("opened_again", row)
    return row


def _locked(breach_id: UUID) -> Breach:
    keeper()
    row = Breach.objects.select_for_update().filter(pk=breach_id).first()
    if row is None:
        raise NotAllowed
    return row


def _fill(row: Breach, values: Mapping[str, Any], now: datetime) -> None:
    for name in PLAIN:
        setattr(row, name, values[name])
    for name in SEALED:
        seal(row, name, values[name])
    row.due_at = notify_by(row.country, row.discovered_at)
    row.changed_at = now


def _log(what: str, row: Breach) -> None:
    record(f"breach_{what}", subject="breach", subject_id=str(row.pk))
