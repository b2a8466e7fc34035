"""The forms of the bodies and of written procedures."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation
from contacts.validators import clean_text
from workinggroup.codes import Answer, Silence
from workinggroup.models import Body, Seat

DAY = {"type": "date"}


class BaseForm(forms.Form):
    """No browser judges before we do, and labels need no colon."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, typed or chosen."""
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **kwargs
    )


def text_in(label: Any, language: str, *, longest: int, rows: int = 4) -> forms.CharField:
    """A text in one language, which the browser's spelling follows."""
    return forms.CharField(
        label=label,
        max_length=longest,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": rows, "lang": language}),
    )


class RulesForm(BaseForm):
    """A body's rules for written procedures."""

    silence = forms.ChoiceField(
        label=_("When a country does not answer"), choices=Silence, widget=forms.RadioSelect
    )
    answer_days = forms.IntegerField(label=_("Days to answer"), min_value=1, max_value=90)


class SeatForm(BaseForm):
    """Which organisation gets a seat."""

    organisation: Any = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    votes = forms.BooleanField(
        label=_("It answers for its country in written procedures"), required=False
    )
    since = day_field(_("Since"), initial=timezone.localdate)

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Seat.objects.filter(body=body, ended_on=None).values("organisation")
        choice: Any = self.fields["organisation"]
        choice.queryset = Organisation.objects.filter(active=True).exclude(pk__in=taken)


class OpenForm(BaseForm):
    """A text that is put to the countries in writing."""

    body: Any = forms.ModelChoiceField(
        label=_("Which body decides"), queryset=Body.objects.all(), empty_label=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    question_nl = text_in(_("What is asked, in Dutch"), "nl", longest=1000)
    question_fr = text_in(_("What is asked, in French"), "fr", longest=1000)
    due = day_field(_("Answer by"))

    def clean_due(self) -> date:
        day: date = self.cleaned_data["due"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        if day > timezone.localdate() + timedelta(days=365):
            raise forms.ValidationError(_("Choose a day within a year."))
        return day


class VoteForm(BaseForm):
    """A country's answer. It is final, which the page says beside the button."""

    answer = forms.ChoiceField(
        label=_("The answer of your country"),
        choices=[
            (Answer.APPROVE, _("We approve")),
            (Answer.CHANGES, _("We ask for changes")),
            (Answer.RESERVE, _("We reserve our position")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    reason = forms.CharField(
        label=_("Reason, unless you approve"),
        required=False,
        max_length=2000,
        validators=[clean_text],
        help_text=_("The other countries read it, and act on it. Write nothing about a person."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") not in {None, Answer.APPROVE} and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why, so that the others can act on it."))
        return data
