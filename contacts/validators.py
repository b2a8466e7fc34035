"""What a text or a phone number of the directory may hold."""

import re
import unicodedata

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Marks that change the reading direction of what follows; a name never needs them.
_DIRECTION_MARKS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{1,38}")


def clean_text(value: str) -> None:
    """Refuse what no keyboard means: control characters, direction marks, formulas.

    A text that starts with = + - @ would run as a formula in the spreadsheets made from it. The
    texts are Dutch, French, English or German, so their letters are Latin ones.
    """
    refuse_control_characters(value)
    if any(_foreign(character) for character in value):
        raise ValidationError(
            _("Use letters of the Latin alphabet, digits and punctuation."), code="alphabet"
        )
    refuse_start(value, "=+-@")
    refuse_markup(value)


def refuse_control_characters(value: str) -> None:
    """Refuse what no keyboard means, and marks that turn the reading direction."""
    for character in value:
        if character in "\n\r\t":
            continue
        if character in _DIRECTION_MARKS or unicodedata.category(character) in {"Cc", "Cs", "Co"}:
            raise ValidationError(
                _("Remove the invisible control characters from this text."), code="control"
            )


def refuse_markup(value: str) -> None:
    """Refuse what a page could take for HTML."""
    if "<" in value or ">" in value:
        raise ValidationError(_("Write plain text, without < and >."), code="markup")


def refuse_start(value: str, signs: str) -> None:
    """Refuse a text that begins with one of the signs: a spreadsheet would run it as a formula."""
    if value[:1] and value[0] in signs:
        raise ValidationError(
            _("A text cannot start with “%(character)s”."),
            code="formula",
            params={"character": value[0]},
        )


def _foreign(character: str) -> bool:
    category = unicodedata.category(character)
    if category[0] == "L":
        name = unicodedata.name(character, "")
        return not name.startswith(("LATIN", "MODIFIER", "FEMININE", "MASCULINE"))
    return category in {"So", "Cf", "Cn"} and character not in "°©®\u00ad"


def validate_phone(value: str) -> None:
    """A number with its country code, or a national short number such as 0900 8844."""
    message = _("Enter a phone number, with + and the country code: +32 3 201 16 90.")
    if not _PHONE.fullmatch(value):
        raise ValidationError(message, code="phone")
    digits = sum(character.isdigit() for character in value)
    if value.startswith("+"):
        try:
            possible = phonenumbers.is_possible_number(phonenumbers.parse(value))
        except phonenumbers.NumberParseException:
            possible = False
    else:
        possible = 3 <= digits <= 6 or (value.startswith("0") and digits <= 12)
    if not possible:
        raise ValidationError(message, code="phone")
