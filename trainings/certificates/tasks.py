"""Celery tasks of certificates: they take ids, claim, and call a service."""

import logging
from uuid import UUID

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from trainings.certificates import making

logger = logging.getLogger(__name__)


def send_work(run_id: UUID) -> None:
    """Ask a worker to begin. A broker that is away is no error: the sweep asks again."""
    try:
        make_certificates.apply_async((str(run_id),), retry=False)
    except OperationalError:
        logger.warning("The broker is away; run %s starts with the next sweep", run_id)


@shared_task(name="trainings.certificates.tasks.make_certificates")
def make_certificates(run_id: str) -> None:
    """Make what a run has left, batch by batch; nothing where another worker is at it."""
    run = UUID(run_id)
    claim = making.take_up(run, now=timezone.now())
    if claim is None:
        return
    try:
        while making.make_batch(run, claim, now=timezone.now()):
            pass
    except making.Superseded:
        logger.info("Run %s is another worker's now", run_id)


@shared_task(name="trainings.certificates.tasks.sweep_lost_runs")
def sweep_lost_runs() -> None:
    """Every 10 s: go on with what a worker left that died, and with tasks that were lost."""
    for run_id in making.lost_runs(timezone.now()):
        logger.warning("Certificates of run %s are taken up again", run_id)
        send_work(run_id)
