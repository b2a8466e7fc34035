"""What the clock does after a training: evaluations, reminders, and forgetting its people."""

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from trainings.calendars.reminding import remind
from trainings.evaluation import running
from trainings.forgetting import forget_due
from trainings.running import evaluated

logger = logging.getLogger(__name__)


def ask_soon() -> None:
    """Have participants asked while they remember. A broker that is away is no error: the hourly
    task comes anyway."""
    try:
        follow_evaluations.apply_async(retry=False)
    except OperationalError:
        logger.warning("The broker is away; evaluations open with the next hour")


@shared_task(name="trainings.aftercare_tasks.follow_evaluations")
def follow_evaluations() -> None:
    """Each hour: what is due of evaluations. Doing it twice changes nothing."""
    now = timezone.now()
    today = timezone.localdate(now)
    for training_id in running.close_due(now):
        evaluated(training_id, now=now)
    running.open_due(today)
    running.remind_due(today)


@shared_task(name="trainings.aftercare_tasks.remind_participants")
def remind_participants() -> None:
    """Each morning: remind those whose training is near."""
    remind(timezone.localdate())


@shared_task(name="trainings.aftercare_tasks.forget_participants")
def forget_participants() -> None:
    """Each night: delete the names whose term is over."""
    forget_due(timezone.now())
