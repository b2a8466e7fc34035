"""Presence, documents, minutes, decisions and action points of a meeting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.models import Organisation
from documents.difference import pieces
from protection.files.checks import FileRefused
from workinggroup.codes import MeetingState, MinutesState
from workinggroup.meeting_forms import (
    NAMES,
    ActionForm,
    DecisionForm,
    DueForm,
    MinutesForm,
    PaperForm,
    PresenceForm,
)
from workinggroup.meetings import composing, following, minutes, papers
from workinggroup.meetings.minutes import Conflict, Text
from workinggroup.meetings.planning import MeetingRefused
from workinggroup.models import ActionPoint, Meeting, Minutes, Paper
from workinggroup.procedures import ProcedureRefused
from workinggroup.views.common import (
    for_part_takers,
    for_secretariat,
    for_writers,
    found_meeting,
)
from workinggroup.views.meetings import refused


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def presence(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """How many people of each organisation came."""
    found = found_meeting(meeting_id)
    invited = list(found.invitations.all())
    ids = [one.organisation_id for one in invited]
    names = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
    form = PresenceForm(invited, names, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            composing.record_presence(meeting_id, form.present(), now=timezone.now())
        except MeetingRefused:
            return refused(request, meeting_id)
        messages.success(request, _("The presence is recorded. The meeting counts as held."))
        return redirect("workinggroup:meeting", meeting_id)
    if found.state not in {MeetingState.INVITED, MeetingState.HELD} or not invited:
        return refused(request, meeting_id)
    return _form(request, "workinggroup/presence.html", form, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def paper_add(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Add a document."""
    found = found_meeting(meeting_id)
    posted = request.method == "POST"
    form = PaperForm(found, request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            papers.add_paper(
                meeting_id,
                name=given["file"].name,
                data=given["file"].read(),
                language=given["language"],
                item_id=given["item"],
                now=timezone.now(),
            )
        except FileRefused as fault:
            form.add_error("file", str(fault))
        except MeetingRefused:
            form.add_error(None, _("This meeting has 60 documents. Remove one first."))
        else:
            messages.success(request, _("The document is there."))
            return redirect("workinggroup:meeting", meeting_id)
    return _form(request, "workinggroup/paper_add.html", form, found)


@require_safe
@for_part_takers
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """A document, which a browser saves and does not show."""
    try:
        opened = papers.open_paper(paper_id)
    except Paper.DoesNotExist:
        raise Http404 from None
    response = HttpResponse(opened.data, content_type=opened.content_type)
    disposition = content_disposition_header(as_attachment=True, filename=opened.name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


@require_POST
@for_secretariat
def paper_remove(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Delete a document."""
    try:
        meeting_id = papers.remove_paper(paper_id)
    except Paper.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("The document was deleted."))
    return redirect("workinggroup:meeting", meeting_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_writers
def minutes_write(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The minutes in both languages; 409 with the difference when both changed a language."""
    found = found_meeting(meeting_id)
    there = Minutes.objects.filter(meeting=found).first()
    if there is not None and there.state != MinutesState.DRAFT:
        return refused(request, meeting_id)
    text = minutes.text_of(there) if there else minutes.begin(found)
    revision = there.revision if there else 0
    if request.method != "POST":
        return _minutes_page(request, found, MinutesForm(text, revision))
    to_choose = request.POST.get("choose", "").split()
    asked = tuple(language for language in NAMES if language in to_choose)
    form = MinutesForm(text, revision, request.POST, languages=asked)
    if not form.is_valid():
        typed_now = Text(*(request.POST.get(f"text_{language}", "") for language in NAMES))
        difference = _difference(text, typed_now, asked)
        return _minutes_page(request, found, form, status=422, difference=difference)
    given = form.text()
    stays = {
        language: text.of(language)
        if form.cleaned_data.get(f"keep_{language}") == "theirs"
        else given.of(language)
        for language in NAMES
    }
    try:
        on = form.cleaned_data["revision"]
        minutes.write(found, Text(**stays), revision=on, now=timezone.now())
    except MeetingRefused:
        return refused(request, meeting_id)
    except Conflict as conflict:
        typed = request.POST.copy()
        typed["revision"] = str(conflict.revision)
        for language in NAMES:
            typed[f"text_{language}"] = conflict.mine.of(language)
            typed.pop(f"keep_{language}", None)
        typed["choose"] = " ".join(conflict.languages)
        form = MinutesForm(conflict.mine, conflict.revision, typed, languages=conflict.languages)
        form.is_valid()  # nobody has chosen yet: that is what is asked, and no fault
        form.errors.clear()
        form.add_error(
            None,
            _(
                "Somebody else has saved these minutes meanwhile, so nothing was saved. Below is "
                "how your text differs from what is saved now. Choose which text stays."
            ),
        )
        difference = _difference(conflict.saved, conflict.mine, conflict.languages)
        return _minutes_page(request, found, form, status=409, difference=difference)
    messages.success(request, _("The minutes are saved."))
    return redirect("workinggroup:meeting", meeting_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def minutes_ask(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Put the minutes to the countries in writing."""
    found = found_meeting(meeting_id)
    form = DueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            procedure = minutes.ask(found, due=form.cleaned_data["due"])
        except (MeetingRefused, ProcedureRefused):
            return refused(request, meeting_id)
        messages.success(request, _("The countries have been told."))
        return redirect("workinggroup:procedure", procedure.pk)
    there = Minutes.objects.filter(meeting=found, state=MinutesState.DRAFT).first()
    ready = there is not None and there.text_nl.strip() and there.text_fr.strip()
    if not ready or found.state != MeetingState.HELD:
        return refused(request, meeting_id)
    return _form(request, "workinggroup/minutes_ask.html", form, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def decision_add(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Note what was decided."""
    found = found_meeting(meeting_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            following.decide(meeting_id, {"nl": given["text_nl"], "fr": given["text_fr"]})
        except MeetingRefused:
            return refused(request, meeting_id)
        messages.success(request, _("The decision is noted."))
        return redirect("workinggroup:meeting", meeting_id)
    if found.state != MeetingState.HELD:
        return refused(request, meeting_id)
    return _form(request, "workinggroup/decision_add.html", form, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def action_add(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Note what is to be done."""
    found = found_meeting(meeting_id)
    form = ActionForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        text = {"nl": given["text_nl"], "fr": given["text_fr"]}
        try:
            following.add_action(meeting_id, text, owner=given["owner"], due=given["due"])
        except MeetingRefused:
            return refused(request, meeting_id)
        messages.success(request, _("The action point is noted. Its owner is reminded in time."))
        return redirect("workinggroup:meeting", meeting_id)
    if found.state != MeetingState.HELD:
        return refused(request, meeting_id)
    return _form(request, "workinggroup/action_add.html", form, found)


@require_POST
@for_part_takers
def action_done(request: HttpRequest, action_id: int) -> HttpResponse:
    """It is done."""
    found = ActionPoint.objects.filter(pk=action_id).first()
    if found is None:
        raise Http404
    meeting_id = found_meeting(found.meeting_id).pk
    try:
        following.finish(action_id, on=timezone.localdate())
    except PermissionError:
        raise Http404 from None
    except MeetingRefused:
        return refused(request, meeting_id)
    messages.success(request, _("The action point is done."))
    return redirect("workinggroup:meeting", meeting_id)


def _difference(saved: Text, mine: Text, languages: tuple[str, ...]) -> list[Any]:
    """What one's own text says otherwise than the one that is saved, by language."""
    return [(NAMES[one], one, pieces(saved.of(one), mine.of(one))) for one in languages]


def _minutes_page(
    request: HttpRequest,
    found: Meeting,
    form: MinutesForm,
    *,
    status: int = 200,
    difference: Any = (),
) -> HttpResponse:
    context = {"meeting": found, "form": form, "difference": difference}
    return render(request, "workinggroup/minutes.html", context, status=status)


def _form(request: HttpRequest, template: str, form: Any, found: Meeting) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "meeting": found}, status=status)
