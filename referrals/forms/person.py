"""Step 2: the person, pseudonymous (stage 1)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes, regions
from referrals.models import CodedValue
from referrals.services.fields import save_fields

from .base import Group, StepForm, coded, plain
from .fields import PastDateField, offer, radio_codes, select_code, tick_codes

FIELDS = (
    "age_group",
    "gender",
    "guardian_kind",
    "citizenship_group",
    "interpreter",
    "victim_status",
    "residence_stage",
    "residence_document",
    "residence_start",
    "residence_ended_on",
    "residence_end_reason",
    "region",
    "criminal_stage",
)


def children() -> Collection[str]:
    """Age groups of a child, or of who is presumed to be one."""
    return _with("age_group", "child")


def with_a_clock() -> Collection[str]:
    """Residence stages that a country grants: they have a document and a start."""
    return _with("residence_stage", "country")


def _with(list_code: str, attribute: str) -> Collection[str]:
    return [
        code
        for code, _label in codes.choices(list_code)
        if codes.attribute(list_code, code, attribute)
    ]


class PersonForm(StepForm):
    slug = "person"
    title = gettext_lazy("The person")
    age_group = radio_codes(
        "age_group",
        gettext_lazy("Age group"),
        help_text=gettext_lazy(
            "If the age is uncertain and there are reasons to believe that the person is a child, "
            "the person is presumed to be one."
        ),
    )
    guardian_kind = select_code(
        "guardian_kind",
        gettext_lazy("Who has authority over the child?"),
        help_text=gettext_lazy("Name and phone number come with the identity, where asked for."),
    )
    gender = radio_codes("gender", gettext_lazy("Gender"))
    citizenship_group = select_code("citizenship_group", gettext_lazy("Nationality group"))
    languages = tick_codes("language", gettext_lazy("Languages the person speaks"), required=False)
    interpreter = select_code("interpreter_need", gettext_lazy("Interpreter"))
    victim_status = select_code("victim_status", gettext_lazy("Status as a victim"))
    residence_stage = select_code(
        "residence_stage",
        gettext_lazy("Residence or procedure now"),
        help_text=gettext_lazy(
            "A reflection period is national: it does not travel with the person to another "
            "country."
        ),
    )
    residence_document = select_code("residence_document", gettext_lazy("Document"))
    residence_start = PastDateField(
        label=gettext_lazy("Since when?"),
        required=False,
        help_text=gettext_lazy("The portal works out when it ends, by the country’s rule."),
    )
    residence_ended_on = PastDateField(label=gettext_lazy("Ended early on"), required=False)
    residence_end_reason = select_code(
        "residence_end_reason", gettext_lazy("Why did it end early?")
    )
    region = forms.ChoiceField(label=gettext_lazy("Region where help is wanted"), required=False)
    criminal_stage = select_code("criminal_stage", gettext_lazy("Criminal procedure"))

    conditional = (
        Group("guardian", "age_group", children, ("guardian_kind",)),
        Group(
            "residence",
            "residence_stage",
            with_a_clock,
            ("residence_document", "residence_start", "residence_ended_on", "residence_end_reason"),
        ),
    )
    may_withhold = (
        "citizenship_group",
        "languages",
        "victim_status",
        "residence_stage",
        "region",
        "criminal_stage",
    )

    def build(self) -> None:
        country = self.draft.destination_country_id
        offered = (
            (code, label)
            for code, label in regions.of_referrals()
            if country is None or codes.attribute("region", code, "country") == country
        )
        offer(self, "region", [("", _("Not filled in")), *offered])

    def saved(self) -> dict[str, Any]:
        return {
            **plain(self.draft, *FIELDS),
            **coded(self.draft, languages=CodedValue.Kind.LANGUAGE),
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        start, end = values.get("residence_start"), values.get("residence_ended_on")
        if end and "residence_end_reason" not in self.errors:
            if not values.get("residence_end_reason"):
                self.add_error("residence_end_reason", _("Say why it ended early."))
        elif values.get("residence_end_reason") and "residence_ended_on" not in self.errors:
            self.add_error("residence_ended_on", _("Enter the day on which it ended."))
        if start and end and end < start:
            self.add_error("residence_ended_on", _("It cannot end before it began."))
        return values

    def save(self, *, now: datetime) -> None:
        save_fields(
            self.draft.pk,
            self.cleaned_data["version"],
            now=now,
            step=self.slug,
            fields={name: self.cleaned_data[name] for name in FIELDS},
            coded={CodedValue.Kind.LANGUAGE: self.cleaned_data["languages"]},
            withheld=self.withheld(),
        )
