"""A real Celery worker: a task without an actor sees nothing, and none is left to the next."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections

from tests.factories import MembershipFactory, ReferralFactory
from tests.services import Untouched, celery, wait_until

from .celery_tasks import look_around, look_as

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def attacked_worker(django_db_setup: Untouched) -> Iterator[Path]:
    """A worker of one process, so that each task gets the connection of the one before."""
    log = Path(settings.RUN_FOLDER) / f"attack-{os.getpid()}.log"
    arguments = "worker -P solo -Q attack -I tests.protection.celery_tasks -l INFO"
    database = connections["owner"].settings_dict["NAME"]
    with celery(*arguments.split(), log=log, PORTAL_TEST_DATABASE=database):
        yield log


def answer(key: str, log: Path) -> object:
    wait_until(lambda: cache.get(key), within=30, log=log)
    told = json.loads(cache.get(key))
    cache.delete(key)
    return told


def test_a_task_without_an_actor_sees_nothing(attacked_worker: Path) -> None:
    sender = MembershipFactory.create()
    ReferralFactory.create(sender=sender, recipients=[MembershipFactory.create(belgian=True)])
    nothing = {"role": "portal_app", "actor": False, "seen": 0}
    look_around.apply_async(queue="attack")
    assert answer("look_around", attacked_worker) == nothing
    actor = (sender.user_id, sender.organisation_id, sender.role, "NL")
    look_as.apply_async(actor, queue="attack")
    assert answer("look_as", attacked_worker) == [1, 0]
    look_around.apply_async(queue="attack")
    assert answer("look_around", attacked_worker) == nothing
