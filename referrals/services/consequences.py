"""What follows from a move: the choice, the release of the others, the disclosure, who is told."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models.functions import Now

from accounts.selectors import people_of
from referrals.codes import (
    REQUEST_MOVES,
    UNSETTLED_REQUEST,
    ChosenAs,
    Move,
    RequestState,
    Side,
    State,
)
from referrals.identities import may_hold_identity
from referrals.models import Consent, DangerOpening, Disclosure, Party, Request

from .writing import (
    SIGHT_AFTER_RELEASE,
    Moving,
    answer_hours,
    open_request,
    people_asked,
    tell,
    tell_recipients,
    tell_sender,
)

CONSENT_WITHDRAWN = "consent_withdrawn"  # code list withdrawal_reason


def choose_requests(move: Moving, chosen: Mapping[UUID, ChosenAs], before: str) -> None:
    """Agree with these recipients, each for its part, and let go of the others.

    `before` is the state the log names.
    """
    referral = move.referral
    agreed = [move.request(request_id) for request_id in chosen]
    for request in agreed:
        request.chosen_as = chosen[request.pk]
        move.advance_request(request, Move.CHOOSE)
    # A yes that agrees at once does so by the sender's instruction: the others, who read this
    # line, are not to learn from it who said yes.
    chosen_by_sender = move.party.side == Side.SENDER
    _, after = move.enter(Move.CHOOSE)
    move.log(Move.CHOOSE, before=before, after=after, by_system=not chosen_by_sender)
    referral.agreed_at = move.now
    consent = Consent.objects.filter(referral=referral, withdrawn_at__isnull=True).first()
    if consent is not None:
        for request in agreed:
            disclose(move, request, consent)
    rest = [r for r in move.requests if r.pk not in chosen and r.state in UNSETTLED_REQUEST]
    told = [r for r in rest if r.state != RequestState.QUEUED]
    release(move, rest)
    tell_recipients(move, "referral_not_needed", told)
    if chosen_by_sender:
        tell_recipients(move, "referral_chosen", agreed)


def disclose(move: Moving, request: Request, consent: Consent) -> bool:
    """Open the identity to a chosen recipient, if and only if the consent names it and its kind
    may hold an identity on that basis."""
    chosen = request.organisation
    named = consent.recipients.filter(organisation=chosen).first() if chosen else None
    if chosen is not None and named is not None and may_hold_identity(chosen.kind, consent.basis):
        Disclosure(
            referral=move.referral,
            organisation_id=chosen.pk,
            sender_organisation_id=move.referral.sender_organisation_id,
            consent=consent,
            withheld=named.withheld,
            opened_at=move.now,
        ).save(force_insert=True)
        return True
    return False


def close_identity(move: Moving) -> list[int]:
    """End the consent in force and every reader's access; the organisations that had it."""
    referral, now = move.referral, move.now
    Consent.objects.filter(referral=referral, withdrawn_at__isnull=True).update(withdrawn_at=now)
    opened = Disclosure.objects.filter(referral=referral, ended_at__isnull=True)
    readers = list(opened.values_list("organisation_id", flat=True))
    opened.update(ended_at=now)
    return [*readers, *end_openings(move)]


def end_openings(
    move: Moving, only: Collection[int] | None = None, this: UUID | None = None
) -> list[int]:
    """End what was opened in danger: all of it, that of `only` these organisations, or `this` one.
    Gives the organisations whose openings were still running."""
    running = DangerOpening.objects.filter(
        referral=move.referral, ended_at__isnull=True, until__gt=Now()
    )
    if only is not None:
        running = running.filter(organisation_id__in=only)
    if this is not None:
        running = running.filter(pk=this)
    readers = list(running.values_list("organisation_id", flat=True))
    running.update(ended_at=Now(), ended_by_id=move.actor.user_id)
    return readers


def take_back(move: Moving, reason: str, *, told_already: Collection[int] = ()) -> None:
    """Withdraw the referral: the identity closes, all who were asked are let go and told.

    They keep sight of stage 1 for a while, but not against the person's will: with the consent
    withdrawn it ends at once.
    """
    referral = move.referral
    concerned = [r for r in move.requests if r.state in UNSETTLED_REQUEST | {RequestState.CHOSEN}]
    told = [r for r in concerned if r.state != RequestState.QUEUED]
    move.advance(Move.WITHDRAW, detail=reason)
    referral.withdrawn_at, referral.withdrawal_reason = move.now, reason
    close_identity(move)
    release(move, concerned)
    if reason == CONSENT_WITHDRAWN:
        others = Party.objects.filter(referral=referral).exclude(side=Side.SENDER)
        others.update(ends_at=move.now)
    before = {person.user_id for person in people_of(told_already)}
    for request in told:
        people = [person for person in people_asked(request) if person.user_id not in before]
        tell(move, "referral_withdrawn", people, sees_it_still=reason != CONSENT_WITHDRAWN)


def release(move: Moving, requests: list[Request]) -> None:
    """Let go of whoever is not, or no longer, needed."""
    for request in requests:
        move.advance_request(request, Move.RELEASE, by_system=True)
    end_sight(move, requests)
    # A contact point that passed it on, or was called in when it was late, has done its part.
    Party.objects.filter(
        referral=move.referral, side=Side.CONTACT_POINT, ends_at__isnull=True
    ).update(ends_at=move.now + SIGHT_AFTER_RELEASE)


def end_sight(move: Moving, requests: list[Request]) -> None:
    """Whoever has these requests keeps sight of stage 1 for a while, then no longer."""
    Party.objects.filter(request__in=requests, ends_at__isnull=True).update(
        ends_at=move.now + SIGHT_AFTER_RELEASE
    )


def go_on_after_refusal(move: Moving) -> None:
    """Ask the next in order; or note that everybody has declined."""
    queued = [r for r in move.requests if r.state == RequestState.QUEUED]
    waiting = [r for r in move.requests if r.state in UNSETTLED_REQUEST]
    if queued and len(queued) == len(waiting):  # nobody is still asked, nobody said yes
        following = queued[0]
        move.advance_request(following, Move.ASK_NEXT, by_system=True)
        open_request(move, following)
    elif not waiting and move.referral.state == State.SENT:
        move.advance(Move.ALL_DECLINED, by_system=True)
        move.referral.answered_at = move.referral.answered_at or move.now


def tell_other_side(move: Moving, kind: str) -> None:
    """Tell the sender, unless the move was theirs, and the chosen recipient."""
    if move.party.side != Side.SENDER:
        tell_sender(move, kind)
    tell_recipients(move, kind, [r for r in move.requests if r.state == RequestState.CHOSEN])


def can_be_asked_again(request: Request) -> bool:
    """An organisation that declined, or that was let go; never a contact point's rota."""
    return (
        request.state in REQUEST_MOVES[Move.ASK_AGAIN].sources
        and not request.to_contact_point
        and request.asked_at is not None
    )


def ask_again(move: Moving, request: Request) -> None:
    """Ask once more: the log tells what was answered before; the clock starts anew."""
    move.advance_request(request, Move.ASK_AGAIN)
    request.asked_at = move.now
    request.due_at = move.now + timedelta(hours=answer_hours(move.referral.urgency))
    request.seen_at = request.answered_at = request.answered_by = request.spoke_at = None
    request.escalated_at = request.secretariat_told_at = None
    request.suggested = request.available_from = request.answer_note = None
    request.answer_channel = request.decline_reason = request.place_kind = ""
    request.answer_note_language = request.spoke_as = request.chosen_as = ""
    request.conditions = []
    Party.objects.filter(request=request, organisation=request.organisation).update(
        ends_at=None, sort_at=move.now
    )
    tell(move, "referral_asked", people_asked(request))
