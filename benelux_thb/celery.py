"""The Celery application: workers and beat import it, tasks are found in each app."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benelux_thb.settings.local")

app = Celery("benelux_thb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_unsafe_start(**_: Any) -> None:
    """Celery logs a receiver's exception and goes on, so this ends the process itself."""
    from . import guard  # it needs the settings, which are not read when this module is imported

    try:
        guard.refuse_unsafe_start()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error
