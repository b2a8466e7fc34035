"""What an organisation says it needs, and what the secretariat asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from contacts import codes
from contacts.validators import clean_text
from trainings.codes import Format, Level, Topic, Urgency
from trainings.forms.fields import codes_field, text_in
from trainings.forms.lists import language_choices

MOST_PEOPLE = 5000


def _prose(label: Any, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": 3}),
        **options,
    )


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_PEOPLE)


class NeedForm(forms.Form):
    """One need. Its texts stay in the language they are written in."""

    topic = forms.ChoiceField(label=_("Topic"), choices=Topic.choices)
    subject = forms.CharField(
        label=_("What exactly"),
        max_length=150,
        validators=[clean_text],
        help_text=_("In one line, such as: talking with minors through an interpreter."),
    )
    language = forms.ChoiceField(label=_("Language of your text"), choices=Language.choices)
    audience = codes_field(_("For whom"), lambda: codes.choices("org_type"))
    people = _number(_("How many people of your organisation"))
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    urgency = forms.ChoiceField(
        label=_("How soon"), choices=Urgency.choices, widget=forms.RadioSelect
    )
    languages = codes_field(_("Languages in which your people can follow it"), language_choices)
    format = forms.ChoiceField(label=_("How it is given"), choices=Format.choices)
    existing = _prose(_("What exists in your country already"), 1000)
    cepol = _prose(_("Activities of CEPOL that fit"), 500)


class SupportForm(forms.Form):
    """“We need this too.”"""

    people = _number(_("How many people of your organisation"))


class CommentForm(forms.Form):
    """A remark under a need."""

    text = forms.CharField(
        label=_("Your remark"),
        max_length=1000,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nothing about a person or a case. Your organisation stands beside it."),
    )


class RoundForm(forms.Form):
    """A round in preparation."""

    title_nl = text_in(_("Title"), "nl", 120)
    title_fr = text_in(_("Title"), "fr", 120)
    introduction_nl = text_in(_("Introduction"), "nl", 1500, 4)
    introduction_fr = text_in(_("Introduction"), "fr", 1500, 4)
    closes_on = forms.DateField(
        label=_("Open until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in ("title_nl", "title_fr"):
            self.fields[name].required = True


class NeedFilter(forms.Form):
    """Whose needs to see; what nobody could have chosen narrows nothing."""

    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=lambda: [("", _("All countries")), *codes.choices("country")],
    )
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        required=False,
        choices=lambda: [("", _("All kinds")), *codes.choices("org_type")],
    )
    topic = forms.ChoiceField(
        label=_("Topic"), required=False, choices=[("", _("All topics")), *Topic.choices]
    )

    def asked(self) -> dict[str, str]:
        """The filters as far as they are known."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
