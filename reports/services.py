"""The one writer of reports and runs outside the steps themselves."""

import datetime as dt
import uuid
from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from protection.actor import current_actor
from protection.audit import record
from reports.figures import Period
from reports.life import OPEN_STATES, VersionState
from reports.models import (
    ACTIVE_STATES,
    ProgressReport,
    ReportChart,
    ReportRun,
    RunKind,
    RunState,
    RunStep,
    StepState,
)
from reports.outline import Length
from reports.publishing import unconfirmed
from reports.steps import STEPS_OF
from reports.versions import locked, open_version

# A worker gives a sign of life every few seconds; one that is silent for this long is gone. With
# a sweep every 10 s a killed worker's run goes on within a minute.
STALLED_AFTER = dt.timedelta(seconds=30)
FIRST_DAY = dt.date(2016, 12, 2)  # the declaration of intent
CATCH_UP = dt.timedelta(days=14)


class RunRefused(Exception):
    """Why a run may not start now, in the reader's language."""


def start_run(
    period: Period,
    *,
    user_id: int | None,
    now: dt.datetime,
    automatic: bool = False,
    country: str = "",
    length: str = Length.FULL,
) -> ReportRun:
    """A new run for a period, its report made when there is none; its task goes out at commit.

    RunRefused while another run of the same report is under way.
    """
    scope = {
        "period_from": period.first,
        "period_to": period.last,
        "country": country,
        "length": length,
    }
    cut_off, due = default_plan(period.last)
    with transaction.atomic():
        ProgressReport.objects.get_or_create(
            **scope,
            defaults={
                "created_by_id": user_id,
                "created_at": now,
                "automatic": automatic,
                "cut_off": cut_off,
                "due": due,
            },
        )
        report = ProgressReport.objects.select_for_update().get(**scope)
        version = open_version(report, user_id=user_id, now=now)
        return _start(
            ReportRun(
                report=report,
                version=version if version.state in OPEN_STATES else None,
                automatic=automatic,
                started_by_id=user_id,
                requested_at=now,
            )
        )


def start_files(
    version_id: UUID,
    *,
    user_id: int | None,
    now: dt.datetime,
    kind: str = RunKind.FILES,
    confirmed: Collection[str] = (),
) -> ReportRun:
    """Make the files of a version anew from the figures in force, or those for the public.

    `confirmed` are the blocks whose typed numbers somebody found fit for the public. RunRefused
    while another run is under way, for a version that has its final files, and for the public
    while a block has numbers that nobody confirmed.
    """
    with transaction.atomic():
        version = locked(version_id)
        ProgressReport.objects.select_for_update().get(pk=version.report_id)
        public = kind == RunKind.PUBLIC
        if public and version.state != VersionState.SENT:
            raise RunRefused(_("Only a version that was sent can be published."))
        if public and unconfirmed(version, confirmed):
            raise RunRefused(_("Texts have numbers that nobody has confirmed for the public yet."))
        if version.run_id is None or (version.sealed_at is not None and not public):
            raise RunRefused(_("The files of this version cannot be made anew."))
        base = ReportRun.objects.get(pk=version.run_id)
        run = _start(
            ReportRun(
                report=version.report,
                version=version,
                kind=kind,
                started_by_id=user_id,
                requested_at=now,
                snapshot=base.snapshot,
                snapshot_sha256=base.snapshot_sha256,
                released=None if public else base.released,
                released_sha256="" if public else base.released_sha256,
            )
        )
        if not public:
            ReportChart.objects.bulk_create(
                ReportChart(
                    run=run, key=chart.key, language=chart.language, svg=chart.svg, png=chart.png
                )
                for chart in base.charts.all()
            )
    return run


def _start(run: ReportRun) -> ReportRun:
    """Write a run with its steps; its task goes out at commit. RunRefused beside another one."""
    if ReportRun.objects.filter(report=run.report, state__in=ACTIVE_STATES).exists():
        raise RunRefused(_("A report on this period is being made already."))
    run.save(force_insert=True)
    RunStep.objects.bulk_create(
        RunStep(run=run, position=position, name=name)
        for position, name in enumerate(STEPS_OF[RunKind(run.kind)], start=1)
    )
    _note(run)
    transaction.on_commit(lambda: _send(run.pk))
    return run


def _note(run: ReportRun) -> None:
    """Who asked for a run stands in the trail; of the clock's own runs the run itself tells."""
    if current_actor() is not None:
        detail = {"kind": str(run.kind)}
        record("report_run_asked", subject="report", subject_id=str(run.report_id), detail=detail)


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
        failed = run.steps.filter(state=StepState.FAILED)
        failed.update(state=StepState.WAITING, error="", attempts=0)
        _note(run)
        transaction.on_commit(lambda: _send(run.pk))
    return run


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


def default_plan(last: dt.date) -> tuple[dt.date, dt.date]:
    """Cut-off and due date of the year in which a period ends."""
    month, day = settings.REPORT_CUT_OFF
    due_month, due_day = settings.REPORT_DUE
    return dt.date(last.year, month, day), dt.date(last.year, due_month, due_day)


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
    known = ProgressReport.objects.filter(
        period_from=period.first, period_to=period.last, country="", length=Length.FULL
    )
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
