"""Fields of the filing form: codes with labels in the reader's language, texts, dates, numbers."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes
from contacts.models import Organisation
from contacts.validators import refuse_control_characters, refuse_markup, refuse_start
from referrals.codes import NO_IDENTITY_BASES

EARLIEST = date(1900, 1, 1)
Choices = list[tuple[str, str]]


def code_choices(list_code: str) -> Callable[[], Choices]:
    """The active codes of a list, read when a form is made, so in the reader's language."""
    return lambda: codes.choices(list_code)


def optional_code_choices(list_code: str) -> Callable[[], Choices]:
    """As `code_choices`, with an empty answer on top."""
    return lambda: [("", _("Not filled in")), *codes.choices(list_code)]


def release_bases() -> Choices:
    """The legal bases on which an identity may be released."""
    return [
        (code, label)
        for code, label in codes.choices("sharing_basis")
        if code not in NO_IDENTITY_BASES
    ]


def organisation_choices(organisations: Iterable[Organisation]) -> Choices:
    """Organisations by name."""
    return [(str(organisation.pk), organisation.name) for organisation in organisations]


def by_kind(organisations: list[Organisation]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Organisations, sorted by kind, as groups of choices under the kind's name."""
    return [
        (codes.label("org_type", kind), [(str(o.pk), o.name) for o in members])
        for kind, members in groupby(organisations, key=lambda o: o.kind)
    ]


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    """Give a form's choice field what it offers this time; the field. TypeError for others."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices.")
    field.choices = list(choices)
    return field


def radio_codes(list_code: str, label: Any, **options: Any) -> forms.ChoiceField:
    """One code of a short list."""
    return forms.ChoiceField(
        label=label, choices=code_choices(list_code), widget=forms.RadioSelect, **options
    )


def select_code(list_code: str, label: Any, **options: Any) -> forms.ChoiceField:
    """One code of a long list; may wait."""
    return forms.ChoiceField(
        label=label, choices=optional_code_choices(list_code), required=False, **options
    )


def tick_codes(list_code: str, label: Any, **options: Any) -> forms.MultipleChoiceField:
    """Several codes of a list."""
    return forms.MultipleChoiceField(
        label=label,
        choices=code_choices(list_code),
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


def free_text(value: str) -> None:
    """Text in any script, without what no keyboard means: control characters, marks that turn the
    reading direction, markup, the start of a formula."""
    refuse_control_characters(value)
    refuse_markup(value)
    refuse_start(value, "=@")


def name(value: str) -> None:
    """As `free_text`; no name begins with a sign either, as a list or +32 may."""
    free_text(value)
    refuse_start(value, "+-")


def name_text(label: Any, **options: Any) -> forms.CharField:
    """A short text on one line."""
    return forms.CharField(
        label=label,
        required=False,
        validators=[name],
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "auto"}),
        **{"max_length": 200, **options},
    )


def long_text(label: Any, *, rows: int = 3, **options: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        required=False,
        validators=[free_text],
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "dir": "auto"}),
        **{"max_length": 1000, **options},
    )


def text_language(label: Any) -> forms.ChoiceField:
    """The language a free text is written in: one that the portal's readers know."""
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=lambda: [
            (code, codes.label("language", code)) for code in ("nl", "fr", "en", "de")
        ],
    )


class PastDateField(forms.DateField):
    """A day from 1900 until today."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"}
            ),
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"],
            error_messages={"invalid": gettext_lazy("Enter a full date: day, month and year.")},
            **options,
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day < EARLIEST:
            raise ValidationError(_("The year must be 1900 or later."), code="too_early")
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("The date must not lie in the future."), code="future")
        return day


class CountField(forms.IntegerField):
    """How many people: 0 is an answer too, and differs from none given."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            min_value=0,
            max_value=20,
            widget=forms.NumberInput(attrs={"class": "count", "autocomplete": "off"}),
            **options,
        )


class CallbackNumberField(forms.CharField):
    """A number that can be dialled from another country; stored as +32 3 201 16 90."""

    def __init__(self, *, region: str, **options: Any) -> None:
        self.region = region
        super().__init__(
            max_length=32,
            widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            **options,
        )

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if not typed:
            return ""
        message = _("Enter a phone number, with + and the country code: +32 3 201 16 90.")
        try:
            number = phonenumbers.parse(typed, self.region or None)
        except phonenumbers.NumberParseException:
            raise ValidationError(message, code="phone") from None
        if not phonenumbers.is_valid_number(number) or number.extension:
            raise ValidationError(message, code="phone")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
