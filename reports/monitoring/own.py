"""Free filters for who handles cases: the conditions, and the form that asks for them.

What is counted is what row security lets this reader's organisation and role see. The filters live
in the address; every value is checked against a list before it becomes a parameter.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts import codes
from contacts.models import Country
from reports.figures import Figures, Period
from reports.forms import PeriodForm
from reports.gathering import gather_own

HELD = "EXISTS (SELECT 1 FROM referrals_codedvalue w WHERE w.referral_id = r.id AND w.kind = "
# Field of the form -> condition on the referral.
CONDITIONS = {
    "sender": "r.sender_country = %(sender)s",
    "destination": "r.destination_country_id = %(destination)s",
    "urgency": "r.urgency = %(urgency)s",
    "gender": "r.gender = %(gender)s",
    "form": f"{HELD}'exploitation_form' AND w.code = %(form)s)",
    "need": f"{HELD}'need' AND w.code = %(need)s)",
}
LISTS = {
    "urgency": "urgency",
    "gender": "gender",
    "form": "exploitation_form",
    "need": "need",
}


@dataclass(frozen=True)
class Asked:
    """A period and conditions as checked values."""

    period: Period
    values: dict[str, str]

    def figures(self, now: dt.datetime) -> Figures:
        """The figures over the reader's own cases."""
        only = " AND ".join(CONDITIONS[name] for name in self.values)
        return gather_own(self.period, now=now, only=only, values=self.values)

    def before(self) -> "Asked":
        """The same conditions over the days before, as many."""
        length = self.period.last - self.period.first
        last = self.period.first - dt.timedelta(days=1)
        return Asked(Period(last - length, last), self.values)


class OwnFiguresForm(PeriodForm):
    """First and last day, and what the referrals have in common. `today` as in PeriodForm."""

    sender = forms.ChoiceField(label=_("Sending country"), required=False)
    destination = forms.ChoiceField(label=_("Country of destination"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), required=False)
    gender = forms.ChoiceField(label=_("Gender"), required=False)
    form = forms.ChoiceField(label=_("Form of exploitation"), required=False)
    need = forms.ChoiceField(label=_("Need"), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        every = [("", _("No filter"))]
        lands = Country.objects.filter(in_portal=True).order_by("order", "code")
        countries = [(land.code, land.name) for land in lands.only("code", "name")]
        for name in ("sender", "destination"):
            _choices(self, name, every + countries)
        for name, code_list in LISTS.items():
            _choices(self, name, [*every, *codes.choices(code_list)])

    def asked(self) -> Asked:
        """What a valid form asks for."""
        values = {name: self.cleaned_data[name] for name in CONDITIONS if self.cleaned_data[name]}
        return Asked(self.period(), values)


def _choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def this_year(today: dt.date) -> Period:
    """What a page shows before anybody asked: the year until today."""
    return Period(dt.date(today.year, 1, 1), today)
