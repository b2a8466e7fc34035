"""What every process loads before it answers, seen in a process of its own."""

import os
import subprocess
import sys

# Each takes a tenth of a second or more and is wanted by one kind of work only: `make run` is ready
# in seconds.
NOT_AT_THE_START = ("altair", "vl_convert", "openpyxl", "pypdf", "PIL", "icalendar")
START = """
import inspect
import sys
import django
django.setup()
from django.conf import settings
from django.urls import get_resolver
from benelux_thb.celery import app
get_resolver().url_patterns
app.loader.import_default_modules()
"""
HEAVY = f"print(*(name for name in {NOT_AT_THE_START} if name in sys.modules))"
BEAT = """
for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
    task = app.tasks[entry["task"]]
    inspect.signature(task.run).bind(*entry.get("args", ()), **entry.get("kwargs", {}))
    print(name)
"""


def printed(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", START + program],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "benelux_thb.settings.build"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_process_starts_without_the_packages_of_seldom_work() -> None:
    assert printed(HEAVY) == []


def test_every_entry_of_beat_is_a_task_that_takes_its_arguments() -> None:
    assert len(printed(BEAT)) >= 10
