"""What each step of a run computes and what it then writes.

A step computes outside any transaction and returns its writer; the runner calls the writer in the
step's own transaction, when the run is still this worker's. Writers are idempotent.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from accounts.models import Role
from accounts.selectors import people_in_role
from notifications.services import queue_notice
from protection.actor import acting_as
from reports.charts import draw
from reports.document import Frame, as_plain, charts_of, compose
from reports.figures import LANGUAGES, Figures, as_json, canonical, digest, from_json
from reports.frames import frame
from reports.gathering import gather
from reports.models import Audience, ProgressReport, ReportChart, ReportFile, ReportRun, RunKind
from reports.releases import figures_of, make_release
from reports.rendering import FILES, ChartImages, render
from reports.surroundings import with_surroundings
from reports.versions import arrived, files_arrived, public_arrived

Writer = Callable[[ReportRun], None]


@dataclass(frozen=True)
class Step:
    """`language` and `file_format` are those of a rendering step."""

    name: str
    compute: Callable[["Step", ReportRun], Writer]
    language: str = ""
    file_format: str = ""


class FiguresChanged(Exception):
    """Frozen figures no longer have the digest that they were frozen with."""


def _gather(step: Step, run: ReportRun) -> Writer:
    report = run.report
    counted = gather(report.period, now=timezone.now(), scope=report.country)
    snapshot = as_json(with_surroundings(counted, report))

    def write(current: ReportRun) -> None:
        current.snapshot = snapshot
        current.save(update_fields=["snapshot"])

    return write


def _freeze(step: Step, run: ReportRun) -> Writer:
    sealed = digest(_present(run.snapshot))

    def write(current: ReportRun) -> None:
        current.snapshot_sha256 = sealed
        current.save(update_fields=["snapshot_sha256"])

    return write


def _suppress(step: Step, run: ReportRun) -> Writer:
    snapshot = _present(run.snapshot)
    if digest(snapshot) != run.snapshot_sha256:
        raise FiguresChanged
    # In a transaction of its own: releases are made one after another, and a run makes one.
    entry = make_release(
        from_json(snapshot),
        Audience.PUBLIC if run.kind == RunKind.PUBLIC else Audience.INSIDE,
        now=timezone.now(),
        run_id=run.pk,
        user_id=run.started_by_id,
    )
    released = as_json(figures_of(entry))

    def write(current: ReportRun) -> None:
        current.released = released
        current.released_sha256 = digest(released)
        current.save(update_fields=["released", "released_sha256"])

    return write


def _charts(step: Step, run: ReportRun) -> Writer:
    figures = released_figures(run)
    keys = charts_of(figures, run.report.length)
    drawn = [draw(figures, key, lang) for lang in LANGUAGES for key in keys]

    def write(current: ReportRun) -> None:
        for chart in drawn:
            ReportChart.objects.update_or_create(
                run=current,
                key=chart.key,
                language=chart.language,
                defaults={"svg": chart.svg, "png": chart.png},
            )

    return write


def _text(step: Step, run: ReportRun) -> Writer:
    figures = released_figures(run)
    now = timezone.now()
    documents = {
        language: as_plain(compose(figures, language, frame_of(run, language)))
        for language in LANGUAGES
    }

    def write(current: ReportRun) -> None:
        current.documents, current.texts_at = documents, now
        current.save(update_fields=["documents", "texts_at"])

    return write


def frame_of(run: ReportRun, language: str) -> Frame:
    """Where the run's version stands, and the texts that somebody edited.

    Files of the same figures carry every text as it stands; where the figures are others, what
    nobody edited follows them.
    """
    version = run.version or run.report.versions.first()
    if version is None:
        return Frame(length=run.report.length, country=run.report.country)
    found = frame(version, language, only_edited=run.kind != RunKind.FILES)
    if run.version is None:
        # New figures of a report that was adopted: a draft, whatever its text says.
        found = replace(found, adopted="", approvals=())
    return replace(found, public=run.kind == RunKind.PUBLIC)


def _render(step: Step, run: ReportRun) -> Writer:
    charts = {
        chart.key: ChartImages(chart.svg, bytes(chart.png))
        for chart in ReportChart.objects.filter(run=run, language=step.language)
    }
    document = _present(run.documents)[step.language]
    content = render(document, charts, released_json(run), step.file_format)
    name = file_name(run.report, step.language, step.file_format)

    def write(current: ReportRun) -> None:
        ReportFile.objects.update_or_create(
            run=current,
            name=name,
            defaults={
                "language": step.language,
                "file_format": step.file_format,
                "content": content,
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "made_at": timezone.now(),
            },
        )

    return write


def _notify(step: Step, run: ReportRun) -> Writer:
    def write(current: ReportRun) -> None:
        with acting_as(None):
            ARRIVED[RunKind(current.kind)](current)
        queue_notice(
            "report_ready",
            people_in_role(Role.SECRETARIAT),
            reference=str(current.report.period_to.year),
            path_name="reports:detail",
            path_args=[str(current.report_id)],
        )

    return write


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step("gather", _gather),
        Step("freeze", _freeze),
        Step("suppress", _suppress),
        Step("charts", _charts),
        Step("text", _text),
        *(
            Step(f"render_{language}_{file_format}", _render, language, file_format)
            for language in LANGUAGES
            for file_format in FILES
        ),
        Step("notify", _notify),
    )
}


TEXT_AND_FILES = ("text", *(name for name in STEPS if name.startswith("render_")), "notify")
STEPS_OF: dict[RunKind, tuple[str, ...]] = {
    RunKind.FIGURES: tuple(STEPS),
    RunKind.FILES: TEXT_AND_FILES,
    RunKind.PUBLIC: ("suppress", "charts", *TEXT_AND_FILES),
}
ARRIVED: dict[RunKind, Callable[[ReportRun], None]] = {
    RunKind.FIGURES: arrived,
    RunKind.FILES: lambda run: files_arrived(run, timezone.now()),
    RunKind.PUBLIC: lambda run: public_arrived(run, timezone.now()),
}


def file_name(report: ProgressReport, language: str, file_format: str) -> str:
    """As people outside know the files, e.g. progress-report-2017.nl.pdf; of one country
    progress-report-2017-be.nl.pdf."""
    country = f"-{report.country.lower()}" if report.country else ""
    return f"progress-report-{report.period_to.year}{country}.{language}.{file_format}"


def released_figures(run: ReportRun) -> Figures:
    """The run's released figures; FiguresChanged when they are not what was released."""
    data = _present(run.released)
    if digest(data) != run.released_sha256:
        raise FiguresChanged
    return from_json(data)


def released_json(run: ReportRun) -> bytes:
    """figures.json: the released figures as they are attached to the PDF."""
    return canonical(_present(run.released))


def _present(data: dict[str, Any] | None) -> dict[str, Any]:
    if data is None:
        raise FiguresChanged
    return data
