"""The questions of a round as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.validators import clean_text
from trainings.evaluation.questions import QUESTIONS, Round


class AnswerForm(forms.Form):
    """One choice a question, all of them needed, and a remark that names nobody."""

    remark = forms.CharField(
        label=_("What should be different, or is still missing?"),
        required=False,
        max_length=1000,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Name nobody, yourself included. Others read it when five or more answered."),
    )
    field_order: tuple[str, ...] = ()

    def __init__(self, kind: Round, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.questions = QUESTIONS[kind]
        for one in self.questions:
            self.fields[one.code] = forms.ChoiceField(
                label=str(one.text), choices=one.choices, widget=forms.RadioSelect
            )
        self.order_fields([*(one.code for one in self.questions), "remark"])

    def choices(self) -> dict[str, str]:
        """The answers of a valid form."""
        return {one.code: self.cleaned_data[one.code] for one in self.questions}
