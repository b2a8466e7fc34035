"""The page of one training, and its moves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from notifications.services import mark_read_for
from trainings import running, selectors
from trainings.following import following
from trainings.forms.places import CancelForm
from trainings.life import Move, State
from trainings.list_rows import days_shown
from trainings.models import Training
from trainings.people_rows import draw_people
from trainings.views.common import for_readers, for_secretariat, found_training, reader

# What the button says, what is asked before, and what is said afterwards.
ASKED: dict[Move, tuple[Any, Any, Any]] = {
    Move.OPEN: (
        gettext_lazy("Open registration"),
        gettext_lazy("Everybody who takes part in the trainings sees it, and can register."),
        gettext_lazy("Registration is open."),
    ),
    Move.CLOSE: (
        gettext_lazy("Close registration"),
        gettext_lazy("Nobody can register any more. The waiting list still moves up."),
        gettext_lazy("Registration is closed."),
    ),
    Move.REOPEN: (
        gettext_lazy("Open registration again"),
        gettext_lazy("People can register again, until the day you set."),
        gettext_lazy("Registration is open again."),
    ),
    Move.HOLD: (
        gettext_lazy("Mark as held"),
        gettext_lazy("Places no longer change hands, and attendance can be completed."),
        gettext_lazy("The training was held."),
    ),
    Move.EVALUATE: (
        gettext_lazy("Mark as evaluated"),
        gettext_lazy("The evaluation is complete."),
        gettext_lazy("The training was evaluated."),
    ),
    Move.CANCEL: (
        gettext_lazy("Cancel the training"),
        gettext_lazy("Everybody who has a place, waits for one or was put forward is told."),
        gettext_lazy("The training is cancelled, and everybody has been told."),
    ),
}
LACKS = {
    "title_nl": gettext_lazy("the Dutch title"),
    "title_fr": gettext_lazy("the French title"),
    "aims_nl": gettext_lazy("the Dutch aims"),
    "aims_fr": gettext_lazy("the French aims"),
    "parts": gettext_lazy("a programme, each part with a title in Dutch and in French"),
    "half_days": gettext_lazy("the half-days"),
    "past": gettext_lazy("a first day that is still to come"),
    "places": gettext_lazy("places"),
    "register_until": gettext_lazy("the last day of registration"),
    "register_past": gettext_lazy("a last day of registration that is still to come"),
}


@require_safe
@for_readers
def training_page(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """One training: what, when, where, for how many, and where the reader stands."""
    training = found_training(training_id)
    mark_read_for(reader().user_id, "trainings:training", str(training_id))
    return shown(request, training)


def shown(request: HttpRequest, training: Training, *, status: int = 200) -> HttpResponse:
    """The page as it stands; with 409 after a move that came too late."""
    after = request.GET.get("after", "")
    page = selectors.page_of(
        training, reader(), after=int(after) if after.isdecimal() and len(after) < 9 else 0
    )
    context = {
        **days_shown(training),
        "follows": following(training, reader()),
        "page": page,
        "people": draw_people(page.people, get_token(request) if page.people else ""),
        "later_people": after != "",
        "training": training,
        "trainers": page.trainers,
        "courses": page.courses,
        "moves": [(move.value, ASKED[move][0]) for move in page.moves],
        "lacks": _lacks(training) if page.may_edit and training.state == State.DRAFT else [],
    }
    return render(request, "trainings/page.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def training_move(request: HttpRequest, training_id: UUID, slug: str) -> HttpResponse:
    """Move a training after a question; a cancellation says why, in both languages."""
    training = found_training(training_id)
    if slug not in Move.values or Move(slug) not in ASKED:
        raise Http404
    step = Move(slug)
    if not running.can_move(training, step, timezone.localdate()):
        messages.error(request, _("The training does not stand there any more. See below."))
        return shown(request, training, status=409)
    form = CancelForm(request.POST or None, label_suffix="") if step == Move.CANCEL else None
    context = {
        "training": training,
        "form": form,
        "title": ASKED[step][0],
        "explanation": ASKED[step][1],
        "lacks": _lacks(training) if step in {Move.OPEN, Move.REOPEN} else [],
        "danger": step == Move.CANCEL,
    }
    if request.method != "POST":
        return render(request, "trainings/move.html", context)
    if form is not None and not form.is_valid():
        return render(request, "trainings/move.html", context, status=422)
    try:
        reason = form.cleaned_data if form is not None else None
        running.move(training_id, step, now=timezone.now(), reason=reason)
    except running.NotComplete:
        return render(request, "trainings/move.html", context, status=409)
    except running.MoveRefused:
        messages.error(request, _("The training does not stand there any more. See below."))
        return shown(request, found_training(training_id), status=409)
    messages.success(request, ASKED[step][2])
    return redirect("trainings:training", training_id)


def _lacks(training: Training) -> list[Any]:
    return [LACKS[name] for name in running.lacks(training, timezone.localdate())]
