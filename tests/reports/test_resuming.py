"""Whatever is lost on the way: a run ends as one that nothing happened to, or says that it failed.

A worker that is killed runs nothing more: here an exception that nobody catches.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import OperationalError, connections
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from accounts.models import Role
from notifications.models import Notice
from reports import steps
from reports.figures import canonical
from reports.models import (
    ProgressReport,
    Release,
    ReportRun,
    RunKind,
    RunState,
    RunStep,
    StepState,
)
from reports.runner import MOST_ATTEMPTS, Superseded, perform_next_step
from reports.services import (
    STALLED_AFTER,
    RunRefused,
    claim_run,
    run_again,
    stalled_runs,
    start_run,
)
from reports.tasks import perform_step, take_up_run
from tests.reports.cases import invent, store
from tests.reports.conftest import run_to_the_end
from tests.reports.sample import YEAR_ONE
from tests.services import superuser

pytestmark = [
    pytest.mark.usefixtures("quick"),
    pytest.mark.django_db(transaction=True, databases=["default", "owner", "statistics"]),
]


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """A first step without work, where the others are not asked for."""

    def nothing(step: steps.Step, run: ReportRun) -> steps.Writer:
        return lambda current: None

    monkeypatch.setitem(steps.STEPS, "gather", steps.Step("gather", nothing))


class Killed(BaseException):
    """Nobody catches it, as nobody catches SIGKILL."""


def _started() -> ReportRun:
    return start_run(YEAR_ONE, user_id=None, now=timezone.now())


def _taken_up(run_id: UUID) -> UUID:
    """The claim of the worker that the sweep finds once the last one is silent."""
    claim = claim_run(run_id, now=timezone.now() + STALLED_AFTER + dt.timedelta(seconds=1))
    assert claim is not None
    return claim


def _dying(step: steps.Step, run: ReportRun) -> steps.Writer:
    raise Killed


def _dying_late(original: steps.Step, error: BaseException) -> steps.Step:
    """The step, whose worker is gone when all is written and nothing is committed."""

    def compute(step: steps.Step, run: ReportRun) -> steps.Writer:
        write = original.compute(step, run)

        def write_and_die(current: ReportRun) -> None:
            write(current)
            raise error

        return write_and_die

    return steps.Step(original.name, compute, original.language, original.file_format)


def _left_behind(run: ReportRun) -> dict[str, Any]:
    """Everything that a run leaves, without when and where."""
    run.refresh_from_db()
    return {
        "state": run.state,
        "snapshot": run.snapshot_sha256,
        "released": run.released_sha256,
        "documents": run.documents,
        "steps": [step.state for step in run.steps.all()],
        "charts": list(run.charts.values_list("key", "language", "svg")),
        "files": list(run.files.values_list("name", "sha256")),
        "releases": list(Release.objects.filter(run_id=run.pk).values_list("sha256", flat=True)),
        "blocks": list(run.report.versions.get().blocks.values_list("key", "nl", "fr")),
    }


def _written(document: Mapping[str, Any], charts: object, data: bytes, kind: str) -> bytes:
    return hashlib.sha256(canonical(dict(document)) + data + kind.encode()).digest()


def test_killed_between_and_inside_every_step_a_run_ends_as_one_that_was_left_alone(
    sign_in: object, not_sent: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(Role.SECRETARIAT)  # type: ignore[operator]
    monkeypatch.setattr("reports.steps.render", _written)
    store(invent(YEAR_ONE, 60, 5))
    with time_machine.travel(timezone.now(), tick=False):
        run = _started()
        claim = claim_run(run.pk, now=timezone.now())
        assert claim is not None
        for name in steps.STEPS_OF[RunKind.FIGURES]:
            step = steps.STEPS[name]
            # In the middle; then with its work done but not committed. Both while others wait.
            for dying in (steps.Step(name, _dying), _dying_late(step, Killed())):
                monkeypatch.setitem(steps.STEPS, name, dying)
                with pytest.raises(Killed):
                    perform_next_step(run.pk, claim)
                assert run.steps.get(name=name).state == StepState.RUNNING
                claim = _taken_up(run.pk)
            monkeypatch.setitem(steps.STEPS, name, step)
            used = claim
            perform_next_step(run.pk, claim)
            assert run.steps.get(name=name).state == StepState.DONE
            # The message comes once more, and the worker is gone before it asks for the next step.
            with pytest.raises(Superseded):
                perform_next_step(run.pk, used)
            if run.steps.exclude(state=StepState.DONE).exists():
                claim = _taken_up(run.pk)
        assert claim_run(run.pk, now=timezone.now() + dt.timedelta(days=1)) is None
        disturbed = _left_behind(run)
        assert len(disturbed["files"]) == 8
        assert len(disturbed["releases"]) == 1
        assert Notice.objects.using("owner").filter(kind="report_ready").count() == 1
        left_alone = _started()
        run_to_the_end(left_alone.pk)
    assert disturbed == _left_behind(left_alone)


def _cut_off() -> None:
    """End every connection of the portal, as a restart of PostgreSQL does."""
    name = connections["owner"].settings_dict["NAME"]
    with superuser(name) as direct, direct.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )
    direct.close()


def test_a_database_that_is_restarted_in_a_step_costs_that_step(
    not_sent: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(step: steps.Step, run: ReportRun) -> steps.Writer:
        _cut_off()
        return original.compute(step, run)

    def cut_off_late(step: steps.Step, run: ReportRun) -> steps.Writer:
        write = original.compute(step, run)

        def write_and_lose(current: ReportRun) -> None:
            write(current)
            _cut_off()

        return write_and_lose

    original = steps.STEPS["gather"]
    run = _started()
    claim = claim_run(run.pk, now=timezone.now())
    assert claim is not None
    for losing in (cut_off, cut_off_late):
        with monkeypatch.context() as patched:
            patched.setitem(steps.STEPS, "gather", steps.Step("gather", losing))
            assert perform_next_step(run.pk, claim) is None
        run.refresh_from_db()
        assert run.state == RunState.RUNNING, "no failure: it goes on by itself"
        claim = _taken_up(run.pk)
    perform_next_step(run.pk, claim)
    assert run.steps.get(name="gather").state == StepState.DONE


def test_what_takes_its_worker_down_each_time_fails_in_words(
    light: None, not_sent: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = _started()
    with monkeypatch.context() as patched:
        patched.setitem(steps.STEPS, "gather", steps.Step("gather", _dying))
        for _ in range(MOST_ATTEMPTS):
            with pytest.raises(Killed):
                perform_next_step(run.pk, _taken_up(run.pk))
        assert perform_next_step(run.pk, _taken_up(run.pk)) is None
    run.refresh_from_db()
    step = run.steps.get(name="gather")
    assert (run.state, step.state, step.error) == (RunState.FAILED, StepState.FAILED, "lost")
    run_again(run.pk, now=timezone.now())
    assert perform_next_step(run.pk, _taken_up(run.pk)) is not None


def test_a_database_that_does_not_answer_in_the_end_fails_in_words(
    light: None, not_sent: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_answer(step: steps.Step, run: ReportRun) -> steps.Writer:
        raise OperationalError("canceling statement due to lock timeout")

    run = _started()
    with monkeypatch.context() as patched:
        patched.setitem(steps.STEPS, "gather", steps.Step("gather", no_answer))
        for _ in range(MOST_ATTEMPTS):
            assert perform_next_step(run.pk, _taken_up(run.pk)) is None
    run.refresh_from_db()
    assert (run.state, run.steps.get(name="gather").error) == (RunState.FAILED, "database")


def test_a_broker_that_is_away_between_two_steps_is_no_failure(
    light: None, not_sent: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*arguments: object) -> None:
        raise BrokerError

    run = _started()
    monkeypatch.setattr(perform_step, "delay", away)
    take_up_run(str(run.pk))
    claim = _taken_up(run.pk)
    perform_step(str(run.pk), str(claim))
    run.refresh_from_db()
    assert run.state == RunState.RUNNING
    assert run.steps.filter(state=StepState.DONE).count() == 1
    assert stalled_runs(now=timezone.now() + STALLED_AFTER + dt.timedelta(seconds=1)) == [run.pk]


def _at_once(act: Callable[[], object], count: int = 4) -> list[object]:
    """What each of some threads got, or the refusal."""
    together = Barrier(count)

    def one(_: int) -> object:
        try:
            together.wait()
            return act()
        except RunRefused as why:
            return why
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_of_many_starts_at_once_one_is_made(not_sent: list[UUID]) -> None:
    got = _at_once(_started)
    assert sum(isinstance(one, RunRefused) for one in got) == 3
    assert (ProgressReport.objects.count(), ReportRun.objects.count()) == (1, 1)
    assert RunStep.objects.count() == len(steps.STEPS)
    assert len(not_sent) == 1


def test_of_many_workers_at_once_one_gets_the_run_and_one_the_step(
    light: None, not_sent: list[UUID]
) -> None:
    run = _started()
    got = _at_once(lambda: claim_run(run.pk, now=timezone.now()))
    (claim,) = [one for one in got if isinstance(one, UUID)]
    _at_once(lambda: perform_step(str(run.pk), str(claim)))
    assert run.steps.get(name="gather").attempts == 1
    assert run.steps.filter(state=StepState.DONE).count() == 1


def test_of_many_who_run_a_failed_one_again_one_does(not_sent: list[UUID]) -> None:
    run = _started()
    ReportRun.objects.filter(pk=run.pk).update(state=RunState.FAILED)
    got = _at_once(lambda: run_again(run.pk, now=timezone.now()))
    assert sum(isinstance(one, RunRefused) for one in got) == 3
    assert len(not_sent) == 2
