"""Part of the needs of a referral, asked apart: a referral of its own, with a key of its own."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from protection.audit import record
from referrals.codes import Move
from referrals.models import CodedValue, Identity, Referral
from referrals.permissions import can_split
from referrals.selectors import read_identity
from referrals.vault import Vault

from .drafts import create_draft, save_draft
from .identity import save_identity
from .writing import moving, refuse

# What belongs to the life of the one referral: recipients, consent and basis are asked anew, as
# another recipient is another purpose.
OWN = frozenset(
    {
        "id", "reference", "state", "version", "sender_organisation", "sender_country",
        "created_by", "split_from", "asking_order", "release_to_first_yes", "legal_basis",
        "created_at", "updated_at", "sent_at", "answered_at", "agreed_at", "handed_over_at",
        "closed_at", "withdrawn_at", "withdrawal_reason", "outcome", "guide_sufficed",
    }
)  # fmt: skip


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
        _copy_answers(parent, child, set(needs))
        save_draft(child, now)
        if Identity.objects.filter(pk=parent.pk).exists():
            opened = read_identity(parent.pk, purpose="split")
            if opened is not None:
                save_identity(
                    child.pk,
                    child.version,
                    texts=opened.texts,
                    remarks_language=opened.remarks_language,
                    now=now,
                )
        child.refresh_from_db()
    return child


def _copy_answers(parent: Referral, child: Referral, needs: set[str]) -> None:
    """The coded answers, and the encrypted texts under the child's key."""
    record("referral_copied", subject="referral", subject_id=str(parent.pk))
    theirs, ours = Vault.open(parent.pk), Vault.open(child.pk)
    for field in Referral._meta.concrete_fields:
        if field.name in OWN:
            continue
        if field.get_internal_type() == "BinaryField":
            ours.seal(child, field.name, theirs.text(parent, field.name))
        else:
            setattr(child, field.attname, getattr(parent, field.attname))
    CodedValue.objects.bulk_create(
        CodedValue(referral=child, kind=kind, code=code)
        for kind, code in parent.coded_values.values_list("kind", "code")
        if kind != CodedValue.Kind.NEED or code in needs
    )
