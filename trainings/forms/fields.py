"""Fields that several forms of the trainings have."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from contacts.validators import clean_text

IN = {"nl": gettext_lazy("in Dutch"), "fr": gettext_lazy("in French")}


def text_in(label: Any, language: str, most: int, rows: int = 0) -> forms.CharField:
    """One text in one language; `rows` 0 for a line."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=format_lazy("{} ({})", label, IN[language]),
        max_length=most,
        required=False,
        validators=[clean_text],
        widget=widget,
    )


def codes_field(label: Any, choices: Any) -> forms.MultipleChoiceField:
    """Several of a list, each with a box to tick."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )
