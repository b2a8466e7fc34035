"""What the guide's pages read: published texts in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from contacts.models import Code, Country
from guide.glossary import Note, explain
from guide.markdown import render
from guide.models import PUBLIC, Kind, Page, Section, Topic, Version


@dataclass(frozen=True)
class SectionText:
    """A section as a page shows it; `lang` is that of its words, "" when it is the reader's."""

    key: str
    title: str
    body: SafeString
    lang: str
    edition: date
    to_confirm: bool
    sources: list[dict[str, str]]
    notes: list[Note] = field(default_factory=list)  # the terms explained in it


@dataclass(frozen=True)
class PageText:
    """A page as its reader sees it."""

    slug: str
    kind: str
    topic: str
    country: str
    title: str
    summary: SafeString
    lang: str
    version: int
    organisations: list[str] = field(default_factory=list)
    sections: list[SectionText] = field(default_factory=list)

    @property
    def is_indicator(self) -> bool:
        return self.kind == Kind.INDICATOR

    @property
    def is_source(self) -> bool:
        return self.kind == Kind.SOURCE


@dataclass(frozen=True)
class Contents:
    """The guide's table of contents."""

    countries: list[Country]
    # For each topic, its label and the page of each country, or None.
    topics: list[tuple[str, str, list[PageText | None]]]
    situations: list[PageText]
    indicators: list[PageText]
    sources: list[PageText]


def text_of(row: Any, name: str) -> tuple[str, str]:
    """A translated text and its language, "" when that is the reader's own; in another language
    where the reader's is missing."""
    language = get_language() or settings.LANGUAGE_CODE
    for candidate in (language, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES):
        text = getattr(row, f"{name}_{candidate}", "")
        if text:
            return str(text), "" if candidate == language else candidate
    return "", ""


def contents() -> Contents:
    """All published pages, in two queries."""
    pages = [present(version) for version in _published().order_by("page__order", "page__slug")]
    countries = countries_of_guide()
    of_topic = {(p.topic, p.country): p for p in pages if p.kind == Kind.TOPIC}
    return Contents(
        countries=countries,
        topics=[
            (str(topic), str(topic.label), [of_topic.get((topic, c.code)) for c in countries])
            for topic in Topic
        ],
        situations=[p for p in pages if p.kind == Kind.SITUATION],
        indicators=[p for p in pages if p.kind == Kind.INDICATOR],
        sources=[p for p in pages if p.kind == Kind.SOURCE],
    )


def page_text(slug: str) -> PageText | None:
    """One published page with its sections, in two queries."""
    version = _published().filter(page__slug=slug).prefetch_related(_sections()).first()
    return present(version, version.sections.all()) if version else None


def beside(topic: str) -> list[tuple[Country, PageText | None]]:
    """A topic of each country, in three queries."""
    found = {
        version.page.country_id: present(version, version.sections.all())
        for version in _published()
        .filter(page__topic=topic, page__kind=Kind.TOPIC)
        .prefetch_related(_sections())
    }
    return [(country, found.get(country.code)) for country in countries_of_guide()]


def countries_of_guide() -> list[Country]:
    """The countries that take part, and those with a chapter, in their order; one query."""
    chapter = Version.objects.filter(PUBLIC, page__country=OuterRef("pk"), page__kind=Kind.TOPIC)
    return list(
        Country.objects.filter(Q(in_portal=True) | Exists(chapter)).order_by("order", "code")
    )


def countries_of_portal() -> list[Country]:
    """The countries that take part, in their order."""
    return list(Country.objects.filter(in_portal=True).order_by("order", "code"))


def present(version: Version, sections: Iterable[Section] = ()) -> PageText:
    """A version in the reader's language; `version.page` has been read."""
    title, lang = text_of(version, "title")
    page = version.page
    return PageText(
        slug=page.slug,
        kind=page.kind,
        topic=page.topic,
        country=page.country_id or "",
        title=title,
        summary=render(text_of(version, "summary")[0]),
        lang=lang,
        version=version.number,
        organisations=version.organisations,
        sections=[_section(section, page) for section in sections],
    )


def _section(section: Section, page: Page) -> SectionText:
    text, lang = text_of(section, "body")
    body, notes = explain(
        render(text),
        language=lang or get_language() or settings.LANGUAGE_CODE,
        country=page.country_id or "",
        place=f"{page.slug}-{section.key}",
    )
    return SectionText(
        key=section.key,
        title=text_of(section, "title")[0],
        body=body,
        lang=lang,
        edition=section.edition,
        to_confirm=section.to_confirm,
        sources=section.sources,
        notes=notes,
    )


def _published() -> Any:
    return Version.objects.filter(PUBLIC).select_related("page")


def _sections() -> "Prefetch[str]":
    return Prefetch("sections", queryset=Section.objects.order_by("order"))


@dataclass(frozen=True)
class Words:
    """One text in several languages: the reader's own, and (language, text) of the others.

    `page` is the short name of the page that says more about it, "" where there is none, `anchor`
    its place there.
    """

    own: str
    others: list[tuple[str, str]]
    page: str = ""
    anchor: str = ""


def signals() -> list[tuple[Words, list[Words]]]:
    """The signals by dimension, in the languages of the portal; two queries."""
    pages = dict(
        _published()
        .filter(page__kind=Kind.INDICATOR)
        .order_by()
        .values_list("page__dimension", "page__slug")
    )
    by_list: dict[str, list[Code]] = {"indicator": [], "indicator_dimension": []}
    for code in Code.objects.filter(list_id__in=by_list, active=True).order_by("order", "code"):
        by_list[code.list_id].append(code)
    found = [
        (
            _words(dimension, pages.get(dimension.code, "")),
            [
                _words(code, pages.get(dimension.code, ""))
                for code in by_list["indicator"]
                if code.attributes.get("dim") == dimension.code
            ],
        )
        for dimension in by_list["indicator_dimension"]
    ]
    return [(dimension, signs) for dimension, signs in found if signs]


def published_slugs() -> list[str]:
    """The short names of the published pages, in their order."""
    return list(_published().order_by("page__order").values_list("page__slug", flat=True))


def published_versions() -> list[str]:
    """What tells one state of the published guide from another."""
    found = _published().order_by("page__order").values_list("page__slug", "number")
    return [f"{slug}/{number}" for slug, number in found]


def _words(code: Code, page: str) -> Words:
    own, _lang = text_of(code, "name")
    language = get_language()
    return Words(
        own,
        [
            (other, text)
            for other, _label in settings.LANGUAGES
            if other != language and (text := getattr(code, f"name_{other}"))
        ],
        page,
        code.code,
    )
