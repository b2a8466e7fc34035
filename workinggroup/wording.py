"""Texts of several languages as a reader gets them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

# Complete, always; English is offered where somebody wrote it.
BOTH = ("nl", "fr")


@dataclass(frozen=True)
class Told:
    """A text, and its language where that is not the reader's ("" where it is)."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text


def told(row: Any, field: str) -> Told:
    """The text of a translated field in the reader's language, else in one that has it."""
    reader = get_language() or settings.LANGUAGE_CODE
    for language in (reader, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES):
        text = getattr(row, f"{field}_{language}", None)
        if text:
            return Told(text, "" if language == reader else language)
    return Told("")


def in_both(row: Any, field: str) -> dict[str, str]:
    """The Dutch and French texts of a field, "" where one lacks: for the report."""
    return {language: getattr(row, f"{field}_{language}", None) or "" for language in BOTH}


def columns(fields: Iterable[str], languages: Iterable[str] = BOTH) -> list[str]:
    """The columns of some fields in some languages."""
    wanted = tuple(languages)
    return [f"{field}_{language}" for field in fields for language in wanted]
