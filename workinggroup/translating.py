"""What of the working group is translated at the workbench.

Content editors see to the texts; what an organisation has not sent yet is its own, and what was
taken off the board stays away. Positions and syntheses are written in both languages and never
changed.
"""

from typing import Any

from contacts.translated_rows import register_rows
from workinggroup.meetings.archive import index as index_meeting
from workinggroup.models import (
    AgendaItem,
    CountryPosition,
    Decision,
    DeclarationTask,
    InquiryQuestion,
    Meeting,
    Practice,
    ProgrammeItem,
    Signal,
    Synthesis,
    TopicEntry,
    TopicPage,
)
from workinggroup.practices.life import State
from workinggroup.practices.services import index as index_practice

SENT = (State.REVIEW, State.PUBLISHED)


def _practice_written(practice: Practice) -> None:
    _count_saving(practice)
    index_practice(practice)


def _count_saving(row: Any) -> None:
    """Who has its form open must not write over what was translated meanwhile."""
    row.revision += 1
    row.save(update_fields=["revision"])


def _meeting_written(meeting: Meeting) -> None:
    _count_saving(meeting)
    index_meeting(meeting)


def _of_meeting_written(row: AgendaItem | Decision) -> None:
    index_meeting(row.meeting)


def register() -> None:
    """Tell the workbench, once."""
    register_rows(Practice, lambda: Practice.objects.filter(state__in=SENT), _practice_written)
    register_rows(Signal, lambda: Signal.objects.filter(withdrawn_at=None))
    register_rows(CountryPosition, None)
    register_rows(Synthesis, None)
    for model in (DeclarationTask, InquiryQuestion, ProgrammeItem, TopicEntry, TopicPage):
        register_rows(model, model._default_manager.all, _count_saving)
    register_rows(Meeting, Meeting.objects.all, _meeting_written)
    register_rows(AgendaItem, AgendaItem.objects.all, _of_meeting_written)
    register_rows(Decision, Decision.objects.all, _of_meeting_written)
