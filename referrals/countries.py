"""Countries of detection and of exploitation: ISO 3166-1 codes, named in the reader's language.

Those that take part in the portal are its own table of countries; the others are the code list
`territory`, which editors change by proposal. A code that neither has is named after the Unicode
CLDR.
"""

import unicodedata

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contacts import codes

OTHER = "other"
COUNTRY, TERRITORY = "country", "territory"


def country_label(code: str) -> str:
    """The name of a country, "Another country" for the code `other`, else the code itself."""
    if code == OTHER:
        return _("Another country")
    for code_list in (COUNTRY, TERRITORY):
        if code in codes.all_codes(code_list):
            return codes.label(code_list, code)
    locale = Locale.parse(get_language() or settings.LANGUAGE_CODE, sep="-")
    return str(locale.territories.get(code, code))


def country_choices() -> list[tuple[str, str]]:
    """(code, name): the portal's countries first, then the others by name, then "other"."""
    first = codes.choices(COUNTRY)
    taken = {code for code, _name in first}
    rest = [choice for choice in codes.choices(TERRITORY) if choice[0] not in taken]
    return [*first, *sorted(rest, key=_by_name), (OTHER, country_label(OTHER))]


def _by_name(choice: tuple[str, str]) -> str:
    decomposed = unicodedata.normalize("NFKD", choice[1].casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
