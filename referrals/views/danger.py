"""Opening an identity in danger, ending that, and the data protection officer's list of it."""

import time
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Role
from accounts.step_up import ask_again, has_stepped_up
from contacts.models import Country
from protection.actor import require_actor
from referrals.danger import in_danger, page_of_openings
from referrals.forms.danger import DangerForm
from referrals.lists import Cursor
from referrals.permissions import can_open_in_danger, leads_other_side
from referrals.selectors import read_case
from referrals.services import danger
from referrals.services.writing import MoveRefused, NotAParty

from .common import for_case_workers
from .keeping import for_role

# How long the form may be filled in after its reader has proved themselves.
TIME_TO_WRITE = 15 * 60  # seconds
PROVED = "danger"  # in the session: for which referral, and when


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def open_in_danger(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What it means, who is told, and the form; leads and contact points of the other side."""
    now = timezone.now()
    case = read_case(referral_id, now=now)
    if not leads_other_side(case.standpoint):
        raise NotAParty
    if request.method != "POST" and in_danger(case, now=now).own:
        return redirect("referrals:identity", referral_id)
    if request.method != "POST" and not can_open_in_danger(case.standpoint):
        messages.warning(request, _("This is not possible as the referral stands now."))
        return redirect("referrals:detail", referral_id)
    if not _has_proved(request, referral_id):
        return ask_again(request)
    form = DangerForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                danger.open_in_danger(referral_id, form.said(), now=now)
            except MoveRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                request.session.pop(PROVED, None)
                return redirect("referrals:identity", referral_id)
    context = {
        "case": case,
        "referral": case.referral,
        "form": form,
        "numbers": Country.objects.filter(pk=require_actor().country).first(),
        "most": danger.MOST_A_DAY,
        "refused_before": danger.was_refused(referral_id, require_actor().organisation_id),
    }
    return render(request, "referrals/danger/open.html", context, status=status)


def _has_proved(request: HttpRequest, referral_id: UUID) -> bool:
    """Shown again on the way in; whoever then writes a while does not lose what they wrote."""
    if has_stepped_up(request):
        request.session[PROVED] = [str(referral_id), time.time()]
        return True
    named, at = request.session.get(PROVED, ["", 0])
    return (
        request.method == "POST" and named == str(referral_id) and time.time() - at < TIME_TO_WRITE
    )


@require_POST
@for_case_workers
def end_danger(request: HttpRequest, referral_id: UUID, opening_id: UUID) -> HttpResponse:
    """End it before its hour is over, by either side."""
    try:
        danger.end_danger(referral_id, opening_id, now=timezone.now())
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Ended: the identity is closed again."))
    return redirect("referrals:detail", referral_id)


@require_safe
@for_role(Role.DPO)
def openings(request: HttpRequest) -> HttpResponse:
    """All openings of the countries that the officer oversees, with their reasons."""
    page = page_of_openings(Cursor.decode(request.GET.get("at", "")), now=timezone.now())
    return render(request, "referrals/danger/list.html", {"page": page})
