"""Celery tasks of the working group: what beat starts."""

from celery import shared_task
from django.utils import timezone

from workinggroup import keeping, procedures
from workinggroup.meetings import following
from workinggroup.signals.services import send_digest


@shared_task(ignore_result=True)
def close_procedures() -> int:
    """Just after midnight and each hour: end the procedures whose last day is over; how many."""
    return procedures.close_due(timezone.now())


@shared_task(ignore_result=True)
def remind_of_procedures() -> int:
    """Each morning: remind the countries that have not answered; how many reminders."""
    return procedures.remind_due(timezone.now())


@shared_task(ignore_result=True)
def send_signals_of_the_week() -> int:
    """Each Monday: tell contributors what the week before brought; how many are told."""
    return send_digest(timezone.now())


@shared_task(ignore_result=True)
def remind_of_actions() -> int:
    """Each morning: remind who is to do something soon, or should have; how many action points."""
    return following.remind_due(timezone.now())


@shared_task(ignore_result=True)
def forget_people() -> int:
    """Each night: what is older than a year no longer says who said it; how many rows."""
    return keeping.forget_people(timezone.now())
