"""Spoed / Urgence: who answers now, the call and its outcome, the request, on one screen."""

import uuid
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts import codes
from contacts.duty import Answering, answering_now
from contacts.models import Country, Organisation
from contacts.selectors import contact_point_organisations
from protection.actor import Actor
from referrals.forms.urgent import CallForm, UrgentForm
from referrals.models import Referral
from referrals.permissions import can_file
from referrals.services.calling import calls_of, log_call
from referrals.services.writing import MoveRefused

from .common import case_worker, for_case_workers
from .notices import crossing_notices


def _sender(actor: Actor) -> Organisation:
    return Organisation.objects.select_related("country").get(pk=actor.organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def urgent(request: HttpRequest) -> HttpResponse:
    """Choose the country, phone who answers, send. A call is logged without losing what was typed.

    The country is in the address; everything else is posted.
    """
    actor = case_worker()
    if not can_file(actor):
        raise Http404
    sender = _sender(actor)
    countries = list(Country.objects.filter(in_portal=True).exclude(pk=actor.country))
    chosen = next((c for c in countries if c.pk == request.GET.get("country")), None)
    if chosen is None:
        context: dict[str, Any] = {
            "numbers": sender.country,
            "countries": countries,
            "country": None,
        }
        return render(request, "referrals/urgent.html", context)
    now = timezone.now()
    answering = answering_now(chosen.pk, now)
    refused, status = "", 200
    if request.method != "POST":
        form = UrgentForm(chosen.pk, sender, answering)
        form.initial["draft_id"] = uuid.uuid4()
    elif "call" in request.POST:
        typed = UrgentForm.typed(request.POST)
        form = UrgentForm(chosen.pk, sender, answering, initial=typed)
        call = CallForm(request.POST)
        if call.is_valid():
            organisation, outcome = call.cleaned_data["call"]
            try:
                log_call(call.form_id, organisation, outcome, now=now)
            except MoveRefused as cannot:
                refused, status = str(cannot), 422
        else:
            refused, status = _("The page was out of date. Send it once more."), 422
            form.initial["draft_id"] = uuid.uuid4()
    else:
        form = UrgentForm(chosen.pk, sender, answering, request.POST)
        status = 422
        if form.is_valid():
            try:
                sent = form.send(now=now)
            except MoveRefused as cannot:
                form.add_error(None, str(cannot))
                status = 409
            else:
                return redirect("referrals:sent_confirmation", sent.pk)
        elif "draft_id" in form.errors:  # what is shown next can be sent
            form.data = request.POST.copy()
            form.data["draft_id"] = str(uuid.uuid4())
    context = {
        "numbers": sender.country,
        "countries": countries,
        "country": chosen,
        "answering": answering,
        "others": _others(chosen.pk, answering),
        "outcomes": codes.choices("call_outcome"),
        "form": form,
        "refused": refused,
        "calls": calls_of(form_id) if (form_id := _form_id(form)) else [],
        "notices": crossing_notices(Referral(sender_country=actor.country)),
    }
    return render(request, "referrals/urgent.html", context, status=status)


def _others(country: str, answering: list[Answering]) -> list[Organisation]:
    """The country's contact point, of whom it is not known whether somebody answers now."""
    known = {one.organisation_id for one in answering}
    rota = contact_point_organisations(country)
    return [one for one in rota if one.phone and one.pk not in known]


def _form_id(form: UrgentForm) -> UUID | None:
    value: Any = form["draft_id"].value()
    try:
        return UUID(str(value))
    except ValueError:
        return None
