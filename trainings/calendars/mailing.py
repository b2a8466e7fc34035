"""The calendar that goes along with mails about a place: its half-days, or that they are off."""

from uuid import UUID

from notifications.models import Notice
from notifications.rendering import CalendarPart, register_calendar
from protection.actor import acting_as
from trainings.calendars.entries import entries_of, with_half_days
from trainings.calendars.ical import CANCEL, PUBLISH, calendar_of
from trainings.life import State
from trainings.models import Training

# Kind of notice -> what a calendar program is to do.
METHODS = {
    "training_placed": PUBLISH,
    "training_changed": PUBLISH,
    "training_cancelled": CANCEL,
    "training_left": CANCEL,
}


def calendar_for(notice: Notice) -> CalendarPart | None:
    """The part of one mail, as the training stands when it goes out; None where it has no days."""
    with acting_as(None):
        found = Training.objects.exclude(state=State.DRAFT).filter(pk=UUID(notice.path_args[0]))
        training = with_half_days(found).first()
        if training is None:
            return None
        # A place that was given and a training that was cancelled before the mail went: cancelled.
        gone = METHODS[notice.kind] == CANCEL or training.state == State.CANCELLED
        entries = entries_of(training, cancelled=gone)
        if not entries:
            return None
        method = CANCEL if gone else PUBLISH
        content = calendar_of(entries, name=training.reference, method=method, reminder=True)
    return CalendarPart(f"{training.reference}.ics", content, method)


for kind in METHODS:
    register_calendar(kind, calendar_for)
