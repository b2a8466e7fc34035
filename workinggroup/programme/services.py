"""The only writer of the programme's states and lines, and of topics and their entries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from protection.actor import require_actor
from protection.audit import record
from workinggroup.contributing import can_write_entry, can_write_programme
from workinggroup.models.recommendations import ProgrammeItem, TopicEntry, TopicPage
from workinggroup.stale import StaleError


def write_item(
    slug: str, values: Mapping[str, Any], *, revision: int, now: datetime
) -> ProgrammeItem:
    """Change an item's state and line, made on top of `revision`; its wording is the source's.

    Raises PermissionError, StaleError, DoesNotExist.
    """
    actor = require_actor()
    if not can_write_programme(actor):
        raise PermissionError
    with transaction.atomic():
        item = ProgrammeItem.objects.select_for_update().get(slug=slug)
        _on_top_of(item, revision)
        for name, value in values.items():
            setattr(item, name, value)
        item.changed_by, item.changed_at = actor.user_id, now
        item.save()
        record(
            "programme_item_changed",
            subject="programme_item",
            subject_id=slug,
            detail={"state": item.state, "revision": str(item.revision)},
        )
    return item


def write_topic(topic: str, texts: Mapping[str, str], *, revision: int, now: datetime) -> None:
    """Change the words at the head of a topic, made on top of `revision`.

    Raises PermissionError, StaleError, DoesNotExist.
    """
    actor = require_actor()
    if not can_write_programme(actor):
        raise PermissionError
    with transaction.atomic():
        page = TopicPage.objects.select_for_update().get(topic=topic)
        _on_top_of(page, revision)
        for name, text in texts.items():
            setattr(page, name, text)
        page.changed_by, page.changed_at = actor.user_id, now
        page.save()
        record("topic_changed", subject="topic", subject_id=topic)


def write_entry(
    values: Mapping[str, Any],
    items: Sequence[ProgrammeItem],
    *,
    now: datetime,
    entry_id: int | None = None,
    revision: int = 0,
) -> TopicEntry:
    """Add an activity or a finding, or change one, made on top of `revision`. A member's country
    is its own.

    Raises PermissionError, StaleError, DoesNotExist.
    """
    actor = require_actor()
    if not can_write_entry(actor):
        raise PermissionError
    with transaction.atomic():
        if entry_id is None:
            row = TopicEntry(written_by=actor.user_id, written_at=now)
        else:
            row = TopicEntry.objects.select_for_update().get(pk=entry_id)
            if not may_change(row):
                raise PermissionError
            _on_top_of(row, revision)
        for name, value in values.items():
            setattr(row, name, value)
        if not can_write_programme(actor):
            row.country_id = actor.country or None
        row.save()
        row.items.set(items)
        record(
            "topic_entry_changed" if entry_id else "topic_entry_added",
            subject="topic_entry",
            subject_id=str(row.pk),
            detail={"topic": row.topic, "kind": row.kind},
        )
    return row


def _on_top_of(row: ProgrammeItem | TopicPage | TopicEntry, revision: int) -> None:
    """Count a saving of a locked row. Raises StaleError where another came between."""
    if row.revision != revision:
        raise StaleError
    row.revision += 1


def may_change(entry: TopicEntry) -> bool:
    """Who wrote it, and the secretariat."""
    actor = require_actor()
    own = can_write_entry(actor) and entry.written_by == actor.user_id
    return own or can_write_programme(actor)
