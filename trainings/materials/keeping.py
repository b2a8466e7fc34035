"""The one writer of materials and their versions."""

import hashlib
import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Max

from contacts.search import CONFIGURATIONS, normalise
from protection.actor import acting_as, require_actor
from protection.audit import record
from protection.files.checks import FileRefused, checked
from protection.files.scanner import ScannerAway, found_in, is_configured
from trainings.materials.preview import preview_of
from trainings.models import Material, MaterialVersion
from trainings.models.materials import VersionState
from trainings.permissions import can_keep_materials

logger = logging.getLogger(__name__)
LANGUAGES = ("nl", "fr", "en", "de")

__all__ = ["FileRefused", "add_version", "save", "scan_waiting", "withdraw"]


def save(material: Material, *, now: datetime, data: bytes | None = None, note: str = "") -> None:
    """Write a material, new or changed, and with `data` its next version.

    Raises PermissionError, FileRefused (nothing is written then).
    """
    if not can_keep_materials(require_actor()):
        raise PermissionError
    file = checked(data) if data is not None else None
    with transaction.atomic():
        new = material._state.adding
        if new:
            material.created_at = now
        material.save()
        refresh_search(material)
        record(
            "material_added" if new else "material_changed",
            subject="material",
            subject_id=str(material.pk),
        )
        if file is not None:
            _add(material, *file, note=note, now=now)


def add_version(material_id: UUID, data: bytes, *, note: str, now: datetime) -> MaterialVersion:
    """The next version of a material. Raises PermissionError, FileRefused."""
    if not can_keep_materials(require_actor()):
        raise PermissionError
    kind, harmless = checked(data)
    with transaction.atomic():
        material = Material.objects.select_for_update().get(pk=material_id)
        return _add(material, kind, harmless, note=note, now=now)


def _add(
    material: Material, kind: str, data: bytes, *, note: str, now: datetime
) -> MaterialVersion:
    last = material.versions.aggregate(last=Max("number"))["last"] or 0
    version = MaterialVersion.objects.create(
        material=material,
        number=last + 1,
        note=note,
        kind=kind,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        state=VersionState.WAITING if is_configured() else VersionState.READY,
        preview=preview_of(kind, data),
        content=data,
        added_by_id=require_actor().user_id,
        added_at=now,
    )
    record("material_version_added", subject="material", subject_id=str(material.pk))
    return version


def withdraw(material_id: UUID, *, now: datetime) -> None:
    """Take a material out of the library; its files are shown to nobody any more.

    Raises PermissionError.
    """
    if not can_keep_materials(require_actor()):
        raise PermissionError
    if Material.objects.filter(pk=material_id, withdrawn_at=None).update(withdrawn_at=now):
        record("material_withdrawn", subject="material", subject_id=str(material_id))


def refresh_search(material: Material, *, using: str = "default") -> None:
    """What the library finds it by: its words in each language, their stems, and who made it."""
    texts = {
        language: normalise(
            " ".join(
                str(getattr(material, f"{name}_{language}") or "") for name in ("title", "about")
            )
        )
        for language in LANGUAGES
    }
    titles = normalise(" ".join(_in(material, "title", language) for language in LANGUAGES))
    everything = " ".join([*texts.values(), normalise(f"{material.maker} {material.year or ''}")])
    stems = " || ".join(
        f"setweight(to_tsvector('{configuration}', %s), 'C')"
        for configuration in CONFIGURATIONS.values()
    )
    values: list[Any] = [titles, *(texts[language] for language in CONFIGURATIONS), everything]
    # Only constants of contacts.search are put into the text.
    statement = (
        "UPDATE trainings_material SET search_vector = setweight(to_tsvector('simple', %s), 'A') "  # noqa: S608
        f"|| {stems} || setweight(to_tsvector('simple', %s), 'D') WHERE id = %s"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(statement, [*values, material.pk])


def _in(material: Material, name: str, language: str) -> str:
    return str(getattr(material, f"{name}_{language}") or "")


def scan_waiting(limit: int = 20) -> None:
    """Look into the files that wait for the virus scanner; away, it is asked at the next round."""
    with acting_as(None):
        waiting = MaterialVersion.objects.filter(state=VersionState.WAITING).order_by("added_at")
        found = list(waiting.values_list("pk", flat=True)[:limit])
    for pk in found:
        try:
            _scan(pk)
        except ScannerAway as error:
            logger.error("The virus scanner does not answer, files go on waiting: %s", error)
            return


def _scan(version_id: UUID) -> None:
    with acting_as(None):
        version = (
            MaterialVersion.objects.select_for_update()
            .filter(pk=version_id, state=VersionState.WAITING)
            .first()
        )
        if version is None:
            return
        virus = found_in(bytes(version.content or b"")) if is_configured() else ""
        version.state = VersionState.REFUSED if virus else VersionState.READY
        if virus:
            version.content, version.preview = None, ""
        version.save(update_fields=["state", "content", "preview"])
        action = "material_file_refused" if virus else "material_file_scanned"
        record(action, subject="material", subject_id=str(version.material_id))
