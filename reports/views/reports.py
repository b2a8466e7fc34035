"""Pages of the progress report: for the secretariat, and for members once a report is shared."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.step_up import step_up_for_download
from contacts import codes
from protection.audit import record
from reports import selectors
from reports.figures import LANGUAGES
from reports.forms import NewReportForm
from reports.gathering import BENELUX
from reports.labels import error_label, step_label
from reports.life import EDITABLE_STATES, FINAL_STATES, MoveCode, VersionState, allowed
from reports.models import ReportRun, ReportVersion, RunState, StepState
from reports.permissions import can_comment, can_write_reports
from reports.rendering import CONTENT_TYPES
from reports.services import RunRefused, run_again, start_run
from reports.steps import released_json
from reports.versions import files_are_old
from reports.views.common import language_of, readable, reader, writer

# What the secretariat can do next, in the order of the life of a report.
FORWARD = {
    MoveCode.SHARE: gettext_lazy("Open it for comments"),
    MoveCode.TAKE_BACK: gettext_lazy("Take it back to work on it"),
    MoveCode.PUT: gettext_lazy("Put it to the working group"),
    MoveCode.SEND: gettext_lazy("Send it to the Committee of Ministers"),
    MoveCode.PUBLISH: gettext_lazy("Publish it"),
}
STEP_KINDS = {
    StepState.WAITING: "quiet",
    StepState.RUNNING: "info",
    StepState.FAILED: "bad",
    StepState.DONE: "good",
}
RUN_KINDS = {"queued": "info", "running": "info", "failed": "bad", "done": "good"}


@require_http_methods(["GET", "HEAD", "POST"])
def report_list(request: HttpRequest) -> HttpResponse:
    """All reports, and for the secretariat the form that starts one (POST)."""
    actor = reader()
    may_write = can_write_reports(actor)
    form = NewReportForm(request.POST or None, today=timezone.localdate(), countries=_countries())
    status = 200
    if request.method == "POST":
        if not may_write:
            raise Http404
        status = 422
        if form.is_valid():
            try:
                run = start_run(
                    form.period(),
                    user_id=actor.user_id,
                    now=timezone.now(),
                    length=form.cleaned_data["length"],
                    country=form.cleaned_data["country"],
                )
            except RunRefused as why:
                form.add_error(None, str(why))
                status = 409
            else:
                return redirect("reports:detail", run.report_id)
    rows = [
        {
            "report": report,
            "country": codes.label("country", report.country) if report.country else "",
            "version_label": VersionState(version).label if version else "",
            "kind": RUN_KINDS.get(state, "quiet"),
            "label": RunState(state).label if state else "",
        }
        for report, version, state in selectors.reports(shared_only=not may_write)
    ]
    context = {"form": form, "rows": rows, "may_write": may_write}
    return render(request, "reports/list.html", context, status=status)


def _countries() -> list[tuple[str, str]]:
    return [(code, label) for code, label in codes.choices("country") if code in BENELUX]


@require_GET
def report_detail(request: HttpRequest, report_id: UUID, number: int | None = None) -> HttpResponse:
    """A version of a report: how far its run is, its files, its life, and the report itself."""
    return _shown(request, report_id, number)


def refused(request: HttpRequest, report_id: UUID, why: Exception) -> HttpResponse:
    """409: the report as it stands, and why nothing was done."""
    messages.error(request, str(why))
    return _shown(request, report_id, status=409)


def _shown(
    request: HttpRequest, report_id: UUID, number: int | None = None, *, status: int = 200
) -> HttpResponse:
    version = readable(report_id, number)
    actor = reader()
    may_write = can_write_reports(actor)
    language = language_of(request)
    versions = selectors.versions_of(report_id, shared_only=not may_write)
    newest = versions[0].pk == version.pk
    context: dict[str, Any] = {
        "report": version.report,
        "country": codes.label("country", version.report.country) if version.report.country else "",
        "version": version,
        "newest": newest,
        "versions": versions,
        "may_write": may_write,
        "may_edit": may_write and newest and version.state in EDITABLE_STATES,
        "may_comment": can_comment(actor) and newest and version.state == VersionState.COMMENTS,
        "final": version.state in FINAL_STATES,
        "old_files": files_are_old(version),
        "moves": [
            {"code": code, "label": FORWARD[code]}
            for code in FORWARD
            if newest and allowed(code, version.state, actor.role)
        ],
        "run": version.run,
        **_progress(report_id),
    }
    if version.run is not None:
        document = selectors.document_of(version, language)
        context["document"] = _with_tools(document, version, context["may_edit"])
        context["files"] = selectors.files_of(version.run)
        context["other_language"] = next(x for x in LANGUAGES if x != language)
        if version.public_run is not None:
            context["public_files"] = selectors.files_of(version.public_run)
    if may_write:
        context["dispatches"] = list(version.dispatches.defer("proof"))
        context["events"] = list(version.events.select_related("by"))
    elif context["final"]:
        context["events"] = list(version.events.select_related("by"))
    return render(request, "reports/detail.html", context, status=status)


def _with_tools(document: dict[str, Any], version: ReportVersion, may_edit: bool) -> dict[str, Any]:
    """The document with what a reader may do under each heading."""
    marks = selectors.marks_of(version)
    for block in document["blocks"]:
        if block["kind"] == "heading" and (mark := marks.get(block["key"])):
            block["tools"] = {
                "edit": may_edit,
                "comments": mark.comments,
                "open": mark.unresolved,
                "edited": mark.edited,
                "offered": mark.offered,
            }
    return document


@require_GET
def report_progress(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The steps alone, for a page that keeps itself up to date."""
    readable(report_id)
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


@require_POST
def report_run_again(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Take the failed run up again from the step that failed, or make the report anew."""
    actor = writer()
    report = readable(report_id).report
    progress = selectors.latest_progress(report_id)
    try:
        if progress is not None and progress.failed and "anew" not in request.POST:
            run_again(progress.run.pk, now=timezone.now())
        else:
            start_run(
                report.period,
                user_id=actor.user_id,
                now=timezone.now(),
                country=report.country,
                length=report.length,
            )
    except RunRefused as why:
        return refused(request, report_id, why)
    return redirect("reports:detail", report_id)


@require_GET
def report_chart(request: HttpRequest, report_id: UUID, language: str, key: str) -> HttpResponse:
    """One chart as SVG, of the newest version or of the one asked for (?version=)."""
    run = _run_of(request, report_id)
    chart = selectors.chart_of(run, language, key)
    if chart is None:
        raise Http404
    return HttpResponse(chart.svg, content_type="image/svg+xml")


@require_GET
def report_file(request: HttpRequest, report_id: UUID, name: str) -> HttpResponse:
    """One of the files, or figures.json; who took it stands in the audit trail."""
    run = _run_of(request, report_id)
    if name == "figures.json":
        content, kind = released_json(selectors.released_of(run)), "application/json"
    else:
        found = selectors.file_of(run, name)
        if found is None:
            raise Http404
        content, kind = bytes(found.content), CONTENT_TYPES[found.file_format]
    return handed_out(request, report_id, name, content, kind)


def _run_of(request: HttpRequest, report_id: UUID) -> ReportRun:
    """The run whose files and charts a version shows; `?public=yes` the one for the public."""
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else None
    version = readable(report_id, number)
    run = version.public_run if request.GET.get("public") else version.run
    if run is None:
        raise Http404
    return run


@step_up_for_download
def handed_out(
    request: HttpRequest, report_id: UUID, name: str, content: bytes, kind: str
) -> HttpResponse:
    """A download, with its line in the audit trail."""
    record("download", subject="report", subject_id=str(report_id), detail={"file": name})
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
