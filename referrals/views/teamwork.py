"""Claiming, giving, noting and standing in: pages of one's own organisation."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from referrals.codes import State
from referrals.colleagues import colleagues, roles_of_side
from referrals.forms.teamwork import AbsenceForm, AssignForm, InternalNoteForm
from referrals.models import Absence, Party
from referrals.permissions import can_assign
from referrals.services import teamwork
from referrals.services.writing import MoveRefused, own_party

from .common import case_worker, for_case_workers


@require_POST
@for_case_workers
def claim(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Take it on, and go back to where it was chosen."""
    try:
        teamwork.claim(referral_id, now=timezone.now())
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("You work on this referral now."))
    return _back(request, referral_id)


@require_POST
@for_case_workers
def unclaim(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Give it back to the team."""
    try:
        teamwork.unclaim(referral_id)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The referral was given back to the team."))
    return _back(request, referral_id)


def _back(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """To the list the button stood in, else to the referral."""
    page = request.POST.get("next", "")
    if page and url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()
    ):
        return redirect(page)
    return redirect("referrals:detail", referral_id)


def _own(referral_id: UUID) -> Party:
    party = own_party(referral_id, case_worker())
    if party.state == State.DRAFT:
        raise Http404
    return party


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def assign(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """A team lead gives a referral to a colleague."""
    actor = case_worker()
    if not can_assign(actor.role):
        raise Http404
    party = _own(referral_id)
    team = colleagues(actor.organisation_id, roles=roles_of_side(party.side))
    form = AssignForm(team, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                chosen = int(form.cleaned_data["colleague"])
                teamwork.assign(referral_id, chosen, now=timezone.now())
            except MoveRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("The referral was given to your colleague."))
                return redirect("referrals:detail", referral_id)
    context = {
        "party": party,
        "form": form,
        "title": _("Give to a colleague"),
        "button": _("Give"),
    }
    return render(request, "referrals/team/one_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def note(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Write an internal note; a colleague who is chosen is told that there is one."""
    actor = case_worker()
    party = _own(referral_id)
    team = colleagues(actor.organisation_id, roles=roles_of_side(party.side))
    form = InternalNoteForm(team, actor, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            teamwork.write_note(
                referral_id,
                form.cleaned_data["text"],
                mentioned=form.mentioned_ids(),
                now=timezone.now(),
            )
            messages.success(request, _("The note was saved."))
            return redirect("referrals:detail", referral_id)
    context = {
        "party": party,
        "form": form,
        "title": _("Write an internal note"),
        "button": _("Save the note"),
    }
    return render(request, "referrals/team/one_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def absences(request: HttpRequest) -> HttpResponse:
    """Who is away and who takes over; everybody plans their own, a team lead the team's."""
    actor = case_worker()
    team = colleagues(actor.organisation_id)
    form = AbsenceForm(team, actor, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                teamwork.plan_absence(
                    form.absent(), int(data["deputy"]), data["starts_on"], data["ends_on"]
                )
            except MoveRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("The absence was saved."))
                return redirect("referrals:absences")
    names = {person.user_id: person.name for person in team}
    planned = Absence.objects.filter(
        organisation_id=actor.organisation_id, ends_on__gte=timezone.localdate()
    )
    lines = [
        {
            "absence": absence,
            "who": names.get(absence.user_id, _("a former colleague")),
            "deputy": names.get(absence.deputy_id, _("a former colleague")),
            "may_end": absence.user_id == actor.user_id or can_assign(actor.role),
        }
        for absence in planned[:100]
    ]
    context = {"form": form, "lines": lines, "alone": len(team) < 2}
    return render(request, "referrals/team/absences.html", context, status=status)


@require_POST
@for_case_workers
def end_absence(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Take an absence back."""
    if not teamwork.end_absence(absence_id):
        raise Http404
    messages.success(request, _("The absence was taken back."))
    return redirect("referrals:absences")
