"""The only writer of good practices. Each change leaves a line in the audit trail."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.selectors import people_in_role, people_of
from notifications.services import queue_notice
from protection.actor import Actor, require_actor
from protection.audit import record
from protection.files.accepting import accepted
from protection.files.checks import FileRefused
from workinggroup.contributing import (
    CONTRIBUTOR_ROLES,
    can_comment,
    can_contribute,
    can_edit_practice,
    can_mark_adopted,
    can_review,
    can_see_practice,
)
from workinggroup.models.practices import Adoption, Practice, PracticeComment, PracticeFile
from workinggroup.practices.life import MOVES, OF_THE_CONTRIBUTOR, Move, State
from workinggroup.searching import index_texts
from workinggroup.stale import StaleError

SUBJECT = "practice"
LANGUAGES = ("nl", "fr")
TEXTS = ("title", "body", "conditions")
MOST_FILES = 10


class NotFoundError(Exception):
    """There is no such practice for this reader."""


class MoveRefusedError(Exception):
    """Not now, or not by this person. The text says why, in the reader's language."""


def write(
    values: Mapping[str, Any], *, now: datetime, practice_id: int | None = None, revision: int = 0
) -> Practice:
    """Begin a practice, or change one; `values` are its columns by name.

    Raises NotFoundError, MoveRefusedError, StaleError.
    """
    actor = require_actor()
    with transaction.atomic():
        if practice_id is None:
            if not can_contribute(actor):
                raise NotFoundError
            practice = Practice(
                organisation_id=actor.organisation_id,
                country_id=actor.country or None,
                written_by=actor.user_id,
                created_at=now,
                sort_at=now,
            )
        else:
            practice = _locked(practice_id, actor)
            if not can_edit_practice(actor, practice.state, practice.organisation_id):
                raise MoveRefusedError(_("This practice cannot be changed now."))
            if practice.revision != revision:
                raise StaleError
            practice.revision += 1
        for name, value in values.items():
            setattr(practice, name, value)
        if practice.state == State.PUBLISHED and missing(practice):
            raise MoveRefusedError(_("What is published stands in Dutch and French."))
        practice.save()
        index(practice)
        _note("practice_written", practice)
    return practice


def index(practice: Practice, *, using: str = "default") -> None:
    """Bring up to date what the practice is found by."""
    texts = {
        language: " ".join(getattr(practice, f"{name}_{language}", "") or "" for name in TEXTS)
        for language in ("nl", "fr", "en")
    }
    index_texts("workinggroup_practice", practice.pk, texts, using=using)


def missing(practice: Practice) -> list[str]:
    """The languages, of Dutch and French, in which a text of the practice lacks."""
    return [
        language
        for language in LANGUAGES
        if any(
            not getattr(practice, f"{name}_{language}")
            for name in TEXTS
            if name != "conditions" or any(getattr(practice, f"conditions_{o}") for o in LANGUAGES)
        )
    ]


def move(practice_id: int, step: Move, *, now: datetime, note: str = "") -> Practice:
    """Take one step of its life. Raises NotFoundError, MoveRefusedError."""
    actor = require_actor()
    with transaction.atomic():
        practice = _locked(practice_id, actor)
        after = MOVES.get((State(practice.state), step))
        if after is None or not _may(actor, practice, step):
            raise MoveRefusedError(_("This is not possible now. The page shows how it stands."))
        if step == Move.PUBLISH and missing(practice):
            raise MoveRefusedError(
                _("Before it is published, every text stands in Dutch and French.")
            )
        practice.state, practice.sort_at = after, now
        practice.review_note = note if step == Move.RETURN else ""
        if step == Move.PUBLISH:
            practice.published_at = now
        practice.save()
        _note(f"practice_{step}", practice)
        _tell(practice, step)
    return practice


def _may(actor: Actor, practice: Practice, step: Move) -> bool:
    own = practice.organisation_id == actor.organisation_id and can_contribute(actor)
    return own if step in OF_THE_CONTRIBUTOR else can_review(actor)


def _tell(practice: Practice, step: Move) -> None:
    """The secretariat of what it is to review, the contributors of what it decided."""
    if step == Move.SEND:
        kind, people = "practice_to_review", people_in_role(Role.SECRETARIAT)
    elif step in {Move.PUBLISH, Move.RETURN, Move.WITHDRAW}:
        people = people_of([practice.organisation_id], roles=CONTRIBUTOR_ROLES)
        kind = "practice_decided"
    else:
        return
    queue_notice(
        kind,
        people,
        reference="",
        path_name="workinggroup:practice",
        path_args=[str(practice.pk)],
    )


def comment(practice_id: int, text: str, *, language: str, now: datetime) -> PracticeComment:
    """Say something of a published practice. Raises NotFoundError."""
    actor = require_actor()
    with transaction.atomic():
        practice = _locked(practice_id, actor)
        if practice.state != State.PUBLISHED or not can_comment(actor):
            raise NotFoundError
        row = PracticeComment.objects.create(
            practice=practice,
            organisation_id=actor.organisation_id,
            language=language,
            text=text,
            written_by=actor.user_id,
            written_at=now,
        )
        _note("practice_commented", practice)
    return row


def remove_comment(practice_id: int, comment_id: int) -> None:
    """Take back one's own comment, or any as the secretariat. Raises NotFoundError."""
    actor = require_actor()
    with transaction.atomic():
        practice = _locked(practice_id, actor)
        row = practice.comments.filter(pk=comment_id).first()
        if row is None or not (can_review(actor) or row.written_by == actor.user_id):
            raise NotFoundError
        row.delete()
        _note("practice_comment_removed", practice)


def mark_adopted(practice_id: int, country: str, *, on: date, now: datetime) -> Adoption:
    """“Adopted in”: a country does the same since a day; a second mark corrects the day.

    Raises NotFoundError, MoveRefusedError.
    """
    actor = require_actor()
    with transaction.atomic():
        practice = _locked(practice_id, actor)
        if practice.state != State.PUBLISHED or not can_mark_adopted(
            actor, country, practice.country_id or ""
        ):
            raise MoveRefusedError(_("You cannot mark this practice for this country."))
        row, _made = Adoption.objects.update_or_create(
            practice=practice,
            country_id=country,
            defaults={
                "organisation_id": actor.organisation_id,
                "adopted_on": on,
                "marked_by": actor.user_id,
                "marked_at": now,
            },
        )
        record(
            "practice_adopted",
            subject=SUBJECT,
            subject_id=str(practice.pk),
            detail={"country": country, "since": on.isoformat()},
        )
    return row


def unmark_adopted(practice_id: int, country: str) -> None:
    """Take a mark back. Raises NotFoundError."""
    actor = require_actor()
    with transaction.atomic():
        practice = _locked(practice_id, actor)
        if not can_mark_adopted(actor, country, practice.country_id or ""):
            raise NotFoundError
        practice.adoptions.filter(country_id=country).delete()
        record(
            "practice_not_adopted",
            subject=SUBJECT,
            subject_id=str(practice.pk),
            detail={"country": country},
        )


def add_file(practice_id: int, name: str, data: bytes, *, now: datetime) -> PracticeFile:
    """Attach a checked file. Raises NotFoundError, MoveRefusedError, FileRefused."""
    actor = require_actor()
    with transaction.atomic():
        practice = _editable(practice_id, actor)
        if practice.files.count() >= MOST_FILES:
            raise FileRefused(_("There are ten files already. Remove one first."))
        kind, content = accepted(data)
        row = PracticeFile.objects.create(
            practice=practice,
            name=name,
            kind=kind,
            size=len(content),
            content=content,
            added_by=actor.user_id,
            added_at=now,
        )
        _note("practice_file_added", practice)
    return row


def remove_file(practice_id: int, file_id: int) -> None:
    """Take an attachment away. Raises NotFoundError, MoveRefusedError."""
    actor = require_actor()
    with transaction.atomic():
        practice = _editable(practice_id, actor)
        if not practice.files.filter(pk=file_id).delete()[0]:
            raise NotFoundError
        _note("practice_file_removed", practice)


def _editable(practice_id: int, actor: Actor) -> Practice:
    practice = _locked(practice_id, actor)
    if not can_edit_practice(actor, practice.state, practice.organisation_id):
        raise MoveRefusedError(_("This practice cannot be changed now."))
    return practice


def _locked(practice_id: int, actor: Actor) -> Practice:
    practice = Practice.objects.select_for_update(of=("self",)).filter(pk=practice_id).first()
    if practice is None or not can_see_practice(actor, practice.state, practice.organisation_id):
        raise NotFoundError
    return practice


def _note(action: str, practice: Practice) -> None:
    record(
        action,
        subject=SUBJECT,
        subject_id=str(practice.pk),
        detail={"state": practice.state, "revision": str(practice.revision)},
    )
