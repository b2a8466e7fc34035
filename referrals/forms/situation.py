"""Step 3: what is needed, and what happened (stage 1; the note is encrypted)."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from protection.audit import record
from referrals.countries import country_choices
from referrals.models import CodedValue
from referrals.services.drafts import save_fields
from referrals.vault import Vault

from .base import StepForm, coded, plain
from .fields import long_text, select_code, text_language, tick_codes

CODES = ("country_of_detection", "detected_by", "risk_level")
KINDS = {
    "needs": CodedValue.Kind.NEED,
    "exploitation_forms": CodedValue.Kind.EXPLOITATION_FORM,
    "sectors": CodedValue.Kind.EXPLOITATION_SECTOR,
    "exploitation_countries": CodedValue.Kind.EXPLOITATION_COUNTRY,
}


class SituationForm(StepForm):
    slug = "situation"
    title = gettext_lazy("Needs and situation")
    needs = tick_codes(
        "need",
        gettext_lazy("What does the person need?"),
        help_text=gettext_lazy("Tick everything that is asked of the recipient."),
    )
    exploitation_forms = tick_codes(
        "exploitation_form", gettext_lazy("Forms of exploitation"), required=False
    )
    sectors = tick_codes("exploitation_sector", gettext_lazy("Sectors"), required=False)
    exploitation_countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries of exploitation"),
        choices=country_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    country_of_detection = forms.ChoiceField(
        label=gettext_lazy("Country where the person was found"),
        choices=lambda: [("", _("Not filled in")), *country_choices()],
        required=False,
    )
    detected_by = select_code("detection_by", gettext_lazy("Found or reported by"))
    risk_level = select_code("risk_level", gettext_lazy("Level of risk"))
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

    def saved(self) -> dict[str, Any]:
        draft = self.draft
        values = {
            **plain(draft, *CODES),
            **coded(draft, **KINDS),
            "note_language": draft.note_language or get_language(),
        }
        if draft.note is not None:
            record("note_viewed", subject="referral", subject_id=str(draft.pk), purpose="filing")
            values["note"] = Vault.open(draft.pk).text(draft, "note")
        return values

    def summary(self) -> list[tuple[str, str]]:
        return [
            row
            for field, row in zip(self.visible_fields(), super().summary(), strict=True)
            if field.name != "note_language" or self.draft.note is not None
        ]

    def save(self, *, now: datetime) -> None:
        values = self.cleaned_data
        save_fields(
            self.draft.pk,
            values["version"],
            now=now,
            fields={name: values[name] for name in CODES},
            coded={kind: values[name] for name, kind in KINDS.items()},
            note=(values["note"], values["note_language"] or get_language() or "en"),
        )
