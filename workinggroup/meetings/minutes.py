"""The minutes: written side by side by several, approved by written procedure.

Each saving says on which revision it was made. What only one side changed goes together by itself,
language by language; where both changed a language, the second sees the difference and chooses.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from protection.actor import Actor, require_actor
from workinggroup.codes import MeetingState, MinutesState
from workinggroup.meetings.archive import index
from workinggroup.meetings.planning import MeetingRefused, log
from workinggroup.models import Meeting, Minutes, MinutesVersion, Procedure
from workinggroup.permissions import can_run_bodies, can_write_texts
from workinggroup.procedures import open_procedure

LANGUAGES = ("nl", "fr")
SUBJECT = "minutes"


@dataclass(frozen=True)
class Text:
    """The minutes in both languages."""

    nl: str
    fr: str

    def of(self, language: str) -> str:
        return self.nl if language == "nl" else self.fr


class Conflict(Exception):
    """Both changed the same language. `saved` is the text as it is now, at `revision`; `mine` what
    was typed with what the other changed elsewhere; `languages` those in which to choose."""

    def __init__(self, saved: Text, mine: Text, revision: int, languages: tuple[str, ...]) -> None:
        super().__init__("Somebody else has saved these minutes meanwhile.")
        self.saved, self.mine = saved, mine
        self.revision, self.languages = revision, languages


def begin(meeting: Meeting) -> Text:
    """What an empty form starts from: the subjects of the agenda as headings.

    Without an end of line at the end, as a form gives it back: who leaves it changed nothing.
    """
    items = list(meeting.items.values_list("title_nl", "title_fr"))
    return Text(
        *(
            "\n\n".join(
                f"{number}. {titles[place] or ''}\n" for number, titles in enumerate(items, start=1)
            ).rstrip()
            for place in range(2)
        )
    )


def text_of(minutes: Minutes) -> Text:
    return Text(minutes.text_nl, minutes.text_fr)


def write(meeting: Meeting, typed: Text, *, revision: int, now: datetime) -> Minutes:
    """Save the minutes that were made on top of `revision` (0: there were none).

    Raises Conflict; MeetingRefused once they are with the countries or approved, or for a meeting
    that did not take place; PermissionError.
    """
    actor = _writer()
    with transaction.atomic():
        Meeting.objects.select_for_update().only("pk").get(pk=meeting.pk)
        minutes = Minutes.objects.filter(meeting=meeting).first()
        if minutes is None:
            minutes = Minutes(meeting=meeting, written_at=now)
        if minutes.state != MinutesState.DRAFT or meeting.state in {
            MeetingState.CANCELLED,
            MeetingState.PROPOSED,
        }:
            raise MeetingRefused
        text = typed if minutes.revision == revision else _merged(minutes, typed, revision)
        if minutes.pk and text == text_of(minutes):
            return minutes
        minutes.text_nl, minutes.text_fr = text.nl, text.fr
        minutes.revision += 1
        minutes.written_at = now
        minutes.save()
        MinutesVersion.objects.create(
            minutes=minutes,
            revision=minutes.revision,
            text_nl=text.nl,
            text_fr=text.fr,
            written_by_id=actor.user_id,
            written_at=now,
        )
        log("minutes_written", meeting, revision=str(minutes.revision))
    return minutes


def ask(meeting: Meeting, *, due: date) -> Procedure:
    """Put the minutes to the countries of the body in writing.

    Raises MeetingRefused before the meeting was held, where a language is missing or they are not
    a draft; ProcedureRefused, PermissionError.
    """
    actor = require_actor()
    if not can_run_bodies(actor):
        raise PermissionError
    with transaction.atomic():
        minutes = Minutes.objects.select_for_update().filter(meeting=meeting).first()
        if (
            minutes is None
            or meeting.state != MeetingState.HELD
            or minutes.state != MinutesState.DRAFT
            or not minutes.text_nl.strip()
            or not minutes.text_fr.strip()
        ):
            raise MeetingRefused
        procedure = open_procedure(
            subject=f"{SUBJECT}:{meeting.pk}",
            question=question_on(meeting),
            body=meeting.body_id,
            due=due,
            by=actor,
        )
        minutes.state, minutes.procedure = MinutesState.ASKED, procedure
        minutes.save(update_fields=["state", "procedure"])
        log("minutes_asked", meeting, procedure=str(procedure.pk))
    return procedure


def question_on(meeting: Meeting) -> dict[str, str]:
    """What the countries are asked about its minutes, by language."""
    asked = {}
    for language in (*LANGUAGES, "en"):
        with override(language):
            asked[language] = _("Do you approve the minutes of meeting %(reference)s?") % {
                "reference": meeting.reference
            }
    return asked


def decided(procedure: Procedure) -> None:
    """A written procedure on minutes is over: they are approved, or a draft again."""
    kind, _colon, meeting_id = procedure.subject.partition(":")
    if kind != SUBJECT:
        return
    minutes = Minutes.objects.select_related("meeting").get(meeting_id=meeting_id)
    adopted = procedure.result == "adopted"
    minutes.state = MinutesState.APPROVED if adopted else MinutesState.DRAFT
    minutes.approved_at = procedure.closed_at if adopted else None
    minutes.save(update_fields=["state", "approved_at"])
    log("minutes_approved" if adopted else "minutes_returned", minutes.meeting)
    if adopted:
        index(minutes.meeting)


def may_read(actor: Actor | None, minutes: Minutes) -> bool:
    """A draft: who writes it. Later: whoever sees the meeting."""
    return can_write_texts(actor) or minutes.state != MinutesState.DRAFT


def _writer() -> Actor:
    actor = require_actor()
    if not can_write_texts(actor):
        raise PermissionError
    return actor


def _merged(minutes: Minutes, typed: Text, revision: int) -> Text:
    """What was typed on an older revision, with what others changed since."""
    saved = text_of(minutes)
    older = minutes.versions.filter(revision=revision).first() if minutes.pk else None
    base = Text(older.text_nl, older.text_fr) if older else begin(minutes.meeting)
    mine, both = {}, []
    for language in LANGUAGES:
        was, theirs, own = base.of(language), saved.of(language), typed.of(language)
        if own in {was, theirs}:
            own = theirs
        elif theirs != was:
            both.append(language)
        mine[language] = own
    if both:
        raise Conflict(saved, Text(**mine), minutes.revision, tuple(both))
    return Text(**mine)
