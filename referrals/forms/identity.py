"""Step 6: who the person is (stage 2). Every answer is encrypted and may wait."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from referrals.codes import IDENTITY_FIELDS
from referrals.models import Identity
from referrals.selectors import read_identity
from referrals.services.drafts import is_minor
from referrals.services.identity import save_identity

from .base import StepForm
from .fields import CallbackNumberField, PastDateField, long_text, name_text, text_language

GUARDIAN = ("guardian_name", "guardian_phone", "guardian_authority")
SAFE_TO_WRITE = {
    "yes": gettext_lazy("Yes, it is safe to write there"),
    "no": gettext_lazy("No, do not write"),
}


class IdentityForm(StepForm):
    slug = "identity"
    title = gettext_lazy("Identity")
    given_names = name_text(gettext_lazy("Given names"))
    family_name = name_text(gettext_lazy("Family name"))
    alias = name_text(gettext_lazy("Other names used"))
    birth_date = PastDateField(
        label=gettext_lazy("Date of birth"),
        required=False,
        help_text=gettext_lazy("The full date, or leave it empty."),
    )
    estimated_age = forms.IntegerField(
        label=gettext_lazy("Estimated age"),
        required=False,
        min_value=0,
        max_value=120,
        widget=forms.NumberInput(attrs={"class": "count", "autocomplete": "off"}),
        help_text=gettext_lazy("In years, if the date of birth is not known."),
    )
    nationality = name_text(gettext_lazy("Nationality"))
    documents = long_text(
        gettext_lazy("Documents"), help_text=gettext_lazy("Which documents there are, and where.")
    )
    guardian_name = name_text(gettext_lazy("Name of the guardian or parent"))
    guardian_phone = CallbackNumberField(
        region="", label=gettext_lazy("Phone number of the guardian or parent"), required=False
    )
    guardian_authority = name_text(
        gettext_lazy("Authority that appointed the guardian, and since when")
    )
    safe_contact = long_text(
        gettext_lazy("Safe ways to reach the person"),
        help_text=gettext_lazy("Say also when and how it is not safe."),
    )
    safe_to_write = forms.ChoiceField(
        label=gettext_lazy("Is it safe to write there?"),
        choices=lambda: [("", _("Not filled in")), *SAFE_TO_WRITE.items()],
        required=False,
    )
    whereabouts = long_text(
        gettext_lazy("Where the person is now"),
        help_text=gettext_lazy("Never write the address of a secret shelter."),
    )
    avoid = long_text(
        gettext_lazy("Persons to keep away from"),
        help_text=gettext_lazy("Who must not learn where the person is, and how to know them."),
    )
    remarks = long_text(gettext_lazy("Remarks"), rows=5, max_length=4000)
    remarks_language = text_language(gettext_lazy("Language of the remarks"))

    may_withhold = tuple(name for name in IDENTITY_FIELDS if name != "remarks")

    def build(self) -> None:
        if not is_minor(self.draft):
            for name in GUARDIAN:
                del self.fields[name]
        elif isinstance(phone := self.fields["guardian_phone"], CallbackNumberField):
            phone.region = self.draft.sender_country

    @property
    def minor(self) -> bool:
        """Whether the person is a child or presumed to be one."""
        return is_minor(self.draft)

    def saved(self) -> dict[str, Any]:
        opened = None
        if Identity.objects.filter(pk=self.draft.pk).exists():
            opened = read_identity(self.draft.pk, purpose="filing")
        if opened is None:
            return {"remarks_language": get_language()}
        values: dict[str, Any] = dict(opened.texts)
        if values["birth_date"]:
            values["birth_date"] = date.fromisoformat(values["birth_date"])
        values["remarks_language"] = opened.remarks_language or get_language()
        return values

    def summary(self) -> list[tuple[str, str]]:
        language = str(self.fields["remarks_language"].label)
        return [
            row for row in super().summary() if row[0] != language or self.initial.get("remarks")
        ]

    def save(self, *, now: datetime) -> None:
        values = self.cleaned_data
        born, age = values["birth_date"], values["estimated_age"]
        save_identity(
            self.draft.pk,
            texts={
                **{name: values.get(name) or "" for name in IDENTITY_FIELDS},
                "birth_date": born.isoformat() if born else "",
                "estimated_age": "" if age is None else str(age),
            },
            remarks_language=values["remarks_language"] or get_language() or "en",
            withheld=self.withheld(),
            now=now,
            version=values["version"],
        )
