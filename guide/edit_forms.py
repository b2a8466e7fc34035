"""The forms of an editor and of a reviewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.presenters import named_language
from contacts.validators import clean_text, refuse_control_characters, refuse_markup
from guide.markdown import MOST_FAULTS, refuse_address, refuse_unsafe, render
from guide.page_forms import bodies_text, read_bodies
from guide.wording import SectionWording, Wording

MOST_SECTIONS, MOST_SOURCES = 40, 12
TITLE, SUMMARY, BODY, LABEL = 150, 600, 20_000, 150
NAMES: dict[str, Promise] = {
    "nl": gettext_lazy("Dutch"),
    "fr": gettext_lazy("French"),
    "en": gettext_lazy("English"),
    "de": gettext_lazy("German"),
}
SIDE_BY_SIDE = ("nl", "fr")


@dataclass(frozen=True)
class Part:
    """One section of the form: its fields, and what its texts look like by now."""

    number: int
    sides: list[tuple[str, list[forms.BoundField], SafeString]]
    others: list[tuple[str, list[forms.BoundField], SafeString]]
    settings: list[forms.BoundField]
    hidden: forms.BoundField


def languages_of(wording: Wording) -> list[str]:
    """The languages to write in: Dutch, French, English, and German where there is any."""
    german = wording.title.get("de") or any(
        section.title.get("de") or section.body.get("de") for section in wording.sections
    )
    return [*SIDE_BY_SIDE, "en", *(["de"] if german else [])]


def sources_text(sources: Sequence[tuple[str, str]]) -> str:
    """Sources as an editor types them, one on each line."""
    return "\n".join(f"{label} | {url}" for label, url in sources)


def read_sources(text: str) -> list[tuple[str, str]]:
    """The sources of a text. Raises ValidationError with the line of each fault."""
    found, faults = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        label, bar, url = (part.strip() for part in line.rpartition("|"))
        try:
            if not bar or not label:
                raise ValidationError(
                    _("Write what the source is called, a line | and its address.")
                )
            if len(label) > LABEL:
                raise ValidationError(_("Write a shorter name of the source."))
            refuse_markup(label)
            refuse_address(url)
        except ValidationError as fault:
            values = {"line": number, "problem": " ".join(fault.messages)}
            faults.append(ValidationError(_("Line %(line)d: %(problem)s") % values))
        found.append((label, url))
    if len(found) > MOST_SOURCES:
        faults.append(ValidationError(_("Name %(most)d sources at most.") % {"most": MOST_SOURCES}))
    if faults:
        raise ValidationError(faults[:MOST_FAULTS])
    return found


class EditForm(forms.Form):
    """A page in its languages, section by section. `stamp` says what it was drawn from.

    With `data` it is bound; with `typed` it shows what was typed without judging it yet, with an
    empty section more.
    """

    stamp = forms.CharField(widget=forms.HiddenInput, max_length=20)
    sections = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_SECTIONS)

    def __init__(
        self, wording: Wording, stamp: str, *, data: Any = None, typed: Any = None
    ) -> None:
        super().__init__(data, label_suffix="")
        self.base = wording
        self.languages = languages_of(wording)
        posted = data if data is not None else typed
        self.count = _count(posted) if posted is not None else len(wording.sections)
        if typed is not None:
            self.count = min(self.count + 1, MOST_SECTIONS)
        self._add_head()
        for number in range(self.count):
            section = wording.sections[number] if number < len(wording.sections) else None
            self._add_section(number, section)
        self.fields["stamp"].initial = stamp
        self.fields["sections"].initial = self.count
        if typed is not None:
            for name, field in self.fields.items():
                if name in typed and name != "sections":
                    field.initial = typed[name]
                elif isinstance(field, forms.BooleanField) and name in self._known(typed):
                    field.initial = False

    def _known(self, typed: Any) -> set[str]:
        """The boxes that the typed form showed."""
        return {
            f"s{number}_{box}" for number in range(_count(typed)) for box in ("confirm", "remove")
        }

    def _add_head(self) -> None:
        for language in self.languages:
            values = {"language": named_language(NAMES[language])}
            self.fields[f"title_{language}"] = _line(
                _("Title (%(language)s)") % values, self.base.title.get(language, ""), language
            )
            self.fields[f"summary_{language}"] = _text(
                _("Summary (%(language)s)") % values,
                self.base.summary.get(language, ""),
                language,
                rows=2,
                longest=SUMMARY,
            )

        self.fields["bodies"] = forms.CharField(
            label=_("Whom to call"),
            help_text=_(
                "Organisations of the directory by their name, one on each line, in the order in "
                "which readers see them. What is public of them stands beside the text."
            ),
            required=False,
            max_length=6000,
            initial=bodies_text(self.base.organisations),
            widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        )
        self.fields["order"] = forms.IntegerField(
            label=_("Place in the contents"),
            help_text=_("A number. Pages with a smaller number stand before it."),
            min_value=0,
            max_value=999,
            initial=self.base.order,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )

    def _add_section(self, number: int, section: SectionWording | None) -> None:
        name = f"s{number}_"
        for language in self.languages:
            values = {"number": number + 1, "language": named_language(NAMES[language])}
            self.fields[f"{name}title_{language}"] = _line(
                _("Section %(number)d: heading (%(language)s)") % values,
                section.title.get(language, "") if section else "",
                language,
            )
            self.fields[f"{name}body_{language}"] = _text(
                _("Section %(number)d: text (%(language)s)") % values,
                section.body.get(language, "") if section else "",
                language,
                rows=10,
                longest=BODY,
                preview=True,
            )
        values = {"number": number + 1}
        self.fields[f"{name}edition"] = forms.DateField(
            label=_("Section %(number)d: edition") % values,
            help_text=_("The day on which somebody last made sure that this is right."),
            initial=section.edition if section else timezone.localdate(),
            widget=_day(),
        )
        self.fields[f"{name}confirm"] = forms.BooleanField(
            label=_("Section %(number)d: to be confirmed by the competent authority") % values,
            required=False,
            initial=section.to_confirm if section else True,
        )
        self.fields[f"{name}sources"] = forms.CharField(
            label=_("Section %(number)d: sources") % values,
            help_text=_("One on each line: what it is called | https://address"),
            required=False,
            max_length=4000,
            initial=sources_text(section.sources) if section else "",
            validators=[refuse_control_characters],
            widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        )
        self.fields[f"{name}place"] = forms.IntegerField(
            label=_("Section %(number)d: place on the page") % values,
            min_value=1,
            max_value=99,
            initial=number + 1,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )
        self.fields[f"{name}remove"] = forms.BooleanField(
            label=_("Leave out section %(number)d") % values, required=False
        )
        self.fields[f"{name}key"] = forms.SlugField(
            required=False,
            max_length=40,
            initial=section.key if section else "",
            widget=forms.HiddenInput,
        )

    @property
    def heads(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Title and summary, language by language; those side by side first."""
        return [
            (language, [self[f"title_{language}"], self[f"summary_{language}"]])
            for language in self.languages
        ]

    @property
    def parts(self) -> list[Part]:
        return [self._part(number) for number in range(self.count)]

    def _part(self, number: int) -> Part:
        name = f"s{number}_"
        texts = [
            (
                language,
                [self[f"{name}title_{language}"], self[f"{name}body_{language}"]],
                preview_of(self[f"{name}body_{language}"].value() or ""),
            )
            for language in self.languages
        ]
        side = len(SIDE_BY_SIDE)
        shown = ("edition", "confirm", "sources", "place", "remove")
        return Part(
            number + 1,
            texts[:side],
            texts[side:],
            [self[f"{name}{one}"] for one in shown],
            self[f"{name}key"],
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not any(values.get(f"title_{language}") for language in self.languages):
            self.add_error("title_nl", _("Write the title in one language at least."))
        for number in range(self.count):
            name = f"s{number}_sources"
            if values.get(name):
                try:
                    values[name] = read_sources(values[name])
                except ValidationError as fault:
                    self.add_error(name, fault)
            else:
                values[name] = []
        return values

    def clean_bodies(self) -> tuple[str, ...]:
        return read_bodies(self.cleaned_data["bodies"])

    def wording(self) -> Wording:
        """What was written, once valid; languages that the form did not show stay as they were."""
        values = self.cleaned_data
        known = {section.key: section for section in self.base.sections}
        found = []
        for number in range(self.count):
            name = f"s{number}_"
            title = self._texts(f"{name}title_")
            body = self._texts(f"{name}body_")
            if values[f"{name}remove"] or not any([*title.values(), *body.values()]):
                continue
            before = known.pop(values[f"{name}key"], None)
            section = SectionWording(
                before.key if before else "",
                {**(before.title if before else _nothing(self.base)), **title},
                {**(before.body if before else _nothing(self.base)), **body},
                values[f"{name}edition"],
                values[f"{name}confirm"],
                tuple(values[f"{name}sources"]),
            )
            found.append((values[f"{name}place"], number, section))
        return Wording(
            {**self.base.title, **self._texts("title_")},
            {**self.base.summary, **self._texts("summary_")},
            tuple(section for _place, _number, section in sorted(found, key=lambda one: one[:2])),
            values["bodies"],
            values["order"],
        )

    def _texts(self, name: str) -> dict[str, str]:
        return {
            language: self.cleaned_data[f"{name}{language}"].replace("\r\n", "\n").strip()
            for language in self.languages
        }


def preview_of(text: str) -> SafeString:
    """What a reader would see; nothing for a text that would be refused."""
    try:
        refuse_unsafe(text)
    except ValidationError:
        return SafeString("")
    return render(text)


def _nothing(wording: Wording) -> Mapping[str, str]:
    return dict.fromkeys(wording.title, "")


def _count(data: Any) -> int:
    typed = str(data.get("sections", ""))
    return min(int(typed), MOST_SECTIONS) if typed.isdecimal() and len(typed) < 4 else 0


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _line(label: str, text: str, language: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=TITLE,
        initial=text,
        validators=[clean_text],
        widget=forms.TextInput(attrs={"lang": language, "autocomplete": "off"}),
    )


def _text(
    label: str, text: str, language: str, *, rows: int, longest: int, preview: bool = False
) -> forms.CharField:
    attrs = {"rows": rows, "lang": language}
    if preview:
        attrs["data-preview"] = reverse("guide:preview")
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        initial=text,
        validators=[refuse_unsafe],
        widget=forms.Textarea(attrs=attrs),
    )


class SendForm(forms.Form):
    """What changes and why, and from when it shall hold."""

    reason = forms.CharField(
        label=gettext_lazy("What changes, and why?"),
        help_text=gettext_lazy("The reviewer reads it, and it stays in the list of versions."),
        max_length=250,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    publish_on = forms.DateField(
        label=gettext_lazy("Public from"),
        help_text=gettext_lazy("Leave it empty to publish as soon as the reviewers agree."),
        required=False,
        widget=_day(),
    )

    def clean_publish_on(self) -> date | None:
        day: date | None = self.cleaned_data["publish_on"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("Choose today or a later day."))
        return day


class ReviewForm(forms.Form):
    """Agree, or send back with what must change."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=(
            ("approve", gettext_lazy("I agree: it may be public")),
            ("return", gettext_lazy("It must change: send it back")),
        ),
        widget=forms.RadioSelect,
    )
    remarks = forms.CharField(
        label=gettext_lazy("What must change?"),
        help_text=gettext_lazy("Only when you send it back. Nothing about a person."),
        required=False,
        max_length=2000,
        validators=[refuse_control_characters, refuse_markup],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.CharField(widget=forms.HiddenInput, max_length=20)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("decision") == "return" and not values.get("remarks"):
            self.add_error("remarks", _("Say what must change."))
        return values
