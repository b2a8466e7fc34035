"""The inquiry: its state, a question with its answers, positions, the synthesis."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from workinggroup import contributing
from workinggroup.inquiry import selectors, services
from workinggroup.inquiry.evidence import released_evidence
from workinggroup.inquiry.forms import (
    ContributionForm,
    PositionForm,
    QuestionForm,
    SynthesisForm,
)
from workinggroup.models.inquiry import InquiryQuestion
from workinggroup.practices.views import reader
from workinggroup.stale import StaleError, meanwhile, told_of
from workinggroup.themes import Position
from workinggroup.wording import told


@require_safe
def inquiry(request: HttpRequest) -> HttpResponse:
    """Questions, figures, positions over time, synthesis and result."""
    actor = reader()
    writes = contributing.can_write_programme(actor)
    reads = contributing.can_read_evidence(actor)
    synthesis = selectors.synthesis()
    context = {
        "questions": selectors.questions(retired=writes),
        "positions": selectors.positions(),
        "synthesis": synthesis,
        "text": told(synthesis, "text") if synthesis else None,
        "result": told(synthesis, "result") if synthesis else None,
        "reads_evidence": reads,
        "evidence": released_evidence(request) if reads else None,
        "may_write": writes,
        "may_take_position": contributing.can_take_position(actor),
    }
    return render(request, "workinggroup/inquiry/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, inquiry_question: str) -> HttpResponse:
    """A question with its answers; posted to, the answer of the reader's organisation."""
    actor = reader()
    row = get_object_or_404(InquiryQuestion, slug=inquiry_question)
    may_answer = contributing.can_contribute(actor) and row.active
    posted = request.method == "POST"
    if posted and not may_answer:
        raise Http404
    status, stale = (422 if posted else 200), False
    own = row.contributions.filter(organisation_id=actor.organisation_id).first()
    form = ContributionForm(request.POST if posted else None, own=own) if may_answer else None
    if posted and form is not None and form.is_valid():
        try:
            services.contribute(
                row,
                form.cleaned_data["text"],
                language=get_language() or "nl",
                revision=form.cleaned_data["revision"],
                now=timezone.now(),
            )
        except StaleError:
            status, stale = 409, True
            own = row.contributions.get(organisation_id=actor.organisation_id)
            told_of(form, own.revision)
        else:
            messages.success(request, _("Your answer was kept."))
            return redirect("workinggroup:inquiry_question", inquiry_question)
    context = {
        "question": row,
        "text": told(row, "text"),
        "explanation": told(row, "explanation"),
        "answers": selectors.answers(row),
        "form": form,
        "answered": own is not None,
        "saved": own if stale else None,
        "may_write": contributing.can_write_programme(actor),
    }
    return render(request, "workinggroup/inquiry/question.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def question_write(request: HttpRequest, inquiry_question: str = "") -> HttpResponse:
    """Add or change a question: the secretariat. Others get 404."""
    if not contributing.can_write_programme(reader()):
        raise Http404
    slug = inquiry_question
    row = get_object_or_404(InquiryQuestion, slug=slug) if slug else None
    form = QuestionForm(request.POST if request.method == "POST" else None, question=row)
    status, saved = (422 if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        try:
            services.write_question(
                form.text_values(),
                active=form.cleaned_data["active"],
                slug=slug,
                revision=form.cleaned_data["revision"],
            )
        except StaleError:
            row = InquiryQuestion.objects.get(slug=slug)
            status, saved = 409, meanwhile(form, QuestionForm(question=row))
        else:
            messages.success(request, _("The question was saved."))
            return redirect("workinggroup:inquiry")
    title = _("Question of the inquiry")
    context = {"form": form, "title": title, "switch": "active", "saved": saved}
    return render(request, "workinggroup/inquiry/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def position(request: HttpRequest) -> HttpResponse:
    """Note the position of one's country: a member. Others get 404."""
    if not contributing.can_take_position(reader()):
        raise Http404
    posted = request.method == "POST"
    form = PositionForm(request.POST if posted else None, today=timezone.localdate())
    if posted and form.is_valid():
        services.take_position(
            Position(form.cleaned_data["position"]),
            form.text_values(),
            since=form.cleaned_data["since"],
            now=timezone.now(),
        )
        messages.success(request, _("The position of your country was noted."))
        return redirect("workinggroup:inquiry")
    context = {"form": form, "title": _("Position of your country"), "choice": "position"}
    return render(
        request, "workinggroup/inquiry/form.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def synthesis(request: HttpRequest) -> HttpResponse:
    """Write the synthesis anew; 409 where somebody else did meanwhile. The secretariat's."""
    if not contributing.can_write_programme(reader()):
        raise Http404
    newest = selectors.synthesis()
    posted = request.method == "POST"
    form = SynthesisForm(request.POST if posted else None, synthesis=newest)
    status, saved = 200, None
    if posted:
        status = 422
        if form.is_valid():
            try:
                after = form.cleaned_data["number"]
                services.write_synthesis(form.text_values(), after=after, now=timezone.now())
            except StaleError:
                theirs = SynthesisForm(synthesis=selectors.synthesis())
                status, saved = 409, meanwhile(form, theirs, name="number")
            else:
                messages.success(request, _("The synthesis was saved."))
                return redirect("workinggroup:inquiry")
    context = {"form": form, "title": _("Synthesis of the inquiry"), "saved": saved}
    return render(request, "workinggroup/inquiry/form.html", context, status=status)
