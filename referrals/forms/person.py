"""Step 2: the person, pseudonymous (stage 1)."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes
from referrals.models import CodedValue
from referrals.services.drafts import save_fields

from .base import StepForm, coded, plain
from .fields import offer, radio_codes, select_code, tick_codes

CODES = (
    "age_group",
    "gender",
    "citizenship_group",
    "victim_status",
    "residence_stage",
    "region",
    "criminal_stage",
)


class PersonForm(StepForm):
    slug = "person"
    title = gettext_lazy("The person")
    age_group = radio_codes("age_group", gettext_lazy("Age group"))
    gender = radio_codes("gender", gettext_lazy("Gender"))
    citizenship_group = select_code("citizenship_group", gettext_lazy("Nationality group"))
    languages = tick_codes("language", gettext_lazy("Languages the person speaks"), required=False)
    victim_status = select_code("victim_status", gettext_lazy("Status as a victim"))
    residence_stage = select_code(
        "residence_stage",
        gettext_lazy("Residence or procedure now"),
        help_text=gettext_lazy(
            "A reflection period is national: it does not travel with the person to another "
            "country."
        ),
    )
    region = forms.ChoiceField(label=gettext_lazy("Region where help is wanted"), required=False)
    criminal_stage = select_code("criminal_stage", gettext_lazy("Criminal procedure"))

    def build(self) -> None:
        country = self.draft.destination_country_id
        regions = (
            (code, label)
            for code, label in codes.choices("region")
            if country is None or codes.attribute("region", code, "country") == country
        )
        offer(self, "region", [("", _("Not filled in")), *regions])

    def saved(self) -> dict[str, Any]:
        return {
            **plain(self.draft, *CODES),
            **coded(self.draft, languages=CodedValue.Kind.LANGUAGE),
        }

    def save(self, *, now: datetime) -> None:
        save_fields(
            self.draft.pk,
            self.cleaned_data["version"],
            now=now,
            fields={name: self.cleaned_data[name] for name in CODES},
            coded={CodedValue.Kind.LANGUAGE: self.cleaned_data["languages"]},
        )
