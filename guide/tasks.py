"""Celery tasks of the guide: what beat starts."""

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from guide import publishing, services
from guide.brochure import making, orders
from guide.links import checking
from guide.translating import writing
from guide.use import counting

logger = logging.getLogger(__name__)
MAKING_SECONDS = 60  # it takes about two; one that takes this long hangs


@shared_task(ignore_result=True)
def publish_due() -> int:
    """Every minute: make public what is scheduled until today; returns how many."""
    return publishing.publish_due(timezone.now())


@shared_task(name="guide.tasks.sweep_brochures")
def sweep_brochures() -> None:
    """Every 10 s: have a worker take up what is due, and what a killed worker left."""
    for language in orders.due(timezone.now()):
        try:
            make_brochure.apply_async((language,), retry=False)
        except OperationalError:
            logger.warning("The broker is away; the brochure waits for the next sweep")


@shared_task(
    name="guide.tasks.make_brochure",
    soft_time_limit=MAKING_SECONDS,
    time_limit=MAKING_SECONDS + 15,
)
def make_brochure(language: str) -> None:
    """Claim a language's order and make its next edition, if anything has changed."""
    now = timezone.now()
    token = orders.claim(language, now)
    if token is not None:
        making.make(language, token, now=now)


@shared_task(name="guide.tasks.look_for_changes")
def look_for_changes() -> None:
    """Every five minutes: order an edition when the directory or a rule has changed."""
    making.order_if_changed(timezone.now())


@shared_task(name="guide.tasks.bring_counts_over")
def bring_counts_over() -> None:
    """Every minute: write what was counted of pages and downloads since the last time."""
    counting.bring_over()


@shared_task(name="guide.tasks.forget_remarks")
def forget_remarks() -> None:
    """Every night: delete the words of readers' remarks that are past their term."""
    services.forget_remarks(timezone.localdate())


@shared_task(ignore_result=True, soft_time_limit=600, time_limit=660)
def check_links() -> int:
    """Every hour: ask the addresses that are due whether they are there; returns how many."""
    return checking.check_due(timezone.now())


@shared_task(ignore_result=True)
def note_translations() -> int:
    """Every quarter of an hour: remember from which source each new translation was made."""
    return writing.note_sources()
