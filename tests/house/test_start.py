"""What every process loads before it answers stays small: `make run` is ready in seconds."""

import os
import subprocess
import sys

# Each takes a tenth of a second or more and is wanted by one kind of work only.
NOT_AT_THE_START = ("altair", "vl_convert", "openpyxl", "pypdf", "PIL", "icalendar")
PROGRAM = f"""
import sys
import django
django.setup()
from django.urls import get_resolver
from benelux_thb.celery import app
get_resolver().url_patterns
app.loader.import_default_modules()
print(*(name for name in {NOT_AT_THE_START} if name in sys.modules))
"""


def test_a_process_starts_without_the_packages_of_seldom_work() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "benelux_thb.settings.build"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []
