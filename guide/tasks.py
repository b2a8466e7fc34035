"""Celery tasks of the guide: what is scheduled becomes public on its day."""

from celery import shared_task
from django.utils import timezone

from guide import publishing


@shared_task(ignore_result=True)
def publish_due() -> int:
    """Every minute: make public what is scheduled until today; returns how many."""
    return publishing.publish_due(timezone.now())
