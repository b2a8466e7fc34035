"""Forms of the life of a report: the vote, sending, receipts, corrections, its plan."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.validators import clean_text


def _day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class VoteForm(forms.Form):
    """Until when the countries may answer. `today` is passed so that the rule can be tested."""

    answer_by = _day(
        gettext_lazy("Last day to answer"),
        gettext_lazy("Each country has one vote. The rule of the body says what silence means."),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_answer_by(self) -> dt.date:
        day: dt.date = self.cleaned_data["answer_by"]
        if day <= self.today:
            raise ValidationError(_("Choose a day after today."))
        return day


class SendForm(forms.Form):
    """To which address of the Committee of Ministers the adopted version goes."""

    address = forms.EmailField(
        label=gettext_lazy("E-mail address of the Committee of Ministers"),
        help_text=gettext_lazy("The files go along, with their SHA-256 values in the mail."),
    )


class ByHandForm(forms.Form):
    """The version was sent outside the portal; a file proves it."""

    sent_on = _day(gettext_lazy("Sent on"))
    proof = forms.FileField(
        label=gettext_lazy("Proof of sending"),
        help_text=gettext_lazy("A PDF or a picture, for instance of a stamped letter."),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_sent_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["sent_on"]
        if day > self.today:
            raise ValidationError(_("This day is in the future. Choose today or earlier."))
        return day


class ReceiptForm(forms.Form):
    """What the Committee's secretariat answered."""

    received_on = _day(gettext_lazy("Received on"))
    receipt = forms.CharField(
        label=gettext_lazy("Their reference"),
        max_length=120,
        required=False,
        validators=[clean_text],
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if day > self.today:
            raise ValidationError(_("This day is in the future. Choose today or earlier."))
        return day


class CorrectionForm(forms.Form):
    """What a corrigendum corrects; it stands on its title page."""

    correction_nl = forms.CharField(
        label=gettext_lazy("What is corrected, in Dutch"), max_length=300, validators=[clean_text]
    )
    correction_fr = forms.CharField(
        label=gettext_lazy("What is corrected, in French"), max_length=300, validators=[clean_text]
    )


class PlanForm(forms.Form):
    """The dates of a report."""

    cut_off = _day(
        gettext_lazy("Cut-off date"),
        gettext_lazy("From this day on the portal makes the first draft by itself."),
        required=False,
    )
    due = _day(
        gettext_lazy("Due date"),
        gettext_lazy("The day by which the report must have been sent."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        cut_off, due = data.get("cut_off"), data.get("due")
        if cut_off and due and due <= cut_off:
            self.add_error("due", _("The due date comes after the cut-off date."))
        return data


class OutsideForm(forms.Form):
    """A national figure from outside the portal, with its source."""

    country = forms.ChoiceField(label=gettext_lazy("Country"))
    label_nl = forms.CharField(
        label=gettext_lazy("What it counts, in Dutch"), max_length=160, validators=[clean_text]
    )
    label_fr = forms.CharField(
        label=gettext_lazy("What it counts, in French"), max_length=160, validators=[clean_text]
    )
    value = forms.IntegerField(
        label=pgettext_lazy("number", "Figure"),
        min_value=0,
        max_value=10_000_000,
        help_text=gettext_lazy("Zero, or five and more: smaller numbers could show who it is."),
    )
    source_nl = forms.CharField(
        label=gettext_lazy("Source, in Dutch"), max_length=240, validators=[clean_text]
    )
    source_fr = forms.CharField(
        label=gettext_lazy("Source, in French"), max_length=240, validators=[clean_text]
    )

    def __init__(self, *args: Any, countries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        field.choices = [("", _("Choose…")), *countries]  # type: ignore[attr-defined]

    def clean_value(self) -> int:
        value: int = self.cleaned_data["value"]
        if 0 < value < 5:
            raise ValidationError(_("A number from one to four is not shown in a report."))
        return value


class PublishForm(forms.Form):
    """That the numbers typed in each of these blocks may be read by everybody."""

    confirmed = forms.MultipleChoiceField(
        label=gettext_lazy("These numbers count nobody who could be recognised"),
        help_text=gettext_lazy(
            "Tick each text once you have read it. Nothing is published before."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, blocks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["confirmed"]
        field.choices = blocks  # type: ignore[attr-defined]
        field.required = bool(blocks)
        field.error_messages["required"] = _("Confirm every text, or do not publish.")

    def clean_confirmed(self) -> list[str]:
        """All of them, or the form is not valid."""
        found: list[str] = self.cleaned_data["confirmed"]
        choices = self.fields["confirmed"].choices  # type: ignore[attr-defined]
        if len(found) < len(choices):
            raise forms.ValidationError(_("Confirm every text, or do not publish."))
        return found
