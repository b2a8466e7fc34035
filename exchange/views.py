"""Bringing the directory in as a file and taking it out: asking, watching, looking, writing."""

import logging
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from kombu.exceptions import OperationalError

from accounts.step_up import step_up_required
from exchange import services
from exchange.columns import TABLES
from exchange.forms import ExportForm, ImportForm, WriteForm
from exchange.models import Exchange, PlannedRow
from exchange.permissions import can_export, can_import
from exchange.planning import table_label
from exchange.tasks import work
from protection.actor import Actor, current_actor
from protection.audit import record

logger = logging.getLogger(__name__)
PAGE_SIZE = 50
TYPES = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "csv": ("application/zip", "zip"),
    "hsds": ("application/json", "json"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The two forms, and the reader's files of the last day. Others get 404."""
    _actor()
    return _index(request)


@step_up_required
def _index(request: HttpRequest) -> HttpResponse:
    actor, now = _actor(), timezone.now()
    importing = request.POST.get("what") == "import"
    export_form, import_form = ExportForm(label_suffix=""), ImportForm(label_suffix="")
    status = 200
    if request.method == "POST":
        if importing and not can_import(actor):
            raise Http404
        form: Any = (
            ImportForm(request.POST, request.FILES, label_suffix="")
            if importing
            else ExportForm(request.POST, label_suffix="")
        )
        if form.is_valid():
            language = get_language() or "en"
            exchange = (
                services.bring_in(form.cleaned_data["file"].read(), language=language, now=now)
                if importing
                else services.take_out(form.cleaned_data["format"], language=language, now=now)
            )
            transaction.on_commit(partial(_start, exchange))
            return redirect("exchange:page", exchange_id=exchange.pk)
        import_form, export_form = (form, export_form) if importing else (import_form, form)
        status = 422
    context = {
        "import_form": import_form if can_import(actor) else None,
        "export_form": export_form,
        "wrong": import_form if importing else export_form,
        "own_entry": not can_import(actor),
        "own_country": actor.role == "contact_point",
        "exchanges": list(services.own(actor, now=now)[:50]),
    }
    return render(request, "exchange/index.html", context, status=status)


def _start(exchange: Exchange) -> None:
    arguments = (str(exchange.pk), exchange.user_id, exchange.organisation_id, exchange.role)
    try:
        work.apply_async(arguments, retry=False)
    except OperationalError:
        logger.warning("The broker is away: a file of the directory waits for the sweep")


@require_safe
def exchange_page(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """How far it is; then what the dry run found, what was written, or the file."""
    exchange = _own(exchange_id)
    context: dict[str, Any] = {"exchange": exchange, "percent": _percent(exchange)}
    if "waiting" in request.GET and "X-Activity" in request.headers:
        response = render(request, "exchange/progress.html", context)
        response["X-Progress"] = "active" if exchange.is_being_made else "ended"
        return response
    if not exchange.is_being_made and exchange.step != Exchange.Step.EXPORT:
        context |= _rows(request, exchange)
    return render(request, "exchange/page.html", context)


def _rows(request: HttpRequest, exchange: Exchange) -> dict[str, Any]:
    """A page of the rows that change something or have an error; one query."""
    faults_only = request.GET.get("only") == "errors"
    after = request.GET.get("after", "")
    rows = exchange.rows.order_by("position")
    if faults_only:
        rows = rows.filter(action=PlannedRow.Action.FAULT)
    if after.isdecimal() and len(after) < 9:
        rows = rows.filter(position__gt=int(after))
    found = list(rows[: PAGE_SIZE + 1])
    following = found[PAGE_SIZE - 1].position if len(found) > PAGE_SIZE else None
    return {
        "rows": [_shown(row) for row in found[:PAGE_SIZE]],
        "faults_only": faults_only,
        "next_after": following,
        "later_page": bool(after),
        "good": exchange.rows_new + exchange.rows_changed,
    }


def _shown(row: PlannedRow) -> dict[str, Any]:
    table = TABLES[row.table]
    return {
        "row": row,
        "table": table_label(table),
        "problems": [
            {**problem, "label": table.label(problem["field"])} for problem in row.problems
        ],
        "changes": [
            {"label": table.label(name), "name": name, "before": before, "after": after}
            for name, before, after in row.changes
        ],
    }


@require_POST
def write(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """Have the planned rows written; 409 when that cannot be done now."""
    exchange = _own(exchange_id)
    if not can_import(current_actor()):
        raise Http404
    return _write(request, exchange)


@step_up_required
def _write(request: HttpRequest, exchange: Exchange) -> HttpResponse:
    form = WriteForm(request.POST)
    form.is_valid()
    try:
        asked = services.ask_to_write(
            exchange.pk, skip_faulty=form.cleaned_data["skip_faulty"], now=timezone.now()
        )
    except services.RefusedError:
        messages.error(
            request,
            _("Nothing was written: look at the rows once more, and at those with an error."),
        )
        context = {"exchange": exchange, "percent": 0, **_rows(request, exchange)}
        return render(request, "exchange/page.html", context, status=409)
    transaction.on_commit(partial(_start, asked))
    return redirect("exchange:page", exchange_id=exchange.pk)


@require_safe
def exchange_file(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """The file, for whoever asked for it; each fetching is logged."""
    exchange = _own(exchange_id)
    if exchange.step != Exchange.Step.EXPORT or exchange.state != Exchange.State.DONE:
        raise Http404
    return _file(request, exchange)


@step_up_required
def _file(request: HttpRequest, exchange: Exchange) -> HttpResponse:
    record("directory_downloaded", subject="exchange", subject_id=str(exchange.pk))
    kind, ending = TYPES[exchange.format]
    response = HttpResponse(bytes(exchange.content or b""), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="directory.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _actor() -> Actor:
    actor = current_actor()
    if actor is None or not can_export(actor):
        raise Http404
    return actor


def _own(exchange_id: UUID) -> Exchange:
    exchange = services.own(_actor(), now=timezone.now()).filter(pk=exchange_id).first()
    if exchange is None:
        raise Http404
    return exchange


def _percent(exchange: Exchange) -> int:
    return min(99, 100 * exchange.rows_done // max(exchange.rows_total, 1))
