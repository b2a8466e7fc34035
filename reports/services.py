"""The one writer of reports and runs outside the steps themselves."""

import datetime as dt
import uuid
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from reports.figures import Period
from reports.models import (
    ACTIVE_STATES,
    ProgressReport,
    ReportRun,
    ReportState,
    RunState,
    RunStep,
    StepState,
)
from reports.steps import STEPS

# A worker gives a sign of life every few seconds; one that is silent for this long is gone. With
# a sweep every 10 s a killed worker's run goes on within a minute.
STALLED_AFTER = dt.timedelta(seconds=30)
FIRST_DAY = dt.date(2016, 12, 2)  # the declaration of intent
CATCH_UP = dt.timedelta(days=14)


class RunRefused(Exception):
    """Why a run may not start now, in the reader's language."""


def start_run(
    period: Period, *, user_id: int | None, now: dt.datetime, automatic: bool = False
) -> ReportRun:
    """A new run for a period, its report made when there is none; its task goes out at commit.

    RunRefused while another run of the same period is under way.
    """
    with transaction.atomic():
        ProgressReport.objects.get_or_create(
            period_from=period.first,
            period_to=period.last,
            defaults={"created_by_id": user_id, "created_at": now, "automatic": automatic},
        )
        report = ProgressReport.objects.select_for_update().get(
            period_from=period.first, period_to=period.last
        )
        if report.runs.filter(state__in=ACTIVE_STATES).exists():
            raise RunRefused(_("A report on this period is being made already."))
        run = ReportRun.objects.create(report=report, started_by_id=user_id, requested_at=now)
        RunStep.objects.bulk_create(
            RunStep(run=run, position=position, name=name)
            for position, name in enumerate(STEPS, start=1)
        )
        transaction.on_commit(lambda: _send(run.pk))
    return run


def run_again(run_id: UUID, *, now: dt.datetime) -> ReportRun:
    """Take up a failed run from the step that failed; RunRefused for any other run."""
    with transaction.atomic():
        run = _locked(run_id)
        ProgressReport.objects.select_for_update().get(pk=run.report_id)
        newest = ReportRun.objects.filter(report=run.report_id).order_by("-requested_at").first()
        if run.state != RunState.FAILED or newest is None or newest.pk != run.pk:
            raise RunRefused(_("Only the latest run, once it has failed, can be run again."))
        run.state, run.claim, run.requested_at = RunState.QUEUED, None, now
        run.save(update_fields=["state", "claim", "requested_at"])
        run.steps.filter(state=StepState.FAILED).update(state=StepState.WAITING, error="")
        transaction.on_commit(lambda: _send(run.pk))
    return run


def share_report(report_id: UUID, *, now: dt.datetime) -> ProgressReport:
    """Let the working group's members read a report; RunRefused while it has no finished run."""
    with transaction.atomic():
        report = ProgressReport.objects.select_for_update().get(pk=report_id)
        if not report.runs.filter(state=RunState.DONE).exists():
            raise RunRefused(_("This report has no finished version to share yet."))
        if report.state == ReportState.DRAFT:
            report.state, report.shared_at = ReportState.SHARED, now
            report.save(update_fields=["state", "shared_at"])
    return report


def claim_run(run_id: UUID, *, now: dt.datetime) -> UUID | None:
    """The token of a worker that may work on a run, or None when another one does.

    A run that waits is free; one under way is free once its worker has fallen silent.
    """
    with transaction.atomic():
        run = _locked(run_id)
        waiting = run.state == RunState.QUEUED
        silent = run.state == RunState.RUNNING and (
            run.heartbeat is None or run.heartbeat < now - STALLED_AFTER
        )
        if not (waiting or silent):
            return None
        run.claim, run.state, run.heartbeat = uuid.uuid4(), RunState.RUNNING, now
        run.attempts += 1
        run.started_at = run.started_at or now
        run.finished_at = None
        run.save(
            update_fields=["claim", "state", "heartbeat", "attempts", "started_at", "finished_at"]
        )
        return run.claim


def stalled_runs(*, now: dt.datetime) -> list[UUID]:
    """Runs whose worker is silent, and runs that wait although their task should have come."""
    silent = ReportRun.objects.filter(state=RunState.RUNNING, heartbeat__lt=now - STALLED_AFTER)
    forgotten = ReportRun.objects.filter(
        state=RunState.QUEUED, requested_at__lt=now - STALLED_AFTER
    )
    return [*silent.values_list("pk", flat=True), *forgotten.values_list("pk", flat=True)]


def due_period(*, now: dt.datetime) -> Period | None:
    """The period whose draft is due: the calendar year, from its cut-off day on.

    The first period begins on the day of the declaration. A portal that was down on the day
    catches up within two weeks; after that the secretariat starts it by hand.
    """
    month, day = settings.REPORT_CUT_OFF
    today = now.date()
    cut_off = dt.date(today.year, month, day)
    if not cut_off <= today <= cut_off + CATCH_UP:
        return None
    first = FIRST_DAY if today.year == FIRST_DAY.year + 1 else dt.date(today.year, 1, 1)
    return Period(first, dt.date(today.year, 12, 31))


def start_due_draft(*, now: dt.datetime) -> ReportRun | None:
    """Start the draft that is due, once: not when its period has a report already."""
    period = due_period(now=now)
    if period is None:
        return None
    known = ProgressReport.objects.filter(period_from=period.first, period_to=period.last)
    if known.exists():
        return None
    return start_run(period, user_id=None, now=now, automatic=True)


def _locked(run_id: UUID) -> ReportRun:
    """The run without its large columns, locked."""
    return (
        ReportRun.objects.select_for_update()
        .defer("snapshot", "released", "documents")
        .get(pk=run_id)
    )


def _send(run_id: UUID) -> None:
    from reports.tasks import send_work  # tasks import this module

    send_work(run_id)
