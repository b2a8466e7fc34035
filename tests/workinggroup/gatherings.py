"""Meetings for tests, made through the services as the secretariat makes them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from tests.factories import acting
from workinggroup.codes import MeetingState
from workinggroup.meetings import composing, minutes, planning
from workinggroup.meetings.minutes import Text
from workinggroup.models import Meeting

TITLE = {"nl": "Opvang van minderjarigen", "fr": "Accueil des mineurs"}


def soon() -> datetime:
    """A whole hour, in three weeks."""
    return (timezone.now() + timedelta(days=21)).replace(minute=0, second=0, microsecond=0)


def plan(**changes: Any) -> planning.Plan:
    given: dict[str, Any] = {
        "body": "ad-hoc",
        "title": TITLE,
        "starts_at": soon(),
        "ends_at": soon() + timedelta(hours=3),
        "place": "Brussel",
        "online_link": "",
    }
    return planning.Plan(**given | changes)


def planned(by: Membership, *kinds: str, **changes: Any) -> Meeting:
    """A meeting with one subject, which concerns these kinds of body."""
    with acting(by):
        meeting = planning.plan(plan(**changes), now=timezone.now())
        if kinds:
            title = {"nl": "Het verwijzingsmechanisme", "fr": "Le mécanisme d’orientation"}
            planning.write_item(meeting.pk, None, title=title, kinds=list(kinds))
    return meeting


def invited(by: Membership, *people: Membership, **changes: Any) -> Meeting:
    """A meeting to which the organisations of these people are invited."""
    meeting = planned(by, "ministry", **changes)
    with acting(by):
        composing.invite(meeting.pk, [one.organisation_id for one in people], now=timezone.now())
    return fresh(meeting)


def held_by(by: Membership, *people: Membership, **changes: Any) -> Meeting:
    """One that took place, with two people of each organisation."""
    meeting = invited(by, *people, **changes)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=timezone.now() - timedelta(days=1), ends_at=None
    )
    with acting(by):
        present = {one.organisation_id: 2 for one in people}
        composing.record_presence(meeting.pk, present, now=timezone.now())
    assert fresh(meeting).state == MeetingState.HELD
    return fresh(meeting)


def written(by: Membership, meeting: Meeting, nl: str, fr: str, *, on: int = 0) -> int:
    """Save the minutes; the new revision."""
    with acting(by):
        saved = minutes.write(meeting, Text(nl, fr), revision=on, now=timezone.now())
    return saved.revision


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("body").get(pk=meeting.pk)
