"""To write a training: its fields, its half-days, its programme, trainers and courses."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from trainings import editing
from trainings.forms.writing import TextsForm, TrainingForm, halves_of, initial_of, rows_of
from trainings.life import EDITABLE
from trainings.models import Training
from trainings.permissions import can_edit_texts, can_edit_training
from trainings.views.common import for_readers, for_secretariat, found_training, reader

PARTS: dict[str, Any] = {
    "days": gettext_lazy("Half-days"),
    "programme": gettext_lazy("Programme"),
    "trainers": gettext_lazy("Trainers"),
    "courses": gettext_lazy("Courses it builds on"),
}
NO_PLACES = gettext_lazy("More people have a place already. Withdraw places first, or leave more.")
STALE = gettext_lazy(
    "Somebody else saved this training meanwhile. What stands there now is on its page; what you "
    "typed is still here. Save again to write yours over it."
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def training_new(request: HttpRequest) -> HttpResponse:
    """A new draft."""
    begin = {"revision": 0, "nomination_needed": True}
    form = TrainingForm(
        request.POST if request.method == "POST" else None, initial=begin, label_suffix=""
    )
    context = {"form": form, "training": None}
    if not form.is_bound:
        return render(request, "trainings/edit.html", context)
    if not form.is_valid():
        return render(request, "trainings/edit.html", context, status=422)
    made = editing.create(form.fields_of(), form.own(), now=timezone.now())
    messages.success(request, _("The draft is there. Give it days and a programme."))
    return redirect("trainings:training", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def training_edit(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """All fields for the secretariat, the texts for a content editor."""
    training, whole = _editable(training_id)
    kind = TrainingForm if whole else TextsForm
    form = kind(
        request.POST if request.method == "POST" else None,
        initial=initial_of(training),
        label_suffix="",
    )
    context = {"form": form, "training": training}
    if not form.is_bound:
        return render(request, "trainings/edit.html", context)
    if not form.is_valid():
        return render(request, "trainings/edit.html", context, status=422)
    own = form.own() if isinstance(form, TrainingForm) else None
    try:
        editing.change(
            training_id,
            form.cleaned_data["revision"],
            form.fields_of(),
            own,
            now=timezone.now(),
        )
    except editing.TooFewPlaces:
        form.add_error("reserve", NO_PLACES)
        return render(request, "trainings/edit.html", context, status=409)
    except (editing.StaleTraining, editing.NotEditable):
        form.add_error(None, STALE)
        form.data = {**request.POST.dict(), **_lists(request), **_again(training_id)}
        return render(request, "trainings/edit.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect("trainings:training", training_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def training_rows(request: HttpRequest, training_id: UUID, rows: str) -> HttpResponse:
    """The rows of one kind."""
    training, whole = _editable(training_id)
    if rows not in PARTS or not (whole or rows == "programme"):
        raise Http404
    kind = rows_of(rows)
    kind.halves = [
        (row.pk, f"{date_format(row.day)}, {row.get_part_display()}")
        for row in training.half_days.all()
    ]
    posted = request.POST if request.method == "POST" else None
    typed = kind(posted, initial=_rows(training, rows), prefix="row")
    revision = request.POST.get("revision", "") if posted is not None else str(training.revision)
    context = {
        "training": training,
        "rows": typed,
        "title": PARTS[rows],
        "revision": revision,
        "faults": [],
    }
    if posted is None:
        return render(request, "trainings/rows.html", context)
    if not typed.is_valid() or not revision.isdecimal() or len(revision) > 9:
        context["faults"] = _faults(typed)
        return render(request, "trainings/rows.html", context, status=422)
    try:
        _save(rows, training_id, int(revision), typed.rows())
    except (editing.StaleTraining, editing.NotEditable):
        context |= {"stale": STALE, "revision": str(found_training(training_id).revision)}
        return render(request, "trainings/rows.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect("trainings:training", training_id)


def _lists(request: HttpRequest) -> dict[str, Any]:
    """What was ticked; `dict` of a posted form would keep the last mark alone."""
    names = ("audience", "languages", "interpretation")
    return {name: request.POST.getlist(name) for name in names}


def _again(training_id: UUID) -> dict[str, Any]:
    return {"revision": str(found_training(training_id).revision)}


def _editable(training_id: UUID) -> tuple[Training, bool]:
    """The training, and whether the reader writes more than its texts. Raises Http404."""
    training, actor = found_training(training_id), reader()
    if not can_edit_texts(actor, training) or training.state not in EDITABLE:
        raise Http404
    return training, can_edit_training(actor, training)


def _rows(training: Training, part: str) -> list[dict[str, Any]]:
    of = {
        "days": ("half_days", ("day", "part", "starts", "ends")),
        "programme": (
            "parts",
            ("id", "title_nl", "title_fr", "text_nl", "text_fr", "jurisdiction", "half_day_id"),
        ),
        "trainers": ("trainers", ("name", "function_nl", "function_fr")),
        "courses": ("courses", ("provider", "title", "reference", "link")),
    }
    name, fields = of[part]
    return list(getattr(training, name).values(*fields))


def _save(part: str, training_id: UUID, revision: int, rows: list[dict[str, Any]]) -> None:
    now = timezone.now()
    if part == "days":
        editing.set_half_days(training_id, revision, halves_of(rows), now=now)
    elif part == "programme":
        editing.set_parts(training_id, revision, rows, now=now)
    elif part == "trainers":
        editing.set_trainers(training_id, revision, rows, now=now)
    else:
        editing.set_courses(training_id, revision, rows, now=now)


def _faults(rows: Any) -> list[tuple[str, str]]:
    """(id of the field, what is wrong) of each fault, for the summary."""
    return [
        (form[name].id_for_label if name in form.fields else "", error)
        for form in rows.forms
        for name, errors in form.errors.items()
        for error in errors
    ] + [("", error) for error in rows.non_form_errors()]
