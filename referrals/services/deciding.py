"""The sender decides: send, choose, ask others, renew the consent, withdraw; both close the life.

When two people move at once, one wins and the other reads why (MoveRefused).
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.selectors import people_of
from referrals.codes import (
    NO_IDENTITY_BASES,
    OPEN_REQUEST,
    UNSETTLED_REQUEST,
    Move,
    Order,
    RequestState,
)
from referrals.models import Referral, Request
from referrals.permissions import (
    can_ask_others,
    can_choose,
    can_close,
    can_hand_over,
    can_name_in_consent,
    can_send,
    can_withdraw,
)

from .consequences import (
    choose_request,
    close_identity,
    disclose,
    release,
    take_back,
    tell_other_side,
)
from .drafts import (
    ConsentDetails,
    Recipient,
    StaleDraft,
    missing_for_sending,
    record_consent,
    requests_for,
)
from .identity import forget_identity
from .writing import MoveRefused, moving, open_request, refuse, tell, tell_recipients


def send(referral_id: UUID, version: int, *, now: datetime) -> Referral:
    """Send a complete draft to its recipients: all at once, or the first in order."""
    with moving(referral_id, now=now) as move:
        at, referral = move.standpoint(), move.referral
        if not can_send(at):
            raise refuse(Move.SEND, at)
        if referral.version != version:
            raise StaleDraft(
                _("The draft changed since you checked it. Check your answers once more.")
            )
        if missing_for_sending(referral):
            raise MoveRefused(_("Something that is required is still missing."))
        if referral.legal_basis in NO_IDENTITY_BASES:
            forget_identity(referral_id)  # what must not be shared is not kept either
        referral.sent_at = now
        move.advance(Move.SEND)
        turn = move.requests[:1] if referral.asking_order == Order.IN_ORDER else move.requests
        for request in turn:
            open_request(move, request)
    return referral


def choose(referral_id: UUID, request_id: UUID, *, now: datetime) -> Referral:
    """The sender chooses one of those who can help."""
    with moving(referral_id, now=now) as move:
        request = move.request(request_id)
        at = move.standpoint(request)
        if not can_choose(at):
            raise refuse(Move.CHOOSE, at)
        choose_request(move, request, move.referral.state)
    return move.referral


def ask_others(referral_id: UUID, recipients: list[Recipient], *, now: datetime) -> Referral:
    """The sender asks further recipients, all at once; one that waits for its turn gets it now.

    With several asked at once the sender chooses, as in `save_recipients`.
    """
    with moving(referral_id, now=now) as move:
        at = move.standpoint()
        if not can_ask_others(at):
            raise refuse(Move.ASK_OTHERS, at)
        known = {
            Recipient(r.country_id, None if r.to_contact_point else r.organisation_id): r
            for r in move.requests
        }
        turn = [
            r for who, r in known.items() if who in recipients and r.state == RequestState.QUEUED
        ]
        fresh = [recipient for recipient in recipients if recipient not in known]
        if not fresh and not turn:
            raise MoveRefused(_("All of these were asked already. Choose another recipient."))
        further = requests_for(move.referral, fresh, first_position=len(move.requests) + 1)
        Request.objects.bulk_create(further)
        move.requests.extend(further)
        move.advance(Move.ASK_OTHERS)
        for request in [*turn, *further]:
            open_request(move, request)
        if sum(request.state in OPEN_REQUEST for request in move.requests) > 1:
            move.referral.release_to_first_yes = False
    return move.referral


def name_in_consent(referral_id: UUID, details: ConsentDetails, *, now: datetime) -> Referral:
    """Record a renewed consent; who was chosen and is named in it may read the identity."""
    with moving(referral_id, now=now) as move:
        at, referral = move.standpoint(), move.referral
        if not can_name_in_consent(at):
            raise refuse(Move.NAME_IN_CONSENT, at)
        readers = close_identity(move)
        consent = record_consent(referral, details, now=now)
        move.log(Move.NAME_IN_CONSENT, detail=details.basis)
        chosen = [r for r in move.requests if r.state == RequestState.CHOSEN]
        released = [request for request in chosen if disclose(move, request, consent)]
        tell_recipients(move, "identity_released", released)
        named_still = {request.organisation_id for request in released}
        tell(move, "consent_withdrawn", people_of(pk for pk in readers if pk not in named_still))
    return referral


def withdraw(referral_id: UUID, reason: str, *, now: datetime) -> Referral:
    """The sender withdraws; the identity closes at once and every recipient is told."""
    with moving(referral_id, now=now) as move:
        at, referral = move.standpoint(), move.referral
        if not can_withdraw(at):
            raise refuse(Move.WITHDRAW, at)
        take_back(move, reason)
    return referral


def hand_over(referral_id: UUID, *, now: datetime) -> Referral:
    """Either side notes that the person has arrived."""
    with moving(referral_id, now=now) as move:
        at, referral = move.standpoint(), move.referral
        if not can_hand_over(at):
            raise refuse(Move.HAND_OVER, at)
        move.advance(Move.HAND_OVER)
        referral.handed_over_at = now
        tell_other_side(move, "referral_handed_over")
    return referral


def close(referral_id: UUID, outcome: str, *, now: datetime, guide_sufficed: str = "") -> Referral:
    """Close with an outcome: after the handover, or when nobody could help."""
    with moving(referral_id, now=now) as move:
        at, referral = move.standpoint(), move.referral
        if not can_close(at):
            raise refuse(Move.CLOSE, at)
        move.advance(Move.CLOSE, detail=outcome)
        referral.closed_at, referral.outcome = now, outcome
        referral.guide_sufficed = guide_sufficed
        rest = [r for r in move.requests if r.state in UNSETTLED_REQUEST]
        told = [r for r in rest if r.state != RequestState.QUEUED]
        release(move, rest)
        tell_recipients(move, "referral_closed", told)
        tell_other_side(move, "referral_closed")
    return referral
