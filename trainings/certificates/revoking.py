"""Certificates that no longer hold. What was revoked stays known: a paper cannot be called back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from protection.actor import require_actor
from protection.audit import record
from trainings.models import Certificate, Revocation
from trainings.permissions import can_make_certificates


class RevocationRefused(Exception):
    """Not by this person, or it was revoked already."""


def revoke(certificate_id: UUID, reason: Revocation, *, now: datetime) -> None:
    """Revoke one. A new one can then be made. Raises RevocationRefused."""
    if not can_make_certificates(require_actor()):
        raise RevocationRefused
    if not _revoke([certificate_id], reason, now):
        raise RevocationRefused


def revoke_all(training_id: UUID, reason: Revocation, *, now: datetime) -> int:
    """Revoke every valid one of a training; returns how many. Raises RevocationRefused."""
    if not can_make_certificates(require_actor()):
        raise RevocationRefused
    valid = Certificate.objects.filter(training_id=training_id, revoked_at=None)
    return _revoke(list(valid.values_list("pk", flat=True)), reason, now)


def revoke_for_attendance(registrations: Collection[UUID], *, now: datetime) -> int:
    """Revoke what states another attendance than the list does now; how many."""
    valid = Certificate.objects.filter(registration__in=registrations, revoked_at=None)
    return _revoke(list(valid.values_list("pk", flat=True)), Revocation.ATTENDANCE, now)


@transaction.atomic
def _revoke(certificate_ids: list[UUID], reason: Revocation, now: datetime) -> int:
    valid = Certificate.objects.select_for_update().filter(pk__in=certificate_ids, revoked_at=None)
    found = list(valid.order_by("pk").values_list("pk", flat=True))
    # The paper is no longer handed out, so it is not kept either.
    Certificate.objects.filter(pk__in=found).update(
        revoked_at=now, revoked_for=reason, content=None
    )
    for pk in found:
        record(
            "certificate_revoked",
            subject="certificate",
            subject_id=str(pk),
            detail={"reason": reason},
        )
    return len(found)
