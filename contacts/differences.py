"""What differs between two documents of an entry, in the reader's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes, entries
from contacts.entry_form import LABELS, PUBLIC_LABELS, Label
from contacts.forms import TEXT_LANGUAGES
from contacts.rota import Weekday

_CODED = {
    "languages": "language",
    "needs": "need",
    "target_groups": "target_group",
    "region_codes": "region",
    "coverage": "region",
    "accessibility": "accessibility_need",
}
_LABELS: dict[str, Label] = {
    **PUBLIC_LABELS,
    **LABELS,
    "deputy_id": gettext_lazy("Deputy"),
    "public_fields": gettext_lazy("Everybody may see, without signing in"),
    "opening": gettext_lazy("Opening hours"),
}
_LANGUAGES = {**dict(TEXT_LANGUAGES), "de": gettext_lazy("German")}


@dataclass(frozen=True)
class Change:
    """One field before and after; `language` of its text, "" where it has none."""

    part: str
    label: str
    language: str
    before: str
    after: str


def differences(before: entries.Document, after: entries.Document) -> list[Change]:
    """All changes from one document to another, in the order of the page."""
    names = {
        point["id"]: entries.name_of(point, "points")
        for document in (before, after)
        for point in document["points"]
    }
    own = before["organisation"], after["organisation"]
    found = list(_of_part("", "organisation", *own, names))
    for kind in entries.PARTS:
        old = dict(entries.keyed(before[kind]))
        new = dict(entries.keyed(after[kind]))
        for key in (*old, *(key for key in new if key not in old)):
            part = new.get(key) or old[key]
            name = entries.name_of(part, kind)
            if key not in new:
                found.append(Change(name, _whole(kind), "", name, _("removed")))
            elif key not in old:
                found.append(Change(name, _whole(kind), "", "", _("new")))
                found += _of_part(name, kind, {}, new[key], names)
            else:
                found += _of_part(name, kind, old[key], new[key], names)
    return found


def _whole(kind: str) -> str:
    return _("Contact point") if kind == "points" else _("Service")


def _of_part(
    part: str,
    kind: str,
    before: dict[str, Any],
    after: dict[str, Any],
    names: dict[int, str],
) -> Iterator[Change]:
    for name in entries.TEXTS[kind]:
        for language in entries.LANGUAGES:
            column = f"{name}_{language}"
            old, new = before.get(column) or "", after.get(column) or ""
            if old != new:
                label = f"{_LABELS[name]} ({_LANGUAGES[language]})"
                yield Change(part, label, language, old, new)
    for name in (*entries.PLAIN[kind], *(("opening",) if kind == "points" else ())):
        if (before.get(name) or "") != (after.get(name) or ""):
            old, new = (_words(name, side.get(name), names) for side in (before, after))
            if old != new:
                yield Change(part, str(_LABELS[name]), "", old, new)


def _words(name: str, value: Any, names: dict[int, str]) -> str:
    if name in _CODED:
        return " · ".join(codes.labels(_CODED[name], value or []))
    if name == "public_fields":
        return " · ".join(str(PUBLIC_LABELS[one]) for one in value or [])
    if name == "deputy_id":
        return names.get(value, "") if value else ""
    if name == "opening":
        return "; ".join(_opening(row) for row in value or [])
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value or "")


def _opening(row: dict[str, Any]) -> str:
    text = f"{Weekday(row['weekday']).label} {row['opens']}–{row['closes']}"
    return f"{text} ({_('on public holidays too')})" if row["on_holidays"] else text
