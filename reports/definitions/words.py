"""The form of a definition."""

import re
from dataclasses import dataclass

from reports.days import NBSP

_SPACED = re.compile("(?<=«) | (?=[»:;?!%])")


def typeset(text: str) -> str:
    """French with spaces that do not break, where its punctuation has one."""
    return _SPACED.sub(NBSP, text)


@dataclass(frozen=True)
class Words:
    """The same in Dutch, French and English."""

    nl: str
    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in `language` ("nl", "fr" or "en"); English for any other."""
        found: str = getattr(self, language if language in {"nl", "fr"} else "en")
        return typeset(found) if language == "fr" else found


@dataclass(frozen=True)
class Definition:
    """`title` heads the table or chart, `row` its first column; `text` says what is counted."""

    key: str
    title: Words
    text: Words
    row: Words | None = None
