"""“Something is wrong” with an entry: written by any reader, answered by its owner.

Apps above hear of it by signals and tell people; a notice holds nothing of what was written.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal

from contacts.models import EntryNote, Organisation
from contacts.permissions import can_answer_note
from protection.actor import Actor, system_transaction
from protection.audit import record

# Sent within the writing, with `note`: the owner and its country's contact point are to be told.
note_written = Signal()
# Sent within the answering, with `note`: whoever wrote it is to be told.
note_answered = Signal()

PAGE_SIZE = 20
# Nobody needs to say more often that something is wrong; more would bury the owner.
MOST_A_DAY = 20
# A year after it was settled, and two after it was written in any case, a note has done its work:
# the entry and its history say what was changed (GDPR art. 5(1)(e)).
KEPT_SETTLED = timedelta(days=365)
KEPT_AT_MOST = timedelta(days=730)


class TooManyNotesError(Exception):
    """Somebody wrote very many notes within a day. Nothing was written."""


class NotToAnswerError(Exception):
    """Somebody else's to answer, or it is resolved already. Nothing was written."""


def write_note(
    organisation: Organisation,
    reason: str,
    text: str,
    *,
    writer: Actor,
    now: datetime,
) -> EntryNote:
    """Tell the owner that something is wrong. Raises TooManyNotesError."""
    day = EntryNote.objects.filter(
        written_by=writer.user_id, written_at__gt=now - timedelta(days=1)
    )
    if day.count() >= MOST_A_DAY:
        raise TooManyNotesError
    note = EntryNote(
        organisation=organisation,
        country=organisation.country_id or "",
        reason=reason,
        text=text,
        written_by=writer.user_id,
        written_for_id=writer.organisation_id or None,
        written_at=now,
    )
    with transaction.atomic():
        note.save(force_insert=True)
        record("entry_note_written", subject="entry_note", subject_id=str(note.pk))
        note_written.send(sender=EntryNote, note=note)
    return note


def answer_note(
    note_id: UUID, answer: str, *, resolved: bool, answerer: Actor, now: datetime
) -> EntryNote:
    """Say a word back; `resolved` when the entry is right now. Raises NotToAnswerError."""
    with transaction.atomic():
        note = (
            EntryNote.objects.select_for_update(of=("self",))
            .select_related("organisation")
            .filter(pk=note_id)
            .first()
        )
        if note is None or not can_answer_note(answerer, note):
            raise NotToAnswerError
        note.answer = answer
        note.state = EntryNote.State.RESOLVED if resolved else EntryNote.State.ANSWERED
        note.answered_by, note.answered_at = answerer.user_id, now
        note.save(update_fields=["answer", "state", "answered_by", "answered_at"])
        record("entry_note_answered", subject="entry_note", subject_id=str(note.pk))
        note_answered.send(sender=EntryNote, note=note)
    return note


def notes_shown() -> "QuerySet[EntryNote]":
    """The notes that row security shows the reader, newest first, with both organisations."""
    return (
        EntryNote.objects.select_related("organisation", "written_for")
        .defer("organisation__search_vector", "written_for__search_vector")
        .order_by("-written_at", "-id")
    )


def page_of_notes(
    *, done: bool, after: tuple[datetime, UUID] | None
) -> tuple[list[EntryNote], bool]:
    """PAGE_SIZE notes that are open (answered ones too), or those resolved; and whether more
    follow. `after` is the key of the last one shown; one query."""
    resolved = Q(state=EntryNote.State.RESOLVED)
    found = notes_shown().filter(resolved if done else ~resolved)
    if after:
        at, note_id = after
        found = found.filter(Q(written_at__lt=at) | Q(written_at=at, pk__lt=note_id))
    rows = list(found[: PAGE_SIZE + 1])
    return rows[:PAGE_SIZE], len(rows) > PAGE_SIZE


def forget_notes(now: datetime) -> int:
    """Delete the notes that are past their term, under `portal_system`; how many."""
    over = Q(state=EntryNote.State.RESOLVED, answered_at__lt=now - KEPT_SETTLED)
    over |= Q(written_at__lt=now - KEPT_AT_MOST)
    with system_transaction():
        gone, _by_model = EntryNote.objects.using("system").filter(over).delete()
        if gone:
            detail = {"notes": str(gone)}
            record(
                "entry_notes_forgotten",
                subject="retention",
                subject_id=now.date().isoformat(),
                detail=detail,
                using="system",
            )
    return gone
