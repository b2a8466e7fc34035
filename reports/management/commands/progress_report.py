"""`manage.py progress_report --from … --to … --out DIR`: Celery writes the report, this waits."""

import datetime as dt
import os
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from celery import current_app
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from reports import selectors
from reports.figures import Period
from reports.forms import PeriodForm
from reports.labels import error_label, step_label
from reports.models import ReportRun, RunState, StepState
from reports.rendering import FORMATS
from reports.services import RunRefused, start_run
from reports.steps import released_json

POLL_SECONDS = 0.5
PATIENCE = dt.timedelta(minutes=10)


class Command(BaseCommand):
    help = "Have Celery write the progress report of a period, and save its files in a folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="last", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--out", required=True, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        period = _period(options["first"], options["last"])
        folder = _folder(options["out"])
        _look_for_portal()
        try:
            run = start_run(period, user_id=None, now=timezone.now())
        except RunRefused as refused:
            raise CommandError(str(refused)) from None
        self._wait(run.pk)
        for path in _save(run.pk, folder):
            self.stdout.write(str(path))

    def _wait(self, run_id: UUID) -> None:
        """Tell each step as it is done. CommandError when the run fails or nothing moves."""
        told = 0
        moved = timezone.now()
        while True:
            run = ReportRun.objects.defer(*selectors.LARGE).get(pk=run_id)
            steps = list(run.steps.all())
            done = [step for step in steps if step.state == StepState.DONE]
            for step in done[told:]:
                self.stdout.write(f"[{step.position}/{len(steps)}] {step_label(step.name)}")
                moved = timezone.now()
            told = len(done)
            if run.state == RunState.DONE:
                return
            if run.state == RunState.FAILED:
                failed = next(step for step in steps if step.state == StepState.FAILED)
                raise CommandError(
                    f"The report failed at step {failed.position} of {len(steps)}"
                    f" ({step_label(failed.name)}): {error_label(failed.error)}"
                )
            if timezone.now() - moved > PATIENCE:
                raise CommandError("No worker has worked on the report for ten minutes.")
            time.sleep(POLL_SECONDS)


def _period(first: str, last: str) -> Period:
    """The period, by the rules of the page's form. CommandError in one line otherwise."""
    data = {"period_from": first, "period_to": last}
    form = PeriodForm(data, today=timezone.localdate())
    if form.is_valid():
        return form.period()
    options = {"period_from": "--from", "period_to": "--to"}
    told = "; ".join(
        f"{options[name]}: {message}" for name, found in form.errors.items() for message in found
    )
    raise CommandError(told)


def _folder(name: str) -> Path:
    """The folder, made if need be. CommandError when nothing can be written there."""
    try:
        folder = Path(name)
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise CommandError(f"The folder {name!r} cannot be made: {_told(error)}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CommandError(f"The folder {name!r} cannot be written to.")
    return folder


def _told(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _look_for_portal() -> None:
    """CommandError unless database, broker and a worker answer."""
    try:
        connection.ensure_connection()
        answered = current_app.control.ping(timeout=2.0, limit=1)
    except (DatabaseError, OSError, ConnectionError) as error:
        message = "The portal is not running: start it with `make run`."
        raise CommandError(message) from error
    except Exception as error:  # kombu wraps what its transport raises
        message = "The portal's broker does not answer: start the portal with `make run`."
        raise CommandError(message) from error
    if not answered:
        raise CommandError("The portal's worker does not answer: start the portal with `make run`.")


def _save(run_id: UUID, folder: Path) -> list[Path]:
    """Write the six files and figures.json, each whole or not at all."""
    run = ReportRun.objects.get(pk=run_id)
    reports = run.files.filter(file_format__in=FORMATS)
    contents = {file.name: bytes(file.content) for file in reports}
    contents["figures.json"] = released_json(run)
    paths = []
    for name, content in sorted(contents.items()):
        path = folder / name
        unfinished = folder / f".{name}.part"
        try:
            unfinished.write_bytes(content)
            unfinished.replace(path)
        except OSError as error:
            raise CommandError(f"{path} could not be written: {_told(error)}") from None
        paths.append(path)
    return paths
