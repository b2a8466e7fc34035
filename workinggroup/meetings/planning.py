"""Making a meeting and its agenda, changing and cancelling it: written by the secretariat."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.selectors import people_of
from notifications.services import queue_notice
from protection.actor import require_actor
from protection.audit import record
from workinggroup.codes import MEETING_ROLES, TO_COME, MeetingState
from workinggroup.meetings.archive import index
from workinggroup.models import AgendaItem, Meeting
from workinggroup.permissions import can_run_bodies


class MeetingRefused(Exception):
    """The meeting does not stand where this begins, or somebody changed it meanwhile."""


@dataclass(frozen=True)
class Plan:
    """What a meeting says; `title` by language."""

    body: str
    title: dict[str, str]
    starts_at: datetime
    ends_at: datetime
    place: str
    online_link: str


def plan(said: Plan, *, now: datetime) -> Meeting:
    """A new meeting, which only who writes it sees. Raises PermissionError."""
    secretariat()
    with transaction.atomic():
        meeting = Meeting(body_id=said.body)
        _say(meeting, said, now)
        log("meeting_planned", meeting)
    return meeting


def change(meeting_id: int, said: Plan, *, revision: int, now: datetime) -> Meeting:
    """Say it anew; who is invited is told what calendars must learn. The body stays.

    Raises MeetingRefused when it is over or was saved meanwhile, PermissionError.
    """
    secretariat()
    with transaction.atomic():
        meeting = held(meeting_id)
        if meeting.state not in TO_COME or meeting.revision != revision:
            raise MeetingRefused
        before = _of_calendar(meeting)
        _say(meeting, said, now)
        if meeting.state == MeetingState.INVITED and _of_calendar(meeting) != before:
            meeting.sequence += 1
            meeting.save(update_fields=["sequence"])
            tell("meeting_changed", meeting)
        log("meeting_changed", meeting)
    return meeting


def cancel(meeting_id: int, *, now: datetime) -> None:
    """It does not take place; calendars are told. Raises MeetingRefused, PermissionError."""
    secretariat()
    with transaction.atomic():
        meeting = held(meeting_id)
        if meeting.state not in TO_COME:
            raise MeetingRefused
        told = meeting.state == MeetingState.INVITED
        meeting.state, meeting.changed_at = MeetingState.CANCELLED, now
        meeting.sequence += 1
        meeting.save(update_fields=["state", "sequence", "changed_at"])
        if told:
            tell("meeting_cancelled", meeting)
        log("meeting_cancelled", meeting)


def write_item(
    meeting_id: int, item_id: int | None, *, title: dict[str, str], kinds: list[str]
) -> AgendaItem:
    """Add a subject, or write one anew. Raises MeetingRefused, AgendaItem.DoesNotExist,
    PermissionError."""
    secretariat()
    with transaction.atomic():
        meeting = held(meeting_id)
        if meeting.state not in TO_COME:
            raise MeetingRefused
        if item_id is None:
            last = meeting.items.aggregate(last=Max("order"))["last"] or 0
            item = AgendaItem(meeting=meeting, order=last + 1)
        else:
            item = meeting.items.get(pk=item_id)
        for language in ("nl", "fr"):
            setattr(item, f"title_{language}", title[language])
        item.kinds = kinds
        item.save()
        index(meeting)
        log("agenda_written", meeting)
    return item


def remove_item(meeting_id: int, item_id: int) -> None:
    """Take a subject off; its papers stay with the meeting. Raises as `write_item`."""
    secretariat()
    with transaction.atomic():
        meeting = held(meeting_id)
        if meeting.state not in TO_COME:
            raise MeetingRefused
        meeting.items.get(pk=item_id).delete()
        index(meeting)
        log("agenda_written", meeting)


def secretariat() -> None:
    """Raises PermissionError for anybody else."""
    if not can_run_bodies(require_actor()):
        raise PermissionError


def held(meeting_id: int) -> Meeting:
    """The meeting, held until the transaction ends."""
    return Meeting.objects.select_for_update().defer("search_vector").get(pk=meeting_id)


def log(action: str, meeting: Meeting, **detail: str) -> None:
    """A line of the audit trail about a meeting."""
    record(action, subject="meeting", subject_id=str(meeting.pk), detail=detail)


def tell(kind: str, meeting: Meeting, organisations: list[int] | None = None) -> int:
    """Tell the people of these organisations, or of all that are invited; how many."""
    if organisations is None:
        organisations = list(meeting.invitations.values_list("organisation_id", flat=True))
    return queue_notice(
        kind,
        people_of(organisations, roles=MEETING_ROLES),
        reference=meeting.reference,
        path_name="workinggroup:meeting",
        path_args=[str(meeting.pk)],
    )


def _of_calendar(meeting: Meeting) -> tuple[object, ...]:
    return meeting.starts_at, meeting.ends_at, meeting.place


def _say(meeting: Meeting, said: Plan, now: datetime) -> None:
    for language in ("nl", "fr"):
        setattr(meeting, f"title_{language}", said.title[language])
    meeting.starts_at, meeting.ends_at = said.starts_at, said.ends_at
    meeting.place, meeting.online_link = said.place, said.online_link
    meeting.revision += 1
    meeting.changed_at = now
    meeting.save()
    index(meeting)
