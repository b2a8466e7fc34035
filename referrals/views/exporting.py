"""Asking for an export of a list, seeing how far it is, and fetching it."""

import logging
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from kombu.exceptions import OperationalError

from accounts.step_up import step_up_required
from protection.audit import record
from referrals.forms.exporting import PURPOSES, ExportForm
from referrals.inbox import Filters
from referrals.models import InboxExport
from referrals.services.exporting import SOURCES, request_export
from referrals.tasks import make_export

from .common import case_worker, for_case_workers
from .lists import LISTS

logger = logging.getLogger(__name__)

TYPES = {
    InboxExport.Format.CSV: "text/csv; charset=utf-8",
    InboxExport.Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
@step_up_required
def exports(request: HttpRequest, list_name: str) -> HttpResponse:
    """A form for a list as its address narrows it, and the reader's exports of the last day."""
    if list_name not in SOURCES:
        raise Http404
    actor, now, kind = case_worker(), timezone.now(), LISTS[list_name]
    filters = Filters.read(request.GET, kind.groups)
    form = ExportForm(request.POST if request.method == "POST" else None, label_suffix="")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            export = request_export(
                list_name,
                filters.query(),
                purpose=form.cleaned_data["purpose"],
                format_=form.cleaned_data["format"],
                language=get_language() or "en",
                now=now,
            )
            transaction.on_commit(partial(_start, export))
            messages.success(request, _("The export is being made. It stands below when ready."))
            return redirect(f"{request.path}?{filters.query()}")
    purposes = dict(PURPOSES)
    own = InboxExport.objects.filter(user_id=actor.user_id, expires_at__gt=now).defer("content")
    shown = list(own[:50])
    lines = [
        {"export": export, "purpose": purposes.get(export.purpose, export.purpose)}
        for export in shown
    ]
    making = any(export.is_being_made for export in shown)
    context = {"form": form, "lines": lines, "list": kind, "filters": filters, "making": making}
    if "waiting" in request.GET:  # the page's script asks how far they are
        response = render(request, "referrals/exports_table.html", context)
        response["X-Progress"] = "active" if making else "ended"
        return response
    return render(request, "referrals/exports.html", context, status=status)


def _start(export: InboxExport) -> None:
    try:
        make_export.apply_async(
            (str(export.pk), export.user_id, export.organisation_id, export.role), retry=False
        )
    except OperationalError:
        logger.warning("The broker is away: an export waits")


@require_safe
@for_case_workers
@step_up_required
def export_file(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """The file, for whoever asked for it; each fetching is logged."""
    actor = case_worker()
    export = InboxExport.objects.filter(
        pk=export_id,
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        state=InboxExport.State.READY,
        expires_at__gt=timezone.now(),
    ).first()
    if export is None:
        raise Http404
    record("export_downloaded", subject="export", subject_id=str(export.pk), purpose=export.purpose)
    kind = InboxExport.Format(export.format)
    response = HttpResponse(bytes(export.content or b""), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="referrals.{kind.value}"'
    response["Cache-Control"] = "private, no-store"
    return response
