"""Calls to those who may help: logged before there is a referral, and carried into it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from contacts.models import Organisation
from protection.actor import require_actor
from protection.audit import record
from referrals.models import PhoneCall, Referral
from referrals.permissions import can_file

from .writing import MoveRefused, NotAParty

YES = "yes"  # of the code list `call_outcome`
# The same outcome within this time is the same click.
SAME_CLICK = timedelta(seconds=60)


@dataclass(frozen=True)
class Call:
    """One call as a page shows it; `outcome` is a code of the list `call_outcome`, `record_at` the
    address at which a yes can be recorded as an answer."""

    called: str
    organisation_id: int
    outcome: str
    at: datetime
    record_at: str = ""


def log_call(form_id: UUID, organisation_id: int, outcome: str, *, now: datetime) -> None:
    """Note how a call ended. `form_id` is that of the form or of the referral that came of it.

    Raises NotAParty for who files no referrals, and MoveRefused for an organisation that cannot
    be asked.
    """
    actor = require_actor()
    if not can_file(actor):
        raise NotAParty
    called = Organisation.objects.filter(pk=organisation_id, active=True)
    if not called.exclude(country_id=actor.country).filter(country__in_portal=True).exists():
        raise MoveRefused(_("This organisation cannot be phoned from here. Choose another one."))
    known = PhoneCall.objects.filter(
        form_id=form_id, called_id=organisation_id, outcome=outcome, at__gte=now - SAME_CLICK
    )
    if known.exists():
        return
    # Only the caller's own referral is seen here: row security hides another's.
    referral = Referral.objects.filter(
        pk=form_id, sender_organisation_id=actor.organisation_id
    ).first()
    PhoneCall(
        form_id=form_id,
        referral=referral,
        organisation_id=actor.organisation_id,
        user_id=actor.user_id,
        called_id=organisation_id,
        outcome=outcome,
        at=now,
    ).save(force_insert=True)
    record("call_logged", subject="form", subject_id=str(form_id), detail={"outcome": outcome})


def calls_of(form_id: UUID) -> list[Call]:
    """The calls of one's own organisation at this form, oldest first; one query."""
    rows = PhoneCall.objects.filter(form_id=form_id).select_related("called")
    return [Call(row.called.name, row.called_id, row.outcome, row.at) for row in rows]
