"""The form that starts a report."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.figures import Period
from reports.outline import Length

EARLIEST = dt.date(1900, 1, 1)
FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
MOST_YEARS = 10


def _day(label: Any, hint: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        input_formats=FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter a date."),
            "invalid": _("Enter an existing date, for instance 2017-12-31."),
        },
    )


class PeriodForm(forms.Form):
    """First and last day, both included. `today` is passed so that the rules can be tested."""

    period_from = _day(_("First day of the period"), _("Included in the period."))
    period_to = _day(_("Last day of the period"), _("Included in the period; today at the latest."))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def _checked(self, name: str) -> dt.date:
        day: dt.date = self.cleaned_data[name]
        if day < EARLIEST:
            raise forms.ValidationError(_("Enter a date after 1900."))
        if day > self.today:
            raise forms.ValidationError(_("This day is in the future. Choose today or earlier."))
        return day

    def clean_period_from(self) -> dt.date:
        return self._checked("period_from")

    def clean_period_to(self) -> dt.date:
        return self._checked("period_to")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("period_from"), data.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _("The last day comes before the first day."))
        elif first and last and last.year - first.year > MOST_YEARS:
            self.add_error("period_to", _("Choose a period of at most ten years."))
        return data

    def period(self) -> Period:
        """The period of a valid form."""
        return Period(self.cleaned_data["period_from"], self.cleaned_data["period_to"])


class NewReportForm(PeriodForm):
    """The period of a report, whom it is about, and how long it is to be."""

    country = forms.ChoiceField(
        label=_("Countries"),
        required=False,
        help_text=_("A report on one country has its referrals, and not the common work."),
    )

    length = forms.ChoiceField(
        label=_("Length"),
        choices=Length.choices,
        initial=Length.FULL,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, countries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", _("All countries together")),
            *countries,
        ]
