"""A recipient answers a request: can help, cannot, or it is passed on.

An answer given by phone or mail is recorded the same way, by the sender or the contact point.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from referrals.codes import Channel, ChosenAs, Move, RequestState, Side
from referrals.models import Party, Referral, Request
from referrals.permissions import (
    can_accept,
    can_decline,
    can_pass_on,
    is_asked,
)
from referrals.vault import Vault

from .consequences import choose_requests, end_sight, go_on_after_refusal
from .drafts import Recipient, requests_for
from .writing import (
    SIGHT_AFTER_RELEASE,
    MoveRefused,
    Moving,
    give_sight,
    moving,
    open_request,
    refuse,
    tell_recipients,
    tell_sender,
)


@dataclass(frozen=True)
class Note:
    """Free text with the language it is written in."""

    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class Answer:
    """How an answer came in. When somebody records it for another: `organisation_id` says which of
    a contact point's rota spoke, `spoke_as` in which function, `spoke_at` when (None: now)."""

    channel: Channel = Channel.PORTAL
    organisation_id: int | None = None
    note: Note = Note()
    spoke_as: str = ""
    spoke_at: datetime | None = None


@dataclass(frozen=True)
class Offer:
    """What a recipient that can help has: kind of place, from when (None: at once), conditions."""

    place_kind: str = ""
    available_from: date | None = None
    conditions: tuple[str, ...] = ()


def mark_seen(referral_id: UUID, request_id: UUID, *, now: datetime) -> None:
    """Note that a recipient opened the request; does nothing when it was opened before."""
    if not Request.objects.filter(pk=request_id, state=RequestState.ASKED).exists():
        return
    with moving(referral_id, now=now, request_id=request_id) as move:
        request = move.request(request_id)
        if request.state != RequestState.ASKED or not is_asked(move.standpoint(request)):
            return
        request.seen_at = now
        move.advance_request(request, Move.SEE)


def accept(
    referral_id: UUID,
    request_id: UUID,
    *,
    now: datetime,
    offer: Offer = Offer(),
    answer: Answer = Answer(),
) -> Referral:
    """*Can help*. Under a release to the first yes the referral is agreed at once."""
    with moving(referral_id, now=now, request_id=request_id) as move:
        request = move.request(request_id)
        at = move.standpoint(request)
        if not can_accept(at):
            raise refuse(Move.ACCEPT, at)
        take_answer(move, request, answer)
        request.place_kind, request.available_from = offer.place_kind, offer.available_from
        request.conditions = list(offer.conditions)
        move.advance_request(request, Move.ACCEPT, channel=answer.channel)
        before, _after = move.enter(Move.ACCEPT)
        move.referral.answered_at = move.referral.answered_at or now
        if move.referral.release_to_first_yes:
            choose_requests(move, {request.pk: ChosenAs.RECEIVES}, before)
        tell_of_answer(move, request, "referral_accepted")
    return move.referral


def decline(
    referral_id: UUID,
    request_id: UUID,
    reason: str,
    *,
    now: datetime,
    answer: Answer = Answer(),
    suggested: int | None = None,
) -> Referral:
    """*Cannot help*, with a coded reason, and another service that may. The next in order is asked;
    the sender is told."""
    with moving(referral_id, now=now, request_id=request_id) as move:
        request = move.request(request_id)
        at = move.standpoint(request)
        if not can_decline(at):
            raise refuse(Move.DECLINE, at)
        take_answer(move, request, answer)
        request.decline_reason, request.suggested_id = reason, suggested
        move.advance_request(request, Move.DECLINE, detail=reason, channel=answer.channel)
        end_sight(move, [request])
        tell_of_answer(move, request, "referral_declined")
        go_on_after_refusal(move)
    return move.referral


def pass_on(
    referral_id: UUID, request_id: UUID, organisation_id: int, *, now: datetime
) -> Referral:
    """The contact point passes the request on to an organisation in its country."""
    with moving(referral_id, now=now, request_id=request_id) as move:
        request = move.request(request_id)
        at = move.standpoint(request)
        if not can_pass_on(at):
            raise refuse(Move.PASS_ON, at)
        if any(r.organisation_id == organisation_id for r in move.requests):
            raise MoveRefused(_("This organisation was asked already. Choose another one."))
        (onward,) = requests_for(
            move.referral,
            [Recipient(request.country_id, organisation_id)],
            first_position=len(move.requests) + 1,
        )
        onward.save(force_insert=True)
        move.requests.append(onward)
        end_sight(move, [request])
        if not request.to_contact_point:  # it was overdue: whoever was asked is so no longer
            tell_recipients(move, "referral_not_needed", [request])
        request.answered_at, request.answered_by_id = now, move.actor.user_id
        request.answer_channel, request.passed_on_to = Channel.PORTAL, onward
        move.advance_request(request, Move.PASS_ON)
        open_request(move, onward)
        # The contact point follows it, and records an answer that comes in by phone.
        give_sight(move, onward, Side.CONTACT_POINT, [move.actor.organisation_id])
        tell_sender(move, "referral_passed_on")
    return move.referral


def tell_of_answer(move: Moving, request: Request, kind: str) -> None:
    """The sender is told; and who is said to have answered, where somebody recorded it for them."""
    tell_sender(move, kind)
    if request.organisation_id != move.actor.organisation_id:
        tell_recipients(move, "answer_recorded", [request])


def take_answer(move: Moving, request: Request, answer: Answer) -> None:
    """Who answered, when and by which way; a contact point's answer names the organisation.

    Only who is asked answers in the portal; what others record came in by phone or mail.
    """
    if answer.channel == Channel.PORTAL and not is_asked(move.standpoint(request)):
        raise MoveRefused(_("Say by which way the answer came in."))
    request.answered_at, request.answered_by_id = move.now, move.actor.user_id
    request.answer_channel = answer.channel
    if answer.channel != Channel.PORTAL:
        request.spoke_as, request.spoke_at = answer.spoke_as, answer.spoke_at or move.now
    if answer.note.text:
        Vault.open(move.referral.pk).seal(request, "answer_note", answer.note.text)
        request.answer_note_language = answer.note.language
    if request.to_contact_point and request.organisation_id is None:
        by_rota = move.party.side == Side.CONTACT_POINT
        spoke = move.actor.organisation_id if by_rota else answer.organisation_id
        if (
            spoke is None
            or not Party.objects.filter(request=request, organisation_id=spoke).exists()
        ):
            raise MoveRefused(_("Say which organisation of the contact point answered."))
        request.organisation_id = spoke
        others = Party.objects.filter(request=request).exclude(organisation_id=spoke)
        others.update(ends_at=move.now + SIGHT_AFTER_RELEASE)
        Party.objects.filter(request=request, organisation_id=spoke).update(side=Side.RECIPIENT)
