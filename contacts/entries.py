"""An entry as one document: what its owner writes, as it is drafted, proposed, compared, restored.

A document holds plain values only, so that it can be kept as JSON:
{"organisation": {…}, "points": [{"id", …, "opening": […]}], "services": [{"id", …}]}.
A part without "id" is new. `write` is the one writer; what a document does not hold stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pghistory
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import translation

from contacts.models import (
    Capacity,
    ContactPoint,
    NationalContactPoint,
    OpeningHours,
    Organisation,
    Service,
)
from contacts.permissions import Editor
from contacts.services import refresh_search
from protection.audit import record

Document = dict[str, Any]
# Texts must stand in these languages; English and German may.
REQUIRED_LANGUAGES = ("nl", "fr")
LANGUAGES = tuple(settings.MODELTRANSLATION_LANGUAGES)
TEXTS = {
    "organisation": ("name", "roles", "notes"),
    "points": ("function", "hours"),
    "services": ("name", "conditions"),
}
PLAIN = {
    "organisation": (
        "phone", "email", "website", "address", "region", "region_codes", "national_scope",
        "languages", "public_fields",
    ),
    "points": ("phone", "email", "languages", "deputy_id", "public_fields"),
    "services": (
        "needs", "target_groups", "languages", "accessibility", "coverage", "public_fields",
    ),
}  # fmt: skip
LISTS = (
    "region_codes", "languages", "needs", "target_groups", "accessibility", "coverage",
    "public_fields",
)  # fmt: skip
NAMES = {"organisation": "name", "points": "function", "services": "name"}
PARTS: dict[str, type[ContactPoint] | type[Service]] = {"points": ContactPoint, "services": Service}


class StaleEntryError(Exception):
    """The entry was changed since the page was opened; nothing was written."""


@dataclass(frozen=True)
class Missing:
    """What a document lacks before it can be published. `field` is that of contacts.entry_form."""

    field: str
    part: str
    name: str
    language: str


def columns(kind: str) -> tuple[str, ...]:
    """The columns that a document holds of the organisation, or of a kind of part."""
    texts = (f"{name}_{language}" for name in TEXTS[kind] for language in LANGUAGES)
    return (*texts, *PLAIN[kind])


def document_of(organisation: Organisation) -> Document:
    """The entry as it stands; three queries."""
    points = organisation.contact_points.prefetch_related("opening_hours").order_by("order", "id")
    return {
        "organisation": values_of(organisation, "organisation"),
        "points": [
            {
                "id": point.pk,
                **values_of(point, "points"),
                "opening": opening_of(point.opening_hours.all()),
            }
            for point in points
        ],
        "services": [
            {"id": service.pk, **values_of(service, "services")}
            for service in organisation.services.filter(active=True).order_by("order", "id")
        ],
    }


def values_of(row: Any, kind: str) -> dict[str, Any]:
    """What a document holds of a row, or of a row of its history."""
    found = {}
    for name in columns(kind):
        value = getattr(row, name)
        # A row of history from before a column knows nothing of it.
        found[name] = ([] if name in LISTS else "") if value is None else _plain(value)
    return found


def opening_of(rows: Any) -> list[dict[str, Any]]:
    """Opening hours as a document holds them, by weekday."""
    found = [
        {
            "weekday": row.weekday,
            "opens": f"{row.opens:%H:%M}",
            "closes": f"{row.closes:%H:%M}",
            "on_holidays": row.on_holidays,
            "languages": list(row.languages),
        }
        for row in rows
    ]
    return sorted(found, key=lambda one: (one["weekday"], one["opens"]))


def keyed(parts: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The parts of a document under the keys that name them in a form."""
    new = 0
    for part in parts:
        if part["id"] is None:
            new += 1
            yield f"new{new}", part
        else:
            yield str(part["id"]), part


def missing(document: Document) -> list[Missing]:
    """What is left to fill in before publishing; a text in Dutch needs its French, and back."""
    own = document["organisation"]
    found = list(_texts_missing(own, "organisation", "", required={"name"}))
    if not own["phone"] and not own["email"]:
        found.append(Missing("phone", "", "reachable", ""))
    if not own["languages"]:
        found.append(Missing("languages", "", "languages", ""))
    for key, point in keyed(document["points"]):
        prefix, name = f"point_{key}_", name_of(point, "points")
        found += _texts_missing(point, "points", prefix, required={"function"})
        if not point["phone"] and not point["email"]:
            found.append(Missing(f"{prefix}phone", name, "reachable", ""))
    for key, service in keyed(document["services"]):
        prefix, name = f"service_{key}_", name_of(service, "services")
        found += _texts_missing(service, "services", prefix, required={"name"})
        if not service["target_groups"]:
            found.append(Missing(f"{prefix}target_groups", name, "target_groups", ""))
    return found


def _texts_missing(
    part: dict[str, Any], kind: str, prefix: str, *, required: set[str]
) -> Iterator[Missing]:
    for name in TEXTS[kind]:
        written = any(part[f"{name}_{language}"] for language in LANGUAGES)
        for language in REQUIRED_LANGUAGES:
            if not part[f"{name}_{language}"] and (written or name in required):
                of = "" if kind == "organisation" else name_of(part, kind)
                yield Missing(f"{prefix}{name}_{language}", of, name, language)


def name_of(part: dict[str, Any], kind: str) -> str:
    """What a part is called in the reader's language, or in the first that it has."""
    name = NAMES[kind]
    order = (translation.get_language() or "", *LANGUAGES)
    return next((part[f"{name}_{n}"] for n in order if part.get(f"{name}_{n}")), "")


def needs_two(organisation: Organisation) -> bool:
    """Whether a second person must agree: the data of a national contact point."""
    return NationalContactPoint.objects.filter(organisation=organisation).exists()


def write(
    organisation_id: int,
    document: Document,
    *,
    version: int,
    editor: Editor,
    today: date,
    confirmed: bool = False,
    source: str = "own entry",
) -> Organisation:
    """Write an entry with its history and search columns, or nothing.

    A field that changed, and with `confirmed` every field that holds something, is no longer
    marked as unconfirmed. The caller has checked the permission.
    Raises StaleEntryError.
    """
    with transaction.atomic(), pghistory.context(user_id=editor.user_id, source=source):
        organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
        if organisation.version != version:
            raise StaleEntryError
        settled = _set(organisation, document["organisation"])
        if "email" in settled:
            organisation.email_bounced_at = None
        if confirmed:
            settled |= {name for name, value in document["organisation"].items() if value}
            organisation.verified_at = today
            organisation.verified_by_id = editor.user_id
        organisation.unverified_fields = _without(organisation.unverified_fields, settled)
        organisation.version += 1
        organisation.save()
        _write_points(organisation, document["points"], confirmed=confirmed)
        _write_services(organisation, document["services"])
        refresh_search([organisation.pk])
        detail = {"version": str(organisation.version), "source": source}
        record("entry_written", subject="organisation", subject_id=organisation.slug, detail=detail)
    return organisation


def _write_points(
    organisation: Organisation, parts: list[dict[str, Any]], *, confirmed: bool
) -> None:
    there = {point.pk: point for point in organisation.contact_points.all()}
    wanted = {part["id"] for part in parts}
    for key in [key for key in there if key not in wanted]:
        there.pop(key).delete()
    for order, part in enumerate(parts, start=1):
        point = there.get(part["id"]) or ContactPoint(pk=part["id"], organisation=organisation)
        # Whoever stood in may have been removed since.
        deputy = part["deputy_id"] if part["deputy_id"] in wanted - {part["id"]} else None
        settled = _set(point, part | {"deputy_id": deputy})
        if "email" in settled:
            point.email_bounced_at = None
        if confirmed:
            settled |= {name for name in ("phone", "email", "hours_nl") if part[name]}
        settled |= {name.split("_")[0] for name in settled}
        point.unverified_fields = _without(point.unverified_fields, settled)
        point.order = order
        point.save()
        if opening_of(point.opening_hours.all()) != part["opening"]:
            _write_opening(point, part["opening"])


def _write_opening(point: ContactPoint, opening: list[dict[str, Any]]) -> None:
    point.opening_hours.all().delete()
    for row in opening:
        OpeningHours.objects.create(
            contact_point=point,
            weekday=row["weekday"],
            opens=time.fromisoformat(row["opens"]),
            closes=time.fromisoformat(row["closes"]),
            on_holidays=row["on_holidays"],
            languages=row["languages"],
        )


def _write_services(organisation: Organisation, parts: list[dict[str, Any]]) -> None:
    """What is removed is retired: partnerships and favourites may name it, and it may come back."""
    there = {service.pk: service for service in organisation.services.all()}
    wanted = {part["id"] for part in parts}
    for key, service in there.items():
        if key not in wanted and service.active:
            service.active = False
            service.save(update_fields=["active"])
    for order, part in enumerate(parts, start=1):
        service = there.get(part["id"]) or Service(pk=part["id"], organisation=organisation)
        changed = _set(service, part)
        if changed or service.order != order or not service.active or service.pk is None:
            service.order, service.active = order, True
            service.save()
        if "target_groups" in changed:  # of whom it no longer helps nothing is known
            helped = ["", *service.target_groups]
            Capacity.objects.filter(service=service).exclude(target_group__in=helped).delete()


def _set(row: Model, values: dict[str, Any]) -> set[str]:
    """Set the columns whose value differs; gives their names."""
    held = {field.attname for field in row._meta.concrete_fields} - {"id"}
    changed = {
        name
        for name, value in values.items()
        if name in held and (_plain(getattr(row, name)) or "") != (value or "")
    }
    for name in changed:
        column = row._meta.get_field(name.removesuffix("_id"))
        empty = column.null and values[name] == ""
        setattr(row, name, None if empty else values[name])
    return changed


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else "" if value is None else value


def _without(codes: list[str], settled: set[str]) -> list[str]:
    return [code for code in codes if code not in settled]
