"""Runs: one at a time, step by step, failing in words, taken up where they stopped."""

import datetime as dt
import hashlib
import time
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import DataError
from django.utils import timezone

from accounts.models import Role, User
from notifications.models import Notice
from protection.actor import Actor, acting_as
from protection.models import AuditEntry
from reports import steps
from reports.disclosure.release import Blocked
from reports.disclosure.solver import Undecided
from reports.figures import Period, digest
from reports.gathering import ZONE
from reports.life import MoveCode
from reports.models import ProgressReport, ReportRun, RunState, StepState
from reports.releases import releases_beside
from reports.rendering.errors import RenderingError
from reports.runner import Heartbeat, Superseded, perform_next_step
from reports.services import (
    STALLED_AFTER,
    RunRefused,
    claim_run,
    due_period,
    run_again,
    stalled_runs,
    start_due_draft,
    start_run,
)
from reports.tasks import perform_step, sweep_stalled_runs
from reports.versions import MoveRefused
from tests.reports.cases import invent, store
from tests.reports.conftest import move, run_to_the_end
from tests.reports.sample import YEAR_ONE

pytestmark = [
    pytest.mark.usefixtures("quick"),
    pytest.mark.django_db(transaction=True, databases=["default", "owner", "statistics"]),
]


def _at(*parts: int) -> dt.datetime:
    """A moment by the clocks of Brussels."""
    return dt.datetime(*parts, tzinfo=ZONE)  # type: ignore[misc, arg-type]


def _started() -> ReportRun:
    return start_run(YEAR_ONE, user_id=None, now=timezone.now())


def test_who_asks_for_a_report_stands_in_the_trail() -> None:
    user = User.objects.create(email="asks@reports.example", language="nl")
    with acting_as(Actor(user.pk, 0, Role.SECRETARIAT, "")):
        start_run(YEAR_ONE, user_id=user.pk, now=timezone.now())
        (line,) = AuditEntry.objects.filter(action="report_run_asked")
    assert (line.user_id, line.detail) == (user.pk, '{"kind": "figures"}')


class TestWhole:
    def test_a_run_makes_all_files_and_tells_the_secretariat(self, finished: ReportRun) -> None:
        assert finished.state == RunState.DONE
        assert [step.state for step in finished.steps.all()] == [StepState.DONE] * 14
        names = set(finished.files.values_list("name", flat=True))
        assert names == {
            f"progress-report-2017.{language}.{kind}"
            for language in ("nl", "fr")
            for kind in ("pdf", "docx", "odt", "xlsx")
        }
        for file in finished.files.all():
            assert file.sha256 == hashlib.sha256(file.content).hexdigest()
            assert file.size == len(file.content)

    def test_what_is_frozen_is_what_was_released(self, finished: ReportRun) -> None:
        assert finished.snapshot is not None
        assert finished.released is not None
        assert digest(finished.snapshot) == finished.snapshot_sha256
        assert digest(finished.released) == finished.released_sha256
        assert finished.snapshot["released"] is False
        assert finished.released["released"] is True

    def test_a_release_is_made_beside_those_whose_period_touches_its_own(
        self, finished: ReportRun
    ) -> None:
        quarter = start_run(
            Period(dt.date(2017, 1, 1), dt.date(2017, 3, 31)), user_id=None, now=timezone.now()
        )
        later = start_run(
            Period(dt.date(2018, 1, 1), dt.date(2018, 3, 31)), user_id=None, now=timezone.now()
        )
        for report in (finished.report, quarter.report):
            (earlier,) = releases_beside(report.period)
            assert earlier.shown == steps.released_figures(finished)
            assert earlier.counted.referrals == earlier.shown.referrals
        assert releases_beside(later.report.period) == []

    def test_the_secretariat_gets_one_notice_without_figures(
        self, sign_in: object, not_sent: list[UUID]
    ) -> None:
        sign_in(Role.SECRETARIAT)  # type: ignore[operator]
        sign_in(Role.MEMBER)  # type: ignore[operator]
        run_to_the_end(_started().pk)
        (notice,) = Notice.objects.using("owner").filter(kind="report_ready")
        assert notice.email == "secretariat@reports.example"


class TestOneAtATime:
    def test_a_second_start_is_refused(self, not_sent: list[UUID]) -> None:
        _started()
        with pytest.raises(RunRefused):
            _started()
        assert ReportRun.objects.count() == 1
        assert len(not_sent) == 1

    def test_another_period_may_start(self, not_sent: list[UUID]) -> None:
        _started()
        start_run(Period(YEAR_ONE.first, YEAR_ONE.first), user_id=None, now=timezone.now())
        assert ProgressReport.objects.count() == 2

    def test_a_finished_report_can_be_made_anew(self, finished: ReportRun) -> None:
        again = _started()
        assert again.report_id == finished.report_id
        assert ProgressReport.objects.count() == 1

    def test_only_one_worker_gets_a_run(self, not_sent: list[UUID]) -> None:
        run, now = _started(), timezone.now()
        assert claim_run(run.pk, now=now) is not None
        assert claim_run(run.pk, now=now) is None

    def test_a_claim_is_good_for_one_step(self, not_sent: list[UUID]) -> None:
        run = _started()
        claim = claim_run(run.pk, now=timezone.now())
        assert claim is not None
        assert perform_next_step(run.pk, claim) not in {None, claim}
        with pytest.raises(Superseded):
            perform_next_step(run.pk, claim)
        perform_step(str(run.pk), str(claim))  # as a task: no error, no effect
        assert run.steps.filter(state=StepState.DONE).count() == 1

    def test_a_worker_that_was_taken_over_writes_nothing(
        self, not_sent: list[UUID], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = _started()
        claim = claim_run(run.pk, now=timezone.now())
        assert claim is not None

        def slow(step: steps.Step, current: ReportRun) -> steps.Writer:
            ReportRun.objects.filter(pk=run.pk).update(claim=uuid4())  # the sweep acts meanwhile
            return original(step, current)

        original = steps.STEPS["gather"].compute
        monkeypatch.setitem(steps.STEPS, "gather", steps.Step("gather", slow))
        with pytest.raises(Superseded):
            perform_next_step(run.pk, claim)
        run.refresh_from_db()
        assert run.snapshot is None
        assert run.state == RunState.RUNNING


class TestStalling:
    def test_a_silent_worker_s_run_is_taken_up_again(self, not_sent: list[UUID]) -> None:
        run, now = _started(), timezone.now()
        claim = claim_run(run.pk, now=now)
        assert claim is not None
        perform_next_step(run.pk, claim)
        assert stalled_runs(now=timezone.now()) == []
        later = timezone.now() + STALLED_AFTER + dt.timedelta(seconds=1)
        assert stalled_runs(now=later) == [run.pk]
        assert claim_run(run.pk, now=later) not in {None, claim}

    def test_a_run_whose_task_got_lost_is_found(self, not_sent: list[UUID]) -> None:
        run = _started()
        assert stalled_runs(now=timezone.now()) == []
        later = timezone.now() + STALLED_AFTER + dt.timedelta(seconds=1)
        assert stalled_runs(now=later) == [run.pk]
        with time_machine.travel(later, tick=False):
            sweep_stalled_runs()
        assert not_sent == [run.pk, run.pk]

    def test_the_heart_beats_while_a_step_computes(self, not_sent: list[UUID]) -> None:
        run = _started()
        claim = claim_run(run.pk, now=timezone.now() - dt.timedelta(hours=1))
        assert claim is not None
        with Heartbeat(run.pk, claim, every=0.05):
            for _ in range(100):
                run.refresh_from_db(fields=["heartbeat"])
                if run.heartbeat and timezone.now() - run.heartbeat < dt.timedelta(minutes=1):
                    break
                time.sleep(0.05)
        assert stalled_runs(now=timezone.now()) == []

    def test_the_sweep_leaves_ended_runs_alone(self, finished: ReportRun) -> None:
        assert stalled_runs(now=timezone.now() + dt.timedelta(days=1)) == []


class TestFailing:
    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (RenderingError("typst: /tmp/secret/path"), "rendering"),
            (DataError("out of range"), "database"),
            (Blocked({}), "disclosure"),
            (Undecided("time"), "disclosure"),
            (RuntimeError("boom"), "other"),
        ],
    )
    def test_a_failing_step_says_so_and_can_be_run_again(
        self,
        not_sent: list[UUID],
        monkeypatch: pytest.MonkeyPatch,
        error: Exception,
        code: str,
    ) -> None:
        def broken(step: steps.Step, run: ReportRun) -> steps.Writer:
            raise error

        store(invent(YEAR_ONE, 60, 5))
        with monkeypatch.context() as patched:
            patched.setitem(steps.STEPS, "text", steps.Step("text", broken))
            run = run_to_the_end(_started().pk)
        failed = run.steps.get(name="text")
        assert (run.state, failed.state, failed.error) == (RunState.FAILED, StepState.FAILED, code)
        assert run.steps.filter(state=StepState.DONE).count() == 4
        snapshot = run.snapshot_sha256
        run_again(run.pk, now=timezone.now())
        run = run_to_the_end(run.pk)
        assert run.state == RunState.DONE
        assert run.snapshot_sha256 == snapshot, "what was done before is kept"
        assert run.files.count() == 8

    def test_changed_figures_stop_the_run(
        self, not_sent: list[UUID], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = _started()
        claim = claim_run(run.pk, now=timezone.now())
        for _ in range(2):
            assert claim is not None
            claim = perform_next_step(run.pk, claim)
        run.refresh_from_db()
        assert run.snapshot is not None
        run.snapshot["referrals"] = 99
        run.save(update_fields=["snapshot"])
        assert claim is not None
        perform_next_step(run.pk, claim)
        assert run.steps.get(name="suppress").error == "figures"

    def test_a_run_that_did_not_fail_cannot_be_run_again(self, finished: ReportRun) -> None:
        with pytest.raises(RunRefused):
            run_again(finished.pk, now=timezone.now())

    def test_an_older_failure_cannot_overtake_a_newer_run(self, not_sent: list[UUID]) -> None:
        old = _started()
        ReportRun.objects.filter(pk=old.pk).update(state=RunState.FAILED)
        _started()
        with pytest.raises(RunRefused):
            run_again(old.pk, now=timezone.now())


class TestAutomaticDraft:
    @pytest.mark.parametrize(
        ("now", "expected"),
        [
            (_at(2017, 10, 30, 23, 59), None),
            (_at(2017, 10, 31, 0, 0), YEAR_ONE),
            (_at(2017, 11, 14, 23, 0), YEAR_ONE),
            (_at(2017, 11, 15, 0, 0), None),
            (
                _at(2026, 10, 31, 6, 0),
                Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
            ),
        ],
    )
    def test_the_cut_off_names_the_period(self, now: dt.datetime, expected: Period | None) -> None:
        assert due_period(now=now) == expected

    def test_it_starts_once(self, not_sent: list[UUID]) -> None:
        now = dt.datetime(2017, 10, 31, 6, 0, tzinfo=ZONE)
        run = start_due_draft(now=now)
        assert run is not None
        assert run.report.automatic
        assert not_sent == [run.pk]
        assert start_due_draft(now=now + dt.timedelta(hours=1)) is None
        assert ReportRun.objects.count() == 1


class TestSharing:
    def test_an_unfinished_report_is_not_shared(self, not_sent: list[UUID]) -> None:
        run = _started()
        with pytest.raises(MoveRefused):
            move(run.report_id, MoveCode.SHARE)

    def test_a_finished_one_is(self, finished: ReportRun) -> None:
        assert move(finished.report_id, MoveCode.SHARE).shared_at is not None
