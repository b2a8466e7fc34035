"""Step 5: who the person is (stage 2). Every answer is encrypted and may wait."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy

from referrals.codes import IDENTITY_FIELDS
from referrals.models import Identity
from referrals.selectors import read_identity
from referrals.services.identity import save_identity

from .base import StepForm
from .fields import PastDateField, long_text, name_text, text_language


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
    nationality = name_text(gettext_lazy("Nationality"))
    documents = long_text(
        gettext_lazy("Documents"), help_text=gettext_lazy("Which documents there are, and where.")
    )
    safe_contact = long_text(
        gettext_lazy("Safe ways to reach the person"),
        help_text=gettext_lazy("Say also when and how it is not safe."),
    )
    whereabouts = long_text(
        gettext_lazy("Where the person is now"),
        help_text=gettext_lazy("Never write the address of a secret shelter."),
    )
    remarks = long_text(gettext_lazy("Remarks"), rows=5, max_length=4000)
    remarks_language = text_language(gettext_lazy("Language of the remarks"))

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
        return [
            row
            for field, row in zip(self.visible_fields(), super().summary(), strict=True)
            if field.name != "remarks_language" or self.initial.get("remarks")
        ]

    def save(self, *, now: datetime) -> None:
        values = self.cleaned_data
        born = values["birth_date"]
        save_identity(
            self.draft.pk,
            texts={
                **{name: values[name] for name in IDENTITY_FIELDS},
                "birth_date": born.isoformat() if born else "",
            },
            remarks_language=values["remarks_language"] or get_language() or "en",
            now=now,
            version=values["version"],
        )
