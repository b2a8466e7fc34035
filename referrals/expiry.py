"""Drafts do not stay: their sender is reminded after 21 days, and after 28 they are deleted.

Days count from the last time a draft was saved. Runs as `portal_system`, which finds and deletes
what belongs to a draft and reads none of it. The deleted data key shreds what a backup still holds.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connections

from accounts.models import CASE_ROLES
from accounts.selectors import people_of
from notifications.services import queue_notice
from protection.actor import system_transaction
from protection.audit import record

from .codes import State
from .models import Party, Referral
from .services.drafts import OF_A_DRAFT

SYSTEM = "system"
BATCH = 100
REMINDED_AFTER = timedelta(days=21)
KEPT_FOR = timedelta(days=28)


def days_left(updated_at: datetime, now: datetime) -> int:
    """In how many days a draft is deleted that was last saved then; 0 on the last day."""
    return max(0, (updated_at + KEPT_FOR - now).days)


def expire_drafts(now: datetime) -> int:
    """Remind of and delete drafts; how many were deleted. One transaction a draft."""
    for referral_id in _found(now - REMINDED_AFTER, reminded=False):
        with system_transaction():
            _remind(referral_id, now)
    deleted = 0
    for referral_id in _found(now - KEPT_FOR):
        with system_transaction():
            deleted += _delete(referral_id, now - KEPT_FOR)
    return deleted


def _found(saved_before: datetime, *, reminded: bool | None = None) -> list[UUID]:
    with system_transaction():
        drafts = Referral.objects.using(SYSTEM).filter(
            state=State.DRAFT, updated_at__lte=saved_before
        )
        if reminded is not None:
            drafts = drafts.filter(draft_reminded_at__isnull=not reminded)
        return list(drafts.order_by("updated_at").values_list("pk", flat=True)[:BATCH])


def _remind(referral_id: UUID, now: datetime) -> None:
    found = (
        Referral.objects.using(SYSTEM)
        .only("id", "reference", "sender_organisation_id")
        .select_for_update(skip_locked=True, of=("self",))
        .filter(pk=referral_id, state=State.DRAFT, draft_reminded_at__isnull=True)
        .first()
    )
    if found is None:
        return
    Referral.objects.using(SYSTEM).filter(pk=referral_id).update(draft_reminded_at=now)
    queue_notice(
        "draft_expiring",
        people_of([found.sender_organisation_id], roles=CASE_ROLES, using=SYSTEM),
        reference=found.reference,
        path_name="referrals:drafts",
        path_args=[],
        using=SYSTEM,
    )


def _delete(referral_id: UUID, saved_before: datetime) -> int:
    locked = (
        Referral.objects.using(SYSTEM)
        .only("id")
        .select_for_update(skip_locked=True, of=("self",))
        .filter(pk=referral_id, state=State.DRAFT, updated_at__lte=saved_before)
    )
    if locked.first() is None:
        return 0
    record("draft_expired", subject="referral", subject_id=str(referral_id), using=SYSTEM)
    # Statements of our own: the system may name no column but the referral's id.
    tables = [*(model._meta.db_table for model in OF_A_DRAFT), Party._meta.db_table]
    with connections[SYSTEM].cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table} WHERE referral_id = %s", [referral_id])  # noqa: S608 - our own names
        cursor.execute("DELETE FROM referrals_referral WHERE id = %s", [referral_id])
    return 1
