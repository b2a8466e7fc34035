"""What both sides say when a referral is over: for the monitoring, in codes."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from referrals.codes import Move, Side
from referrals.models import Rating, RatingGap
from referrals.permissions import can_rate
from referrals.vault import Vault

from .answering import Note
from .writing import Moving, moving, refuse


@dataclass(frozen=True)
class Verdict:
    """Codes of `guide_sufficed`, `guide_missing`, `answered_in_time` and `effort`; "" for none."""

    guide_sufficed: str = ""
    missing: tuple[str, ...] = ()
    answered_in_time: str = ""
    effort: str = ""
    text: Note = field(default_factory=Note)


def rate(referral_id: UUID, verdict: Verdict, *, now: datetime) -> None:
    """Say how it went, once it is closed; what the same organisation said before is replaced."""
    with moving(referral_id, now=now) as move:
        at = move.standpoint()
        if not can_rate(at):
            raise refuse(Move.RATE, at)
        take_guide_verdict(move, verdict)
        move.log(Move.RATE)
    write_rating(move, verdict)


def take_guide_verdict(move: Moving, verdict: Verdict) -> None:
    """The figures count one verdict on the guide for each referral: the sender's before others'."""
    if move.party.side == Side.SENDER or not move.referral.guide_sufficed:
        move.referral.guide_sufficed = verdict.guide_sufficed or move.referral.guide_sufficed


def write_rating(move: Moving, verdict: Verdict) -> None:
    """Write what the actor's own organisation says: its own row, so after the move has ended."""
    own = {"referral": move.referral, "organisation_id": move.actor.organisation_id}
    row = Rating.objects.filter(**own).first()
    created = row is None
    row = row or Rating(**own)
    row.side = Side.SENDER if move.party.side == Side.SENDER else Side.RECIPIENT
    row.rated_at, row.guide_sufficed = move.now, verdict.guide_sufficed
    row.answered_in_time, row.effort = verdict.answered_in_time, verdict.effort
    Vault.open(move.referral.pk).seal(row, "text", verdict.text.text)
    row.text_language = verdict.text.language if verdict.text.text else ""
    row.save(force_insert=created, force_update=not created)
    row.gaps.all().delete()
    RatingGap.objects.bulk_create(
        RatingGap(rating=row, code=code, **own) for code in verdict.missing
    )
