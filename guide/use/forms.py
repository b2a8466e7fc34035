"""Who took a brochure, as far as they care to say; and copies that were handed out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes
from contacts.validators import clean_text
from guide.brochure.editions import NAMES
from guide.personal import refuse_personal
from guide.selectors import countries_of_portal

FIRST_DAY = date(2015, 1, 1)  # the year of the first Benelux brochure
MOST_COPIES = 100_000
ELSEWHERE = "XX"  # a country that does not take part


def kinds() -> list[tuple[str, str]]:
    """The kinds of bodies of the directory, in their words."""
    return codes.choices("org_type")


def countries() -> list[tuple[str, str]]:
    return [(country.code, country.name) for country in countries_of_portal()]


class ReaderForm(forms.Form):
    """One question that nobody must answer: from which country and kind of body a reader is."""

    reader = forms.ChoiceField(
        label=gettext_lazy("Where do you work?"),
        required=False,
        help_text=gettext_lazy(
            "We only count it: how many copies went where. Neither you nor your device is noted."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = kinds()
        places: Iterable[tuple[str, str]] = [*countries(), (ELSEWHERE, _("Another country"))]
        self.fields["reader"].choices = [  # type: ignore[attr-defined]
            ("", _("I would rather not say")),
            *((name, [(f"{code}.{kind}", label) for kind, label in bodies])
              for code, name in places),
        ]  # fmt: skip

    def said(self) -> tuple[str, str]:
        """Country and kind of body; "" twice for who said nothing, or nothing that is listed."""
        if not self.is_valid():
            return "", ""
        country, _dot, kind = self.cleaned_data["reader"].partition(".")
        return country, kind


class CopiesForm(forms.Form):
    """Printed copies handed out: nothing about who took them."""

    number = forms.IntegerField(
        label=gettext_lazy("How many copies?"), min_value=1, max_value=MOST_COPIES
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the copies"))
    country = forms.ChoiceField(label=gettext_lazy("In which country?"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("To which kind of body?"))
    day = forms.DateField(
        label=gettext_lazy("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    occasion = forms.CharField(
        label=gettext_lazy("On what occasion?"),
        required=False,
        max_length=150,
        validators=[clean_text, refuse_personal],
        help_text=gettext_lazy("For instance: training for labour inspectors. No names of people."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choose = ("", _("Choose…"))
        offered = {
            "language": [choose, *NAMES.items()],
            "country": [("", _("Several countries")), *countries()],
            "kind": [choose, *kinds()],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not FIRST_DAY <= day <= self.today:
            raise ValidationError(_("Give a day from 2015 on that is not in the future."))
        return day
