"""Keeping the term of a referral true, holding it back, and ending a hold."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from protection.audit import record
from referrals.models import Retention
from referrals.permissions import can_hold

from .writing import MoveRefused, moving


def hold(referral_id: UUID, reason: str, review_on: date, *, now: datetime) -> None:
    """Keep a referral beyond its term, for a reason, until somebody looks at it again.

    Raises NotAParty, or MoveRefused for whom it is not to decide.
    """
    with moving(referral_id, now=now) as move:
        if not can_hold(move.standpoint()):
            raise MoveRefused(_("Only a team lead or contact point of the sender may decide this."))
        held = Retention.objects.filter(referral=referral_id, erased_at__isnull=True).update(
            hold_reason=reason, hold_by_id=move.actor.user_id, hold_at=now, hold_review_on=review_on
        )
        if not held:
            raise MoveRefused(_("This referral has no term yet: it was not sent."))
    record("hold_set", subject="referral", subject_id=str(referral_id), detail={"reason": reason})


def lift_hold(referral_id: UUID, *, now: datetime) -> None:
    """End the hold: the term decides again. Raises as `hold` does."""
    with moving(referral_id, now=now) as move:
        if not can_hold(move.standpoint()):
            raise MoveRefused(_("Only a team lead or contact point of the sender may decide this."))
        Retention.objects.filter(referral=referral_id).update(
            hold_reason="", hold_by=None, hold_at=None, hold_review_on=None
        )
    record("hold_lifted", subject="referral", subject_id=str(referral_id))
