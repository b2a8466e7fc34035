"""The glossary as its readers see it, and its terms explained where the guide's texts use them.

A term is marked at its first occurrence in a section: a button that opens its definition, which
stands under the section. So it works by keyboard, by touch and with a screen reader, stays until
the reader closes it (Escape, the button, or anywhere else), and needs no script; on paper, and in
a browser that does not know `popover`, the definitions are simply read there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from contacts import codes
from contacts.search import normalise
from guide.terms import Term

# German for the extension to neighbours: shown, demanded of nobody.
LANGUAGES = ("nl", "fr", "en", "de")
_TAG = re.compile(r"(<[^>]*>)")
MOST_KEPT = 1000


@dataclass(frozen=True)
class Entry:
    """A term as the glossary shows it; `lang` is "" where name and definition are the reader's."""

    slug: str
    name: str
    definition: str
    lang: str
    others: list[tuple[str, str]]
    country: str
    source: str
    source_url: str
    to_confirm: bool
    active: bool
    missing: list[str]

    @property
    def letter(self) -> str:
        """Under which it stands in the alphabet; a digit or sign under #."""
        first = normalise(self.name)[:1].upper()
        return first if first.isalpha() else "#"


@dataclass(frozen=True)
class Note:
    """A definition under a section: `id` is that of the element, once in a page."""

    id: str
    slug: str
    name: str
    definition: str
    to_confirm: bool


@dataclass
class Matcher:
    """Finds the terms of one language in a text, those of a country before the general ones."""

    terms: dict[str, list[Term]]
    pattern: re.Pattern[str] | None
    language: str
    kept: dict[tuple[str, str, str], tuple[SafeString, list[Note]]] = field(default_factory=dict)

    def term(self, found: str, country: str) -> Term | None:
        """What a word of a text of `country` ("" for all) means."""
        candidates = self.terms.get(_plain(found), [])
        own = [term for term in candidates if term.country_id == country]
        general = [term for term in candidates if term.country_id is None]
        if not country:
            general = candidates
        return next(iter([*own, *general]), None)


def entries(question: str = "", *, retired: bool = False) -> list[Entry]:
    """The glossary in the order of the reader's alphabet, or what of it holds a question; one
    query. Searched are names, forms and definitions in every language."""
    terms = Term.objects.all() if retired else Term.objects.filter(active=True)
    words = normalise(question).split()
    found = [
        _entry(term)
        for term in terms.order_by("pk")
        if not words or all(word in _searched(term) for word in words)
    ]
    return sorted(found, key=lambda entry: (normalise(entry.name), entry.slug))


def by_letter(found: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """(letter, its terms), the letters that have any, in order."""
    letters: dict[str, list[Entry]] = {}
    for entry in found:
        letters.setdefault(entry.letter, []).append(entry)
    return sorted(letters.items())


def explain(
    html: SafeString, *, language: str, country: str, place: str
) -> tuple[SafeString, list[Note]]:
    """A section's cleaned HTML with its terms marked, and their definitions in order.

    `place` tells the section from every other of a page. The terms are read once a minute, and a
    text is searched once for as long as they are kept.
    """
    matcher = _matcher(language)
    if matcher.pattern is None:
        return html, []
    key = (html, country, place)
    if key not in matcher.kept:
        if len(matcher.kept) >= MOST_KEPT:
            matcher.kept.clear()
        matcher.kept[key] = _mark(html, matcher, matcher.pattern, country, place)
    return matcher.kept[key]


def _mark(
    html: str, matcher: Matcher, pattern: re.Pattern[str], country: str, place: str
) -> tuple[SafeString, list[Note]]:
    notes: dict[str, Note] = {}

    def button(match: re.Match[str]) -> str:
        term = matcher.term(match[0], country)
        if term is None or term.slug in notes:
            return match[0]
        note = Note(
            id=f"term-{place}-{term.slug}",
            slug=term.slug,
            name=_text(term, "name", matcher.language),
            definition=_text(term, "definition", matcher.language),
            to_confirm=term.to_confirm,
        )
        notes[term.slug] = note
        return format_html(
            '<button type="button" class="term" popovertarget="{}">{}</button>',
            note.id,
            mark_safe(match[0]),  # noqa: S308 - a piece of cleaned HTML between two tags
        )

    pieces = []
    linked = 0
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            linked += piece.startswith("<a") - piece.startswith("</a")
            pieces.append(piece)
        else:
            pieces.append(piece if linked else pattern.sub(button, piece))
    # Only buttons were put between the tags of what had been cleaned.
    return mark_safe("".join(pieces)), list(notes.values())  # noqa: S308


def _matcher(language: str) -> Matcher:
    kept = codes.derived()
    key = ("glossary", language)
    if key not in kept:
        kept[key] = _compile(language)
    matcher: Matcher = kept[key]
    return matcher


def _compile(language: str) -> Matcher:
    terms: dict[str, list[Term]] = {}
    for term in Term.objects.filter(active=True, in_texts=True).order_by("slug"):
        if _text(term, "name", language) and _text(term, "definition", language):
            for written in _forms(term, language):
                terms.setdefault(_plain(escape(written, quote=False)), []).append(term)
    longest_first = sorted(terms, key=lambda word: (-len(word), word))
    if not longest_first:
        return Matcher({}, None, language)
    words = "|".join(_tolerant(word) for word in longest_first)
    return Matcher(terms, re.compile(rf"(?<!\w)(?:{words})(?![\w])", re.IGNORECASE), language)


def _forms(term: Term, language: str) -> list[str]:
    others = _text(term, "forms", language).split(",")
    return [text for text in [_text(term, "name", language), *map(str.strip, others)] if text]


def _plain(text: str) -> str:
    """How a word is compared: apostrophes and spaces alike, in small letters. An abbreviation of
    capitals stays one, so that “ai” is no “AI”."""
    text = " ".join(text.replace("'", "’").split())
    return text if text.isupper() else text.lower()


def _tolerant(word: str) -> str:
    found = re.escape(word).replace("’", "['’]").replace(r"\ ", r"\s+")
    return f"(?-i:{found})" if word.isupper() else found


def _entry(term: Term) -> Entry:
    language = get_language() or settings.LANGUAGE_CODE
    shown = next(
        (
            candidate
            for candidate in (language, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES)
            if _text(term, "name", candidate)
        ),
        language,
    )
    return Entry(
        slug=term.slug,
        name=_text(term, "name", shown),
        definition=_text(term, "definition", shown),
        lang="" if shown == language else shown,
        others=[
            (other, name)
            for other in LANGUAGES
            if other != shown and (name := _text(term, "name", other))
        ],
        country=codes.label("country", term.country_id) if term.country_id else "",
        source=term.source,
        source_url=term.source_url,
        to_confirm=term.to_confirm,
        active=term.active,
        missing=missing_languages(term),
    )


def missing_languages(term: Term, languages: Sequence[str] = LANGUAGES) -> list[str]:
    """The languages in which a term has no name or no definition."""
    return [
        language
        for language in languages
        if not _text(term, "name", language) or not _text(term, "definition", language)
    ]


def _searched(term: Term) -> str:
    fields = ("name", "forms", "definition")
    return normalise(" ".join(_text(term, name, lang) for name in fields for lang in LANGUAGES))


def _text(term: Term, name: str, language: str) -> str:
    return getattr(term, f"{name}_{language}", "") or ""
