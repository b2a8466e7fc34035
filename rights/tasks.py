"""What beat starts for the registers."""

from celery import shared_task
from django.utils import timezone

from . import reminders


@shared_task
def remind_of_terms() -> None:
    """Tell team leads and officers of requests and breaches whose time runs out."""
    reminders.remind(timezone.now())


@shared_task
def forget_texts() -> None:
    """Empty the texts of requests that were settled long ago."""
    reminders.forget_texts(timezone.now())
