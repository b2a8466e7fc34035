"""Which language an answer is in: what was asked for, and what its texts really are."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

LANGUAGES = ("en", "nl", "fr", "de")  # in the order in which a missing text is looked for


def negotiated(request: HttpRequest) -> str:
    """The first language of Accept-Language that the directory has; English without one."""
    for wanted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        language = wanted.split("-")[0]
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


class Words:
    """Texts of rows in one language, or in the next one that has them; notes which were used."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.order = (language, *(other for other in LANGUAGES if other != language))
        self.used: set[str] = set()

    def of(self, row: Any, field: str) -> str:
        """A translated field of a row; empty when no language has it."""
        for language in self.order:
            text = getattr(row, f"{field}_{language}")
            if text:
                self.used.add(language)
                return str(text)
        return ""

    @property
    def content_language(self) -> str:
        """The languages of the texts that were given, the one asked for first."""
        return ", ".join(one for one in self.order if one in self.used) or self.language
