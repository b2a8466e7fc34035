"""The identity as a reader sees it: each field in words, and what was withheld on purpose."""

from datetime import date

from django.utils.formats import date_format

from referrals.codes import IDENTITY_FIELDS
from referrals.forms.base import WITHHELD
from referrals.forms.identity import GUARDIAN, SAFE_TO_WRITE, IdentityForm
from referrals.models import CodedValue
from referrals.selectors import Case, OpenedIdentity

from .stage_1 import Line


def identity_lines(case: Case, opened: OpenedIdentity) -> list[Line]:
    """Every field in its order, "" where it was not filled in; a guardian's only where asked."""
    withheld = set(case.codes[CodedValue.Kind.WITHHELD]) | opened.withheld
    return [
        Line(
            str(IdentityForm.base_fields[name].label),
            str(WITHHELD) if name in withheld else in_words(name, opened.texts[name]),
            opened.remarks_language if name == "remarks" else "",
            withheld=name in withheld,
            name=name,
        )
        for name in IDENTITY_FIELDS
        if opened.texts[name] or name in withheld or name not in GUARDIAN
    ]


def in_words(name: str, text: str) -> str:
    """A field of the identity as its reader writes it; the date of birth is stored as ISO 8601."""
    if name == "birth_date" and text:
        return date_format(date.fromisoformat(text))
    return str(SAFE_TO_WRITE.get(text, text)) if name == "safe_to_write" else text
