"""The report's own words, one module a language, the same keys in each.

Texts hold references to figures in braces, never a figure itself:
`{referrals}` a count · `{times.total.median:hours}` · `{answers.can_help/answers.total:share}` ·
`{answers.total|verzoek|verzoeken}` a count with its noun · `{forms:top}` the most frequent rows ·
`{period.first}`, `{period.last}`, `{frozen}` days · `{chapter:answers}` the number of a chapter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from django.utils.functional import Promise
from django.utils.translation import override


@dataclass(frozen=True)
class Variants:
    """One statement, worded by the figure `on`: none, one, several, withheld, or not counted."""

    on: str
    zero: str
    one: str
    other: str
    withheld: str
    missing: str = ""


Text = str | Variants


@dataclass(frozen=True)
class Wording:
    """All words of one language.

    `waiting` are sentences for chapters in which the working group has not said anything yet.
    """

    language: str
    titles: Mapping[str, str]
    texts: Mapping[str, tuple[Text, ...]]
    heads: Mapping[str, str]
    words: Mapping[str, str]
    waiting: Mapping[str, str]
    sources: tuple[str, ...]
    from_country: Mapping[str, str]
    to_country: Mapping[str, str]


def wording(language: str) -> Wording:
    """The words of "nl" or "fr"."""
    module: ModuleType = import_module(f"reports.wording.{language}")
    found: Wording = module.WORDING
    return found


def in_language(text: Promise | str, language: str) -> str:
    """One of the portal's own texts in a language, whatever the reader's is."""
    with override(language):
        return str(text)
