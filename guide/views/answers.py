"""“Did this help you?”, and the editors' list of what readers miss."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guide import answers, selectors
from guide.forms import FeedbackForm
from guide.permissions import can_read_answers, can_settle_answers
from guide.services import TooManyAnswersError, settle, take_feedback
from protection.actor import current_actor


# A stranger's answer hangs on no session, so there is nothing a foreign site could borrow; and a
# token would need a cookie on every page of the guide.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """The question about a page. 422 when the answer cannot be taken, 429 when too many came."""
    page = selectors.page_text(slug)
    if page is None:
        raise Http404
    context = {"page": page, "thanks": request.GET.get("thanks") == "yes"}
    if request.method != "POST":
        return render(request, "guide/feedback.html", {**context, "form": FeedbackForm()})
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return render(request, "guide/feedback.html", {**context, "form": form}, status=422)
    try:
        take_feedback(
            slug,
            version=page.version,
            language=get_language() or "",
            helped=form.cleaned_data["helped"],
            missing=form.cleaned_data["missing"],
            today=timezone.localdate(),
        )
    except TooManyAnswersError:
        context["too_many"] = True
        return render(request, "guide/feedback.html", {**context, "form": form}, status=429)
    return redirect(f"{reverse('guide:feedback', args=[slug])}?thanks=yes")


@require_GET
def answer_list(request: HttpRequest) -> HttpResponse:
    """How often each page helped, and the texts to look into. Others get 404."""
    actor = current_actor()
    if not can_read_answers(actor):
        raise Http404
    typed = request.GET.get("before", "")
    before = int(typed) if typed.isdecimal() and len(typed) < 18 else None
    figures = answers.figures()
    context = {
        "figures": figures,
        "open": answers.waiting({row.slug: row.title for row in figures}, before),
        "can_settle": can_settle_answers(actor),
    }
    return render(request, "guide/answers.html", context)


@require_POST
def settle_answer(request: HttpRequest, feedback_id: int) -> HttpResponse:
    """Take one off the list; 404 for strangers, and where it is there no longer."""
    actor = current_actor()
    if actor is None or not can_settle_answers(actor):
        raise Http404
    if not settle(feedback_id, actor=actor, today=timezone.localdate()):
        raise Http404
    return redirect("guide:answers")
