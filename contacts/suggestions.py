"""What the search field suggests while somebody types: filters by their names, organisations.

Names of codes are matched in the four languages, whatever the reader's own, and kept by the
process; organisations are asked of the database.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from contacts import codes, search
from contacts.criteria import LISTS
from contacts.models import Code, Country, Organisation
from contacts.presenters import kind_of
from contacts.services import LANGUAGES

LEAST_LETTERS = 2
MOST_CODES = 4
MOST_ORGANISATIONS = 6


@dataclass(frozen=True)
class Suggestion:
    """One line: either `url`, a page to open, or `field` and `value`, a filter to choose."""

    label: str
    hint: str
    url: str = ""
    field: str = ""
    value: str = ""


@dataclass(frozen=True)
class _Name:
    """A code with the words of its names in all languages."""

    field: str
    code: str
    words: tuple[str, ...]


def suggest(question: str) -> list[Suggestion]:
    """Suggestions for what was typed so far, filters first; one query, and two more for words
    that nothing begins with. Empty below LEAST_LETTERS."""
    words = search.words(question)
    if not words or len("".join(words)) < LEAST_LETTERS:
        return []
    found = _suggested(words)
    if found:
        return found
    better = search.corrected(words)
    return _suggested(better) if better else []


def _suggested(words: list[str]) -> list[Suggestion]:
    return [*_of_codes(words), *_of_organisations(words)]


def _of_codes(words: list[str]) -> list[Suggestion]:
    hints = _hints()
    matching = [name for name in _names() if _begins(name, words)]
    return [
        Suggestion(
            label=codes.label(LISTS[name.field], name.code),
            hint=hints[name.field],
            field=name.field,
            value=name.code,
        )
        for name in matching[:MOST_CODES]
    ]


def _of_organisations(words: list[str]) -> list[Suggestion]:
    found = (
        Organisation.objects.filter(active=True, search_vector=search.NameQuery(words))
        .only("slug", "name", "kind", "country_id")
        .order_by("sort_key", "id")[:MOST_ORGANISATIONS]
    )
    here = reverse("contacts:list")
    return [
        Suggestion(
            label=one.name,
            hint=f"{kind_of(one)} · {codes.label('country', one.country_id or '') or 'Benelux'}",
            url=f"{here}{one.slug}/",
        )
        for one in found
    ]


def _hints() -> dict[str, str]:
    return {
        "need": _("Need"),
        "language": _("Language"),
        "target_group": _("Target group"),
        "kind": _("Kind of organisation"),
        "country": _("Country"),
        "region": _("Region or Euregion"),
    }


def _begins(name: _Name, words: list[str]) -> bool:
    return all(any(own.startswith(word) for own in name.words) for word in words)


def _names() -> list[_Name]:
    kept = codes.derived()
    if "names" not in kept:
        kept["names"] = _read()
    names: list[_Name] = kept["names"]
    return names


def _read() -> list[_Name]:
    """All codes that a filter offers, with their words in all languages; two queries."""
    field_of = {list_code: field for field, list_code in LISTS.items()}
    rows = [
        (field_of[code.list_id], code.code, code)
        for code in Code.objects.filter(list_id__in=field_of, active=True)
    ]
    rows += [("country", one.code, one) for one in Country.objects.filter(in_portal=True)]  # type: ignore[misc]
    places = list(LISTS)
    names = [
        _Name(field, code, _words(" ".join(getattr(row, f"name_{one}") or "" for one in LANGUAGES)))
        for field, code, row in rows
    ]
    return sorted(names, key=lambda name: places.index(name.field))


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(search.normalise(text).split()))
