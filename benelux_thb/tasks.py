"""What the worker does for the demonstration alone."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from benelux_thb.demonstration import report


@shared_task(name="benelux_thb.tasks.demonstrate_report", ignore_result=True)
def demonstrate_report() -> None:
    """Every minute in the demonstration: take its report a step further in its life."""
    if settings.DEMONSTRATION:
        report.advance(now=timezone.now())
