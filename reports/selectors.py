"""What the pages and the command read. Large columns are left where they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Q, Subquery

from reports.document import as_plain, compose, composer_of
from reports.figures import LANGUAGES, TOTAL, Figures, from_json
from reports.frames import frame
from reports.life import VersionState
from reports.models import (
    ProgressReport,
    ReportChart,
    ReportFile,
    ReportRun,
    ReportVersion,
    RunState,
    RunStep,
    StepState,
)
from reports.rendering import FILES
from reports.text import Composer
from reports.versions import figures_of

MOST_REPORTS = 100
ABSENT = "–"
LARGE = ("snapshot", "released", "documents")


@dataclass(frozen=True)
class Mark:
    """What is to be known of a block beside its text."""

    edited: bool
    offered: bool
    comments: int
    unresolved: int


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


def reports(*, shared_only: bool) -> list[tuple[ProgressReport, str, str]]:
    """Reports, newest period first: each with the state of its version and of its latest run.

    The version is the newest one that the reader may read; "" for what is not there yet.
    """
    runs = ReportRun.objects.filter(report=OuterRef("pk")).order_by("-requested_at", "-id")
    versions = ReportVersion.objects.filter(report=OuterRef("pk")).order_by("-number")
    if shared_only:
        versions = versions.filter(shared_at__isnull=False)
    found = ProgressReport.objects.annotate(
        run_state=Subquery(runs.values("state")[:1]),
        version_state=Subquery(versions.values("state")[:1]),
    )
    if shared_only:
        found = found.filter(version_state__isnull=False)
    return [
        (report, report.version_state or "", report.run_state or "")
        for report in found[:MOST_REPORTS]
    ]


def drafts_since() -> tuple[int, datetime | None]:
    """How many versions nobody has been shown yet, and since when the oldest of them is there."""
    drafts = ReportVersion.objects.filter(state=VersionState.DRAFT).order_by()[:MOST_REPORTS]
    found = drafts.aggregate(count=Count("pk"), since=Min("created_at"))
    return found["count"], found["since"]


def version_of(
    report_id: UUID, *, shared_only: bool, number: int | None = None
) -> ReportVersion | None:
    """The newest version that the reader may read, or the one of that number."""
    found = (
        ReportVersion.objects.select_related("report", "run", "offered", "public_run")
        .defer(*(f"{run}__{name}" for run in ("run", "offered", "public_run") for name in LARGE))
        .filter(report=report_id)
        .order_by("-number")
    )
    if shared_only:
        found = found.filter(shared_at__isnull=False)
    if number is not None:
        found = found.filter(number=number)
    return found.first()


def versions_of(report_id: UUID, *, shared_only: bool) -> list[ReportVersion]:
    """All versions that the reader may read, newest first."""
    found = ReportVersion.objects.filter(report=report_id).order_by("-number")
    return list(found.filter(shared_at__isnull=False) if shared_only else found)


def marks_of(version: ReportVersion) -> dict[str, Mark]:
    """The blocks of a version by key."""
    unresolved = Count("comments", filter=Q(comments__resolved_at=None))
    blocks = version.blocks.annotate(all_comments=Count("comments"), unresolved=unresolved)
    return {
        block.key: Mark(block.edited, block.offered, block.all_comments, block.unresolved)
        for block in blocks.defer("nl", "fr", "made_nl", "made_fr")
    }


def latest_progress(report_id: UUID) -> Progress | None:
    """The latest run with its steps; None while a report has none."""
    run = (
        ReportRun.objects.defer(*LARGE)
        .filter(report=report_id)
        .order_by("-requested_at", "-id")
        .first()
    )
    return None if run is None else Progress(run, list(run.steps.all()))


def files_of(run: ReportRun) -> list[ReportFile]:
    """The files of a run without their content, Dutch before French, PDF first."""
    place = [(language, kind) for language in LANGUAGES for kind in FILES]
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


def document_of(version: ReportVersion, language: str) -> dict[str, Any]:
    """The version as it stands, in one language: its texts with the figures in force.

    What was adopted is shown as its files were made.
    """
    run = ReportRun.objects.select_related("report").get(pk=str(version.run_id))
    if version.sealed_at is not None:
        documents: dict[str, dict[str, Any]] = run.documents or {}
        return documents[language]
    return as_plain(compose(from_json(run.released or {}), language, frame(version, language)))


def texts_of(version: ReportVersion, language: str) -> dict[str, str]:
    """The texts of a version by their key and in their order, as they read with its figures."""
    if version.run is None:
        return {}
    composer = composer_of(figures_of(version.run), language, version.report.length)
    return {block.key: composer.filled(block.text(language)) for block in version.blocks.all()}


def released_of(run: ReportRun) -> ReportRun:
    """The run with its released figures."""
    return ReportRun.objects.only("released", "released_sha256").get(pk=run.pk)


def names_of(figures: Figures, language: str) -> list[dict[str, Any]]:
    """Every figure that a text may name: its reference, what it counts, and how it reads."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    composer = Composer(figures, language)
    found = [
        {
            "caption": composer.caption("referrals"),
            "rows": [("referrals", composer.number(figures.referrals))],
        }
    ]
    for table in figures.tables:
        if not table.internal:
            rows = [(name, composer.number(value)) for name, value in table.items()]
            found.append({"caption": composer.caption(table.key), "rows": rows})
    return found


def changed_figures(version: ReportVersion, language: str) -> list[dict[str, Any]]:
    """The figures of a version that the offered ones would change, old beside new.

    A dash stands for what one of them does not have, which is not what is withheld.
    """
    if version.run is None or version.offered is None:
        return []
    language = language if language in LANGUAGES else LANGUAGES[0]
    now, then = (figures_of(run) for run in (version.run, version.offered))
    old, new = Composer(now, language), Composer(then, language)
    words = {**_names_in_words(old), **_names_in_words(new)}
    changes = []
    # Figures from outside have different sources: their sum is nobody's figure.
    for name in dict.fromkeys([*old.values, *new.values]):
        before, after = old.values.get(name, ABSENT), new.values.get(name, ABSENT)
        if before != after and name != f"outside.{TOTAL}":
            changes.append(
                {
                    "name": words.get(name, name),
                    "before": ABSENT if before == ABSENT else old.shown(name),
                    "after": ABSENT if after == ABSENT else new.shown(name),
                }
            )
    return changes


def _names_in_words(composer: Composer) -> dict[str, str]:
    """What each figure counts, as its table says it: caption, row, column."""
    words = {"referrals": composer.caption("referrals")}
    for table in composer.figures.tables:
        caption = composer.caption(table.key)
        merged = (row for _name, rows in table.merged for row in rows)
        for row in (*table.rows, *merged, TOTAL):
            name = f"{caption} – {composer.row_label(table.key, row)}"
            words[f"{table.key}.{row}"] = name
            for column in table.columns:
                told = f"{name}, {composer.column_label(table.key, column)}"
                words[f"{table.key}.{row}.{column}"] = told
    measures = {name: composer.words.heads[name] for name in ("count", "median", "p90")}
    for measure, told in measures.items():
        words[f"handover.{measure}"] = f"{composer.caption('handover')} – {told}"
        for duration in composer.figures.durations:
            of = f"{composer.caption('times')} – {composer.row_label('times', duration.key)}"
            words[f"times.{duration.key}.{measure}"] = f"{of}, {told}"
    for mean in composer.figures.answer_means:
        of = f"{composer.caption('answer_mean')} – {composer.label('country', mean.key)}"
        words[f"answer_mean.{mean.key}.mean"] = of
        words[f"answer_mean.{mean.key}.count"] = f"{of}, {measures['count']}"
    return words
