"""Meetings: the archive, one meeting, planning it, its agenda, inviting and answering."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.search import MAX_QUESTION
from protection.actor import require_actor
from protection.prepared import Prepared
from workinggroup.codes import TO_COME, Reply
from workinggroup.meeting_forms import InviteForm, ItemForm, PlanForm, ReplyForm
from workinggroup.meetings import composing, planning
from workinggroup.meetings.archive import archive
from workinggroup.meetings.calendar import calendar_of
from workinggroup.meetings.page import meeting_page
from workinggroup.meetings.planning import MeetingRefused
from workinggroup.meetings.rows import draw_rows
from workinggroup.models import AgendaItem, Body, Invitation, Meeting
from workinggroup.permissions import can_run_bodies
from workinggroup.views.common import for_part_takers, for_secretariat, found_meeting

_BODIES = Prepared(lambda: Body.objects.only("name"))


@require_safe
@for_part_takers
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The reader's meetings, the latest first, by words and by body."""
    actor = require_actor()
    question = request.GET.get("q", "")[:MAX_QUESTION]
    body = request.GET.get("body", "")
    found = archive(actor, question=question, body=body, after=request.GET.get("after", ""))
    kept = request.GET.copy()
    kept["after"] = found.following
    context = {
        "rows": draw_rows(found.meetings),
        "next": f"?{kept.urlencode()}" if found.following else "",
        "question": question,
        "bodies": _BODIES.rows(),
        "body": body,
        "runs": can_run_bodies(actor),
    }
    return render(request, "workinggroup/meetings.html", context)


@require_safe
@for_part_takers
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting: agenda, documents, who comes, minutes, decisions, action points."""
    return show(request, found_meeting(meeting_id))


def show(
    request: HttpRequest, found: Meeting, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The page of a meeting, also as the answer to a move that was refused."""
    page = meeting_page(found, require_actor())
    form = ReplyForm(initial={"reply": page.own.reply if page.own else ""})
    context = {"page": page, "meeting": found, "form": form} | context
    return render(request, "workinggroup/meeting.html", context, status=status)


def refused(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """409: the meeting as it stands now, and that nothing was done."""
    messages.error(
        request, _("The meeting does not stand there any more, so nothing was done. See below.")
    )
    return show(request, found_meeting(meeting_id), status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def plan(request: HttpRequest, meeting_id: int | None = None) -> HttpResponse:
    """A new meeting, or another wording of one."""
    found = found_meeting(meeting_id) if meeting_id else None
    if found is not None and found.state not in TO_COME:
        return refused(request, found.pk)
    form = PlanForm(request.POST or None, initial=PlanForm.of(found) if found else None)
    if found is not None:
        form.fields["body"].disabled = True
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if found is None:
            made = planning.plan(form.plan(), now=now)
            return redirect("workinggroup:meeting", made.pk)
        try:
            revision = form.cleaned_data["revision"]
            planning.change(found.pk, form.plan(), revision=revision, now=now)
        except MeetingRefused:
            form.add_error(
                None, _("Somebody else changed this meeting meanwhile. Open it anew and look.")
            )
            return _plan_page(request, form, found, 409)
        messages.success(request, _("The meeting is saved. Who is invited hears of a new time."))
        return redirect("workinggroup:meeting", found.pk)
    return _plan_page(request, form, found, 422 if form.errors else 200)


def _plan_page(
    request: HttpRequest, form: PlanForm, found: Meeting | None, status: int
) -> HttpResponse:
    context = {"form": form, "meeting": found}
    return render(request, "workinggroup/plan.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def cancel(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Cancel, after a question."""
    found = found_meeting(meeting_id)
    if request.method != "POST":
        if found.state not in TO_COME:
            return refused(request, meeting_id)
        return render(request, "workinggroup/cancel.html", {"meeting": found})
    try:
        planning.cancel(meeting_id, now=timezone.now())
    except MeetingRefused:
        return refused(request, meeting_id)
    messages.success(request, _("The meeting is cancelled. Who was invited hears of it."))
    return redirect("workinggroup:meeting", meeting_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def item(request: HttpRequest, meeting_id: int, item_id: int | None = None) -> HttpResponse:
    """Add a subject to the agenda, or write one anew."""
    found = found_meeting(meeting_id)
    if found.state not in TO_COME:
        return refused(request, meeting_id)
    subject = None
    if item_id is not None:
        subject = found.items.filter(pk=item_id).first()
        if subject is None:
            raise Http404
    initial = (
        {"title_nl": subject.title_nl, "title_fr": subject.title_fr, "kinds": subject.kinds}  # type: ignore[attr-defined]
        if subject
        else None
    )
    form = ItemForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        title = {"nl": given["title_nl"], "fr": given["title_fr"]}
        try:
            planning.write_item(meeting_id, item_id, title=title, kinds=given["kinds"])
        except (AgendaItem.DoesNotExist, MeetingRefused):
            return refused(request, meeting_id)
        messages.success(request, _("The agenda is saved."))
        return redirect("workinggroup:meeting", meeting_id)
    context = {"form": form, "meeting": found, "item": subject}
    return render(request, "workinggroup/item.html", context, status=422 if form.errors else 200)


@require_POST
@for_secretariat
def remove_item(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Take a subject off the agenda."""
    found_meeting(meeting_id)
    try:
        planning.remove_item(meeting_id, item_id)
    except AgendaItem.DoesNotExist:
        raise Http404 from None
    except MeetingRefused:
        return refused(request, meeting_id)
    messages.success(request, _("The subject is off the agenda. Its documents stay."))
    return redirect("workinggroup:meeting", meeting_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def invite(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The portal proposes whom the agenda concerns; the secretariat confirms."""
    found = found_meeting(meeting_id)
    if found.state not in TO_COME:
        return refused(request, meeting_id)
    known = composing.candidates(found)
    form = InviteForm(known, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["organisations"]
        try:
            composing.invite(meeting_id, chosen, now=timezone.now())
        except MeetingRefused:
            return refused(request, meeting_id)
        messages.success(request, _("The invitations are on their way, with a calendar entry."))
        return redirect("workinggroup:meeting", meeting_id)
    marked = set(map(str, form["organisations"].value() or []))
    context = {
        "form": form,
        "meeting": found,
        "has_agenda": found.items.exists(),
        "lines": [(one, str(one.organisation_id) in marked) for one in known],
        "without_account": [one.name for one in known if one.proposed and not one.reachable],
    }
    return render(request, "workinggroup/invite.html", context, status=422 if form.errors else 200)


@require_POST
@for_part_takers
def reply(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Accept or decline for one's organisation."""
    found = found_meeting(meeting_id)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return show(request, found, status=422, form=form)
    try:
        composing.reply(meeting_id, Reply(form.cleaned_data["reply"]), now=timezone.now())
    except (Invitation.DoesNotExist, PermissionError):
        raise Http404 from None
    except MeetingRefused:
        return refused(request, meeting_id)
    messages.success(request, _("Your answer is recorded. You can change it until the meeting."))
    return redirect("workinggroup:meeting", meeting_id)


@require_safe
@for_part_takers
def calendar(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The meeting as a file for a calendar; 404 where no day is known."""
    found = found_meeting(meeting_id)
    if not found.day_known or found.source:
        raise Http404
    response = HttpResponse(calendar_of(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.reference}.ics"'
    return response
