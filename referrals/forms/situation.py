"""Step 3: what is needed, and by whom (stage 1; the note is encrypted)."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy

from protection.audit import record
from referrals.models import CodedValue
from referrals.services.fields import save_fields
from referrals.vault import Vault

from .base import StepForm, coded, plain
from .fields import CountField, long_text, text_language, tick_codes

FIELDS = ("children", "companions")
KINDS = {
    "needs": CodedValue.Kind.NEED,
    "care_needs": CodedValue.Kind.CARE_NEED,
    "accessibility_needs": CodedValue.Kind.ACCESS_NEED,
}


class SituationForm(StepForm):
    slug = "situation"
    title = gettext_lazy("What is needed")
    needs = tick_codes(
        "need",
        gettext_lazy("What does the person need?"),
        help_text=gettext_lazy("Tick everything that is asked of the recipient."),
    )
    children = CountField(
        label=gettext_lazy("Children who come along"),
        help_text=gettext_lazy("Their number. Who they are comes with the identity."),
    )
    companions = CountField(label=gettext_lazy("Other companions"))
    care_needs = tick_codes("care_need", gettext_lazy("Pregnancy or care needs"), required=False)
    accessibility_needs = tick_codes(
        "accessibility_need", gettext_lazy("Accessibility needs"), required=False
    )
    note = long_text(
        gettext_lazy("Note"),
        rows=5,
        max_length=4000,
        help_text=gettext_lazy(
            "Everyone who is asked can read this note. Write no names, addresses, phone numbers or "
            "anything else by which the person can be recognised. It is stored encrypted and is "
            "not translated."
        ),
    )
    note_language = text_language(gettext_lazy("Language of the note"))

    may_withhold = ("children", "companions", "care_needs", "accessibility_needs")

    def saved(self) -> dict[str, Any]:
        draft = self.draft
        values = {
            **plain(draft, *FIELDS),
            **coded(draft, **KINDS),
            "note_language": draft.note_language or get_language(),
        }
        if draft.note is not None:
            record("note_viewed", subject="referral", subject_id=str(draft.pk), purpose="filing")
            values["note"] = Vault.open(draft.pk).text(draft, "note")
        return values

    def summary(self) -> list[tuple[str, str]]:
        language = str(self.fields["note_language"].label)
        return [
            row for row in super().summary() if row[0] != language or self.draft.note is not None
        ]

    def save(self, *, now: datetime) -> None:
        values = self.cleaned_data
        language = values["note_language"] or get_language() or "en"
        save_fields(
            self.draft.pk,
            values["version"],
            now=now,
            step=self.slug,
            fields={name: values[name] for name in FIELDS},
            coded={kind: values[name] for name, kind in KINDS.items()},
            texts={"note": (values["note"], language)},
            withheld=self.withheld(),
        )
