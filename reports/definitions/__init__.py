"""What each figure counts: the one place, for pages, the report's annex and the open data.

A definition belongs to a table of `reports.gathering` (by its key) or to a figure beside them.
"""

from reports.definitions.around import AROUND
from reports.definitions.around_work import AROUND_WORK
from reports.definitions.referrals import REFERRALS
from reports.definitions.service import SERVICE
from reports.definitions.terms import TERMS
from reports.definitions.words import Definition, Words

__all__ = ("ALL", "DEFINITIONS", "TERMS", "Definition", "Words", "definition")

ALL: tuple[Definition, ...] = (*REFERRALS, *SERVICE, *AROUND_WORK, *AROUND, *TERMS)
DEFINITIONS = {found.key: found for found in ALL}


def definition(key: str) -> Definition:
    """The definition of a table or figure; a layer of a table has its table's. KeyError."""
    return DEFINITIONS.get(key) or DEFINITIONS[key.partition("@")[0]]
