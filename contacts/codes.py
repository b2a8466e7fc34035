"""Code lists in the reader's language: the labels of everything that is coded.

The countries are the list `country`, with their data protection `authority` as an attribute:
those of the portal are active, the others only labelled.
All lists are read at once and kept by the process for a minute, per language; saving a code
forgets them here at once, and within the minute elsewhere. Unknown codes are shown as they are.
"""

import time
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation

from contacts.models import Code, Country

KEEP_SECONDS = 60.0


@dataclass(frozen=True)
class _Entry:
    label: str
    active: bool
    attributes: dict[str, Any]
    place: int


_List = dict[str, _Entry]


@dataclass(frozen=True)
class _Lists:
    """All lists in one language, and what others made of them."""

    until: float
    entries: dict[str, _List]
    derived: dict[Any, Any] = field(default_factory=dict)


_UNKNOWN_PLACE = 100_000
_kept: dict[str, _Lists] = {}


def choices(list_code: str) -> list[tuple[str, str]]:
    """(code, label) of the active codes of a list, in its order; empty for an unknown list."""
    return [(code, entry.label) for code, entry in _list(list_code).items() if entry.active]


def all_codes(list_code: str) -> frozenset[str]:
    """The codes of a list, those no longer offered too: a row that has one may keep it."""
    return frozenset(_list(list_code))


def label(list_code: str, code: str) -> str:
    """The label of a code, also of one that is no longer active; the code itself if unknown."""
    entry = _list(list_code).get(code)
    return entry.label if entry else code


def labels(list_code: str, codes: list[str]) -> list[str]:
    """The labels of several codes, in the order of the list, unknown codes last."""
    known = _list(list_code)
    if len(codes) > 1:
        codes = sorted(codes, key=lambda c: known[c].place if c in known else _UNKNOWN_PLACE)
    return [known[code].label if code in known else code for code in codes]


def attribute(list_code: str, code: str, name: str, default: Any = None) -> Any:
    """One attribute of a code, e.g. `attribute("urgency", "urgent", "answer_within_hours")`."""
    entry = _list(list_code).get(code)
    return entry.attributes.get(name, default) if entry else default


def forget() -> None:
    """Read the lists again at the next question."""
    _kept.clear()


def derived() -> dict[Any, Any]:
    """A place to keep what is made of the lists alone, in the reader's language, under a key of
    one's own; it is forgotten together with the lists. Nothing of a person or a case goes in."""
    return _lists().derived


def _list(list_code: str) -> _List:
    return _lists().entries.get(list_code, {})


def _lists() -> _Lists:
    language = translation.get_language() or settings.LANGUAGE_CODE
    kept = _kept.get(language)
    if kept is None or time.monotonic() >= kept.until:
        kept = _Lists(time.monotonic() + KEEP_SECONDS, _read())
        if kept.entries:  # an empty database is not worth remembering
            _kept[language] = kept
    return kept


def _read() -> dict[str, _List]:
    entries: dict[str, _List] = {}
    for place, code in enumerate(Code.objects.order_by("list_id", "order", "code")):
        entries.setdefault(code.list_id, {})[code.code] = _Entry(
            label=code.name, active=code.active, attributes=code.attributes, place=place
        )
    countries = Country.objects.order_by("order", "code")
    entries["country"] = {
        country.code: _Entry(
            country.name, country.in_portal, {"authority": country.authority}, place
        )
        for place, country in enumerate(countries)
    }
    return entries if len(entries) > 1 else {}
