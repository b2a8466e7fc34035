"""A real Celery worker is killed in the middle of making certificates; the next one goes on."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Membership
from benelux_thb.celery import app
from protection.actor import acting_as
from tests.factories import MembershipFactory
from tests.services import celery, kill_at_once, wait_until
from tests.trainings.held import all_there, people, training
from trainings.certificates import making
from trainings.certificates.tasks import send_work, sweep_lost_runs
from trainings.models import Certificate, CertificateRun, RunState

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
PEOPLE = 8 * making.BATCH


def test_after_a_killed_worker_everybody_has_exactly_one_certificate(
    client: Client, tmp_path: Path
) -> None:
    secretariat: Membership = MembershipFactory.create(secretariat=True)
    held = training()
    people(held, PEOPLE)
    all_there(held, secretariat.user_id)
    with acting_as(actor_of(secretariat)):
        run = making.ask_for(held.pk, secretariat.pk, now=timezone.now())
    found = CertificateRun.objects.filter(pk=run.pk)
    made = Certificate.objects.filter(training=held)
    elsewhere = {"PORTAL_TEST_DATABASE": connections["owner"].settings_dict["NAME"]}
    app.control.purge()

    log = tmp_path / "first.log"
    with celery("worker", "-c", "1", "-l", "INFO", log=log, **elsewhere) as worker:
        send_work(run.pk)
        wait_until(made.exists, within=60, log=log)
        kill_at_once(worker)
        worker.wait(timeout=10)
    half = set(made.values_list("pk", flat=True))
    assert 0 < len(half) < PEOPLE, "killed in the middle"
    run.refresh_from_db()
    assert (run.state, run.done) == (RunState.RUNNING, len(half)), "the bar tells what stands"

    # The time until the sweep takes it for dead is moved, not waited for.
    found.update(worked_on_at=F("worked_on_at") - making.LOST_AFTER - timedelta(seconds=1))
    log = tmp_path / "second.log"
    with celery("worker", "-c", "1", "-l", "INFO", log=log, **elsewhere):
        sweep_lost_runs()  # as beat has it done every 10 s
        wait_until(found.filter(state=RunState.DONE).exists, within=60, log=log)
    app.close()

    assert made.count() == made.values("registration").distinct().count() == PEOPLE
    assert half <= set(made.values_list("pk", flat=True)), "what was made is not made again"
    run.refresh_from_db()
    assert (run.done, run.percent, run.attempts) == (PEOPLE, 100, 2)
    client.force_login(secretariat.user)
    bar = client.get(
        reverse("trainings:training_certificates", args=[held.pk]),
        {"waiting": ""},
        headers={"X-Activity": "waiting"},
    )
    assert bar["X-Progress"] == "ended"
