"""How long things are kept: on the case, and for the data protection officer; duplicates."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Role
from protection.actor import current_actor
from protection.audit import record
from referrals.duplicates import settle, warnings_shown
from referrals.forms.hold import HoldForm
from referrals.permissions import can_hold
from referrals.selectors import read_case
from referrals.services import keeping
from referrals.services.writing import MoveRefused, NotAParty
from referrals.term_list import GROUPS, counts, page_of_terms
from referrals.terms import term_for

from .common import for_case_workers

MOST_WARNINGS = 100


def for_role(role: Role) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Only readers in this role; everybody else gets 404."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = current_actor()
            if actor is None or actor.role != role:
                raise Http404
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def hold(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Keep a referral beyond its term, or end that; for the sender's lead and contact point."""
    now = timezone.now()
    case = read_case(referral_id, now=now)
    if not can_hold(case.standpoint):
        raise NotAParty
    lifting = request.method == "POST" and "lift" in request.POST
    form = HoldForm(request.POST if request.method == "POST" and not lifting else None)
    status = 200
    if request.method == "POST":
        try:
            if lifting:
                keeping.lift_hold(referral_id, now=now)
                messages.success(request, _("The hold has ended: the term decides again."))
                return redirect("referrals:detail", referral_id)
            if form.is_valid():
                data = form.cleaned_data
                keeping.hold(referral_id, data["reason"], data["review_on"], now=now)
                messages.success(request, _("The referral is held: it is not erased."))
                return redirect("referrals:detail", referral_id)
            status = 422
        except MoveRefused as refused:
            form.add_error(None, str(refused))
            status = 409
    term = term_for(referral_id, timezone.localdate())
    context = {"case": case, "referral": case.referral, "form": form, "term": term}
    return render(request, "referrals/hold.html", context, status=status)


@require_safe
@for_role(Role.DPO)
def terms(request: HttpRequest) -> HttpResponse:
    """The schedule of erasure for the officer: references and dates of their controllers only."""
    group = request.GET.get("group", "")
    if group not in GROUPS:
        group = "due"
    now = timezone.now()
    record("terms_viewed", subject="retention", subject_id=group)
    rows, following = page_of_terms(group, request.GET.get("after", ""), now=now)
    tabs = [(name, GROUPS[name], number) for name, number in counts(now).items()]
    return render(
        request,
        "referrals/terms.html",
        {"group": group, "tabs": tabs, "rows": rows, "following": following},
    )


@require_safe
@for_role(Role.CONTACT_POINT)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs of open referrals that may concern the same person."""
    return render(
        request,
        "referrals/duplicates.html",
        {"warnings": warnings_shown(limit=MOST_WARNINGS)},
    )


@require_POST
@for_role(Role.CONTACT_POINT)
def settle_duplicate(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """The two contact points have spoken about it."""
    if not settle(warning_id, now=timezone.now()):
        raise Http404
    messages.success(request, _("Settled: you are not warned of these two again."))
    return redirect("referrals:duplicates")
