"""Tasks that a real worker runs for test_celery_actor; it imports this module by `--include`."""

import json

from celery import shared_task
from django.core.cache import cache

from protection.actor import Actor, acting_as, current_actor

from .catalogue import tables_of_referrals, value


def _counts() -> dict[str, int]:
    return {table: value(f"SELECT count(*) FROM {table}") for table in tables_of_referrals()}


@shared_task
def look_around() -> None:
    """Count every case table, without an actor."""
    told = {"role": value("SELECT session_user"), "actor": current_actor() is not None}
    cache.set("look_around", json.dumps(told | {"seen": sum(_counts().values())}))


@shared_task
def look_as(user_id: int, organisation_id: int, role: str, country: str) -> None:
    """Count every case table as an actor, and again in the same process afterwards."""
    with acting_as(Actor(user_id, organisation_id, role, country)):
        during = _counts()["referrals_referral"]
    cache.set("look_as", json.dumps([during, _counts()["referrals_referral"]]))
