"""What a training says: written by the secretariat, its texts by content editors too.

Two who edit at once: who saves with an old `revision` is refused and sees what stands there.
A change of what a calendar shows counts `sequence` up, and participants are told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, Min

from protection.actor import current_actor
from protection.audit import record
from trainings import telling
from trainings.life import EDITABLE, IN_PLAY, State
from trainings.models import (
    CountryPlaces,
    Course,
    HalfDay,
    Need,
    ProgrammePart,
    Trainer,
    Training,
)
from trainings.permissions import can_edit_texts, can_edit_training, can_write_trainings
from trainings.places import Room
from trainings.placing import lock, settle, taken_in

# Numbers are given out one at a time. Any constant serves, as long as nothing else locks it.
_NUMBERS = 6_171_001
# What a calendar shows of a training, and so what participants are told of when it changes.
IN_CALENDAR = ("place", "online_link", "format")
TEXT_FIELDS = frozenset(
    f"{name}_{language}"
    for name in ("title", "aims", "accessibility", "costs")
    for language in ("nl", "fr", "en")
)


class StaleTraining(Exception):
    """Somebody else saved meanwhile; nothing was written."""


class TooFewPlaces(Exception):
    """More people have a place than there would be; nothing was written."""


class NotEditable(Exception):
    """It was held or cancelled; nothing was written."""


@dataclass(frozen=True)
class Half:
    """One half-day as it was typed."""

    day: date
    part: str
    starts: time
    ends: time


def create(
    fields: Mapping[str, Any],
    own: Mapping[str, int],
    *,
    now: datetime,
    need: Need | None = None,
) -> Training:
    """A draft with its fields and places by country. Raises PermissionError."""
    if not can_write_trainings(current_actor()):
        raise PermissionError
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERS])
        newest = Training.objects.aggregate(newest=Max("number"))["newest"] or 0
        training = Training(number=newest + 1, created_at=now, changed_at=now, need=need, **fields)
        training.places = Room(own, training.reserve).total
        training.save(force_insert=True)
        _write_places(training, own)
        record("training_written", subject="training", subject_id=str(training.pk))
        return training


def change(
    training_id: UUID,
    revision: int,
    fields: Mapping[str, Any],
    own: Mapping[str, int] | None,
    *,
    now: datetime,
) -> Training:
    """Write it anew; `own` None leaves the places, for whoever edits texts alone.

    Raises PermissionError, NotEditable, StaleTraining, TooFewPlaces.
    """
    with transaction.atomic():
        training = _held(training_id, revision, texts=own is None and set(fields) <= TEXT_FIELDS)
        shown = [getattr(training, name) for name in IN_CALENDAR]
        for name, value in fields.items():
            setattr(training, name, value)
        room = None if own is None else Room(own, training.reserve)
        if room is not None and not room.holds(taken_in(training)):
            raise TooFewPlaces
        if room is not None and own is not None:
            _write_places(training, own)
            training.places = room.total
        changed = shown != [getattr(training, name) for name in IN_CALENDAR]
        _save(training, now, changed=changed)
        if room is not None:
            settle(training, now=now)
        return training


def set_half_days(
    training_id: UUID, revision: int, halves: Sequence[Half], *, now: datetime
) -> Training:
    """Its half-days, which are also its first and last day. Raises as `change`.

    A half-day that stays keeps its row: programme and attendance hang on it.
    """
    with transaction.atomic():
        training = _held(training_id, revision)
        kept = {(row.day, row.part): row for row in training.half_days.all()}
        wanted = {(half.day, half.part): half for half in halves}
        changed = set(kept) != set(wanted)
        training.half_days.filter(
            pk__in=[row.pk for key, row in kept.items() if key not in wanted]
        ).delete()
        for key, half in wanted.items():
            row = kept.get(key) or HalfDay(training=training, day=half.day, part=half.part)
            changed = changed or (row.starts, row.ends) != (half.starts, half.ends)
            row.starts, row.ends = half.starts, half.ends
            row.save()
        ends = training.half_days.aggregate(first=Min("day"), last=Max("day"))
        training.first_day, training.last_day = ends["first"], ends["last"]
        _save(training, now, changed=changed)
        return training


def set_parts(
    training_id: UUID, revision: int, rows: Sequence[Mapping[str, Any]], *, now: datetime
) -> Training:
    """The parts of its programme, in order; each a row of fields, with `id` where it stays."""
    with transaction.atomic():
        training = _held(training_id, revision, texts=True)
        kept = {row.pk: row for row in training.parts.all()}
        staying = {row["id"] for row in rows if row.get("id") in kept}
        training.parts.exclude(pk__in=staying).delete()
        for order, fields in enumerate(rows):
            part = kept.get(fields.get("id") or 0) or ProgrammePart(training=training)
            _fill(part, fields, order)
        _save(training, now)
        return training


def set_trainers(
    training_id: UUID, revision: int, rows: Sequence[Mapping[str, Any]], *, now: datetime
) -> Training:
    """Who gives it, in order."""
    return _set_rows(Trainer, "trainers", training_id, revision, rows, now)


def set_courses(
    training_id: UUID, revision: int, rows: Sequence[Mapping[str, Any]], *, now: datetime
) -> Training:
    """The courses of CEPOL and of the countries that it refers to, in order."""
    return _set_rows(Course, "courses", training_id, revision, rows, now)


def _set_rows(
    model: type[Trainer | Course],
    name: str,
    training_id: UUID,
    revision: int,
    rows: Sequence[Mapping[str, Any]],
    now: datetime,
) -> Training:
    with transaction.atomic():
        training = _held(training_id, revision)
        getattr(training, name).all().delete()
        for order, fields in enumerate(rows):
            _fill(model(training=training), fields, order)
        _save(training, now)
        return training


def _fill(row: Any, fields: Mapping[str, Any], order: int) -> None:
    for name, value in fields.items():
        if name != "id":
            setattr(row, name, value)
    row.order = order
    row.save()


def _held(training_id: UUID, revision: int, *, texts: bool = False) -> Training:
    training = lock(training_id)
    actor = current_actor()
    may = can_edit_texts if texts else can_edit_training
    if training.state not in EDITABLE:
        raise NotEditable
    if not may(actor, training):
        raise PermissionError
    if training.revision != revision:
        raise StaleTraining
    return training


def _save(training: Training, now: datetime, *, changed: bool = False) -> None:
    training.revision += 1
    training.changed_at = now
    tells = changed and training.state != State.DRAFT
    if tells:
        training.sequence += 1
    training.save()
    record("training_written", subject="training", subject_id=str(training.pk))
    if tells:
        there = training.registrations.filter(seat__in=IN_PLAY)
        telling.tell_of("training_changed", training, list(there))


def _write_places(training: Training, own: Mapping[str, int]) -> None:
    training.country_places.exclude(country_id__in=list(own)).delete()
    for country, places in own.items():
        CountryPlaces.objects.update_or_create(
            training=training, country_id=country, defaults={"places": places}
        )
