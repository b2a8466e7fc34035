"""Forms of publishing figures outside a report: propose, answer, withdraw."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.validators import clean_text
from reports.models import Decider, Release, WithdrawalReason
from reports.opendata.publishing import Decision


class ProposeForm(forms.Form):
    """Which figures, and who decided that they are for the public."""

    period = forms.ChoiceField(label=gettext_lazy("Period"))
    decider = forms.ChoiceField(
        label=gettext_lazy("Who decided"), choices=Decider.choices, widget=forms.RadioSelect
    )
    decided_on = forms.DateField(
        label=gettext_lazy("Decided on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reference = forms.CharField(
        label=gettext_lazy("Where it is written down"),
        help_text=gettext_lazy("For instance the number of the minutes. Everybody can read it."),
        max_length=80,
        required=False,
        validators=[clean_text],
    )

    def __init__(
        self,
        *args: Any,
        sources: list[Release],
        named: Callable[[Release], str],
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        """`named` says a release's period in words."""
        super().__init__(*args, **kwargs)
        self.today = today
        self._sources = {str(one.pk): one for one in sources}
        field = self.fields["period"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, named(one)) for key, one in self._sources.items()]

    def clean_decided_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["decided_on"]
        if day > self.today:
            raise ValidationError(_("This day is in the future. Choose today or earlier."))
        return day

    def source(self) -> Release:
        """The release that a valid form chose."""
        return self._sources[self.cleaned_data["period"]]

    def decision(self) -> Decision:
        """Who decided, as a valid form says."""
        return Decision(
            Decider(self.cleaned_data["decider"]),
            self.cleaned_data["decided_on"],
            self.cleaned_data["reference"],
        )


class AnswerForm(forms.Form):
    """Publish, which cannot be undone, or refuse with a reason."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=(
            ("agree", gettext_lazy("I have looked at the tables. Publish them for everybody")),
            ("refuse", gettext_lazy("They must not be published")),
        ),
        widget=forms.RadioSelect,
    )
    remarks = forms.CharField(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("Only when you refuse. Nothing about a person."),
        required=False,
        max_length=300,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("answer") == "refuse" and not values.get("remarks"):
            self.add_error("remarks", _("Say why they must not be published."))
        return values


class WithdrawForm(forms.Form):
    """Why published figures are no longer handed out."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why are they withdrawn?"),
        help_text=gettext_lazy("Everybody can read it at the address of the figures."),
        choices=WithdrawalReason.choices,
        widget=forms.RadioSelect,
    )
