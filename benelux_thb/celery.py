"""The Celery application: workers and beat import it, tasks are found in each app."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benelux_thb.settings.local")

app = Celery("benelux_thb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
