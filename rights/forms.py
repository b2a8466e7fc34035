"""What is asked for the two registers."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Organisation

from .codes import (
    BreachKind,
    Channel,
    DataCategory,
    Decision,
    Extension,
    IdentityCheck,
    Kind,
    NotInformed,
    Refusal,
    Risk,
)
from .models import Breach, PersonRequest

LONGEST = 4000
CHOOSE = ("", gettext_lazy("Choose…"))


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _moment(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label, help_text=help_text, widget=widget, required=required,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )  # fmt: skip


def _text(label: Any, help_text: Any = "", *, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _choice(label: Any, choices: Any, *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[CHOOSE, *choices], required=required)


class PlainForm(forms.Form):
    """A form of these pages: labels without a colon, no checks of the browser's own."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)

    def _not_after_today(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class ForAnOrganisation(PlainForm):
    """Asks for which organisation, where the reader may write for several."""

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation that is responsible")
    )

    def __init__(
        self, *args: Any, controllers: QuerySet[Organisation] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        if controllers is None:
            del self.fields["organisation"]
        elif isinstance(field, forms.ModelChoiceField):
            field.queryset = controllers


class ReceiveForm(ForAnOrganisation):
    kind = _choice(gettext_lazy("What does the person ask?"), Kind.choices)
    received_on = _day(
        gettext_lazy("On which day did it come in?"),
        gettext_lazy("The term of one month runs from this day, not from today."),
    )
    received_by = _choice(gettext_lazy("How did it come in?"), Channel.choices)
    details = _text(
        gettext_lazy("What exactly is asked"),
        gettext_lazy(
            "In a few words. It is encrypted; do not write more about the person than is needed."
        ),
    )

    def clean_received_on(self) -> date:
        return self._not_after_today("received_on")


class CheckForm(PlainForm):
    how = _choice(gettext_lazy("How do you know that it is this person?"), IdentityCheck.choices)


class ExtendForm(PlainForm):
    reason = _choice(gettext_lazy("Why is one month not enough?"), Extension.choices)
    told_on = _day(gettext_lazy("On which day was the person told why?"))

    def clean_told_on(self) -> date:
        return self._not_after_today("told_on")


class DecideForm(PlainForm):
    decision = _choice(gettext_lazy("What did you decide?"), Decision.choices)
    refusal = _choice(
        gettext_lazy("Legal ground, where something is refused"), Refusal.choices, required=False
    )
    explanation = _text(
        gettext_lazy("Why, in words the person understands"),
        gettext_lazy("It is encrypted. Say in the answer that the person may complain."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        refused = data.get("decision") in {Decision.REFUSED, Decision.PARTLY}
        if refused and not data.get("refusal"):
            self.add_error("refusal", _("A refusal names its legal ground."))
        if not refused:
            data["refusal"] = ""
        return data


class AnswerForm(PlainForm):
    answered_on = _day(gettext_lazy("On which day did the person get the answer?"))
    how = _choice(gettext_lazy("How?"), Channel.choices)

    def clean_answered_on(self) -> date:
        return self._not_after_today("answered_on")


class LinkForm(PlainForm):
    reference = forms.CharField(
        label=gettext_lazy("Reference of the referral"),
        help_text=gettext_lazy("Eight letters and figures, as at the top of its page."),
        max_length=20,
    )

    def clean_reference(self) -> str:
        letters = re.sub(r"[\s-]", "", self.cleaned_data["reference"]).upper()
        return f"{letters[:4]}-{letters[4:]}"


class ExportForm(PlainForm):
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the person"), choices=settings.LANGUAGES
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=[
            ("pdf", gettext_lazy("PDF, to read and print")),
            ("json", gettext_lazy("JSON, to be read by a program")),
        ],
        widget=forms.RadioSelect,
        initial="pdf",
    )


class BreachForm(ForAnOrganisation):
    """Everything of art. 33(3) and (5). Only the discovery is needed to begin: the clock runs."""

    discovered_at = _moment(
        gettext_lazy("When was it discovered?"),
        gettext_lazy("The moment at which somebody of the organisation was sure. 72 hours run."),
    )
    began_at = _moment(gettext_lazy("When did it begin, if known?"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What happened?"), choices=BreachKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    description = _text(
        gettext_lazy("What happened, in words"),
        gettext_lazy("Without names of persons. It is encrypted."),
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Which data?"), choices=DataCategory.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    persons = forms.IntegerField(
        label=gettext_lazy("About how many persons?"), required=False,
        min_value=0, max_value=10_000_000,
    )  # fmt: skip
    records = forms.IntegerField(
        label=gettext_lazy("About how many records?"), required=False,
        min_value=0, max_value=100_000_000,
    )  # fmt: skip
    consequences = _text(gettext_lazy("What may it mean for these persons?"))
    measures = _text(gettext_lazy("What was done about it, and what is still to be done?"))
    risk = _choice(gettext_lazy("How great is the risk for them?"), Risk.choices, required=False)
    notified_at = _moment(gettext_lazy("When was the authority told?"), required=False)
    authority_reference = forms.CharField(
        label=gettext_lazy("Reference that the authority gave"), max_length=60, required=False
    )
    delay_reason = _text(gettext_lazy("If later than 72 hours: why?"), rows=2)
    informed_on = forms.DateField(
        label=gettext_lazy("On which day were the persons told?"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    not_informed = _choice(
        gettext_lazy("If they were not told one by one: why?"),
        NotInformed.choices,
        required=False,
    )

    def __init__(self, *args: Any, now: datetime, late_from: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now, self._late_from = now, late_from

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        discovered, notified = data.get("discovered_at"), data.get("notified_at")
        for name in ("discovered_at", "began_at", "notified_at"):
            if (moment := data.get(name)) and moment > self._now:
                self.add_error(name, _("This moment has not come yet."))
        if discovered and notified:
            if notified < discovered:
                self.add_error("notified_at", _("That is before it was discovered."))
            elif notified > self._late_from(data) and not data.get("delay_reason"):
                self.add_error(
                    "delay_reason", _("After 72 hours the authority is told why it is late.")
                )
        return data


def first_values(row: Breach, texts: dict[str, str]) -> dict[str, Any]:
    """A breach as the form shows it."""
    names = [name for name in BreachForm.base_fields if name != "organisation"]
    return {name: texts[name] if name in texts else getattr(row, name) for name in names}


FORMS: dict[str, type[PlainForm]] = {
    "check": CheckForm,
    "extend": ExtendForm,
    "decide": DecideForm,
    "answer": AnswerForm,
    "link": LinkForm,
}


def steps_of(row: PersonRequest, *, may_decide: bool) -> list[str]:
    """What can be done with a request as it stands, the next step first."""
    order = {
        "received": ["check", "decide"],
        "checked": ["decide"],
        "decided": ["answer"],
        "answered": [],
    }[row.state]
    more = ["extend"] if row.is_open and not row.extended_to else []
    mine = [*order, "link", *more] if row.is_open else ["link"]
    return [step for step in mine if may_decide or step not in {"decide", "link"}]
