"""Code lists in the reader's language: the labels of everything that is coded.

The countries are the list `country`: those of the portal are active, the others only labelled.
All lists are read at once and kept by the process for a minute, per language; saving a code
forgets them here at once, and within the minute elsewhere. Unknown codes are shown as they are.
"""

import time
from dataclasses import dataclass
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


_Lists = dict[str, dict[str, _Entry]]
_kept: dict[str, tuple[float, _Lists]] = {}


def choices(list_code: str) -> list[tuple[str, str]]:
    """(code, label) of the active codes of a list, in its order; empty for an unknown list."""
    return [(code, entry.label) for code, entry in _list(list_code).items() if entry.active]


def label(list_code: str, code: str) -> str:
    """The label of a code, also of one that is no longer active; the code itself if unknown."""
    entry = _list(list_code).get(code)
    return entry.label if entry else code


def labels(list_code: str, codes: list[str]) -> list[str]:
    """The labels of several codes, in the order of the list, unknown codes last."""
    known = _list(list_code)
    place = {code: number for number, code in enumerate(known)}
    return [label(list_code, code) for code in sorted(codes, key=lambda c: place.get(c, 10_000))]


def attribute(list_code: str, code: str, name: str, default: Any = None) -> Any:
    """One attribute of a code, e.g. `attribute("urgency", "urgent", "answer_within_hours")`."""
    entry = _list(list_code).get(code)
    return entry.attributes.get(name, default) if entry else default


def forget() -> None:
    """Read the lists again at the next question."""
    _kept.clear()


def _list(list_code: str) -> dict[str, _Entry]:
    language = translation.get_language() or settings.LANGUAGE_CODE
    until, lists = _kept.get(language, (0.0, {}))
    if time.monotonic() >= until:
        lists = _read()
        if lists:  # an empty database is not worth remembering
            _kept[language] = (time.monotonic() + KEEP_SECONDS, lists)
    return lists.get(list_code, {})


def _read() -> _Lists:
    lists: _Lists = {}
    for code in Code.objects.order_by("list_id", "order", "code"):
        lists.setdefault(code.list_id, {})[code.code] = _Entry(
            label=code.name, active=code.active, attributes=code.attributes
        )
    countries = Country.objects.order_by("order", "code")
    lists["country"] = {c.code: _Entry(c.name, c.in_portal, {}) for c in countries}
    return lists if len(lists) > 1 else {}
