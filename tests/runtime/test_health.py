"""Probes: what answers, how fast they say that something does not, and that they need nothing."""

import time
from pathlib import Path

import pytest
from celery import Celery
from django.test import Client

from benelux_thb import health
from benelux_thb.celery import app as celery_app


def test_healthz_needs_no_database(client: Client) -> None:
    response = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert not response.cookies


@pytest.mark.django_db
def test_ready_with_a_worker(client: Client, celery_worker: Path) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": True, "broker": True, "worker": True}


@pytest.mark.django_db
def test_not_ready_without_a_broker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    away = Celery(
        broker="redis+socket:///tmp/nobody-listens-here.sock?virtual_host=0", set_as_current=False
    )
    monkeypatch.setattr(health, "app", away)
    began = time.monotonic()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": True, "broker": False, "worker": False}
    assert time.monotonic() - began < 5


@pytest.mark.django_db
def test_not_ready_without_a_worker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    broker = str(celery_app.conf.broker_url)
    deserted = Celery(broker=broker.partition("?")[0] + "?virtual_host=63", set_as_current=False)
    monkeypatch.setattr(health, "app", deserted)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": True, "broker": True, "worker": False}
