"""Countries of detection and of exploitation: ISO 3166-1 codes, named in the reader's language.

The names are those of the Unicode CLDR; only a few countries take part in the portal, so its own
table of countries does not hold them.
"""

import unicodedata

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

OTHER = "other"
FIRST = ("BE", "NL", "LU")
EUROPE = [
    "AL",
    "AT",
    "BA",
    "BG",
    "BY",
    "CH",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GB",
    "GR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LV",
    "MD",
    "ME",
    "MK",
    "MT",
    "NO",
    "PL",
    "PT",
    "RO",
    "RS",
    "RU",
    "SE",
    "SI",
    "SK",
    "TR",
    "UA",
    "XK",
]


def country_label(code: str) -> str:
    """The name of a country, "Another country" for the code `other`, else the code itself."""
    if code == OTHER:
        return _("Another country")
    locale = Locale.parse(get_language() or settings.LANGUAGE_CODE, sep="-")
    return str(locale.territories.get(code, code))


def country_choices() -> list[tuple[str, str]]:
    """(code, name): the three countries first, then the rest of Europe by name, then "other"."""
    rest = sorted(((code, country_label(code)) for code in EUROPE), key=_by_name)
    return [
        *((code, country_label(code)) for code in FIRST),
        *rest,
        (OTHER, country_label(OTHER)),
    ]


def _by_name(choice: tuple[str, str]) -> str:
    decomposed = unicodedata.normalize("NFKD", choice[1].casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
