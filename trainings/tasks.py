"""Celery tasks of the trainings: what beat starts."""

from celery import shared_task
from django.utils import timezone

from trainings import running


@shared_task(name="trainings.tasks.follow_calendar", ignore_result=True)
def follow_calendar() -> int:
    """Every quarter of an hour: close and hold what its days say; returns how many moved."""
    return running.follow_calendar(timezone.now())
