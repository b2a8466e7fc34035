"""Pages of the progress report: for the secretariat, and for members once a report is shared."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.step_up import step_up_for_download
from protection.actor import Actor, current_actor
from protection.audit import record
from reports import selectors
from reports.figures import LANGUAGES
from reports.forms import PeriodForm
from reports.labels import error_label, step_label
from reports.models import ProgressReport, ReportRun, ReportState, RunState, StepState
from reports.permissions import can_read_report, can_read_reports, can_write_reports
from reports.rendering import CONTENT_TYPES
from reports.services import RunRefused, run_again, share_report, start_run
from reports.steps import released_json

STEP_KINDS = {
    StepState.WAITING: "quiet",
    StepState.RUNNING: "info",
    StepState.FAILED: "bad",
    StepState.DONE: "good",
}
RUN_KINDS = {"queued": "info", "running": "info", "failed": "bad", "done": "good"}


def _reader() -> Actor:
    """The actor, if reports are for them. Raises Http404 otherwise."""
    actor = current_actor()
    if actor is None or not can_read_reports(actor):
        raise Http404
    return actor


def _writer() -> Actor:
    actor = _reader()
    if not can_write_reports(actor):
        raise Http404
    return actor


def _readable(report_id: UUID) -> ProgressReport:
    actor = _reader()
    report = get_object_or_404(ProgressReport, pk=report_id)
    if not can_read_report(actor, shared=report.state == ReportState.SHARED):
        raise Http404
    return report


def _finished(report_id: UUID) -> ReportRun:
    run = selectors.finished_run(_readable(report_id).pk)
    if run is None:
        raise Http404
    return run


@require_http_methods(["GET", "HEAD", "POST"])
def report_list(request: HttpRequest) -> HttpResponse:
    """All reports, and for the secretariat the form that starts one (POST)."""
    actor = _reader()
    may_write = can_write_reports(actor)
    form = PeriodForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST":
        if not may_write:
            raise Http404
        if form.is_valid():
            try:
                run = start_run(form.period(), user_id=actor.user_id, now=timezone.now())
            except RunRefused as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("reports:detail", run.report_id)
    rows = [
        {
            "report": report,
            "kind": RUN_KINDS.get(state, "quiet"),
            "label": RunState(state).label if state else "",
        }
        for report, state in selectors.reports(shared_only=not may_write)
    ]
    context = {"form": form, "rows": rows, "may_write": may_write}
    return render(request, "reports/list.html", context, status=422 if form.errors else 200)


@require_GET
def report_detail(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report: how far its run is, its files, and the report itself in the reader's language."""
    report = _readable(report_id)
    actor = _reader()
    run = selectors.finished_run(report_id)
    context: dict[str, Any] = {
        "report": report,
        "may_write": can_write_reports(actor),
        "shared": report.state == ReportState.SHARED,
        "run": run,
        **_progress(report_id),
    }
    if run is not None:
        language = _language(request)
        context["document"] = selectors.document_of(run, language)
        context["files"] = selectors.files_of(run)
        context["other_language"] = next(x for x in LANGUAGES if x != language)
    return render(request, "reports/detail.html", context)


@require_GET
def report_progress(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The steps alone, for a page that keeps itself up to date."""
    _readable(report_id)
    response = render(request, "reports/progress.html", _progress(report_id))
    progress = selectors.latest_progress(report_id)
    response["X-Progress"] = "active" if progress and progress.active else "ended"
    return response


def _progress(report_id: UUID) -> dict[str, Any]:
    progress = selectors.latest_progress(report_id)
    if progress is None:
        return {"progress": None, "steps": []}
    current = progress.current
    return {
        "progress": progress,
        "current_label": step_label(current.name) if current else "",
        "failure": error_label(current.error) if current and progress.failed else "",
        "steps": [
            {
                "label": step_label(step.name),
                "state": step.get_state_display(),
                "kind": STEP_KINDS[StepState(step.state)],
            }
            for step in progress.steps
        ],
    }


def _language(request: HttpRequest) -> str:
    """The report's language: asked for, else the reader's, else Dutch."""
    asked = request.GET.get("text", "")
    reader = get_language() or ""
    return next((x for x in (asked, reader) if x in LANGUAGES), LANGUAGES[0])


@require_POST
def report_run_again(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Take the failed run up again from the step that failed, or make the report anew."""
    actor = _writer()
    report = _readable(report_id)
    progress = selectors.latest_progress(report_id)
    try:
        if progress is not None and progress.failed and "anew" not in request.POST:
            run_again(progress.run.pk, now=timezone.now())
        else:
            start_run(report.period, user_id=actor.user_id, now=timezone.now())
    except RunRefused as refused:
        messages.error(request, str(refused))
    return redirect("reports:detail", report_id)


@require_POST
def report_share(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Let the working group's members read this report."""
    _writer()
    _readable(report_id)
    try:
        share_report(report_id, now=timezone.now())
    except RunRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The members of the working group can read this report now."))
    return redirect("reports:detail", report_id)


@require_GET
def report_chart(request: HttpRequest, report_id: UUID, language: str, key: str) -> HttpResponse:
    """One chart as SVG."""
    chart = selectors.chart_of(_finished(report_id), language, key)
    if chart is None:
        raise Http404
    return HttpResponse(chart.svg, content_type="image/svg+xml")


@require_GET
def report_file(request: HttpRequest, report_id: UUID, name: str) -> HttpResponse:
    """One of the six files, or figures.json; who took it stands in the audit trail."""
    run = _finished(report_id)
    if name == "figures.json":
        content, kind = released_json(selectors.released_of(run)), "application/json"
    else:
        found = selectors.file_of(run, name)
        if found is None:
            raise Http404
        content, kind = bytes(found.content), CONTENT_TYPES[found.file_format]
    return _handed_out(request, report_id, name, content, kind)


@step_up_for_download
def _handed_out(
    request: HttpRequest, report_id: UUID, name: str, content: bytes, kind: str
) -> HttpResponse:
    record("download", subject="report", subject_id=str(report_id), detail={"file": name})
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
