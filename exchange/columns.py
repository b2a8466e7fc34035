"""The columns of the three tables of a directory file, and how a cell is written and read.

A cell is a text in every format: codes are separated by commas, a flag is yes or no, a date
YYYY-MM-DD. `text_of` and `parsed` are each other's inverse, so that a file taken out and brought
in again changes nothing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes
from contacts.models import ContactPoint, Organisation, Service
from contacts.presenters import named_language
from exchange import hours

LANGUAGES = ("nl", "fr", "en", "de")
LANGUAGE_NAMES = {
    "nl": gettext_lazy("Dutch"),
    "fr": gettext_lazy("French"),
    "en": gettext_lazy("English"),
    "de": gettext_lazy("German"),
}
YES = frozenset({"yes", "ja", "oui", "true", "1", "y", "j", "o"})
NO = frozenset({"no", "nee", "non", "nein", "false", "0", "n"})
# Where a contact point keeps the hours that a file brings until they are written.
PLANNED_HOURS = "planned_hours"
_BETWEEN = re.compile(r"[,;\s]+")
Labels = dict[str, str]


@dataclass(frozen=True)
class Column:
    """`kind`: text, link, code, codes, names, flag, date, number, point or hours; `list_code` is
    the list of its codes, the database holds which names there may be. A `fixed` column says which
    row it is, or is nobody's to write, and is never changed."""

    name: str
    kind: str = "text"
    list_code: str = ""
    required: bool = False
    fixed: bool = False

    @property
    def attribute(self) -> str:
        """The model's attribute that holds the value."""
        named = {"country": "country_id", "id": "public_id", "opening": PLANNED_HOURS}
        return named.get(self.name, self.name)

    def text_of(self, row: Model) -> str:
        """The cell for what the row holds."""
        if self.name == "organisation":
            return str(row.organisation.slug)  # type: ignore[attr-defined]
        if self.kind == "hours":
            return hours.text_of(self.value_of(row))
        value = getattr(row, self.attribute)
        return as_text(value.public_id if value and self.kind == "point" else value)

    def value_of(self, row: Any) -> Any:
        """What the row holds, or will hold once what a file brings has been written."""
        if self.kind != "hours":
            return getattr(row, self.attribute)
        planned = getattr(row, PLANNED_HOURS, None)
        return planned if planned is not None else hours.periods_of(row) if row.pk else []

    def parsed(self, text: str) -> Any:
        """The value a cell stands for. Raises ValidationError."""
        return _PARSERS[self.kind](self, text)


@dataclass(frozen=True)
class Table:
    """One sheet or file. `key` names the column that says which row of the directory it is."""

    name: str
    model: type[Model]
    key: str
    columns: tuple[Column, ...]

    @property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def related(self) -> tuple[str, ...]:
        """The rows that its cells name."""
        points = tuple(column.name for column in self.columns if column.kind == "point")
        return ("organisation", *points)

    @property
    def prefetched(self) -> tuple[str, ...]:
        """The rows of other tables that its cells hold."""
        return ("opening_hours",) if any(c.kind == "hours" for c in self.columns) else ()

    def label(self, name: str) -> str:
        """A column in the reader's words: the field, and the language of its text."""
        column = self.by_name.get(name)
        if column is None or name in {"id", "organisation"}:
            return name
        if column.kind == "hours":
            return capfirst(_("opening hours"))
        stem, _line, language = name.rpartition("_")
        try:
            field = self.model._meta.get_field(stem if language in LANGUAGES and stem else name)
        except FieldDoesNotExist:
            field = self.model._meta.get_field(name)
        title = capfirst(str(getattr(field, "verbose_name", name)))
        if language in LANGUAGES and stem:
            return f"{title} ({named_language(LANGUAGE_NAMES[language])})"
        return title


def as_text(value: Any) -> str:
    """A value as a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def clean(column: Column, table: Table, value: Any, row: Model) -> Any:
    """The value as the model takes it. Raises ValidationError in the reader's language."""
    if column.kind == "hours":
        return value
    field: Field[Any, Any] = table.model._meta.get_field(column.attribute)  # type: ignore[assignment]
    if field.is_relation or column.kind in {"codes", "names"}:
        return value
    if value is None and not field.null:
        value = ""
    return field.clean(value, row)


def _text(column: Column, text: str) -> str:
    return text


def _link(column: Column, text: str) -> str:
    if text and not re.match(r"https?://[^\s/]", text, re.IGNORECASE):
        raise ValidationError(_("A link begins with https:// or http:// and names a website."))
    return text


def _code(column: Column, text: str) -> str | None:
    if not text:
        return None if column.name == "country" else ""
    _known(column, [text])
    return text


def _codes(column: Column, text: str) -> list[str]:
    found = [code for code in _BETWEEN.split(text) if code]
    _known(column, found)
    return list(dict.fromkeys(found))


def _known(column: Column, found: list[str]) -> None:
    known = codes.all_codes(column.list_code)
    unknown = [code for code in found if code not in known]
    if unknown:
        raise ValidationError(
            _("“%(code)s” is not a code of the list %(list)s."),
            params={"code": unknown[0][:40], "list": column.list_code},
        )


def _names(column: Column, text: str) -> list[str]:
    return list(dict.fromkeys(name for name in _BETWEEN.split(text) if name))


def _point(column: Column, text: str) -> ContactPoint | None:
    if not text:
        return None
    try:
        return ContactPoint.objects.get(public_id=text)
    except (ContactPoint.DoesNotExist, ValidationError):
        raise ValidationError(_("The directory has no contact point with this id.")) from None


def _flag(column: Column, text: str) -> bool:
    word = text.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValidationError(_("Write yes or no."))


def _date(column: Column, text: str) -> date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValidationError(_("Write the date as 2026-11-22."))


def _number(column: Column, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValidationError(_("Write a whole number."))
    return int(text)


def _hours(column: Column, text: str) -> list[hours.Period]:
    return hours.parsed(text)


_PARSERS: dict[str, Callable[[Column, str], Any]] = {
    "text": _text,
    "link": _link,
    "code": _code,
    "codes": _codes,
    "names": _names,
    "point": _point,
    "flag": _flag,
    "date": _date,
    "number": _number,
    "hours": _hours,
}


def _translated(name: str, *, required: bool = False) -> Iterator[Column]:
    """A column for each language; the portal's own two are needed where one is."""
    for language in LANGUAGES:
        yield Column(f"{name}_{language}", required=required and language in {"nl", "fr"})


ORGANISATIONS = Table(
    "organisations",
    Organisation,
    "slug",
    (
        Column("slug", fixed=True, required=True),
        Column("country", "code", "country"),
        Column("kind", "code", "org_type", required=True),
        *_translated("name", required=True),
        Column("region"),
        Column("region_codes", "codes", "region"),
        Column("national_scope", "flag"),
        Column("secret_location", "flag"),
        Column("address"),
        Column("phone"),
        Column("email"),
        Column("website", "link"),
        Column("languages", "codes", "language"),
        *_translated("roles"),
        *_translated("notes"),
        Column("source_url", "link"),
        Column("source_read_at", "date"),
        Column("verified_at", "date", fixed=True),
        Column("unverified_fields", "codes", "unverified_field"),
        Column("public_fields", "names"),
        Column("active", "flag"),
    ),
)
POINTS = Table(
    "contact_points",
    ContactPoint,
    "id",
    (
        Column("id", fixed=True),
        Column("organisation", fixed=True, required=True),
        *_translated("function", required=True),
        Column("phone"),
        Column("email"),
        *_translated("hours"),
        Column("opening", "hours"),
        Column("languages", "codes", "language"),
        Column("deputy", "point"),
        Column("unverified_fields", "codes", "unverified_field"),
        Column("public_fields", "names"),
        Column("order", "number"),
    ),
)
SERVICES = Table(
    "services",
    Service,
    "id",
    (
        Column("id", fixed=True),
        Column("organisation", fixed=True, required=True),
        *_translated("name", required=True),
        Column("needs", "codes", "need"),
        Column("target_groups", "codes", "target_group"),
        *_translated("conditions"),
        Column("languages", "codes", "language"),
        Column("accessibility", "codes", "accessibility_need"),
        Column("coverage", "codes", "region"),
        Column("public_fields", "names"),
        Column("active", "flag"),
        Column("order", "number"),
    ),
)
# In the order in which they are written: an organisation before what it has.
TABLES = {table.name: table for table in (ORGANISATIONS, POINTS, SERVICES)}
# The text by which a row without an id is found again among those of its organisation.
NAMED_BY = {"contact_points": "function", "services": "name"}


def shown_text(row: Model, name: str, language: str) -> str:
    """A translated text as a reader of that language sees it: in another where it is missing."""
    for candidate in (language, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES):
        text = getattr(row, f"{name}_{candidate}")
        if text:
            return str(text)
    return ""
