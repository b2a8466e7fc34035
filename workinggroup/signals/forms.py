"""What members fill in about signals."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes
from contacts.validators import clean_text
from workinggroup.fields import NAMES, NO_PERSON, SideBySide, all_and
from workinggroup.personal import refuse_personal_data
from workinggroup.signals.selectors import FIRST_YEAR, Filters
from workinggroup.themes import SignalKind

VALIDATORS = (clean_text, refuse_personal_data)


class SignalForm(SideBySide):
    """Something new, in the writer's language; the other may stand alongside."""

    texts = (
        ("title", gettext_lazy("In one line"), 150, 0, VALIDATORS),
        ("text", gettext_lazy("What is new"), 1500, 5, VALIDATORS),
    )
    one_is_enough = True

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=SignalKind.choices,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do you write?"),
        choices=tuple(NAMES.items()),
        widget=forms.RadioSelect,
    )
    country = forms.ChoiceField(label=gettext_lazy("Seen in"))
    since = forms.DateField(
        label=gettext_lazy("Seen since about"),
        help_text=gettext_lazy("The month is kept, not the day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    form = forms.ChoiceField(label=gettext_lazy("Form of exploitation"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    field_order = ("kind", "language", "country", "since")

    def __init__(
        self,
        data: Any = None,
        *,
        countries: list[tuple[str, str]],
        own_country: str,
        today: date,
        language: str = "nl",
    ) -> None:
        initial = {"country": own_country, "language": language, "since": today}
        super().__init__(data, initial=initial)
        self.today = today
        if own_country:  # others post for their own country
            del self.fields["country"]
        else:
            self.fields["country"].choices = countries  # type: ignore[attr-defined]
        for name, list_code in (("form", "exploitation_form"), ("sector", "exploitation_sector")):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                ("", _("Not said")),
                *codes.choices(list_code),
            ]
        for name in ("title_nl", "title_fr", "text_nl", "text_fr"):
            self.fields[name].help_text = NO_PERSON

    def clean_since(self) -> date:
        """The first day of a month that has begun."""
        since: date = self.cleaned_data["since"]
        if not date(FIRST_YEAR, 1, 1) <= since <= self.today:
            raise forms.ValidationError(_("Give a day between 2016 and today."))
        return since.replace(day=1)

    def clean(self) -> dict[str, Any]:
        if language := self.cleaned_data.get("language"):
            self.need_language(language)
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """The columns of a valid form."""
        found = self.cleaned_data
        plain = ("kind", "language", "since", "form", "sector")
        country = {"country_id": found["country"]} if "country" in found else {}
        return {**{name: found[name] for name in plain}, **country, **self.text_values()}


class ConfirmForm(forms.Form):
    """“We see this too”, with a few words if wanted."""

    use_required_attribute = False
    note = forms.CharField(
        label=gettext_lazy("What do you see? (may stay empty)"),
        required=False,
        max_length=500,
        validators=list(VALIDATORS),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_PERSON,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class BoardForm(forms.Form):
    """What narrows the board; words that it does not know count as nothing."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Seen in"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    confirmed = forms.ChoiceField(label=gettext_lazy("Seen elsewhere"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Period"), required=False)

    def __init__(self, data: Any, *, countries: list[tuple[str, str]], today: date) -> None:
        super().__init__(data, label_suffix="")
        years = [(str(year), str(year)) for year in range(today.year, FIRST_YEAR - 1, -1)]
        choices: dict[str, list[tuple[Any, Any]]] = {
            "kind": all_and(SignalKind.choices),
            "country": all_and(countries),
            "sector": all_and(codes.choices("exploitation_sector")),
            "confirmed": all_and([("yes", _("yes")), ("no", _("not yet"))]),
            "year": [("", _("The last twelve months")), *years],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What was asked for; a field that holds nonsense asks for nothing."""
        self.is_valid()
        found = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return Filters(**{**found, "year": int(found["year"] or 0)})
