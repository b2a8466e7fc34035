"""Part of the needs of a referral, asked apart: a referral of its own, with a key of its own."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from referrals.codes import Move
from referrals.models import Referral
from referrals.permissions import can_split

from .copying import copy_answers, copy_identity
from .drafts import create_draft, save_draft
from .writing import moving, refuse


def split(referral_id: UUID, draft_id: UUID, needs: Iterable[str], *, now: datetime) -> Referral:
    """A draft that asks for `needs` with the answers of this referral; the same `draft_id` gives
    the same draft again. Raises MoveRefused or NotAParty."""
    with transaction.atomic():
        existing = Referral.objects.filter(pk=draft_id, split_from_id=referral_id).first()
        if existing is not None:
            return existing
        with moving(referral_id, now=now) as move:
            at = move.standpoint()
            if not can_split(at):
                raise refuse(Move.SPLIT, at)
            move.log(Move.SPLIT)
        parent = move.referral
        child = create_draft(draft_id, now=now)
        child.split_from = parent
        copy_answers(parent, child, needs=set(needs))
        save_draft(child, now)
        copy_identity(parent, child, purpose="split", now=now)
        child.refresh_from_db()
    return child
