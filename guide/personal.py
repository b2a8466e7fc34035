"""Free text from strangers: refuse what looks like it concerns a person, as far as can be seen."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_LOOKS_PERSONAL = (
    re.compile(r"\S@\S"),  # a mail address
    re.compile(r"(?:\d[\s./()+-]{0,2}){7,}"),  # a phone, passport or register number
    re.compile(r"\b\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:19|20)?\d{2}\b"),  # a date of birth
    re.compile(r"\b(?:19|20)\d{2}-\d{1,2}-\d{1,2}\b"),
    re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,}"),  # a bank account
    re.compile(r"https?://|www\.", re.IGNORECASE),  # a profile
    re.compile(
        r"\b(?i:mevrouw|mevr|mw|meneer|dhr|de heer|madame|mme|monsieur|mlle|mrs?|ms)\b\.?"
        r"\s+[A-ZÀ-Þ]"
    ),
    re.compile(
        r"\b(?:heet|genaamd|s’appelle|s'appelle|nommée?|geboren|née? le|is called|named|born)\b",
        re.IGNORECASE,
    ),
)


def refuse_personal(text: str) -> None:
    """Refuse a text with a mail address, a number, a date, a profile or a name announced as one.

    A bare name cannot be told from the name of a service: the page asks not to write any.
    """
    if any(pattern.search(text) for pattern in _LOOKS_PERSONAL):
        raise ValidationError(
            _(
                "This looks like a name, a date, a number or an address of somebody. Say what is "
                "missing in the guide without anything about a person."
            ),
            code="personal",
        )
