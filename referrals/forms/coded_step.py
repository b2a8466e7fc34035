"""A step of coded answers with one text beside them, which is encrypted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import get_language

from protection.audit import record
from referrals.models import CodedValue
from referrals.services.fields import save_fields
from referrals.vault import Vault

from .base import StepForm, coded, plain


class CodedStep(StepForm):
    """`plain_fields` are columns of the referral, `coded_fields` its coded values by kind; `text`
    names the encrypted text, whose language is asked in `<text>_language`."""

    plain_fields: ClassVar[tuple[str, ...]]
    coded_fields: ClassVar[Mapping[str, CodedValue.Kind]]
    text: ClassVar[str]

    @property
    def _language(self) -> str:
        return f"{self.text}_language"

    @property
    def _has_text(self) -> bool:
        return getattr(self.draft, self.text) is not None

    def saved(self) -> dict[str, Any]:
        draft = self.draft
        values = {
            **plain(draft, *self.plain_fields),
            **coded(draft, **self.coded_fields),
            self._language: getattr(draft, self._language) or get_language(),
        }
        if self._has_text:
            record("note_viewed", subject="referral", subject_id=str(draft.pk), purpose="filing")
            values[self.text] = Vault.open(draft.pk).text(draft, self.text)
        return values

    def summary(self) -> list[tuple[str, str]]:
        """Without the language of a text that is not there."""
        language = str(self.fields[self._language].label)
        return [row for row in super().summary() if row[0] != language or self._has_text]

    def save(self, *, now: datetime) -> None:
        values = self.cleaned_data
        language = values[self._language] or get_language() or "en"
        save_fields(
            self.draft.pk,
            values["version"],
            now=now,
            step=self.slug,
            fields={name: values[name] for name in self.plain_fields},
            coded={kind: values[name] for name, kind in self.coded_fields.items()},
            texts={self.text: (values[self.text], language)},
            withheld=self.withheld(),
        )
