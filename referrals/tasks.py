"""What beat starts for referrals."""

from celery import shared_task
from django.utils import timezone

from . import escalation
from .services import files


@shared_task
def escalate_overdue() -> None:
    """Remind recipients, then tell contact points and secretariat of what waits too long."""
    now = timezone.now()
    escalation.remind_at_half_time(now)
    escalation.escalate_overdue(now)


@shared_task
def scan_waiting_files() -> None:
    """Have the virus scanner look into new files; what it refuses is deleted."""
    files.scan_waiting_files()
