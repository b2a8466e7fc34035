"""From a postcode to the regions that it may lie in.

Belgian postcodes lie in the provinces by their number (bpost); Luxembourg is one region. Of a
Dutch one only the country is taken: its provinces do not follow the numbers. Four digits alone may
be of any of the three.
"""

import re

from contacts import regions

_DUTCH = re.compile(r"(?:NL-?)?([1-9]\d{3})[A-Z]{2}|NL-?([1-9]\d{3})")
_BELGIAN = re.compile(r"B(?:E)?-?([1-9]\d{3})")
_LUXEMBOURGISH = re.compile(r"L(?:U)?-?([1-9]\d{3})")
_BARE = re.compile(r"[1-9]\d{3}")
# The last number of each run, and its province.
_BELGIAN_PROVINCES = (
    (1299, "BE10"), (1499, "BE31"), (1999, "BE24"), (2999, "BE21"), (3499, "BE24"), (3999, "BE22"),
    (4999, "BE33"), (5999, "BE35"), (6599, "BE32"), (6999, "BE34"), (7999, "BE32"), (8999, "BE25"),
    (9999, "BE23"),
)  # fmt: skip


def regions_of(postcode: str) -> dict[str, str]:
    """The countries that a postcode may be of, each with its region where the number tells it.

    `postcode` is in capitals without spaces. Empty for what is none of the three.
    """
    if _DUTCH.fullmatch(postcode):
        return {"NL": ""}
    if match := _BELGIAN.fullmatch(postcode):
        return {"BE": _province(match[1])}
    if _LUXEMBOURGISH.fullmatch(postcode):
        return {"LU": "LU00"}
    if _BARE.fullmatch(postcode):
        return {"NL": "", "BE": _province(postcode), "LU": "LU00"}
    return {}


def areas_of(postcode: str) -> list[str]:
    """The codes of the list region that hold the postcode or, in the Netherlands, its country."""
    found: set[str] = set()
    for country, region in regions_of(postcode).items():
        found |= (
            regions.overlapping(region)
            if region
            else {code for code, _label in regions.of_country(country)}
        )
    return sorted(found)


def _province(number: str) -> str:
    return next(province for last, province in _BELGIAN_PROVINCES if int(number) <= last)
