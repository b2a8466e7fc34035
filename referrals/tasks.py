"""What beat starts for referrals."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from protection.actor import system_transaction

from . import duplicates, escalation, expiry, retention
from .services import exporting, files
from .webhooks import outbox, relay


@shared_task
def escalate_overdue() -> None:
    """Remind recipients, then tell contact points and secretariat of what waits too long."""
    now = timezone.now()
    escalation.remind_at_half_time(now)
    escalation.escalate_overdue(now)


@shared_task
def erase_expired() -> None:
    """Erase the referrals whose term is over."""
    retention.erase_expired(timezone.now())


@shared_task
def find_duplicates() -> None:
    """Warn the contact points of open referrals that may concern the same person."""
    duplicates.find_duplicates(timezone.now())


@shared_task
def scan_waiting_files() -> None:
    """Have the virus scanner look into new files; what it refuses is deleted."""
    files.scan_waiting_files()


@shared_task
def make_export(export_id: str, user_id: int, organisation_id: int, role: str) -> None:
    """Make the file of an export that somebody asked for."""
    exporting.make_export(UUID(export_id), user_id, organisation_id, role)


@shared_task
def sweep_lost_exports() -> None:
    """Take up the exports whose task was lost or whose worker died."""
    with system_transaction():
        lost = exporting.lost_exports(timezone.now())
    for export in lost:
        make_export.delay(*export)


@shared_task
def delete_expired_exports() -> None:
    """Delete the exports of yesterday."""
    with system_transaction():
        exporting.delete_expired(timezone.now())


@shared_task
def expire_drafts() -> None:
    """Remind of drafts that wait for long, and delete those whose days are over."""
    expiry.expire_drafts(timezone.now())


@shared_task(soft_time_limit=60, ignore_result=True)
def relay_webhooks() -> None:
    """Tell the programs of organisations what happened to their referrals."""
    outbox.fan_out(timezone.now())
    relay.deliver_due()


@shared_task
def forget_old_deliveries() -> None:
    """Delete what webhooks were told a month ago."""
    relay.forget_old(timezone.now())
