"""Requests of persons about their own data: recorded, checked, decided, answered in time.

The one writer of the register. Every step is in the audit trail; what is typed freely is sealed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from contacts.models import Organisation
from notifications.services import queue_notice
from protection.actor import Actor, require_actor
from protection.audit import record
from referrals.codes import State as ReferralState
from referrals.models import Party, Retention
from referrals.services.drafts import new_reference

from .codes import Decision, State
from .deadlines import answer_by, extended_from
from .models import LinkedReferral, PersonRequest
from .permissions import can_decide, can_keep_registers, is_officer
from .registers import NotAllowed, Refused, keepers, opened, seal


@dataclass(frozen=True)
class Received:
    """A request as it came in."""

    kind: str
    received_on: date
    received_by: str
    details: str


def keeper() -> Actor:
    """The actor. Raises NotAllowed for who keeps no register."""
    actor = require_actor()
    if not can_keep_registers(actor):
        raise NotAllowed
    return actor


def controllers(actor: Actor) -> QuerySet[Organisation]:
    """For whom the actor may write a line: the own organisation, or those of the country."""
    members = Organisation.objects.filter(country__in_portal=True, memberships__active=True)
    if not is_officer(actor):
        return members.filter(pk=actor.organisation_id).distinct()
    if actor.country:
        members = members.filter(country=actor.country)
    return members.distinct().order_by("name")


def receive(organisation: Organisation, received: Received, *, now: datetime) -> PersonRequest:
    """Write down a request; its term runs from the day it came in. Raises NotAllowed."""
    actor = keeper()
    country = organisation.country_id or ""
    row = PersonRequest(
        reference=new_reference(),
        organisation=organisation,
        country=country,
        recorded_by_id=actor.user_id,
        recorded_at=now,
        kind=received.kind,
        received_on=received.received_on,
        received_by=received.received_by,
        due_on=answer_by(country, received.received_on),
    )
    seal(row, "details", received.details)
    row.save(force_insert=True)
    _log("received", row)
    _tell(row, "person_request_received", actor)
    return row


def read(request_id: UUID) -> PersonRequest:
    """A request that the actor may see; the look is logged before its texts can be opened.

    Raises NotAllowed.
    """
    keeper()
    row = (
        PersonRequest.objects.select_related("organisation", "recorded_by", "decided_by")
        .filter(pk=request_id)
        .first()
    )
    if row is None:
        raise NotAllowed
    _log("viewed", row)
    return row


def texts(row: PersonRequest) -> dict[str, str]:
    """What was typed freely, opened."""
    return {name: opened(row, name) for name in ("details", "explanation")}


def check_identity(request_id: UUID, how: str, *, now: datetime) -> PersonRequest:
    """It is who they say. Raises NotAllowed or Refused."""
    row = _locked(request_id, State.RECEIVED)
    row.identity_check, row.checked_at, row.state = how, now, State.CHECKED
    return _save(row, "identity_checked")


def extend(request_id: UUID, reason: str, told_on: date) -> PersonRequest:
    """Take the further months of art. 12(3). The person was told why, within the first term."""
    row = _locked(request_id, State.RECEIVED, State.CHECKED, State.DECIDED)
    if row.extended_to:
        raise Refused(_("The term was extended already: that is possible once."))
    if told_on > row.due_on:
        raise Refused(_("The first term is over: it can no longer be extended."))
    row.extension_reason, row.extension_told_on = reason, told_on
    row.extended_to = extended_from(row.country, row.due_on)
    row.reminded_at = row.reminded_late_at = None
    return _save(row, "extended", detail=reason)


def decide(
    request_id: UUID, decision: str, refusal: str, explanation: str, *, now: datetime
) -> PersonRequest:
    """What the controller decides. A refusal, whole or in part, names its legal ground."""
    if not can_decide(require_actor()):
        raise NotAllowed
    row = _locked(request_id, State.RECEIVED, State.CHECKED)
    if row.state == State.RECEIVED and decision != Decision.REFUSED:
        raise Refused(_("First record how the identity was checked."))
    row.decision, row.refusal, row.state = decision, refusal, State.DECIDED
    row.decided_at, row.decided_by_id = now, require_actor().user_id
    seal(row, "explanation", explanation)
    return _save(row, "decided", detail=decision)


def answer(request_id: UUID, answered_on: date, how: str) -> PersonRequest:
    """The person has the answer: with it the request is settled."""
    row = _locked(request_id, State.DECIDED)
    row.answered_on, row.answered_by, row.state = answered_on, how, State.ANSWERED
    return _save(row, "answered")


def link(request_id: UUID, reference: str) -> LinkedReferral:
    """Say which referral it is about, by its reference: one that the organisation can see."""
    actor = require_actor()
    if not can_decide(actor):
        raise NotAllowed
    row = _locked(request_id, *State)
    found = (
        Party.objects.filter(reference=reference, organisation_id=actor.organisation_id)
        .exclude(state=ReferralState.DRAFT)
        .first()
    )
    if found is None or not Retention.objects.filter(pk=found.referral_id).exists():
        raise Refused(_("Your organisation has no referral with this reference."))
    linked, _made = LinkedReferral.objects.get_or_create(
        request=row,
        referral_id=found.referral_id,
        defaults={"organisation_id": row.organisation_id, "reference": found.reference},
    )
    _log("linked", row)
    return linked


def _locked(request_id: UUID, *states: State) -> PersonRequest:
    keeper()
    row = PersonRequest.objects.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise NotAllowed
    if row.state not in states:
        raise Refused(
            _("This is no longer possible: the request is now “%(state)s”.")
            % {"state": row.get_state_display()}
        )
    return row


def _save(row: PersonRequest, what: str, *, detail: str = "") -> PersonRequest:
    row.save(force_update=True)
    _log(what, row, detail)
    return row


def _log(what: str, row: PersonRequest, detail: str = "") -> None:
    record(
        f"person_request_{what}",
        subject="person_request",
        subject_id=str(row.pk),
        detail={"detail": detail} if detail else None,
    )


def _tell(row: PersonRequest, kind: str, actor: Actor) -> None:
    others = [
        person
        for person in keepers(row.organisation_id, row.country)
        if person.user_id != actor.user_id
    ]
    queue_notice(
        kind, others, reference=row.reference, path_name="rights:request", path_args=[str(row.pk)]
    )
