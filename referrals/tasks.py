"""What beat starts for referrals."""

from celery import shared_task
from django.utils import timezone

from . import escalation


@shared_task
def escalate_overdue() -> None:
    """Tell the contact points, then the secretariat, of requests that wait too long."""
    escalation.escalate_overdue(timezone.now())
