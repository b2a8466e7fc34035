"""Written procedures: the list, opening one, and the page on which the countries answer."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts import codes
from notifications.services import mark_read_for
from protection.actor import require_actor
from workinggroup import procedures
from workinggroup.codes import Answer, Result, Silence
from workinggroup.forms import OpenForm, VoteForm
from workinggroup.models import Procedure
from workinggroup.permissions import can_run_bodies, can_vote
from workinggroup.sealing import is_whole
from workinggroup.subjects import link_of
from workinggroup.views.common import for_part_takers, for_secretariat

PAGE_SIZE = 20
TAGS = {
    Result.ADOPTED: "good",
    Result.CHANGES: "warn",
    Result.RESERVED: "warn",
    Result.INCOMPLETE: "bad",
}
ANSWER_TAGS = {Answer.APPROVE: "good", Answer.CHANGES: "warn", Answer.RESERVE: "warn"}


@require_safe
@for_part_takers
def procedure_list(request: HttpRequest) -> HttpResponse:
    """The reader's procedures, the newest first; continued after a number."""
    typed = request.GET.get("after", "")
    rows = Procedure.objects.visible_to(require_actor()).select_related("body")
    if typed.isdecimal() and len(typed) < 10:
        rows = rows.filter(number__lt=int(typed))
    found = list(rows.order_by("-number")[: PAGE_SIZE + 1])
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    context = {
        "lines": [(row, *_state(row)) for row in found],
        "following": found[-1].number if more else None,
        "runs": can_run_bodies(require_actor()),
    }
    return render(request, "workinggroup/procedures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def procedure_open(request: HttpRequest) -> HttpResponse:
    """Put a text to the countries."""
    form = OpenForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                made = procedures.open_procedure(
                    subject=f"text:{uuid4()}",
                    question={"nl": given["question_nl"], "fr": given["question_fr"]},
                    body=given["body"],
                    due=given["due"],
                    by=require_actor(),
                )
            except procedures.ProcedureRefused:
                status = 409
                form.add_error(None, _("No country has a vote in this body, so nothing was sent."))
            else:
                messages.success(request, _("The countries have been told."))
                return redirect("workinggroup:procedure", made.pk)
    return render(request, "workinggroup/procedure_open.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_part_takers
def procedure_page(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """What is asked, who answered what, the result; the form of who may answer."""
    actor = require_actor()
    found = _procedure(procedure_id)
    mark_read_for(actor.user_id, "workinggroup:procedure", str(found.pk))
    if request.method != "POST":
        return _page(request, found, VoteForm())
    if actor.country not in found.countries:
        raise Http404
    form = VoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    given = form.cleaned_data
    try:
        procedures.vote(found, actor.country, Answer(given["answer"]), actor, given["reason"])
    except PermissionError:
        raise Http404 from None
    except procedures.ProcedureRefused:
        form.add_error(
            None,
            _("Your country has answered already, or the procedure is over. Nothing was done."),
        )
        return _page(request, _procedure(procedure_id), form, status=409)
    messages.success(request, _("The answer of your country is recorded."))
    return redirect("workinggroup:procedure", found.pk)


def _page(
    request: HttpRequest, found: Procedure, form: VoteForm, *, status: int = 200
) -> HttpResponse:
    actor = require_actor()
    now = procedures.outcome(found)
    mine = next((one for one in now.countries if one.country == actor.country), None)
    today = timezone.localdate()
    votes = list(found.votes.all())
    state, kind = _state(found)
    context = {
        "procedure": found,
        "form": form,
        "outcome": now,
        "state": state,
        "kind": kind,
        "silence": Silence(found.silence).label,
        "lines": [
            (
                one,
                codes.label("country", one.country),
                one.answer.label if one.answer else "",
                ANSWER_TAGS[one.answer] if one.answer else "quiet",
            )
            for one in now.countries
        ],
        "may_vote": mine is not None
        and mine.answer is None
        and found.is_open
        and today <= found.due
        and can_vote(actor, procedures.voting_seats(found.body_id), actor.country),
        "whole": found.closed_at is None or is_whole(found, votes),
        "link": link_of(found.subject, actor),
    }
    return render(request, "workinggroup/procedure.html", context, status=status)


def _state(procedure: Procedure) -> tuple[str, str]:
    """The state in words, and its colour."""
    if procedure.is_open:
        return _("open"), "info"
    result = Result(procedure.result)
    return str(result.label), TAGS[result]


def _procedure(procedure_id: UUID) -> Procedure:
    found = (
        Procedure.objects.visible_to(require_actor())
        .select_related("body")
        .prefetch_related("votes")
        .filter(pk=procedure_id)
        .first()
    )
    if found is None:
        raise Http404
    return found
