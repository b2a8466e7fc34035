"""The sender decides: send, choose, ask others, renew the consent, transfer, withdraw; both sides
hand over, close and reopen.

When two people move at once, one wins and the other reads why (MoveRefused).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.selectors import people_of
from referrals.codes import (
    NO_IDENTITY_BASES,
    OPEN_REQUEST,
    REOPEN_TO,
    UNSETTLED_REQUEST,
    ChosenAs,
    Move,
    Order,
    RequestState,
    Side,
)
from referrals.models import Handover, Referral, Request
from referrals.permissions import (
    can_ask_others,
    can_choose,
    can_close,
    can_hand_over,
    can_name_in_consent,
    can_reopen,
    can_send,
    can_transfer,
    can_withdraw,
)

from .consequences import (
    ask_again,
    can_be_asked_again,
    choose_requests,
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
from .handover import note_arrival
from .identity import forget_identity
from .rating import Verdict, take_guide_verdict, write_rating
from .writing import MoveRefused, moving, open_request, refuse, tell, tell_recipients

REOPEN_WITHIN = timedelta(days=30)


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
    """The sender chooses one of those who can help: it receives the person."""
    return choose_several(referral_id, {request_id: ChosenAs.RECEIVES}, now=now)


def choose_several(
    referral_id: UUID, chosen: Mapping[UUID, ChosenAs], *, now: datetime
) -> Referral:
    """The sender chooses among those who can help, each for a part: one at most for each part, and
    one that receives the person, else MoveRefused."""
    with moving(referral_id, now=now) as move:
        requests = [move.request(request_id) for request_id in chosen]
        for request in requests:
            at = move.standpoint(request)
            if not can_choose(at):
                raise refuse(Move.CHOOSE, at)
        parts = list(chosen.values())
        if len(set(parts)) < len(parts) or ChosenAs.RECEIVES not in parts:
            raise MoveRefused(
                _("Choose one organisation that receives the person, and one for each other part.")
            )
        if len({request.organisation_id for request in requests}) < len(requests):
            raise MoveRefused(_("Choose each organisation once."))
        choose_requests(move, chosen, move.referral.state)
    return move.referral


def ask_others(referral_id: UUID, recipients: list[Recipient], *, now: datetime) -> Referral:
    """The sender asks further recipients, all at once; one that waits for its turn gets it now, an
    organisation that declined or was let go is asked once more.

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
        wanted = [r for who, r in known.items() if who in recipients]
        turn = [r for r in wanted if r.state == RequestState.QUEUED]
        again = [r for r in wanted if can_be_asked_again(r)]
        fresh = [recipient for recipient in recipients if recipient not in known]
        if not fresh and not turn and not again:
            raise MoveRefused(_("All of these were asked already. Choose another recipient."))
        further = requests_for(move.referral, fresh, first_position=len(move.requests) + 1)
        Request.objects.bulk_create(further)
        move.requests.extend(further)
        move.advance(Move.ASK_OTHERS)
        for request in again:
            ask_again(move, request)
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
    """The sender handed the person over, or a chosen recipient says that they arrived, which needs
    no further confirmation."""
    with moving(referral_id, now=now) as move:
        at, referral = move.standpoint(), move.referral
        if not can_hand_over(at):
            raise refuse(Move.HAND_OVER, at)
        move.advance(Move.HAND_OVER)
        referral.handed_over_at = now
        if move.party.side == Side.RECIPIENT:
            note_arrival(move)
        tell_other_side(move, "referral_handed_over")
    return referral


def close(
    referral_id: UUID, outcome: str, *, now: datetime, verdict: Verdict | None = None
) -> Referral:
    """Close with an outcome: after the handover, or when nobody could help. Whoever closes may say
    at once how it went (`verdict`); the other side is asked."""
    with moving(referral_id, now=now) as move:
        at, referral = move.standpoint(), move.referral
        if not can_close(at):
            raise refuse(Move.CLOSE, at)
        move.advance(Move.CLOSE, detail=outcome)
        referral.closed_at, referral.outcome = now, outcome
        if verdict is not None:
            take_guide_verdict(move, verdict)
        rest = [r for r in move.requests if r.state in UNSETTLED_REQUEST]
        told = [r for r in rest if r.state != RequestState.QUEUED]
        release(move, rest)
        tell_recipients(move, "referral_closed", told)
        tell_other_side(move, "referral_closed")
    if verdict is not None:
        write_rating(move, verdict)
    return referral


def transfer(
    referral_id: UUID,
    recipient: Recipient,
    details: ConsentDetails,
    reason: str,
    *,
    now: datetime,
) -> Referral:
    """An agreed referral goes to another service in the same country, with renewed consent.

    Whoever was chosen is let go and the identity closes to them; a yes of the new one agrees.
    """
    with moving(referral_id, now=now) as move:
        at, referral = move.standpoint(), move.referral
        if not can_transfer(at):
            raise refuse(Move.TRANSFER, at)
        if recipient.organisation_id is None or (
            recipient.country != referral.destination_country_id
        ):
            raise MoveRefused(_("Choose a service in the same country."))
        if recipient.organisation_id not in details.organisation_ids:
            raise MoveRefused(_("The consent must name the new service."))
        known = [r for r in move.requests if r.organisation_id == recipient.organisation_id]
        if any(not can_be_asked_again(request) for request in known):
            raise MoveRefused(_("This service has the referral already. Choose another one."))
        move.advance(Move.TRANSFER, detail=reason)
        close_identity(move)
        record_consent(referral, details, now=now)
        Handover.objects.filter(referral=referral).delete()
        chosen = [r for r in move.requests if r.state == RequestState.CHOSEN]
        release(move, chosen)
        tell_recipients(move, "referral_transferred", chosen)
        referral.agreed_at, referral.release_to_first_yes = None, True
        if known:
            ask_again(move, known[0])
        else:
            first = len(move.requests) + 1
            (onward,) = requests_for(referral, [recipient], first_position=first)
            onward.save(force_insert=True)
            move.requests.append(onward)
            open_request(move, onward)
    return referral


def is_reopenable(referral: Referral, now: datetime) -> bool:
    """Whether it was closed at most 30 days ago."""
    return referral.closed_at is not None and now <= referral.closed_at + REOPEN_WITHIN


def reopen(referral_id: UUID, reason: str, *, now: datetime) -> Referral:
    """Within 30 days of closing, with a reason: back to where it was closed from."""
    with moving(referral_id, now=now) as move:
        at, referral = move.standpoint(), move.referral
        if not can_reopen(at):
            raise refuse(Move.REOPEN, at)
        if not is_reopenable(referral, now):
            raise MoveRefused(
                _("It was closed more than 30 days ago. Write a new referral instead.")
            )
        to = REOPEN_TO[referral.handed_over_at is not None]
        move.advance(Move.REOPEN, detail=reason, to=to)
        referral.closed_at, referral.outcome = None, ""
        tell_other_side(move, "referral_reopened")
    return referral
