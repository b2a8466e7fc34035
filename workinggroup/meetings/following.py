"""What a meeting decided, and what is to be done: by whom, until when, with reminders."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from accounts.models import Role
from accounts.selectors import people_in_role, people_of
from contacts.models import Organisation
from notifications.services import queue_notice
from protection.actor import Actor, acting_as, require_actor
from protection.audit import record
from workinggroup.codes import MEETING_ROLES, MeetingState
from workinggroup.meetings.archive import index
from workinggroup.meetings.planning import MeetingRefused, held, log, secretariat
from workinggroup.models import ActionPoint, Decision
from workinggroup.permissions import can_finish_action, can_run_bodies

REMIND_BEFORE = timedelta(days=7)
REMIND_AGAIN = timedelta(days=7)


def decide(meeting_id: int, text: dict[str, str]) -> Decision:
    """Note a decision. Raises MeetingRefused for a meeting that was not held, PermissionError."""
    secretariat()
    with transaction.atomic():
        meeting = held(meeting_id)
        if meeting.state != MeetingState.HELD:
            raise MeetingRefused
        last = meeting.decisions.aggregate(last=Max("number"))["last"] or 0
        decision = Decision(meeting=meeting, number=last + 1)
        for language in ("nl", "fr"):
            setattr(decision, f"text_{language}", text[language])
        decision.save()
        index(meeting)
        log("meeting_decided", meeting, number=str(decision.number))
    return decision


def add_action(
    meeting_id: int, text: dict[str, str], *, owner: Organisation, due: date
) -> ActionPoint:
    """Note what is to be done. Raises as `decide`."""
    secretariat()
    with transaction.atomic():
        meeting = held(meeting_id)
        if meeting.state != MeetingState.HELD:
            raise MeetingRefused
        action = ActionPoint(meeting=meeting, owner=owner, due=due)
        for language in ("nl", "fr"):
            setattr(action, f"text_{language}", text[language])
        action.save()
        log("action_added", meeting, point=str(action.pk))
    return action


def finish(action_id: int, *, on: date) -> ActionPoint:
    """It is done. Raises ActionPoint.DoesNotExist, PermissionError, MeetingRefused when it was."""
    with transaction.atomic():
        action = ActionPoint.objects.select_for_update().get(pk=action_id)
        if not can_finish_action(require_actor(), action.owner_id):
            raise PermissionError
        if action.done_on is not None:
            raise MeetingRefused
        action.done_on = on
        action.save(update_fields=["done_on"])
        record("action_done", subject="action_point", subject_id=str(action.pk))
    return action


def owned_by(actor: Actor) -> "QuerySet[ActionPoint]":
    """What the reader's organisation is to do or did; all for the secretariat."""
    rows = ActionPoint.objects.all()
    return rows if can_run_bodies(actor) else rows.filter(owner_id=actor.organisation_id)


def open_for(actor: Actor) -> "QuerySet[ActionPoint]":
    """What of that is still to be done, the first due first."""
    return owned_by(actor).filter(done_on=None).order_by("due", "pk")


def remind_due(now: datetime) -> int:
    """Remind owners a week before the day and each week after it, and then the secretariat too;
    how many action points."""
    today = timezone.localdate(now)
    due = ActionPoint.objects.filter(
        Q(reminded_on=None) | Q(reminded_on__lte=today - REMIND_AGAIN),
        done_on=None,
        due__lte=today + REMIND_BEFORE,
    )
    return sum(
        _remind(pk, today) for pk in list(due.order_by("due", "pk").values_list("pk", flat=True))
    )


def _remind(action_id: int, today: date) -> bool:
    with acting_as(None):
        action = ActionPoint.objects.select_for_update().get(pk=action_id)
        lately = action.reminded_on and action.reminded_on > today - REMIND_AGAIN
        if action.done_on is not None or lately:
            return False
        action.reminded_on = today
        action.save(update_fields=["reminded_on"])
        people = people_of([action.owner_id], roles=MEETING_ROLES)
        if action.due < today:
            people += people_in_role(Role.SECRETARIAT)
        queue_notice(
            "action_due",
            people,
            reference=f"V-{action.meeting_id:04d}",
            path_name="workinggroup:meeting",
            path_args=[str(action.meeting_id)],
        )
    return True
