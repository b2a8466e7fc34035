"""What follows from a move: the choice, the release of the others, the disclosure, who is told."""

from referrals.codes import UNSETTLED_REQUEST, Move, RequestState, Side, State
from referrals.models import Consent, Disclosure, Party, Request

from .writing import SIGHT_AFTER_RELEASE, Moving, open_request, tell_recipients, tell_sender


def choose_request(move: Moving, request: Request, before: str) -> None:
    """Agree with one recipient and let go of the others; `before` is the state the log names."""
    referral = move.referral
    move.advance_request(request, Move.CHOOSE)
    # A yes that agrees at once does so by the sender's instruction: the others, who read this
    # line, are not to learn from it who said yes.
    chosen_by_sender = move.party.side == Side.SENDER
    _, after = move.enter(Move.CHOOSE)
    move.log(Move.CHOOSE, before=before, after=after, by_system=not chosen_by_sender)
    referral.agreed_at = move.now
    consent = Consent.objects.filter(referral=referral, withdrawn_at__isnull=True).first()
    if consent is not None:
        disclose(move, request, consent)
    rest = [r for r in move.requests if r.pk != request.pk and r.state in UNSETTLED_REQUEST]
    told = [r for r in rest if r.state != RequestState.QUEUED]
    release(move, rest)
    tell_recipients(move, "referral_not_needed", told)
    if chosen_by_sender:
        tell_recipients(move, "referral_chosen", [request])


def disclose(move: Moving, request: Request, consent: Consent) -> None:
    """Open the identity to a chosen recipient, if and only if the consent names it."""
    chosen = request.organisation_id
    named = consent.recipients.filter(organisation_id=chosen).first() if chosen else None
    if chosen is not None and named is not None:
        Disclosure(
            referral=move.referral,
            organisation_id=chosen,
            sender_organisation_id=move.referral.sender_organisation_id,
            consent=consent,
            withheld=named.withheld,
            opened_at=move.now,
        ).save(force_insert=True)


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
