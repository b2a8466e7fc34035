"""Who was there: the half-days of a training, and the list of one."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from protection.actor import current_actor
from protection.audit import record
from trainings import attending
from trainings.aftercare_tasks import ask_soon
from trainings.forms.attendance import ListForm
from trainings.models import HalfDay, Training
from trainings.permissions import can_keep_attendance
from trainings.views.common import found_training


def _training(training_id: UUID) -> Training:
    training = found_training(training_id)
    if not can_keep_attendance(current_actor()):
        raise Http404
    return training


@require_safe
def half_days(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """The half-days, how many were there, and which list is still to be taken."""
    training = _training(training_id)
    today = timezone.localdate()
    rows = [
        (one, hasattr(one, "attendance_list"), attending.can_be_taken(training, one, today))
        for one in attending.half_days_of(training)
    ]
    context = {"training": training, "rows": rows, "missing": attending.lists_missing(training)}
    return render(request, "trainings/attendance/half_days.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance_list(request: HttpRequest, training_id: UUID, half_day_id: int) -> HttpResponse:
    """One list, a hundred names a page. 409 when somebody else saved it meanwhile."""
    training = _training(training_id)
    half_day = HalfDay.objects.filter(training=training, pk=half_day_id).first()
    if half_day is None:
        raise Http404
    after = _position(request.GET.get("after", ""))
    lines, more = attending.lines_of(half_day, after)
    record("attendance_viewed", subject="training", subject_id=str(training.pk))
    version = attending.version_of(half_day.pk)
    form = ListForm(lines, request.POST or None, version=version)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _save(request, form, half_day)
            except attending.ListRefused:
                messages.error(request, _("This list cannot be taken now. Nothing was written."))
                status = 409
            except attending.ListChanged:
                status = 409
                messages.error(
                    request,
                    _(
                        "Somebody else saved this list meanwhile, so nothing was written. Below "
                        "is how it stands now: look at it and tick once more."
                    ),
                )
                form = ListForm(lines, None, version=version)
            else:
                return redirect(_following(training, half_day, lines, more=more))
    context = {
        "training": training,
        "half_day": half_day,
        "form": form,
        "rows": form.rows(),
        "can_be_taken": attending.can_be_taken(training, half_day, timezone.localdate()),
        "later_page": after is not None,
        "more": more,
    }
    return render(request, "trainings/attendance/list.html", context, status=status)


def _save(request: HttpRequest, form: ListForm, half_day: HalfDay) -> None:
    attending.take_list(
        half_day.pk,
        shown=form.shown(),
        there=form.present(),
        version=form.cleaned_data["version"],
        now=timezone.now(),
        today=timezone.localdate(),
    )
    if not attending.lists_missing(half_day.training):
        transaction.on_commit(ask_soon)
    messages.success(request, _("The list is saved."))


def _following(
    training: Training, half_day: HalfDay, lines: list[attending.Line], *, more: bool
) -> str:
    """The next page of the list, or back to the half-days."""
    if not more:
        return reverse("trainings:attendance", args=[training.pk])
    place = reverse("trainings:attendance_list", args=[training.pk, half_day.pk])
    return f"{place}?after={lines[-1].registration.pk}"


def _position(after: str) -> UUID | None:
    try:
        return UUID(after)
    except ValueError:
        return None
