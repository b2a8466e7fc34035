"""What beat starts for referrals."""

from celery import shared_task
from django.utils import timezone

from . import escalation


@shared_task
def escalate_overdue() -> None:
    """Remind recipients, then tell contact points and secretariat of what waits too long."""
    now = timezone.now()
    escalation.remind_at_half_time(now)
    escalation.escalate_overdue(now)
