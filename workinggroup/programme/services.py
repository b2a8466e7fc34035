"""The only writer of the programme's states and lines, and of topics and their entries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from protection.actor import require_actor
from protection.audit import record
from workinggroup.contributing import can_write_entry, can_write_programme
from workinggroup.models.recommendations import ProgrammeItem, TopicEntry, TopicPage


def write_item(slug: str, values: Mapping[str, Any], *, now: datetime) -> ProgrammeItem:
    """Change an item's state, chapter and line; its wording is the source's and stays.

    Raises PermissionError, DoesNotExist.
    """
    actor = require_actor()
    if not can_write_programme(actor):
        raise PermissionError
    with transaction.atomic():
        item = ProgrammeItem.objects.select_for_update().get(slug=slug)
        for name, value in values.items():
            setattr(item, name, value)
        item.changed_by, item.changed_at = actor.user_id, now
        item.save()
        record(
            "programme_item_changed",
            subject="programme_item",
            subject_id=slug,
            detail={"state": item.state},
        )
    return item


def write_topic(topic: str, texts: Mapping[str, str], *, now: datetime) -> None:
    """Change the words at the head of a topic. Raises PermissionError, DoesNotExist."""
    actor = require_actor()
    if not can_write_programme(actor):
        raise PermissionError
    with transaction.atomic():
        page = TopicPage.objects.select_for_update().get(topic=topic)
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
    entry: TopicEntry | None = None,
) -> TopicEntry:
    """Add an activity or a finding, or change one. A member's country is its own.

    Raises PermissionError.
    """
    actor = require_actor()
    if not can_write_entry(actor) or (entry is not None and not may_change(entry)):
        raise PermissionError
    with transaction.atomic():
        row = entry or TopicEntry(written_by=actor.user_id, written_at=now)
        for name, value in values.items():
            setattr(row, name, value)
        if not can_write_programme(actor):
            row.country_id = actor.country or None
        row.save()
        row.items.set(items)
        record(
            "topic_entry_changed" if entry else "topic_entry_added",
            subject="topic_entry",
            subject_id=str(row.pk),
            detail={"topic": row.topic, "kind": row.kind},
        )
    return row


def may_change(entry: TopicEntry) -> bool:
    """Who wrote it, and the secretariat."""
    actor = require_actor()
    own = can_write_entry(actor) and entry.written_by == actor.user_id
    return own or can_write_programme(actor)
