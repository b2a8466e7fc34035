"""A page's coming and going: an editor makes one, and takes one out of the guide. Both are
versions that wait for their reviewers; readers notice nothing before.

An address that was public once is never given to another page, and never becomes a dead end: it
leads to the page that took its place, or says that the page is gone.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from contacts import codes
from guide.editing import an_editor, next_version, save
from guide.life import Move, State
from guide.models import PUBLIC, Kind, Page, Topic, Version
from guide.publishing import MoveRefused, in_work, lock, log
from guide.wording import LANGUAGES, Wording, wording_of

MOST_STEPS = 10  # from one page that has left the guide to the next


@dataclass(frozen=True)
class Gone:
    """A page that has left the guide; `successor` is the short name of the public page that took
    its place, "" where none did."""

    slug: str
    successor: str


def was_public(page: Page) -> bool:
    """Whether readers may know the page's address."""
    return page.versions.exclude(published_at=None).exists()


def create_page(page: Page, titles: dict[str, str], *, now: datetime) -> Version:
    """A page with its first draft, which nobody reads yet. `page` has been validated and is not
    saved; where a language has no title, that of its topic or signals stands. PermissionError."""
    with transaction.atomic():
        actor = an_editor()
        page.save(force_insert=True)
        version = next_version(page)
        wording = Wording(_named(page, titles), {}, (), order=page.order)
        save(version, wording, actor, now)
        log(version, Move.WRITE, now)
    return version


def change_page(page: Page, titles: dict[str, str], *, now: datetime) -> None:
    """Another address, subject or place for a page that was never public. Raises MoveRefused,
    PermissionError."""
    with transaction.atomic():
        actor = an_editor()
        held = Page.objects.select_for_update().get(pk=page.pk)
        version = in_work(held)
        if was_public(held) or version is None or version.state != State.DRAFT:
            raise MoveRefused
        page.organisations = held.organisations
        page.save()
        version.page = page
        wording = wording_of(version)
        told = {**wording.title, **{one: text for one, text in titles.items() if text}}
        changed = Wording(
            told, wording.summary, wording.sections, wording.organisations, page.order
        )
        save(version, changed, actor, now)
        log(version, Move.WRITE, now)


def retire_page(slug: str, *, successor: Page | None, now: datetime) -> Version:
    """A draft that takes the page out of the guide. Raises MoveRefused where another version is in
    work or the page is not public, PermissionError."""
    with transaction.atomic():
        actor = an_editor()
        page = lock(slug)
        public = page.versions.filter(PUBLIC).first()
        if public is None or in_work(page) is not None or successor == page:
            raise MoveRefused
        version = next_version(page)
        version.retired, version.successor = True, successor
        save(version, wording_of(public), actor, now)
        log(version, Move.RETIRE, now)
    return version


def gone(slug: str) -> Gone | None:
    """A page that readers could once read under this address, or None; a query for each step."""
    found: Gone | None = None
    step = slug
    for _number in range(MOST_STEPS):
        version = (
            Version.objects.filter(page__slug=step, state=State.PUBLISHED)
            .select_related("successor")
            .first()
        )
        if version is None:
            return Gone(slug, "") if found else None
        if not version.retired:
            return Gone(slug, step) if found else None
        found = Gone(slug, "")
        if version.successor is None:
            return found
        step = version.successor.slug
    return found


def _named(page: Page, titles: dict[str, str]) -> dict[str, str]:
    """The titles of a new page in every language."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = titles.get(language) or _name_of(page, language)
    return found


def _name_of(page: Page, language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        return ""
    if page.kind == Kind.TOPIC:
        return str(Topic(page.topic).label)
    if page.kind == Kind.INDICATOR:
        return codes.label("indicator_dimension", page.dimension)
    return ""


def choices_of_pages(*, without: Page | None = None) -> list[tuple[Any, str]]:
    """The public pages by their title, to choose one from; one query."""
    rows = Version.objects.filter(PUBLIC).select_related("page").order_by("page__order", "pk")
    return [(row.page_id, row.title or row.page.slug) for row in rows if row.page != without]
