"""The answers of a referral, taken over into a draft that has a life and a key of its own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from protection.actor import require_actor
from protection.audit import record
from referrals.codes import IDENTITY_FIELDS
from referrals.models import CodedValue, Identity, Referral
from referrals.permissions import can_copy
from referrals.selectors import read_identity
from referrals.vault import Vault

from .consequences import CONSENT_WITHDRAWN
from .drafts import create_draft, save_draft
from .identity import save_identity
from .writing import RESTRICTED, MoveRefused, Moving, is_restricted, own_party

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
# A later request is as urgent as it is now, and somebody answers the phone now.
OF_ITS_DAY = frozenset({"urgency", "callback_number", "draft_reminded_at"})


def may_copy_identity(referral: Referral) -> bool:
    """Whether there is an identity that may be taken over: not once its person took back the
    consent (GDPR art. 7(3), 17(1)(b)); a further referral then asks them anew."""
    return (
        referral.withdrawal_reason != CONSENT_WITHDRAWN
        and not referral.consents.filter(withdrawn_at__isnull=False).exists()
        and Identity.objects.filter(pk=referral.pk).exists()
    )


def copy(
    referral_id: UUID, draft_id: UUID, *, texts: bool, identity: bool, now: datetime
) -> Referral:
    """A draft with the coded answers of a referral that has ended; the same `draft_id` gives the
    same draft again.

    `texts` takes the note and the reason of the risk along, `identity` the identity. Consent, legal
    basis, recipients, files and messages are never copied. Raises MoveRefused or NotAParty.
    """
    actor = require_actor()
    party = own_party(referral_id, actor)
    with transaction.atomic():
        parent = Referral.objects.get(pk=referral_id)
        # It is read alone: nothing of a referral that has ended moves.
        if not can_copy(Moving(actor, parent, [], party, now).standpoint()):
            raise MoveRefused(_("Only a referral that has ended can be copied, by its sender."))
        if is_restricted(referral_id):
            raise MoveRefused(str(RESTRICTED))
        if identity and not may_copy_identity(parent):
            raise MoveRefused(_("The identity of this referral cannot be taken over."))
        child = create_draft(draft_id, now=now)
        if child.version > 1:
            return child
        copy_answers(parent, child, texts=texts, leaving_out=OF_ITS_DAY)
        child.coded_values.filter(kind=CodedValue.Kind.WITHHELD, code__in=IDENTITY_FIELDS).delete()
        save_draft(child, now)
        if identity:
            copy_identity(parent, child, purpose="copy", now=now)
        child.refresh_from_db()
    return child


def copy_answers(
    parent: Referral,
    child: Referral,
    *,
    texts: bool = True,
    needs: set[str] | None = None,
    leaving_out: frozenset[str] = frozenset(),
) -> None:
    """The coded answers (of the needs only those named), and the encrypted texts under the child's
    key. The child is to be saved."""
    record("referral_copied", subject="referral", subject_id=str(parent.pk))
    theirs, ours = Vault.open(parent.pk), Vault.open(child.pk)
    languages = {
        f"{field.name}_language"
        for field in Referral._meta.concrete_fields
        if field.get_internal_type() == "BinaryField" and not texts
    }
    for field in Referral._meta.concrete_fields:
        if field.name in OWN | leaving_out | languages:
            continue
        if field.get_internal_type() != "BinaryField":
            setattr(child, field.attname, getattr(parent, field.attname))
        elif texts:
            ours.seal(child, field.name, theirs.text(parent, field.name))
    CodedValue.objects.bulk_create(
        CodedValue(referral=child, kind=kind, code=code)
        for kind, code in parent.coded_values.values_list("kind", "code")
        if kind != CodedValue.Kind.NEED or needs is None or code in needs
    )


def copy_identity(parent: Referral, child: Referral, *, purpose: str, now: datetime) -> None:
    """The identity under the child's key, where there is one; the look at it is on record."""
    if not Identity.objects.filter(pk=parent.pk).exists():
        return
    opened = read_identity(parent.pk, purpose=purpose)
    if opened is not None:
        save_identity(
            child.pk,
            child.version,
            texts=opened.texts,
            remarks_language=opened.remarks_language,
            now=now,
        )
