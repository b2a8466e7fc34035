"""Celery tasks: they take ids, claim, and do one step each, so that none holds a worker long."""

import logging
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from reports import adoption, planning, sending
from reports.disclosure.refusal import NotReleasable
from reports.keeping import publish_first_year, release_next_year
from reports.runner import Superseded, perform_next_step
from reports.services import RunRefused, claim_run, stalled_runs, start_due_draft

logger = logging.getLogger(__name__)
STEP_SECONDS = 180  # a step takes a few; one that takes this long hangs


def send_work(run_id: UUID) -> None:
    """Ask a worker to take a run up. A broker that is away is no error: the sweep asks again."""
    try:
        take_up_run.apply_async((str(run_id),), retry=False)
    except OperationalError:
        logger.warning("The broker is away; run %s starts with the next sweep", run_id)


@shared_task(name="reports.tasks.take_up_run")
def take_up_run(run_id: str) -> None:
    """Claim a run that waits or whose worker is silent, and go on from its last finished step."""
    claim = claim_run(UUID(run_id), now=timezone.now())
    if claim is not None:
        _go_on(run_id, claim)


@shared_task(
    name="reports.tasks.perform_step",
    soft_time_limit=STEP_SECONDS,
    time_limit=STEP_SECONDS + 30,
)
def perform_step(run_id: str, claim: str) -> None:
    """One step under a claim; the next one is another task."""
    try:
        following = perform_next_step(UUID(run_id), UUID(claim))
    except Superseded:
        logger.info("Run %s is another worker's now", run_id)
        return
    if following is not None:
        _go_on(run_id, following)


def _go_on(run_id: str, claim: UUID) -> None:
    """Ask for the next step. Where the broker is away, the sweep takes the run up later."""
    try:
        perform_step.delay(run_id, str(claim))
    except OperationalError:
        logger.warning("The broker is away; run %s goes on with the next sweep", run_id)


@shared_task(name="reports.tasks.sweep_stalled_runs")
def sweep_stalled_runs() -> None:
    """Every 10 s: take up the runs of workers that died, and those whose task got lost."""
    for run_id in stalled_runs(now=timezone.now()):
        logger.warning("Run %s has stalled and is taken up again", run_id)
        send_work(run_id)


@shared_task(name="reports.tasks.start_due_drafts")
def start_due_drafts() -> None:
    """Every hour: start the draft whose cut-off day has come."""
    try:
        start_due_draft(now=timezone.localtime())
    except RunRefused:
        logger.info("The draft that is due is being made already")


@shared_task(name="reports.tasks.refresh_figures", ignore_result=True)
def refresh_figures() -> int:
    """Every night: count anew where the last count is a week old; the figures are offered."""
    return planning.refresh(now=timezone.localtime())


@shared_task(name="reports.tasks.remind_of_steps", ignore_result=True)
def remind_of_steps() -> int:
    """Every morning: remind of the steps of the plan whose day is near."""
    return planning.remind(now=timezone.localtime())


@shared_task(name="reports.tasks.settle_votes", ignore_result=True)
def settle_votes() -> int:
    """Every ten seconds: adopt what the working group has approved, and end what it refused."""
    return adoption.settle_votes(now=timezone.now())


@shared_task(name="reports.tasks.mail_reports", ignore_result=True)
def mail_reports() -> int:
    """Every 10 s: mail adopted reports that wait to be sent; returns how many were."""
    return sending.relay(now=timezone.now())


@shared_task(
    name="reports.tasks.release_ended_years",
    soft_time_limit=STEP_SECONDS,
    time_limit=STEP_SECONDS + 30,
)
def release_ended_years() -> None:
    """Every ten minutes: count and release the next year that is over, for the pages of figures."""
    try:
        release_next_year(now=timezone.now())
        if settings.DEMONSTRATION:
            publish_first_year(now=timezone.now())
    except NotReleasable:
        logger.exception("Figures of a year that is over could not be released")
