"""Celery tasks of the directory: what beat starts."""

from celery import shared_task
from django.utils import timezone

from contacts import keeping, notes, saved_searches


@shared_task(ignore_result=True, soft_time_limit=240, time_limit=300)
def look_for_new_entries() -> int:
    """Every ten minutes: find what newly fits the searches that readers keep."""
    return saved_searches.look_again(timezone.now())


@shared_task(ignore_result=True)
def forget_what_was_kept() -> None:
    """Every night: delete the searches and favourites of people whose account is closed."""
    saved_searches.forget_of_who_left()
    keeping.forget_of_who_left()


@shared_task(ignore_result=True)
def forget_notes() -> None:
    """Every night: delete the notes on entries that are past their term."""
    notes.forget_notes(timezone.now())
