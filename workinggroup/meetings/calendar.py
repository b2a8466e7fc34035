"""A meeting as iCalendar (RFC 5545), for the mail and for download.

Nothing in it asks a mail program to answer: the answer is given in the portal. The summary names no
subject, as calendars are shared.
"""

from datetime import timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.models import Notice
from notifications.rendering import CalendarPart
from workinggroup.codes import MeetingState
from workinggroup.models import Meeting

LASTS = timedelta(hours=2)  # where nobody said when it ends


def calendar_of(meeting: Meeting) -> bytes:
    """One event with its time zone, in the language that is active."""
    from icalendar import Calendar, Event  # slow to load: only invitations wait for it

    zone = ZoneInfo(settings.TIME_ZONE)
    cancelled = meeting.state == MeetingState.CANCELLED
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    event = Event()
    event.add("uid", f"working-group-meeting-{meeting.pk}@{domain}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("dtend", (meeting.ends_at or meeting.starts_at + LASTS).astimezone(zone))
    event.add("summary", _("Benelux meeting %(reference)s") % {"reference": meeting.reference})
    if meeting.place:
        event.add("location", meeting.place)
    event.add("url", settings.PORTAL_BASE_URL + reverse("workinggroup:meeting", args=[meeting.pk]))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Benelux THB portal//Working group//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(meeting))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def method_of(meeting: Meeting) -> str:
    """CANCEL takes the event out of a calendar, PUBLISH puts it in or changes it (RFC 5546)."""
    return "CANCEL" if meeting.state == MeetingState.CANCELLED else "PUBLISH"


def part_of(notice: Notice) -> CalendarPart | None:
    """What goes along with a mail about a meeting; read by the relay, under its own role."""
    rows = Meeting.objects.using("system").filter(pk=int(notice.path_args[0]))
    meeting = rows.defer("search_vector").first()
    if meeting is None:
        return None
    return CalendarPart(f"{meeting.reference}.ics", calendar_of(meeting), method_of(meeting))
