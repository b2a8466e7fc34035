"""What an editor writes of a page, apart from the database: to save, to compare, to copy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _

from contacts.presenters import named_language
from guide.models import Section, Version

LANGUAGES: tuple[str, ...] = tuple(settings.MODELTRANSLATION_LANGUAGES)
# A page is published when it is complete in these.
NEEDED: tuple[tuple[str, Promise], ...] = (("nl", _("Dutch")), ("fr", _("French")))
KEY_LENGTH = 40


@dataclass(frozen=True)
class SectionWording:
    """A section in every language; `key` is "" for a new one. `sources` are (label, address)."""

    key: str
    title: Mapping[str, str]
    body: Mapping[str, str]
    edition: date
    to_confirm: bool
    sources: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Wording:
    """A page in every language, its sections in their order."""

    title: Mapping[str, str]
    summary: Mapping[str, str]
    sections: Sequence[SectionWording] = field(default_factory=tuple)
    organisations: Sequence[str] = ()  # short names, in the order in which readers see them
    order: int = 0  # the page's place in the contents


def in_languages(row: object, name: str) -> dict[str, str]:
    """A translated field, "" where a language lacks it."""
    return {language: getattr(row, f"{name}_{language}") or "" for language in LANGUAGES}


def wording_of(version: Version) -> Wording:
    """A version as an editor writes it; its sections are read in their order."""
    return Wording(
        in_languages(version, "title"),
        in_languages(version, "summary"),
        tuple(section_wording(section) for section in version.sections.all()),
        tuple(version.organisations),
        version.order,
    )


def section_wording(section: Section) -> SectionWording:
    return SectionWording(
        section.key,
        in_languages(section, "title"),
        in_languages(section, "body"),
        section.edition,
        section.to_confirm,
        tuple((source["label"], source["url"]) for source in section.sources),
    )


def missing(wording: Wording) -> list[Promise | str]:
    """What a page lacks before it can be reviewed, in words; empty when it is complete."""
    found: list[Promise | str] = []
    if not wording.sections:
        found.append(_("a section"))
    for language, title in NEEDED:
        name = named_language(title)
        if not wording.title[language]:
            found.append(format_lazy(_("the title ({language})"), language=name))
        for number, section in enumerate(wording.sections, start=1):
            if not section.title[language]:
                found.append(
                    format_lazy(
                        _("the heading of section {number} ({language})"),
                        number=number,
                        language=name,
                    )
                )
            if not section.body[language]:
                found.append(
                    format_lazy(
                        _("the text of section {number} ({language})"),
                        number=number,
                        language=name,
                    )
                )
    return found


def new_key(title: Mapping[str, str], taken: Iterable[str]) -> str:
    """The anchor of a new section, made of its heading, that no other section has."""
    words = next((title[one] for one in ("en", "nl", "fr") if title.get(one)), "")
    stem = slugify(words)[: KEY_LENGTH - 4].strip("-_") or "section"
    used, key, number = set(taken), stem, 2
    while key in used:
        key, number = f"{stem}-{number}", number + 1
    return key
