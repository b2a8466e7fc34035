"""Writing the identity: as a step of a draft, and after sending until the handover."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.selectors import people_of
from protection.audit import record
from referrals.codes import Move, State
from referrals.models import Identity, IdentityField, IdentityIndex, Referral
from referrals.name_index import write_index
from referrals.permissions import can_edit_identity
from referrals.vault import Vault

from .drafts import StaleDraft, locked_draft, save_draft
from .fields import Withheld, mark_withheld
from .writing import MoveRefused, moving, tell


def save_identity(
    referral_id: UUID,
    version: int,
    *,
    texts: Mapping[str, str],
    remarks_language: str = "",
    withheld: Withheld | None = None,
    now: datetime,
) -> None:
    """Save the identity, each field encrypted in its place: a draft's step, or until the handover.

    After sending, whoever may read it is told that it changed. Raises as `locked_draft` does.
    """
    with transaction.atomic():
        if Referral.objects.filter(pk=referral_id, state=State.DRAFT).exists():
            save_draft(locked_draft(referral_id, version), now)
        else:
            _note_it(referral_id, version, now)
        if withheld is not None:
            mark_withheld(Referral.objects.get(pk=referral_id), withheld)
        record("identity_written", subject="referral", subject_id=str(referral_id))
        vault = Vault.open(referral_id)
        identity = Identity.objects.filter(referral_id=referral_id).first()
        created = identity is None
        identity = identity or Identity(referral_id=referral_id)
        identity.remarks_language = remarks_language if texts.get("remarks") else ""
        identity.save(force_insert=created, force_update=not created)
        IdentityField.objects.filter(referral_id=referral_id, field__in=list(texts)).delete()
        IdentityField.objects.bulk_create(
            vault.sealed_field(name, text) for name, text in texts.items() if text
        )
        write_index(referral_id, texts)


def forget_identity(referral_id: UUID) -> None:
    """Erase what was filled in of the identity; does nothing when nothing was."""
    IdentityField.objects.filter(referral_id=referral_id).delete()
    IdentityIndex.objects.filter(referral_id=referral_id).delete()
    erased, _by_model = Identity.objects.filter(referral_id=referral_id).delete()
    if erased:
        record("identity_erased", subject="referral", subject_id=str(referral_id))


def _note_it(referral_id: UUID, version: int, now: datetime) -> None:
    with moving(referral_id, now=now) as move:
        if not can_edit_identity(move.standpoint()):
            raise MoveRefused(_("The identity can no longer be changed."))
        if move.referral.version != version:
            raise StaleDraft(
                _(
                    "This referral changed meanwhile, perhaps in another tab. What you typed is "
                    "still here: look at how it stands now, then save again."
                )
            )
        move.log(Move.WRITE_IDENTITY)
        readers = move.referral.disclosures.filter(ended_at__isnull=True)
        tell(move, "identity_changed", people_of(readers.values_list("organisation_id", flat=True)))
