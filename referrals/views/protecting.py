"""Restricting the use of a referral, and erasing it now: questions before anything happens."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from referrals.codes import State
from referrals.forms.protecting import ErasureForm, RestrictionForm
from referrals.permissions import can_confirm_erasure, can_restrict
from referrals.selectors import Case, read_case
from referrals.services import protecting
from referrals.services.writing import MoveRefused, NotAParty
from referrals.terms import term_for

from .common import case_worker, for_case_workers


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def restriction(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Restrict the use of a referral, or lift that; for the sender's lead and contact point."""
    now = timezone.now()
    case = read_case(referral_id, now=now)
    if not can_restrict(case.standpoint):
        raise NotAParty
    form = RestrictionForm(request.POST if request.method == "POST" else None)
    status = 200
    if "lift" in request.POST:
        status = _tried(form, lambda: protecting.lift_restriction(referral_id, now=now))
        done = _("The restriction is lifted: the referral goes on as before.")
    elif request.method == "POST":
        done = _("The use is restricted: the data are kept and nothing else is done with them.")
        status = 422
        if form.is_valid():
            ground = form.cleaned_data["ground"]
            status = _tried(form, lambda: protecting.restrict(referral_id, ground, now=now))
    if request.method == "POST" and status == 200:
        messages.success(request, done)
        return redirect("referrals:detail", referral_id)
    return render(request, "referrals/restriction.html", _context(case, form), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def erasure(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Propose to erase a referral now, confirm what a colleague proposed, or take it back."""
    now = timezone.now()
    case = read_case(referral_id, now=now)
    if not case.is_sender or case.referral.state == State.DRAFT:
        raise NotAParty
    posted = request.method == "POST"
    moves: dict[str, tuple[Callable[[], None], str]] = {
        "confirm": (
            lambda: protecting.confirm_erasure(referral_id, now=now),
            _("Confirmed: the referral is erased next night."),
        ),
        "take_back": (
            lambda: protecting.take_back_erasure(referral_id, now=now),
            _("Taken back: the referral is kept until its term is over."),
        ),
    }
    chosen = next((name for name in moves if posted and name in request.POST), "")
    form = ErasureForm(request.POST if posted else None)
    status, done = 200, _("Proposed: a team lead or contact point must confirm it.")
    if chosen:
        perform, done = moves[chosen]
        status = _tried(form, perform)
    elif posted:
        status = 422
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            status = _tried(form, lambda: protecting.propose_erasure(referral_id, reason, now=now))
    if posted and status == 200:
        messages.success(request, done)
        return redirect("referrals:detail", referral_id)
    context = _context(case, form)
    term = term_for(referral_id, timezone.localdate())
    own = term is not None and term.retention.erase_proposed_by_id == case_worker().user_id
    context |= {"may_confirm": can_confirm_erasure(case.standpoint) and not own}
    return render(request, "referrals/erasure.html", context, status=status)


def _tried(form: forms.Form, perform: Callable[[], None]) -> int:
    """The status of the answer: 200, or 409 with the reason in the form's summary."""
    try:
        perform()
    except MoveRefused as refused:
        form.errors.clear()  # what was not asked of this button is no mistake
        form.add_error(None, str(refused))
        return 409
    return 200


def _context(case: Case, form: forms.Form) -> dict[str, object]:
    term = term_for(case.referral.pk, timezone.localdate())
    return {"case": case, "referral": case.referral, "form": form, "term": term}
