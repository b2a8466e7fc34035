"""The form with which an organisation keeps its whole entry, both languages beside each other."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes, entries
from contacts.forms import TEXT_LANGUAGES, QuickSelect
from contacts.models import Organisation
from contacts.presenters import named_language
from contacts.publishable import (
    ORGANISATION_FIELDS,
    POINT_FIELDS,
    SERVICE_FIELDS,
    SHELTER_FIELDS,
    SHELTER_POINT_FIELDS,
    SHELTER_SERVICE_FIELDS,
)
from contacts.rota import Weekday
from contacts.validators import clean_text, validate_phone
from contacts.visibility import is_shelter

Label = str | Promise
LABELS: dict[str, Label] = {
    "name": gettext_lazy("Name"),
    "roles": gettext_lazy("Tasks, one on each line"),
    "notes": gettext_lazy("Good to know"),
    "function": gettext_lazy("Function"),
    "hours": gettext_lazy("Hours in words"),
    "conditions": gettext_lazy("Conditions"),
    "reachable": gettext_lazy("Phone"),
    "languages": gettext_lazy("Languages"),
    "target_groups": gettext_lazy("For whom"),
}
PUBLIC_LABELS: dict[str, Label] = {
    "name": gettext_lazy("Name"),
    "function": gettext_lazy("Function"),
    "kind": gettext_lazy("Kind of organisation"),
    "country": gettext_lazy("Country"),
    "national_scope": gettext_lazy("Works for the whole country"),
    "region": gettext_lazy("Place"),
    "region_codes": gettext_lazy("Works in"),
    "address": gettext_lazy("Address"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "website": gettext_lazy("Website"),
    "languages": gettext_lazy("Languages"),
    "needs": gettext_lazy("Needs"),
    "target_groups": gettext_lazy("For whom"),
    "roles": gettext_lazy("Tasks"),
    "notes": gettext_lazy("Good to know"),
    "hours": gettext_lazy("Hours"),
    "conditions": gettext_lazy("Conditions"),
    "accessibility": gettext_lazy("Accessibility"),
    "coverage": gettext_lazy("Where it helps"),
    "capacity": gettext_lazy("Room now"),
}
LENGTHS = {"name": 200, "function": 150, "hours": 200, "conditions": 300, "roles": 2000}
LONG = ("roles", "notes")


class EntryForm(forms.Form):
    """The entry in the languages its owner can write, checked and written as a whole."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have checked that everything above is correct."), required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        organisation: Organisation,
        document: entries.Document,
        version: int,
        seen: str = "",
    ) -> None:
        super().__init__(data, initial={"version": version, "seen": seen}, label_suffix="")
        self.organisation, self.document = organisation, document
        self.hidden = is_shelter(organisation)
        self.lacking: set[str] = set()
        self._add_organisation(document["organisation"])
        for key, point in (*entries.keyed(document["points"]), ("new", None)):
            self._add_point(f"point_{key}_", point)
        for key, service in (*entries.keyed(document["services"]), ("new", None)):
            self._add_service(f"service_{key}_", service)

    # What is asked

    def _add_organisation(self, own: dict[str, Any]) -> None:
        self._add_texts("organisation", "", own)
        self._add_reach("", own)
        url = forms.URLField(
            label=_("Website"), max_length=200, required=False, assume_scheme="https"
        )
        self._add("website", url, own["website"])
        # Where somebody is hidden, no place is asked for: it could be told only by mistake.
        if not self.hidden:
            address = forms.CharField(
                label=_("Address"), max_length=250, required=False, validators=[clean_text]
            )
            self._add("address", address, own["address"])
        if not self.organisation.secret_location:
            place = forms.CharField(
                label=_("Place"),
                max_length=200,
                required=False,
                validators=[clean_text],
                help_text=_("Of a shelter never more than the province.") if self.hidden else "",
            )
            self._add("region", place, own["region"])
            regions = _several(_("Works in"), "region")
            self._add("region_codes", regions, own["region_codes"])
        if self.organisation.country_id:
            whole = _tick(_("Works for the whole country"))
            self._add("national_scope", whole, bool(own["national_scope"]))
        self._add("languages", _several(_("Languages"), "language"), own["languages"])
        allowed = SHELTER_FIELDS if self.hidden else ORGANISATION_FIELDS
        self._add_public("", allowed, own)

    def _add_point(self, prefix: str, point: dict[str, Any] | None) -> None:
        self._add_texts("points", prefix, point)
        self._add_reach(prefix, point)
        spoken = _several(_("Languages"), "language")
        self._add(f"{prefix}languages", spoken, point["languages"] if point else [])
        others = [
            (str(one["id"]), entries.name_of(one, "points"))
            for one in self.document["points"]
            if one["id"] and one is not point
        ]
        if others:
            deputy = forms.TypedChoiceField(
                label=_("Deputy, when nobody answers here"),
                choices=[("", _("none")), *others],
                coerce=int,
                empty_value=None,
                required=False,
                widget=QuickSelect,
            )
            self._add(f"{prefix}deputy_id", deputy, str(point["deputy_id"] or "") if point else "")
        self._add_public(prefix, SHELTER_POINT_FIELDS if self.hidden else POINT_FIELDS, point)
        rows = _grouped(point["opening"]) if point else []
        for number, row in enumerate([*rows, None]):
            self._add_opening(f"{prefix}open{number}_", row)
        if point:
            self._add(f"{prefix}remove", _tick(_("Remove this contact point")), initial=False)

    def _add_service(self, prefix: str, service: dict[str, Any] | None) -> None:
        self._add_texts("services", prefix, service)
        needs = _several(_("Needs it meets"), "need")
        self._add(f"{prefix}needs", needs, service["needs"] if service else [])
        groups = _several(_("For whom"), "target_group")
        self._add(f"{prefix}target_groups", groups, service["target_groups"] if service else [])
        for name, label, list_code in (
            ("languages", _("Languages, if others than those of the organisation"), "language"),
            ("accessibility", _("Accessibility"), "accessibility_need"),
            ("coverage", _("Where it helps; nothing ticked is the whole country"), "region"),
        ):
            several = _several(label, list_code)
            self._add(f"{prefix}{name}", several, service[name] if service else [])
        allowed = SHELTER_SERVICE_FIELDS if self.hidden else SERVICE_FIELDS
        self._add_public(prefix, allowed, service)
        if service:
            self._add(f"{prefix}remove", _tick(_("Remove this service")), initial=False)

    def _add_public(
        self, prefix: str, allowed: tuple[str, ...], part: dict[str, Any] | None
    ) -> None:
        public = forms.MultipleChoiceField(
            label=_("Everybody may see, without signing in"),
            choices=[(name, PUBLIC_LABELS[name]) for name in allowed],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "What is not ticked is for professionals of the portal only. Without the name, "
                "nothing is shown."
            ),
        )
        self._add(f"{prefix}public_fields", public, part["public_fields"] if part else [])

    def _add_reach(self, prefix: str, part: dict[str, Any] | None) -> None:
        phone = forms.CharField(
            label=_("Phone"), max_length=40, required=False, validators=[validate_phone]
        )
        email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
        self._add(f"{prefix}phone", phone, part["phone"] if part else "")
        self._add(f"{prefix}email", email, part["email"] if part else "")

    def _add_opening(self, prefix: str, row: dict[str, Any] | None) -> None:
        days = forms.TypedMultipleChoiceField(
            label=_("Open on"),
            choices=Weekday.choices,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self._add(f"{prefix}days", days, row["days"] if row else [])
        for name, label in (("from", _("From")), ("to", _("Until"))):
            at = forms.TimeField(
                label=label,
                required=False,
                widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
            )
            self._add(f"{prefix}{name}", at, row[name] if row else None)
        holidays = _tick(_("On public holidays too"))
        self._add(f"{prefix}holidays", holidays, initial=bool(row and row["on_holidays"]))

    def _add_texts(self, kind: str, prefix: str, part: dict[str, Any] | None) -> None:
        for name in entries.TEXTS[kind]:
            for language, language_label in TEXT_LANGUAGES:
                attrs: dict[str, Any] = {"lang": language}
                long = name in LONG
                text = forms.CharField(
                    label=f"{LABELS[name]} ({named_language(language_label)})",
                    max_length=LENGTHS.get(name, 2000),
                    required=False,
                    validators=[clean_text],
                    widget=forms.Textarea(attrs | {"rows": 4}) if long else forms.TextInput(attrs),
                )
                initial = part[f"{name}_{language}"] if part else ""
                self._add(f"{prefix}{name}_{language}", text, initial)

    def _add(self, name: str, one: forms.Field, initial: Any) -> None:
        one.initial = initial
        self.fields[name] = one

    # What was typed

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for prefix in self._opening_prefixes():
            told = [bool(values.get(f"{prefix}{name}")) for name in ("days", "from", "to")]
            # Midnight is a time too, and false as nothing else is.
            told[1:] = [values.get(f"{prefix}{name}") is not None for name in ("from", "to")]
            if any(told) and not all(told) and not self._has_errors(prefix):
                self.add_error(f"{prefix}days", _("Give the days, and from when until when."))
        return values

    def _opening_prefixes(self) -> list[str]:
        return [name.removesuffix("days") for name in self.fields if name.endswith("_days")]

    def _has_errors(self, prefix: str) -> bool:
        return any(name.startswith(prefix) for name in self.errors)

    def written(self) -> entries.Document:
        """The document as it was typed; what the form does not show stays as it was."""
        before = self.document
        return {
            "organisation": self._part(before["organisation"], "", "organisation"),
            "points": list(self._parts("points", "point")),
            "services": list(self._parts("services", "service")),
        }

    def _parts(self, kind: str, word: str) -> Iterator[dict[str, Any]]:
        for key, part in entries.keyed(self.document[kind]):
            prefix = f"{word}_{key}_"
            if not self.cleaned_data.get(f"{prefix}remove"):
                yield self._part(part, prefix, kind)
        prefix = f"{word}_new_"
        typed = [v for name, v in self.cleaned_data.items() if name.startswith(prefix)]
        if any(value not in ("", None, False, []) for value in typed):
            empty: dict[str, Any] = dict.fromkeys(entries.columns(kind), "")
            empty |= {name: [] for name in entries.LISTS if name in empty}
            yield self._part({"id": None, **empty, "opening": []}, prefix, kind)

    def _part(self, before: dict[str, Any], prefix: str, kind: str) -> dict[str, Any]:
        typed = {
            name: self.cleaned_data[f"{prefix}{name}"]
            for name in entries.columns(kind)
            if f"{prefix}{name}" in self.fields
        }
        part = before | typed
        if kind == "points":
            part["opening"] = self._opening(before["opening"], prefix)
        if kind == "services":
            part.pop("opening", None)
        return part

    def _opening(self, before: list[dict[str, Any]], prefix: str) -> list[dict[str, Any]]:
        found: dict[tuple[int, str], dict[str, Any]] = {}
        spoken = {(row["weekday"], row["opens"]): row["languages"] for row in before}
        number = 0
        while f"{prefix}open{number}_days" in self.fields:
            block = f"{prefix}open{number}_"
            for weekday in self.cleaned_data[f"{block}days"]:
                opens = f"{self.cleaned_data[f'{block}from']:%H:%M}"
                found[weekday, opens] = {
                    "weekday": weekday,
                    "opens": opens,
                    "closes": f"{self.cleaned_data[f'{block}to']:%H:%M}",
                    "on_holidays": self.cleaned_data[f"{block}holidays"],
                    "languages": spoken.get((weekday, opens), []),
                }
            number += 1
        return [found[key] for key in sorted(found)]

    def removed(self) -> list[str]:
        """The names of what was ticked to be removed."""
        ticked = []
        for kind, word in (("points", "point"), ("services", "service")):
            for key, part in entries.keyed(self.document[kind]):
                if self.cleaned_data.get(f"{word}_{key}_remove"):
                    ticked.append(entries.name_of(part, kind))
        return ticked

    def demand(self, lacking: list[entries.Missing]) -> None:
        """Each thing that is missing is told at its field."""
        for one in lacking:
            # What the form gives a new part is new in the document too.
            name = one.field if one.field in self.fields else self._of_the_new(one.field)
            self.add_error(name if name in self.fields else None, told(one))

    def mark(self, lacking: list[entries.Missing]) -> None:
        """The languages that are missing are marked beside their fields."""
        self.lacking = {one.field for one in lacking}

    def _of_the_new(self, name: str) -> str:
        word, _sign, rest = name.partition("_new")
        return f"{word}_new_{rest.partition('_')[2]}"


def told(one: entries.Missing) -> str:
    """What is missing, in the reader's language."""
    if one.name == "reachable":
        return _("Give a phone number or an e-mail address.")
    if one.name == "languages":
        return _("Choose at least one language.")
    if one.name == "target_groups":
        return _("Say for whom the service is there.")
    return _("This text is missing.")


def _several(label: str, list_code: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=lambda: codes.choices(list_code),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def _grouped(opening: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Weekdays with the same hours together, as the form asks for them."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in opening:
        key = (row["opens"], row["closes"], row["on_holidays"])
        group = found.setdefault(
            key, {"days": [], "from": key[0], "to": key[1], "on_holidays": key[2]}
        )
        group["days"].append(row["weekday"])
    return list(found.values())
