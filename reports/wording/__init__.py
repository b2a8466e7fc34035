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
    """All words of one language."""

    language: str
    titles: Mapping[str, str]
    texts: Mapping[str, tuple[Text, ...]]
    captions: Mapping[str, str]
    heads: Mapping[str, str]
    rows: Mapping[str, Mapping[str, str]]
    words: Mapping[str, str]
    definitions: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    from_country: Mapping[str, str]
    to_country: Mapping[str, str]


def wording(language: str) -> Wording:
    """The words of "nl" or "fr"."""
    module: ModuleType = import_module(f"reports.wording.{language}")
    found: Wording = module.WORDING
    return found
