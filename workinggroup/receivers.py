"""What the working group follows, and what it hands to those who know no meetings."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from contacts.reference import reference_data_loading
from notifications.rendering import register_calendar
from protection.actor import Actor
from workinggroup import practice_reference, translating
from workinggroup.events import procedure_closed
from workinggroup.meetings import minutes
from workinggroup.meetings.calendar import part_of
from workinggroup.models import Procedure
from workinggroup.reference import load, load_meetings
from workinggroup.subjects import register_subject

for _kind in ("meeting_invited", "meeting_changed", "meeting_cancelled"):
    register_calendar(_kind, part_of)


def minutes_page(identifier: str, _actor: Actor) -> str:
    """Where the minutes of a procedure are read."""
    return f"{reverse('workinggroup:meeting', args=[int(identifier)])}#minutes"


register_subject(minutes.SUBJECT, minutes_page)
translating.register()


@receiver(reference_data_loading)
def load_bodies(using: str, written: dict[str, int], **_: Any) -> None:
    load(using=using, written=written)
    load_meetings(using=using, written=written)


@receiver(reference_data_loading)
def load_programme(using: str, written: dict[str, int], **_: Any) -> None:
    practice_reference.load(using=using, written=written)


@receiver(procedure_closed)
def decide_minutes(procedure: Procedure, **_: Any) -> None:
    minutes.decided(procedure)
