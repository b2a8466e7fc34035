"""Where somebody helps: the regions of the three countries and the Euregions, from the code list.

Codes are those of NUTS (EU regulation 2003/1059, version 2024), of ISO 3166-2 for the cantons of
Luxembourg, and `euregion_…` for what crosses a border. A region names its `parent`, an Euregion its
`parts`: provinces of which it takes in at least a piece.
"""

from contacts import codes

LIST = "region"


def of_referrals() -> list[tuple[str, str]]:
    """(code, label) of the regions that a referral asks for: without cantons and Euregions."""
    return [
        (code, label)
        for code, label in codes.choices(LIST)
        if not codes.attribute(LIST, code, "directory_only", False)
    ]


def of_country(country: str) -> list[tuple[str, str]]:
    """(code, label) of a country's regions and of the Euregions that reach into it."""
    return [(code, label) for code, label in codes.choices(LIST) if country in countries(code)]


def countries(code: str) -> list[str]:
    """The countries of the portal that a region lies in; none for an unknown code."""
    country = codes.attribute(LIST, code, "country")
    return [country] if country else list(codes.attribute(LIST, code, "countries", []))


def level(code: str) -> str:
    """`nuts1`, `nuts2`, `canton` or `euregion`; "" for an unknown code."""
    return str(codes.attribute(LIST, code, "level", ""))


def overlapping(code: str) -> frozenset[str]:
    """All codes that share ground with this one, itself included.

    So a service that covers Flanders is found for the province of Antwerp and for the Euregion
    Scheldemond. A service without codes covers its whole country: that is the caller's to add.
    """
    kept = codes.derived()
    key = (LIST, "overlapping")
    if key not in kept:
        ground = {one: _ground(one) for one, _label in codes.choices(LIST)}
        kept[key] = {
            one: frozenset(other for other, theirs in ground.items() if own & theirs)
            for one, own in ground.items()
        }
    found: frozenset[str] = kept[key].get(code, frozenset({code}))
    return found


def _ground(code: str) -> set[str]:
    """The smallest regions that this one consists of."""
    below = list(codes.attribute(LIST, code, "parts", [])) or [
        other
        for other, _label in codes.choices(LIST)
        if codes.attribute(LIST, other, "parent") == code
    ]
    return {one for part in below for one in _ground(part)} or {code}
