"""The library of materials and tools, one of them, its files, and keeping them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from protection.audit import record
from protection.files.checks import CONTENT_TYPES, FileRefused
from trainings.forms.materials import LibraryFilter, MaterialForm, VersionForm
from trainings.materials import keeping, library
from trainings.models import Material, MaterialVersion, Training
from trainings.models.materials import Audience, VersionState
from trainings.permissions import can_keep_materials
from trainings.views.common import for_readers, for_secretariat, found_training, reader


@require_safe
@for_readers
def library_page(request: HttpRequest) -> HttpResponse:
    """What the reader may open, newest first, searched and filtered."""
    form = LibraryFilter(request.GET, label_suffix="")
    question = form.question()
    found = library.page(reader(), question, request.GET.get("after", ""))
    asked = {name: value for name, value in vars(question).items() if value}
    context = {
        "form": form,
        "page": found,
        "asked": bool(asked),
        "next": "?" + urlencode({**asked, "after": found.next_after}) if found.next_after else "",
        "may_keep": can_keep_materials(reader()),
    }
    return render(request, "trainings/materials/library.html", context)


def _material(material_id: UUID) -> Material:
    found = library.with_versions(library.visible_to(reader())).filter(pk=material_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
@for_readers
def material_page(request: HttpRequest, material_id: UUID) -> HttpResponse:
    """One tool: what it is, its versions, and the beginning of its newest file."""
    material = _material(material_id)
    versions = list(material.versions.all())
    ready = [one for one in versions if one.state == VersionState.READY]
    context = {
        "material": material,
        "versions": versions,
        "newest": ready[0] if ready else None,
        "may_keep": can_keep_materials(reader()),
        "version_form": VersionForm(label_suffix=""),
    }
    return render(request, "trainings/materials/page.html", context)


@require_safe
@for_readers
def material_file(request: HttpRequest, material_id: UUID, number: int) -> HttpResponse:
    """One version of a file that the reader may open."""
    material = _material(material_id)
    version = MaterialVersion.objects.filter(
        material=material, number=number, state=VersionState.READY
    ).first()
    if version is None or version.content is None:
        raise Http404
    if material.audience == Audience.PARTICIPANTS:
        record("material_fetched", subject="material", subject_id=str(material.pk))
    response = HttpResponse(bytes(version.content), content_type=CONTENT_TYPES[version.kind])
    name = f"material-{str(material.pk)[:8]}-v{version.number}.{version.kind}"
    # Never shown inside the portal: a file is whatever its maker put into it.
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def add(request: HttpRequest, training_id: UUID | None = None) -> HttpResponse:
    """A new material, of a training or a national tool."""
    training = found_training(training_id) if training_id else None
    material = Material(training=training)
    form = MaterialForm(request.POST or None, request.FILES or None, training=training)
    return _edit(request, form, material)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def change(request: HttpRequest, material_id: UUID) -> HttpResponse:
    """What is said of a material; its files have versions."""
    material = _material(material_id)
    form = MaterialForm(request.POST or None, material=material, training=material.training)
    return _edit(request, form, material)


def _edit(request: HttpRequest, form: MaterialForm, material: Material) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            uploaded = form.cleaned_data.get("file")
            try:
                keeping.save(
                    form.apply(material),
                    now=timezone.now(),
                    data=uploaded.read() if uploaded else None,
                )
            except FileRefused as refused:
                form.add_error("file", str(refused))
            else:
                return redirect("trainings:material", material_id=material.pk)
    training: Training | None = material.training
    context: dict[str, Any] = {"form": form, "training": training}
    context["material"] = None if material._state.adding else material
    return render(request, "trainings/materials/form.html", context, status=status)


@require_POST
@for_secretariat
def add_version(request: HttpRequest, material_id: UUID) -> HttpResponse:
    """A newer file; the ones before stay."""
    material = _material(material_id)
    form = VersionForm(request.POST, request.FILES, label_suffix="")
    if form.is_valid():
        try:
            keeping.add_version(
                material.pk,
                form.cleaned_data["file"].read(),
                note=form.cleaned_data["note"],
                now=timezone.now(),
            )
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("trainings:material", material_id=material.pk)
    versions = list(material.versions.all())
    context = {
        "material": material,
        "versions": versions,
        "newest": next((one for one in versions if one.state == VersionState.READY), None),
        "may_keep": True,
        "version_form": form,
    }
    return render(request, "trainings/materials/page.html", context, status=422)


@require_POST
@for_secretariat
def withdraw(request: HttpRequest, material_id: UUID) -> HttpResponse:
    """Take it out of the library."""
    material = _material(material_id)
    keeping.withdraw(material.pk, now=timezone.now())
    messages.success(request, _("It no longer stands in the library."))
    return redirect(reverse("trainings:library"))
