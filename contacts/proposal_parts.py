"""What may be proposed: the data of a country that takes part, and the codes of the lists.

A row is handled as its form shows it: the fields before, the fields after. So a change is judged
by the same rules when it is proposed and when it is accepted.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.country_editing import parts
from contacts.country_forms import CountryForm, TranslatedForm, in_languages
from contacts.models import Code, CodeList, Country, Organisation

COUNTRY, CODES, LISTS = "country", "codes", "lists"
REASON = "reason"  # asked beside the fields of the row
ATTRIBUTE = "attribute_"
MOST_VALUES = 60
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")

Fields = dict[str, Any]


@dataclass(frozen=True)
class Subject:
    """One row that a proposal is about: `row` None is a new one, `country` "" is none's alone."""

    part: str
    within: str
    country: str
    row: Any

    @property
    def key(self) -> str:
        return str(self.row.pk) if self.row is not None else ""

    @property
    def removable(self) -> bool:
        """Whether the row may go: what others refer to is switched off instead."""
        if self.row is None or self.part in {COUNTRY, CODES, LISTS}:
            return False
        return parts()[self.part].removable

    def form(self, data: Mapping[str, Any] | None = None, *, blank: bool = False) -> Any:
        """The form of the row, empty for a new one; `blank` that of a row that is gone."""
        row = None if blank else self.row
        if self.part == COUNTRY:
            return CountryForm(data, instance=row)
        if self.part == CODES:
            return CodeForm(data, instance=row, within=self.within)
        if self.part == LISTS:
            return CodeListForm(data, instance=row)
        return parts()[self.part].form(data, instance=row, country=self.country)

    def title(self) -> str:
        """What kind of data it is, in words."""
        if self.part == COUNTRY:
            return _("The country itself")
        if self.part == CODES:
            return str(CodeList.objects.get(pk=self.within).title)
        if self.part == LISTS:
            return _("Title of a code list")
        return str(parts()[self.part].title)


def subject(part: str, key: str, *, country: str = "", within: str = "") -> Subject | None:
    """The row that an address or a proposal speaks of; None where there is no such thing."""
    if part in {CODES, LISTS}:
        return _subject_of_lists(part, key, country=country, within=within)
    # What is of no country is there from the start: its words may change.
    found = Country.objects.filter(pk=country, in_portal=True).first()
    if found is None and (country or not key):
        return None
    if part == COUNTRY:
        return Subject(part, "", country, found) if key == country else None
    if part not in parts():
        return None
    rows = parts()[part].rows(country or None)
    if not key:
        return Subject(part, "", country, None)
    # An organisation is changed on its own page, by its own people.
    row = rows.filter(pk=key).first() if key.isdecimal() and part != "organisations" else None
    return Subject(part, "", country, row) if row is not None else None


def shared_part(model: type[Model]) -> str:
    """The part that the rows of a model are; "" for what is not shared among the countries."""
    plain: dict[Any, str] = {Country: COUNTRY, Code: CODES, CodeList: LISTS}
    if model in plain or model is Organisation:
        return plain.get(model, "")
    return next((key for key, part in parts().items() if part.form._meta.model is model), "")


def subject_of(row: Any) -> Subject | None:
    """A row as a subject; None for what is not shared, or of a country that is being prepared."""
    part = shared_part(type(row))
    if part == CODES:
        return _code_subject(str(row.pk), row.list_id)
    if part in {"", LISTS}:
        return subject(part, str(row.pk)) if part else None
    country = row.pk if part == COUNTRY else row.country_id or ""
    return subject(part, str(row.pk), country=country)


def _subject_of_lists(part: str, key: str, *, country: str, within: str) -> Subject | None:
    if part == CODES:
        return _code_subject(key, within)
    title = CodeList.objects.filter(pk=key).first() if not country else None
    return Subject(part, "", "", title) if title is not None else None


def _code_subject(key: str, within: str) -> Subject | None:
    if not CodeList.objects.filter(pk=within).exists():
        return None
    if not key:
        return Subject(CODES, within, "", None)
    row = Code.objects.filter(list_id=within, pk=key).first() if key.isdecimal() else None
    if row is None:
        return None
    return Subject(CODES, within, country_of(row.attributes), row)


def country_of(attributes: Mapping[str, Any]) -> str:
    """The country of the portal that a code belongs to, as a region does; "" for none."""
    code = str(attributes.get("country") or "")
    return code if Country.objects.filter(pk=code, in_portal=True).exists() else ""


def fields_of(form: Any) -> Fields:
    """A row as its form shows it, ready for JSON; of a valid form as it would be."""
    found = {}
    for name in form.fields:
        if name == REASON:
            continue
        if name.startswith(ATTRIBUTE):
            found[name] = form.instance.attributes.get(name.removeprefix(ATTRIBUTE))
        else:
            field = form.instance._meta.get_field(name)
            found[name] = field.value_from_object(form.instance)
    plain: Fields = json.loads(json.dumps(found, cls=DjangoJSONEncoder))
    return plain


def typed(fields: Fields) -> Fields:
    """Fields as a browser would send them back."""
    return {name: "" if value is None else value for name, value in fields.items()}


class CodeListForm(TranslatedForm):
    """What a list of codes is called."""

    translated = needed = ("title",)

    class Meta:
        model = CodeList
        fields = in_languages("title")


class CodeForm(TranslatedForm):
    """A code of a list: its names, its place, and what programs read of it.

    An attribute is offered where the list's other codes have it and it is a word or a number;
    structured ones stay as they are.
    """

    translated = needed = ("name",)

    class Meta:
        model = Code
        fields = ("code", *in_languages("name"), "order", "active")
        help_texts: ClassVar[dict[str, Any]] = {
            "code": gettext_lazy("What crosses the border in place of words. It never changes."),
            "active": gettext_lazy(
                "Switched off, it is no longer offered; what has it already keeps it."
            ),
        }

    def __init__(self, *args: Any, within: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.list_id = within
        if not self.instance._state.adding:
            del self.fields["code"]
        for name, values in sorted(_attributes(within).items()):
            self.fields[ATTRIBUTE + name] = _attribute_field(name, values)
            self.initial[ATTRIBUTE + name] = self.instance.attributes.get(name)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not _CODE.fullmatch(code):
            raise ValidationError(_("Use letters, digits, hyphens and underscores only."))
        if Code.objects.filter(list_id=self.instance.list_id, code=code).exists():
            raise ValidationError(_("The list has this code already."))
        return code

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        attributes = dict(self.instance.attributes)
        for name, value in values.items():
            if name.startswith(ATTRIBUTE):
                own = name.removeprefix(ATTRIBUTE)
                attributes.pop(own, None)
                if value not in ("", None, False):
                    attributes[own] = value
        self.instance.attributes = attributes
        return values


def _attributes(within: str) -> dict[str, list[Any]]:
    """The plain attributes of a list's codes with the values that they have."""
    found: dict[str, list[Any]] = {}
    structured = set()
    for attributes in Code.objects.filter(list_id=within).values_list("attributes", flat=True):
        for name, value in attributes.items():
            if isinstance(value, str | int):
                found.setdefault(name, []).append(value)
            else:
                structured.add(name)
    return {name: values for name, values in found.items() if name not in structured}


def _attribute_field(name: str, values: list[Any]) -> forms.Field:
    label = ATTRIBUTES.get(name, name)
    if all(isinstance(value, bool) for value in values):
        return forms.BooleanField(label=label, required=False)
    if all(isinstance(value, int) for value in values):
        return forms.IntegerField(label=label, required=False, min_value=0, max_value=100_000)
    if name in FREE:
        return forms.CharField(label=label, required=False, max_length=300)
    offered = sorted({str(value) for value in values})[:MOST_VALUES]
    return forms.ChoiceField(
        label=label, required=False, choices=[("", _("None")), *((one, one) for one in offered)]
    )


# Words for what programs read of a code.
ATTRIBUTES: dict[str, Any] = {
    "answer_within_hours": gettext_lazy("Indicative answer time in hours"),
    "blocks_identity": gettext_lazy("No identity is released on it"),
    "child": gettext_lazy("Means a child"),
    "country": gettext_lazy("Country"),
    "dim": gettext_lazy("Dimension"),
    "directory_only": gettext_lazy("For the directory only"),
    "eurostat": gettext_lazy("Code of Eurostat"),
    "gdpr": gettext_lazy("Article of the GDPR"),
    "keywords": gettext_lazy("Found by these words too"),
    "level": gettext_lazy("Level"),
    "outweighs_refusal": gettext_lazy("Outweighs a refusal"),
    "parent": gettext_lazy("Part of"),
    "rule": gettext_lazy("Rule"),
    "since": gettext_lazy("Since"),
}
# Written freely; of the others one of those in use is chosen.
FREE = frozenset({"keywords", "eurostat", "gdpr", "since"})
