"""How the page of the entry form is laid out: a section for the organisation and each part."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from contacts import entries
from contacts.entry_form import EntryForm
from contacts.forms import TEXT_LANGUAGES


@dataclass(frozen=True)
class Texts:
    """One text in each language; `missing` names the languages that still lack it."""

    fields: list[forms.BoundField]
    missing: str


@dataclass(frozen=True)
class Opening:
    """One line of opening hours: days, from, to, also on holidays."""

    days: forms.BoundField
    others: list[forms.BoundField]


@dataclass(frozen=True)
class Section:
    """The organisation, a contact point or a service on the page."""

    key: str
    title: str
    texts: list[Texts]
    fields: list[forms.BoundField] = field(default_factory=list)
    opening: list[Opening] = field(default_factory=list)
    remove: forms.BoundField | None = None

    @property
    def open(self) -> bool:
        """Whether something in it asks for the reader."""
        bound = [one for texts in self.texts for one in texts.fields] + self.fields
        bound += [one for row in self.opening for one in (row.days, *row.others)]
        return any(texts.missing for texts in self.texts) or any(one.errors for one in bound)


@dataclass(frozen=True)
class Sections:
    """The whole page."""

    organisation: Section
    points: list[Section]
    new_point: Section
    services: list[Section]
    new_service: Section


def sections(form: EntryForm) -> Sections:
    """The fields of a form in the order in which the page shows them."""
    own = (
        "phone", "email", "website", "address", "region", "national_scope", "region_codes",
        "languages", "public_fields",
    )  # fmt: skip
    return Sections(
        Section(
            "organisation",
            form.organisation.name,
            _texts(form, "organisation", ""),
            [form[name] for name in own if name in form.fields],
        ),
        [_point(form, *one) for one in entries.keyed(form.document["points"])],
        _point(form, "new", None),
        [_service(form, *one) for one in entries.keyed(form.document["services"])],
        _service(form, "new", None),
    )


def _point(form: EntryForm, key: str, part: dict[str, Any] | None) -> Section:
    prefix = f"point_{key}_"
    return Section(
        prefix,
        entries.name_of(part, "points") if part else _("Add a contact point"),
        _texts(form, "points", prefix),
        [
            form[f"{prefix}{name}"]
            for name in ("phone", "email", "languages", "deputy_id", "public_fields")
            if f"{prefix}{name}" in form.fields
        ],
        _opening(form, prefix),
        form[f"{prefix}remove"] if part else None,
    )


def _service(form: EntryForm, key: str, part: dict[str, Any] | None) -> Section:
    prefix = f"service_{key}_"
    return Section(
        prefix,
        entries.name_of(part, "services") if part else _("Add a service"),
        _texts(form, "services", prefix),
        [form[f"{prefix}{name}"] for name in entries.PLAIN["services"]],
        remove=form[f"{prefix}remove"] if part else None,
    )


def _texts(form: EntryForm, kind: str, prefix: str) -> list[Texts]:
    return [
        Texts(
            [form[f"{prefix}{name}_{language}"] for language, _label in TEXT_LANGUAGES],
            ", ".join(
                str(label)
                for language, label in TEXT_LANGUAGES
                if f"{prefix}{name}_{language}" in form.lacking
            ),
        )
        for name in entries.TEXTS[kind]
    ]


def _opening(form: EntryForm, prefix: str) -> list[Opening]:
    found, number = [], 0
    while f"{prefix}open{number}_days" in form.fields:
        block = f"{prefix}open{number}_"
        others = [form[f"{block}{name}"] for name in ("from", "to", "holidays")]
        found.append(Opening(form[f"{block}days"], others))
        number += 1
    return found
