"""Answering an evaluation, and what five or more answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.bars import as_address, bar_chart
from protection.actor import current_actor
from trainings.evaluation import links, running
from trainings.evaluation.questions import Round
from trainings.evaluation.results import LEAST, table_of
from trainings.forms.evaluation import AnswerForm
from trainings.models import EvaluationRound
from trainings.permissions import can_read_evaluations
from trainings.views.common import for_readers, found_training, reader


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def answer(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """The questions, for who was asked and until they answered; 404 for others.

    409 when the round closed meanwhile, or an answer came already.
    """
    training = found_training(training_id)
    asking = running.asking_of(training.pk, reader().user_id)
    if asking is None:
        raise Http404
    kind = Round(asking.round.kind)
    form = AnswerForm(kind, request.POST or None)
    status = 200
    context: dict[str, Any] = {"training": training, "round": asking.round, "least": LEAST}
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                running.answer(
                    training.pk,
                    form.choices(),
                    form.cleaned_data["remark"],
                    today=timezone.localdate(),
                )
            except running.AnswerRefused:
                status = 409
                messages.error(
                    request,
                    _("This answer was not kept: you have answered already, or the time is over."),
                )
            else:
                messages.success(request, _("Thank you. Your answer is kept without your name."))
                return redirect("trainings:training", training_id=training.pk)
    context |= {"form": form, "answered": asking.answered and status != 409}
    return render(request, "trainings/evaluation/answer.html", context, status=status)


IN_SESSION = "evaluation"


@login_not_required
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, so that no page passes it on; nothing is used up, also
    where a mail program opens every link before its reader does."""
    request.session[IN_SESSION] = token
    return redirect("trainings:evaluation_by_link")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest) -> HttpResponse:
    """The questions for who holds a link, without an account; the page names nobody.

    404 for every link that opens nothing, whatever the reason.
    """
    token, today = request.session.get(IN_SESSION, ""), timezone.localdate()
    asking = links.find(token, today=today) if token else None
    if asking is None:
        return render(request, "trainings/evaluation/link_ended.html", status=404)
    form = AnswerForm(Round(asking.round.kind), request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                running.answer_by_link(
                    token, form.choices(), form.cleaned_data["remark"], today=today
                )
            except running.AnswerRefused:
                return render(request, "trainings/evaluation/link_ended.html", status=404)
            del request.session[IN_SESSION]
            return render(request, "trainings/evaluation/thanks.html")
    context = {
        "training": asking.round.training,
        "round": asking.round,
        "least": LEAST,
        "form": form,
    }
    response = render(request, "trainings/evaluation/by_link.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@for_readers
def results(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """Both rounds: what was counted at the close, or why nothing is shown."""
    training = found_training(training_id)
    if not can_read_evaluations(current_actor()):
        raise Http404
    rounds = EvaluationRound.objects.filter(training=training).order_by("opened_on", "pk")
    context = {
        "training": training,
        "rounds": [{"round": one, "questions": _drawn(one)} for one in rounds],
        "least": LEAST,
    }
    return render(request, "trainings/evaluation/results.html", context)


def _drawn(round_: EvaluationRound) -> list[dict[str, Any]]:
    """Each question with its chart and its table; none below the threshold."""
    if round_.counts is None:
        return []
    return [
        {**line, "chart": as_address(bar_chart(line["rows"]))}
        for line in table_of(Round(round_.kind), round_.counts)
    ]
