"""Real Celery workers: a whole report, a killed one, a second start, and the command line."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from benelux_thb.celery import app
from reports.models import ReportRun, RunState, StepState
from reports.services import RunRefused, start_run
from reports.tasks import sweep_stalled_runs
from tests.reports.cases import invent, store
from tests.reports.sample import YEAR_ONE
from tests.services import celery, kill_at_once, wait_until

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "statistics"])
# A broker database of its own (settings.test), beyond those of the workers of a test run.
NO_WORKER = {"PYTEST_XDIST_WORKER": "gw29"}
PERIOD = ("--from", "2016-12-02", "--to", "2017-12-31")


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """A worker of its own on an empty queue; more can be started by the test."""
    app.control.purge()
    with celery("worker", "-c", "1", "-l", "INFO", log=tmp_path / "first.log", **_where()) as one:
        wait_until(lambda: app.control.ping(timeout=0.5, limit=1), within=40)
        yield [one]
    app.close()


def _where() -> dict[str, str]:
    return {"PORTAL_TEST_DATABASE": connections["owner"].settings_dict["NAME"]}


def _state(run: ReportRun) -> str:
    run.refresh_from_db(fields=["state"])
    return run.state


def test_a_killed_worker_s_run_goes_on_and_makes_each_file_once(
    workers: list["subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    store(invent(YEAR_ONE, 300, 4))
    run = start_run(YEAR_ONE, user_id=None, now=timezone.now())
    halfway = run.steps.filter(name="charts", state=StepState.RUNNING)
    wait_until(halfway.exists, within=60)
    with pytest.raises(RunRefused):
        start_run(YEAR_ONE, user_id=None, now=timezone.now())
    kill_at_once(workers[0])
    killed = time.monotonic()
    workers[0].wait(timeout=10)
    done_before = set(
        run.steps.filter(state=StepState.DONE).values_list("name", "finished_at", "attempts")
    )
    log = tmp_path / "second.log"
    with celery("worker", "-c", "1", "-l", "INFO", log=log, **_where()):

        def swept() -> bool:
            sweep_stalled_runs()  # as beat has it done every 10 s
            time.sleep(1)
            return run.steps.filter(name="charts", attempts__gt=1).exists()

        wait_until(swept, within=60, log=log)
        assert time.monotonic() - killed < 60
        wait_until(lambda: _state(run) == RunState.DONE, within=90, log=log)
    after = set(run.steps.values_list("name", "finished_at", "attempts"))
    assert done_before <= after, "what was done is not done again"
    assert sorted(run.files.values_list("name", flat=True)) == sorted(
        f"progress-report-2017.{language}.{kind}"
        for language in ("nl", "fr")
        for kind in ("pdf", "docx", "odt", "xlsx")
    )
    assert ReportRun.objects.count() == 1


def test_the_command_writes_all_files(
    workers: list["subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    store(invent(YEAR_ONE, 60, 4))
    done = _command(*PERIOD, "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == sorted(
        ["figures.json"]
        + [
            f"progress-report-2017.{language}.{kind}"
            for language in ("nl", "fr")
            for kind in ("pdf", "docx", "odt")
        ]
    )
    assert "[14/14]" in done.stdout
    assert (tmp_path / "out" / "progress-report-2017.nl.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--from", "nonsense", "--to", "2017-12-31", "--out", "{tmp}"), "--from"),
        (("--from", "2017-12-31", "--to", "2016-12-02", "--out", "{tmp}"), "--to"),
        (("--from", "2016-12-02", "--to", "2999-12-31", "--out", "{tmp}"), "--to"),
        (("--from", "1800-01-01", "--to", "2017-12-31", "--out", "{tmp}"), "--from"),
        ((*PERIOD, "--out", "/proc/nowhere"), "/proc/nowhere"),
        ((*PERIOD, "--out", "{tmp}"), "make run"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    """The broker asked here has no worker: the last case is a portal that was not started."""
    done = _command(*(argument.format(tmp=tmp_path) for argument in arguments), **NO_WORKER)
    assert done.returncode != 0
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert told in line
    assert ReportRun.objects.count() == 0


def _command(*arguments: str, **elsewhere: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", "progress_report", *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ
        | _where()
        | {"DJANGO_SETTINGS_MODULE": "benelux_thb.settings.test"}
        | elsewhere,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
