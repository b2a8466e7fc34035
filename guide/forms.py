"""What readers of the guide fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.validators import clean_text
from guide.models import Helped
from guide.personal import refuse_personal
from guide.selectors import countries_of_portal
from guide.steps import AGES, NATIONALITIES, WISHES, YES_NO, Answers


class NowForm(forms.Form):
    """A few coded answers, for the steps to take. There is no field for words."""

    danger = forms.ChoiceField(
        label=_("Is the person in danger now, or are you?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    found = forms.ChoiceField(label=_("In which country are you?"), widget=forms.RadioSelect)
    age = forms.ChoiceField(label=_("The person is"), choices=AGES, widget=forms.RadioSelect)
    nationality = forms.ChoiceField(
        label=_("Nationality"), choices=NATIONALITIES, widget=forms.RadioSelect
    )
    wish = forms.ChoiceField(
        label=_("What does the person want?"), choices=WISHES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(country.code, country.name) for country in countries_of_portal()]
        self.fields["found"].choices = choices  # type: ignore[attr-defined]

    def answers(self) -> Answers:
        """The answers of a valid form."""
        return Answers(**{name: self.cleaned_data[name] for name in self.fields})

    def chosen(self) -> list[tuple[str, str]]:
        """Question and answer in words, for the page that shows the steps."""
        labels = {name: dict(field.choices) for name, field in self.fields.items()}  # type: ignore[attr-defined]
        return [
            (str(field.label), str(labels[name][self.cleaned_data[name]]))
            for name, field in self.fields.items()
        ]


class FeedbackForm(forms.Form):
    """Whether a page helped, and what is missing: never anything about a person."""

    helped = forms.ChoiceField(
        label=_("Did this page help you?"), choices=Helped.choices, widget=forms.RadioSelect
    )
    missing = forms.CharField(
        label=_("What is missing?"),
        required=False,
        max_length=500,
        validators=[clean_text, refuse_personal],
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Nothing about a person: no names, dates, numbers or addresses."),
    )
