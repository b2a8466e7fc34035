"""What the pages and the command read. Large columns are left where they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Subquery

from reports.figures import LANGUAGES
from reports.models import (
    ProgressReport,
    ReportChart,
    ReportFile,
    ReportRun,
    ReportState,
    RunState,
    RunStep,
    StepState,
)
from reports.rendering import FORMATS

MOST_REPORTS = 100
LARGE = ("snapshot", "released", "documents")


@dataclass(frozen=True)
class Progress:
    """How far the latest run is."""

    run: ReportRun
    steps: list[RunStep]

    @property
    def done(self) -> int:
        return sum(step.state == StepState.DONE for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def current(self) -> RunStep | None:
        """The step that runs or failed, else the one whose turn it is."""
        left = [step for step in self.steps if step.state != StepState.DONE]
        return next((s for s in left if s.state != StepState.WAITING), left[0] if left else None)

    @property
    def active(self) -> bool:
        return self.run.state in {RunState.QUEUED, RunState.RUNNING}

    @property
    def failed(self) -> bool:
        return self.run.state == RunState.FAILED


def reports(*, shared_only: bool) -> list[tuple[ProgressReport, str]]:
    """Reports, newest period first, each with the state of its latest run ("" without one)."""
    latest = ReportRun.objects.filter(report=OuterRef("pk")).order_by("-requested_at", "-id")
    found = ProgressReport.objects.annotate(run_state=Subquery(latest.values("state")[:1]))
    if shared_only:
        found = found.filter(state=ReportState.SHARED)
    return [(report, report.run_state or "") for report in found[:MOST_REPORTS]]


def drafts_since() -> tuple[int, datetime | None]:
    """How many reports are not shared yet, and since when the oldest of them is there."""
    drafts = ProgressReport.objects.exclude(state=ReportState.SHARED).order_by()[:MOST_REPORTS]
    found = drafts.aggregate(count=Count("pk"), since=Min("created_at"))
    return found["count"], found["since"]


def latest_progress(report_id: UUID) -> Progress | None:
    """The latest run with its steps; None while a report has none."""
    run = (
        ReportRun.objects.defer(*LARGE)
        .filter(report=report_id)
        .order_by("-requested_at", "-id")
        .first()
    )
    return None if run is None else Progress(run, list(run.steps.all()))


def finished_run(report_id: UUID) -> ReportRun | None:
    """The latest run that was finished: what readers see while the next one is being made."""
    return (
        ReportRun.objects.defer(*LARGE)
        .filter(report=report_id, state=RunState.DONE)
        .order_by("-requested_at", "-id")
        .first()
    )


def files_of(run: ReportRun) -> list[ReportFile]:
    """The files of a run without their content, Dutch before French, PDF first."""
    place = [(language, kind) for language in LANGUAGES for kind in FORMATS]
    return sorted(
        run.files.defer("content"),
        key=lambda file: place.index((file.language, file.file_format)),
    )


def file_of(run: ReportRun, name: str) -> ReportFile | None:
    """One file with its content."""
    return run.files.filter(name=name).first()


def chart_of(run: ReportRun, language: str, key: str) -> ReportChart | None:
    """One chart."""
    return run.charts.defer("png").filter(language=language, key=key).first()


def document_of(run: ReportRun, language: str) -> dict[str, Any]:
    """The composed document of a finished run in one language."""
    documents: dict[str, dict[str, Any]] = (
        ReportRun.objects.values_list("documents", flat=True).get(pk=run.pk) or {}
    )
    return documents[language]


def released_of(run: ReportRun) -> ReportRun:
    """The run with its released figures."""
    return ReportRun.objects.only("released", "released_sha256").get(pk=run.pk)
