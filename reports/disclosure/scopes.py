"""Figures of one country beside those of all: which referrals they have in common.

A referral belongs to the country that sent it and to the one that was asked to receive the person,
so that it stands in the figures of both. The countries that figures were released for cut all
referrals into shares: those of two of these countries, those of one of them and another country,
and those of none of them.
"""

import itertools
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reports.figures import Figures

EVERYWHERE = ""
_COUNTRY = re.compile(r"[A-Z]{2}")
BENELUX = ("NL", "BE", "LU")


@dataclass(frozen=True, order=True)
class Share:
    """Referrals that have a part in these countries, and in no other that has figures."""

    countries: tuple[str, ...]

    def within(self, scope: str) -> bool:
        return scope in {EVERYWHERE, *self.countries}

    def cannot_have(self, name: str, released: Collection[str]) -> bool:
        """Whether a cell counts nobody here: it is about a country that has no part in them."""
        about = countries_of(name)
        if len(self.countries) == 2:
            return not about <= set(self.countries)
        return bool(about & set(released) - set(self.countries))

    def __str__(self) -> str:
        return "-".join(self.countries) or "others"


def countries_of(name: str) -> set[str]:
    """The countries that a cell's name says have a part in each referral that it counts."""
    return {part for part in name.split(".") if _COUNTRY.fullmatch(part)}


def shares(scopes: Iterable[str], lands: Collection[str] | None) -> list[Share]:
    """The shares that figures of these scopes cut all referrals into, one where there is but one
    scope; `lands` are the countries that can have a part, None where nobody knows them all.
    """
    countries = sorted({scope for scope in scopes if scope})
    outside = 2 if lands is None else len(set(lands) - set(countries))
    found = [Share(two) for two in itertools.combinations(countries, 2)]
    found += [Share((one,)) for one in countries if outside >= 1]
    return found + ([Share(())] if outside >= 2 or not countries else [])


def lands_of(figures: Iterable[Figures]) -> set[str]:
    """The countries that the figures name as senders or destinations; at least the Benelux ones."""
    found = set(BENELUX)
    for one in figures:
        for table in one.tables:
            if table.family == "pairs":
                members = (row for _group, rows in table.merged for row in rows)
                found |= {name for name in (*table.rows, *members) if _COUNTRY.fullmatch(name)}
    return found
