"""The register of requests of persons: list, one request, and each step as a page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.step_up import step_up_required
from protection.actor import require_actor
from protection.audit import record
from rights import requests as service
from rights.codes import STATE_KINDS, STEPS
from rights.forms import FORMS, ExportForm, ReceiveForm, steps_of
from rights.held import as_json, as_pdf, everything_held
from rights.models import PersonRequest
from rights.permissions import can_decide, can_keep_registers, is_officer
from rights.registers import NotAllowed, Refused, page_after

from .common import download, for_those

GROUPS = {
    "open": pgettext_lazy("several", "Open"),
    "answered": pgettext_lazy("several", "Answered"),
    "all": pgettext_lazy("several", "All"),
}


@require_safe
@for_those(can_keep_registers)
def requests(request: HttpRequest) -> HttpResponse:
    """The register, newest first."""
    group = request.GET.get("group", "open")
    group = group if group in GROUPS else "open"
    rows = PersonRequest.objects.select_related("organisation").defer("details", "explanation")
    if group != "all":
        rows = (rows.exclude if group == "open" else rows.filter)(state="answered")
    found, following = page_after(rows, "recorded_at", request.GET.get("after", ""))
    today = timezone.localdate()
    lines = [
        {
            "row": row,
            "kind": STATE_KINDS[row.state],  # type: ignore[index]
            "late": row.is_open and row.ends_on < today,
            "days": (row.ends_on - today).days,
        }
        for row in found
    ]
    context = {"lines": lines, "following": following, "group": group, "groups": GROUPS.items()}
    return render(request, "rights/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(can_keep_registers)
def receive(request: HttpRequest) -> HttpResponse:
    """Write down what somebody asked."""
    actor = require_actor()
    controllers = service.controllers(actor)
    form = ReceiveForm(
        request.POST if request.method == "POST" else None,
        controllers=controllers if is_officer(actor) else None,
        initial={"received_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        organisation = data.get("organisation") or controllers.first()
        if organisation is None:
            raise Http404
        received = service.Received(
            data["kind"], data["received_on"], data["received_by"], data["details"]
        )
        row = service.receive(organisation, received, now=timezone.now())
        messages.success(request, _("Written down. The term runs."))
        return redirect("rights:request", row.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "rights/receive.html", {"form": form}, status=status)


@require_safe
@for_those(can_keep_registers)
def one(request: HttpRequest, person_request_id: UUID) -> HttpResponse:
    """One request: what was asked, where it stands, until when, and what is next."""
    row, may_decide = service.read(person_request_id), can_decide(require_actor())
    context = {
        "row": row,
        "kind": STATE_KINDS[row.state],  # type: ignore[index]
        "texts": service.texts(row),
        "late": row.is_open and row.ends_on < timezone.localdate(),
        "steps": [(name, STEPS[name]) for name in steps_of(row, may_decide=may_decide)],
        "may_decide": may_decide,
        "referrals": list(row.referrals.all()),
    }
    return render(request, "rights/request.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(can_keep_registers)
def take_step(request: HttpRequest, person_request_id: UUID, step: str) -> HttpResponse:
    """One step of a request as a page with its form."""
    row, actor = service.read(person_request_id), require_actor()
    if step not in FORMS or (step in {"decide", "link"} and not can_decide(actor)):
        raise NotAllowed
    form = FORMS[step](request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _PERFORM[step](person_request_id, form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("Recorded."))
                return redirect("rights:request", person_request_id)
    context = {"row": row, "form": form, "title": STEPS[step], "slug": step}
    return render(request, "rights/step.html", context, status=status)


_PERFORM: dict[str, Callable[[UUID, dict[str, Any]], object]] = {
    "check": lambda key, d: service.check_identity(key, d["how"], now=timezone.now()),
    "extend": lambda key, d: service.extend(key, d["reason"], d["told_on"]),
    "decide": lambda key, d: service.decide(
        key, d["decision"], d["refusal"], d["explanation"], now=timezone.now()
    ),
    "answer": lambda key, d: service.answer(key, d["answered_on"], d["how"]),
    "link": lambda key, d: service.link(key, d["reference"]),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(can_decide)
@step_up_required
def export(request: HttpRequest, person_request_id: UUID) -> HttpResponse:
    """Everything held on the person, in their language, to be handed to them."""
    row = service.read(person_request_id)
    posted = request.method == "POST"
    initial = {"language": translation.get_language(), "format": "pdf"}
    form = ExportForm(request.POST if posted else None, initial=initial)
    referrals = list(row.referrals.all())
    if posted and form.is_valid() and referrals:
        language, kind = form.cleaned_data["language"], form.cleaned_data["format"]
        record(
            "person_data_exported",
            subject="person_request",
            subject_id=str(row.pk),
            purpose="person_request",
            detail={"format": kind, "language": language},
        )
        now = timezone.now()
        with translation.override(language):
            held = everything_held(row, referrals, now=now)
            if kind == "json":
                return download(as_json(held), f"{row.reference}.json", "application/json")
            return download(as_pdf(held, language, now), f"{row.reference}.pdf", "application/pdf")
    status = 422 if posted else 200
    context = {"row": row, "form": form, "referrals": referrals}
    return render(request, "rights/export.html", context, status=status)
