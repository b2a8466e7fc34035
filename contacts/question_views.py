"""The content editor's pages of the standard questions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.forms import TEXT_LANGUAGES
from contacts.permissions import can_edit_questions
from contacts.question_editing import (
    QuestionLine,
    StaleQuestion,
    Wording,
    add_question,
    change_question,
    offer_question,
    questions_with_versions,
    wording_of,
)
from contacts.question_forms import QuestionForm
from contacts.standard_questions import AnswerKind

P = ParamSpec("P")


@dataclass(frozen=True)
class Preview:
    """A question as its reader in one language meets it; `text` is "" where it is missing."""

    language: str
    name: str
    text: str
    kind: str
    answers: list[str]


def for_editors(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Content editors; everybody else gets 404."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not can_edit_questions(getattr(request, "membership", None)):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


@require_safe
@for_editors
def question_list(request: HttpRequest) -> HttpResponse:
    """All standard questions: those offered, then those retired, with what is missing."""
    lines = questions_with_versions()
    groups = [
        (_("Offered"), [line for line in lines if line.question.active]),
        (_("Retired"), [line for line in lines if not line.question.active]),
    ]
    return render(request, "contacts/questions/list.html", {"groups": groups})


@require_safe
@for_editors
def question_page(request: HttpRequest, question_code: str) -> HttpResponse:
    """One question in every language, and its earlier versions."""
    line = _line(question_code)
    context = {"line": line, "previews": previews(wording_of(line.newest))}
    return render(request, "contacts/questions/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def question_add(request: HttpRequest) -> HttpResponse:
    """Word a new question; “preview” shows it and writes nothing."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        question = add_question(form.wording(), now=timezone.now())
        messages.success(request, _("The question was saved."))
        return redirect("contacts:question", question.code)
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def question_change(request: HttpRequest, question_code: str) -> HttpResponse:
    """Word it anew; 409 where somebody else did so meanwhile, with what was typed."""
    line = _line(question_code)
    if request.method != "POST":
        form = QuestionForm(wording=wording_of(line.newest), newest=line.newest.number)
        return _form_page(request, form, line)
    typed = request.POST.copy()
    form = QuestionForm(typed)
    if form.is_valid() and "preview" not in typed:
        try:
            newest = form.cleaned_data["version"] or 0
            change_question(question_code, form.wording(), newest=newest, now=timezone.now())
        except StaleQuestion:
            form.add_error(
                None,
                _(
                    "Somebody else has written a newer version meanwhile, so nothing was saved. "
                    "What you typed is kept: compare, and save again."
                ),
            )
            typed["version"] = str(line.newest.number)
            return _form_page(request, form, line, status=409)
        messages.success(request, _("The question was saved."))
        return redirect("contacts:question", question_code)
    return _form_page(request, form, line)


@require_POST
@for_editors
def question_retire(request: HttpRequest, question_code: str) -> HttpResponse:
    """It is offered no more; what was asked stays."""
    _line(question_code)
    offer_question(question_code, active=False)
    messages.success(request, _("The question is retired: nobody is offered it any more."))
    return redirect("contacts:question", question_code)


@require_POST
@for_editors
def question_restore(request: HttpRequest, question_code: str) -> HttpResponse:
    """It is offered again."""
    _line(question_code)
    offer_question(question_code, active=True)
    messages.success(request, _("The question is offered again."))
    return redirect("contacts:question", question_code)


def _line(code: str) -> QuestionLine:
    found = questions_with_versions(code)
    if not found:
        raise Http404
    return found[0]


def _form_page(
    request: HttpRequest, form: QuestionForm, line: QuestionLine | None, *, status: int = 0
) -> HttpResponse:
    good = form.is_bound and form.is_valid()
    context = {"form": form, "line": line, "previews": previews(form.wording()) if good else []}
    status = status or (422 if form.is_bound and not good else 200)
    return render(request, "contacts/questions/form.html", context, status=status)


def previews(wording: Wording) -> list[Preview]:
    """The question in each language, its fixed answers in that language too."""
    found = []
    for language, name in TEXT_LANGUAGES:
        with override(language):
            answers = [names.get(language, "") for names in wording.choices]
            if wording.kind == AnswerKind.YES_NO:
                answers = [_("Yes"), _("No")]
            if wording.kind in {AnswerKind.YES_NO, AnswerKind.CHOICE}:
                answers.append(_("I cannot say"))
        text = wording.text.get(language, "")
        found.append(Preview(language, str(name), text, wording.kind, answers))
    return found
