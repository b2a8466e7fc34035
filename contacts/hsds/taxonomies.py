"""Code lists as taxonomies, and their codes as terms."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from contacts import codes
from contacts.hsds.identifiers import identifier
from contacts.models import CodeList

# The lists by which a directory is classified; those of a case are no part of it.
LISTS = ("org_type", "need", "target_group", "language", "region", "accessibility_need")
_UNCONFIRMED = "unverified_field"
_NUTS = "http://data.europa.eu/nuts/code/"

Shown = dict[str, Any]


@dataclass(frozen=True)
class Term:
    """A code of one of the lists; `shown` is the HSDS object in the language of its reading."""

    list_code: str
    code: str
    has_parts: bool
    shown: Shown


@dataclass(frozen=True)
class Taxonomies:
    """All taxonomies and terms in one language, by identifier, in the order of the lists."""

    taxonomies: dict[UUID, Shown]
    terms: dict[UUID, Term]
    lists: dict[UUID, str]
    unconfirmed: str  # what is said of a value that nobody has confirmed

    def term(self, list_code: str, code: str) -> Term | None:
        """The term of a code; None for a code that is not offered."""
        return self.terms.get(UUID(identifier("term", list_code, code)))


def taxonomies() -> Taxonomies:
    """Those of the reader's language; read once and kept as long as the labels are."""
    kept = codes.derived()
    if "hsds" not in kept:
        kept["hsds"] = _read()
    found: Taxonomies = kept["hsds"]
    return found


def term_id(list_code: str, code: str) -> str:
    """The identifier of a code as a term."""
    return identifier("term", list_code, code)


def area_uri(code: str) -> str:
    """The address of a region in the European Union's vocabulary; empty for other regions."""
    is_nuts = codes.attribute("region", code, "level", "").startswith("nuts")
    return f"{_NUTS}{code}" if is_nuts else ""


def _read() -> Taxonomies:
    titles = {
        one.code: one.title for one in CodeList.objects.filter(code__in=[*LISTS, _UNCONFIRMED])
    }
    taxonomies_: dict[UUID, Shown] = {}
    terms: dict[UUID, Term] = {}
    lists: dict[UUID, str] = {}
    for list_code in LISTS:
        taxonomy = {
            "id": identifier("taxonomy", list_code),
            "name": titles.get(list_code, list_code),
            "description": titles.get(list_code, list_code),
        }
        taxonomies_[UUID(taxonomy["id"])] = taxonomy
        lists[UUID(taxonomy["id"])] = list_code
        offered = dict(codes.choices(list_code))
        parents = {code: codes.attribute(list_code, code, "parent", "") for code in offered}
        for code, label in offered.items():
            shown = {
                "id": term_id(list_code, code),
                "code": code,
                "name": label,
                "description": f"{taxonomy['name']}: {label}",
                "taxonomy": taxonomy["name"],
                "taxonomy_id": taxonomy["id"],
                "language": get_language() or "en",
            }
            if parents[code] in offered:
                shown["parent_id"] = term_id(list_code, parents[code])
            if list_code == "region" and (uri := area_uri(code)):
                shown["term_uri"] = uri
            has_parts = code in parents.values()
            terms[UUID(shown["id"])] = Term(list_code, code, has_parts, shown)
    return Taxonomies(taxonomies_, terms, lists, titles.get(_UNCONFIRMED, ""))
