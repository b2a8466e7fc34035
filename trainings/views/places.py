"""To be put forward, approved, withdrawn and replaced."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from trainings import placing
from trainings.forms.places import PersonForm, ReasonForm
from trainings.life import Seat, Step
from trainings.models import Registration
from trainings.permissions import can_nominate, can_see_registration, can_step
from trainings.placing import PlaceRefused
from trainings.views.common import for_readers, found_training, reader
from trainings.views.sessions import shown

SAID = {
    Seat.PROPOSED: gettext_lazy("Your team lead has been asked to put you forward."),
    Seat.ASKED: gettext_lazy("The country’s contact point has been asked to approve."),
    Seat.WAITING: gettext_lazy("All places are taken: this is the end of the waiting list."),
    Seat.PLACED: gettext_lazy("There is a place."),
    Seat.DECLINED: gettext_lazy("It was refused, and those concerned are told."),
    Seat.WITHDRAWN: gettext_lazy(
        "The registration is withdrawn. A place goes to the next in line."
    ),
}
REFUSED = {
    "closed": gettext_lazy("Registration is closed."),
    "already": gettext_lazy("This person was put forward already."),
    "foreign": gettext_lazy("Put forward somebody of your own organisation."),
    "stale": gettext_lazy("Somebody else was faster. See below how it stands now."),
}
# Steps that are asked about first, with the question.
QUESTIONS = {
    Step.DECLINE: (
        gettext_lazy("Refuse"),
        gettext_lazy("The person, or who put them forward, is told, and reads your reason here."),
    ),
    Step.WITHDRAW: (
        gettext_lazy("Withdraw the registration"),
        gettext_lazy(
            "If there is a place, the next in line gets it at once. Who registers again later "
            "stands at the end of the line."
        ),
    ),
}
DIRECT = frozenset({Step.NOMINATE, Step.APPROVE})


@require_POST
@for_readers
def register(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """Put oneself forward."""
    training = found_training(training_id)
    try:
        found = placing.register(training_id, now=timezone.now())
    except PlaceRefused as refused:
        messages.error(request, REFUSED[refused.code])
        return shown(request, training, status=409)
    except PermissionError:
        raise Http404 from None
    messages.success(request, SAID[Seat(found.seat)])
    return redirect("trainings:training", training_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def nominate(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """A team lead puts a colleague forward."""
    training, actor = found_training(training_id), reader()
    if not can_nominate(actor, training):
        raise Http404
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        organisation_id=actor.organisation_id,
        label_suffix="",
    )
    context = {"form": form, "training": training, "replaced": None}
    if not form.is_bound:
        return render(request, "trainings/nominate.html", context)
    if not form.is_valid():
        return render(request, "trainings/nominate.html", context, status=422)
    try:
        found = placing.nominate(training_id, form.person(), now=timezone.now())
    except PlaceRefused as refused:
        form.add_error(None, REFUSED[refused.code])
        return render(request, "trainings/nominate.html", context, status=409)
    messages.success(request, SAID[Seat(found.seat)])
    return redirect("trainings:training", training_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def place_step(request: HttpRequest, registration_id: UUID, slug: str) -> HttpResponse:
    """Nominate and approve at once; refuse and give up after a question."""
    if slug not in {*DIRECT, *QUESTIONS}:
        raise Http404
    step = Step(slug)
    found = _found(registration_id)
    training_id = found.training_id
    if not can_step(reader(), found, step):
        return _too_late(request, found)
    form = ReasonForm(request.POST or None, label_suffix="") if step == Step.DECLINE else None
    if request.method != "POST" or (form is not None and not form.is_valid()):
        if step in DIRECT:
            return redirect("trainings:training", training_id)
        title, explanation = QUESTIONS[step]
        context = {"place": found, "form": form, "title": title, "explanation": explanation}
        status = 422 if request.method == "POST" else 200
        return render(request, "trainings/place_step.html", context, status=status)
    reason = form.cleaned_data["reason"] if form is not None else ""
    try:
        found = placing.take_step(registration_id, step, now=timezone.now(), reason=reason)
    except PlaceRefused:
        return _too_late(request, found)
    messages.success(request, SAID[Seat(found.seat)])
    return redirect("trainings:training", training_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def substitute(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """A colleague takes somebody's place."""
    found, actor = _found(registration_id), reader()
    if not can_step(actor, found, Step.SUBSTITUTE):
        return _too_late(request, found)
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        organisation_id=actor.organisation_id,
        label_suffix="",
    )
    context = {"form": form, "training": found.training, "replaced": found}
    if not form.is_bound:
        return render(request, "trainings/nominate.html", context)
    if not form.is_valid():
        return render(request, "trainings/nominate.html", context, status=422)
    try:
        placing.substitute(registration_id, form.person(), now=timezone.now())
    except PlaceRefused as refused:
        if refused.code == "stale":
            return _too_late(request, found)
        form.add_error(None, REFUSED[refused.code])
        return render(request, "trainings/nominate.html", context, status=409)
    messages.success(request, _("The colleague has the place now, and both are told."))
    return redirect("trainings:training", found.training_id)


def _found(registration_id: UUID) -> Registration:
    found = Registration.objects.select_related("training").filter(pk=registration_id).first()
    if found is None or not can_see_registration(reader(), found):
        raise Http404
    return found


def _too_late(request: HttpRequest, found: Registration) -> HttpResponse:
    """409 with how it stands; a link that was merely followed leads there instead."""
    if request.method != "POST":
        return redirect("trainings:training", found.training_id)
    messages.error(request, REFUSED["stale"])
    return shown(request, found_training(found.training_id), status=409)
