"""Real Celery workers: a whole report, a broker and a worker that die, and the command line."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from benelux_thb.celery import app
from reports.models import ReportRun, RunState, StepState
from reports.services import STALLED_AFTER, RunRefused, start_run
from reports.tasks import sweep_stalled_runs, take_up_run
from runtime.broker import Broker
from tests.portal import short_folder
from tests.reports.cases import invent, store
from tests.reports.sample import YEAR_ONE
from tests.services import celery, kill_at_once, wait_until

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "statistics"])
# A broker database of its own (settings.test), beyond those of the workers of a test run.
NO_WORKER = {"PYTEST_XDIST_WORKER": "gw29"}
PERIOD = ("--from", "2016-12-02", "--to", "2017-12-31")


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[None]:
    """A worker of its own on an empty queue."""
    app.control.purge()
    log = tmp_path / "worker.log"
    with celery("worker", "-c", "1", "-l", "INFO", log=log, **_where()):
        wait_until(lambda: app.control.ping(timeout=0.5, limit=1), within=40)
        yield
    app.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    """For a socket, whose path must be short."""
    with short_folder() as made:
        yield made


def _where() -> dict[str, str]:
    return {"PORTAL_TEST_DATABASE": connections["owner"].settings_dict["NAME"]}


def _state(run: ReportRun) -> str:
    run.refresh_from_db(fields=["state"])
    return run.state


def _sweep(run: ReportRun) -> None:
    """As beat has it done every 10 s, once the run's worker has been silent for long enough."""
    silent = timezone.now() - STALLED_AFTER - dt.timedelta(seconds=1)
    ReportRun.objects.filter(pk=run.pk).update(heartbeat=silent)
    sweep_stalled_runs()


def test_broker_and_worker_die_and_the_run_goes_on_and_makes_each_file_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broker that forgets everything, then a worker killed in the middle of its step."""
    broker = Broker(tmp_path / "broker", folder, durable=False)
    url = f"redis+socket://{broker.socket}"
    serving = broker.start(tmp_path / "broker.log")
    first, second = tmp_path / "first.log", tmp_path / "second.log"

    def send(run_id: UUID) -> None:
        with app.connection_for_write(url) as connection:
            app.send_task(take_up_run.name, (str(run_id),), connection=connection)

    def working(log: Path) -> AbstractContextManager["subprocess.Popen[bytes]"]:
        return celery("-b", url, "worker", "-c", "1", "-l", "INFO", log=log, **_where())

    def begun(step: str, after: int = 0) -> Callable[[], bool]:
        return run.steps.filter(name=step, attempts__gt=after).exists

    monkeypatch.setattr("reports.tasks.send_work", send)
    store(invent(YEAR_ONE, 100, 4))
    run = start_run(YEAR_ONE, user_id=None, now=timezone.now())
    with working(first) as process:
        wait_until(begun("suppress"), within=60, log=first)
        with pytest.raises(RunRefused):
            start_run(YEAR_ONE, user_id=None, now=timezone.now())
        kill_at_once(serving)
        serving.wait(timeout=10)
        serving = broker.start(tmp_path / "broker.log")
        done = run.steps.filter(name="suppress", state=StepState.DONE)
        wait_until(done.exists, within=60, log=first)
        if not begun("charts")():
            _sweep(run)
        wait_until(begun("charts"), within=60, log=first)
        kill_at_once(process)
        process.wait(timeout=10)
    done_before = set(
        run.steps.filter(state=StepState.DONE).values_list("name", "finished_at", "attempts")
    )
    tried = run.steps.get(name="charts").attempts
    with working(second):
        _sweep(run)
        wait_until(begun("charts", after=tried), within=60, log=second)
        wait_until(lambda: _state(run) == RunState.DONE, within=90, log=second)
    kill_at_once(serving)
    after = set(run.steps.values_list("name", "finished_at", "attempts"))
    assert len(done_before) == 3
    assert done_before <= after, "what was done is not done again"
    assert sorted(run.files.values_list("name", flat=True)) == sorted(
        f"progress-report-2017.{language}.{kind}"
        for language in ("nl", "fr")
        for kind in ("pdf", "docx", "odt", "xlsx")
    )
    assert ReportRun.objects.count() == 1


@pytest.mark.usefixtures("worker")
def test_the_command_writes_all_files(tmp_path: Path) -> None:
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
