"""An editor's writing: a draft is saved as often as one likes, what was public is never changed."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from guide.life import OPEN, Move, State
from guide.models import Page, Section, Version
from guide.permissions import can_edit_guide
from guide.publishing import MoveRefused, in_work, lock, log
from guide.wording import Wording, new_key, wording_of
from protection.actor import Actor, require_actor


class StaleVersion(Exception):
    """Somebody saved meanwhile, or the page has another version now."""


def current(page: Page) -> Version:
    """What an editor goes on from: the version in work, else the public one, else the newest.

    Raises Version.DoesNotExist for a page that nobody ever wrote.
    """
    open_one = in_work(page)
    if open_one is not None:
        return open_one
    public = page.versions.filter(state=State.PUBLISHED).first()
    return public or page.versions.latest("number")


def stamp_of(version: Version) -> str:
    """What a page was drawn from, to notice that it has changed."""
    return f"{version.number}.{version.revision}"


def write(slug: str, wording: Wording, *, stamp: str, now: datetime) -> Version:
    """Save the draft, or begin one on top of the public version; nothing new writes nothing, but
    brings a page back that has left the guide.

    Raises StaleVersion, MoveRefused while the version in work is in review or scheduled or takes
    the page out of the guide, and PermissionError.
    """
    with transaction.atomic():
        actor = an_editor()
        page = lock(slug)
        version = current(page)
        if stamp_of(version) != stamp:
            raise StaleVersion
        if version.state in OPEN and version.state != State.DRAFT:
            raise MoveRefused
        if version.state == State.DRAFT and version.retired:
            raise MoveRefused
        if wording_of(version) == wording and not version.retired:
            return version
        if version.state != State.DRAFT:
            version = next_version(page)
        save(version, wording, actor, now)
        log(version, Move.WRITE, now)
    return version


def restore(slug: str, number: int, *, now: datetime) -> Version:
    """The text of an earlier version as a new draft. Raises MoveRefused while another version is
    in work, Version.DoesNotExist and PermissionError."""
    with transaction.atomic():
        actor = an_editor()
        page = lock(slug)
        if in_work(page) is not None:
            raise MoveRefused
        version = next_version(page)
        save(version, wording_of(page.versions.get(number=number)), actor, now)
        log(version, Move.RESTORE, now)
    return version


def an_editor() -> Actor:
    """Who acts, when that is an editor. Raises PermissionError."""
    actor = require_actor()
    if not can_edit_guide(actor):
        raise PermissionError
    return actor


def next_version(page: Page) -> Version:
    """A version after all others of a page that the caller has locked; not saved yet."""
    last = page.versions.aggregate(last=Max("number"))["last"] or 0
    return Version(page=page, number=last + 1)


def save(version: Version, wording: Wording, actor: Actor, now: datetime) -> None:
    """Write a version and its sections."""
    for language, text in wording.title.items():
        setattr(version, f"title_{language}", text or None)
    for language, text in wording.summary.items():
        setattr(version, f"summary_{language}", text or None)
    version.organisations, version.order = list(wording.organisations), wording.order
    version.revision += 1
    version.written_by, version.written_at = actor.user_id, now
    version.save()
    known = {section.key: section for section in version.sections.all()}
    keys = {section.key for section in wording.sections if section.key}
    version.sections.exclude(key__in=keys).delete()
    for order, part in enumerate(wording.sections, start=1):
        key = part.key or new_key(part.title, keys)
        keys.add(key)
        section = known.get(key) or Section(version=version, key=key)
        section.order, section.edition, section.to_confirm = order, part.edition, part.to_confirm
        section.sources = [{"label": label, "url": url} for label, url in part.sources]
        for language, words in part.title.items():
            setattr(section, f"title_{language}", words or None)
        for language, words in part.body.items():
            setattr(section, f"body_{language}", words or None)
        section.save()
