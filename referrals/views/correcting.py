"""After sending: what is still to be filled in, and its pages. The steps are those of the form."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from referrals.codes import State
from referrals.forms.exploitation import ExploitationForm
from referrals.forms.person import PersonForm
from referrals.forms.situation import SituationForm
from referrals.forms.stale import settle
from referrals.forms.steps import StepForm
from referrals.models import CodedValue
from referrals.permissions import can_correct, can_edit_identity, can_name_in_consent
from referrals.residence import residence_of
from referrals.selectors import Case, read_case
from referrals.services.writing import MoveRefused, NotAParty

from .common import for_case_workers
from .filing_pages import StepLine

CORRECTABLE: dict[str, type[StepForm]] = {
    form.slug: form for form in (PersonForm, SituationForm, ExploitationForm)
}
Kind = CodedValue.Kind


def still_to_fill(case: Case) -> list[StepLine]:
    """For the sender until the handover: each part with whether it says anything yet."""
    if not can_correct(case.standpoint):
        return []
    referral, codes = case.referral, case.codes
    filled = {
        "person": bool(referral.citizenship_group or referral.residence_stage),
        "situation": bool(
            codes[Kind.CARE_NEED]
            or codes[Kind.ACCESS_NEED]
            or referral.note
            or referral.children is not None
        ),
        "exploitation": bool(codes[Kind.EXPLOITATION_FORM] or codes[Kind.INDICATOR]),
    }
    lines = [
        _line(slug, str(form.title), reverse("referrals:correct", args=[referral.pk, slug]), filled)
        for slug, form in CORRECTABLE.items()
    ]
    if can_edit_identity(case.standpoint):
        filled["identity"] = case.has_identity
        url = reverse("referrals:edit_identity", args=[referral.pk])
        lines.append(_line("identity", _("Identity"), url, filled))
    if can_name_in_consent(case.standpoint):
        filled["consent"] = case.consent is not None
        url = reverse("referrals:move", args=[referral.pk, "consent"])
        lines.append(_line("consent", _("Consent to give the identity"), url, filled))
    return lines


def _line(slug: str, title: str, url: str, filled: dict[str, bool]) -> StepLine:
    state, kind = (_("Filled in"), "good") if filled[slug] else (_("To do"), "warn")
    return StepLine(slug, title, url, state, kind)


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def correct(request: HttpRequest, referral_id: UUID, slug: str) -> HttpResponse:
    """One step of a sent referral, by its sender; whoever was asked is told of the change.

    A step that was changed meanwhile is answered by 409, with where the two differ.
    """
    form_class = CORRECTABLE.get(slug)
    if form_class is None:
        raise Http404
    case = read_case(referral_id, now=timezone.now())
    if not case.is_sender:
        raise NotAParty
    if case.referral.state == State.DRAFT:
        return redirect("referrals:step", referral_id, slug)
    if not can_correct(case.standpoint):
        messages.warning(request, _("This is not possible as the referral stands now."))
        return redirect("referrals:detail", referral_id)
    settled, status = None, 200
    if request.method != "POST":
        form = form_class(case.referral)
    else:
        settled = settle(form_class, case.referral, request.POST)
        form, status = settled.form, 409 if settled.differences else 422
        if form.is_valid() and not settled.differences:
            try:
                form.save(now=timezone.now())
            except MoveRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                return _after(request, form, referral_id)
    residence = residence_of(case.referral, timezone.localdate()) if slug == "person" else None
    context = {
        "case": case,
        "referral": case.referral,
        "draft": case.referral,
        "form": form,
        "residence": residence,
        "differences": settled.differences if settled else [],
        "compared": settled.compared if settled else "",
    }
    return render(request, f"referrals/filing/{slug}.html", {**context, **SENT}, status=status)


# What the pages of the steps ask besides; a sent referral has no list of steps.
SENT: dict[str, object] = {
    "sent": True,
    "saved": True,
    "numbers": None,
    "emergency": False,
    "steps": [],
}


def _after(request: HttpRequest, form: StepForm, referral_id: UUID) -> HttpResponse:
    if form.opens_more():
        messages.info(request, _("Saved. Your answers open further questions, shown below."))
        return redirect("referrals:correct", referral_id, form.slug)
    messages.success(request, _("Saved. Whoever you asked is told."))
    return redirect("referrals:detail", referral_id)
