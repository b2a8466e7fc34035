"""Celery tasks: they take ids and call a service."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from exchange import services
from protection.actor import system_transaction


@shared_task
def work(exchange_id: str, user_id: int, organisation_id: int, role: str) -> None:
    """Make, try out or write the file that somebody asked for."""
    services.work(UUID(exchange_id), user_id, organisation_id, role)


@shared_task
def sweep_lost_exchanges() -> None:
    """Take up the files whose task was lost or whose worker died."""
    with system_transaction():
        found = services.lost(timezone.now())
    for exchange in found:
        work.delay(*exchange)


@shared_task
def delete_expired_exchanges() -> None:
    """Delete the files of yesterday, and what they would have changed."""
    with system_transaction():
        services.delete_expired(timezone.now())
