"""iCalendar (RFC 5545) from plain values; nothing here reads the database.

Each half-day is an event of its own. Its UID never changes; SEQUENCE grows with each change, so
that a calendar program takes the newest; what is cancelled is sent once more with that status,
since an event that merely disappears stays in most calendars.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from trainings.calendars.zones import ZONES

if TYPE_CHECKING:
    from icalendar import Calendar, Timezone

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
PRODUCT = "-//Benelux portal//trainings//EN"
# The rule of Directive 2000/84/EC, which holds in all three countries.
_SUMMER = {"freq": "yearly", "bymonth": 3, "byday": "-1su"}
_WINTER = {"freq": "yearly", "bymonth": 10, "byday": "-1su"}
_SINCE = 1996
# Programs ask again after this time; the same as a reader would wait for a change.
_REFRESH = timedelta(hours=4)


@dataclass(frozen=True)
class Entry:
    """A half-day. `begins` and `ends` are aware; `zone` is that of the place, one of ZONES."""

    uid: str
    sequence: int
    begins: datetime
    ends: datetime
    zone: str
    title: str
    place: str
    url: str
    changed: datetime
    cancelled: bool = False


def calendar_of(entries: Sequence[Entry], *, name: str, method: str, reminder: bool) -> bytes:
    """One calendar with the time zones that its entries need.

    `reminder`: each entry that takes place reminds its reader a day before, at the same hour on
    the clock (a duration of one day is nominal, RFC 5545 §3.3.6), also across summer time.
    Raises ValueError for a time without zone, an unknown zone or an end before its beginning.
    """
    from icalendar import Calendar  # takes 0.2 s: only who makes a calendar waits for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for zone in sorted({entry.zone for entry in entries}):
        calendar.add_component(_zone(zone))
    _add_entries(calendar, entries, cancelled=method == CANCEL, reminder=reminder)
    return bytes(calendar.to_ical())


def _add_entries(
    calendar: "Calendar", entries: Iterable[Entry], *, cancelled: bool, reminder: bool
) -> None:
    from icalendar import Alarm, Event

    for entry in entries:
        if entry.begins.tzinfo is None or entry.ends <= entry.begins:
            raise ValueError("An entry needs a zone, and ends after it begins.")
        zone, gone = ZoneInfo(entry.zone), cancelled or entry.cancelled
        event = Event()
        event.add("uid", entry.uid)
        event.add("sequence", entry.sequence)
        event.add("dtstamp", entry.changed)
        event.add("last-modified", entry.changed)
        event.add("dtstart", entry.begins.astimezone(zone))
        event.add("dtend", entry.ends.astimezone(zone))
        event.add("summary", entry.title)
        event.add("status", "CANCELLED" if gone else "CONFIRMED")
        event.add("transp", "TRANSPARENT" if gone else "OPAQUE")
        event.add("url", entry.url)
        if entry.place:
            event.add("location", entry.place)
        if reminder and not gone:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", entry.title)
            alarm.add("trigger", timedelta(days=-1))
            event.add_component(alarm)
        calendar.add_component(event)


def _zone(name: str) -> "Timezone":
    """The rules of one of ZONES: the same for all three since 1996."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    if name not in ZONES.values():
        raise ValueError(f"{name} is no time zone of a training")
    zone = Timezone()
    zone.add("tzid", name)
    hour = timedelta(hours=1)
    for part, abbreviation, rule, begins, before, after in (
        (TimezoneDaylight(), "CEST", _SUMMER, datetime(_SINCE, 3, 31, 2), hour, 2 * hour),  # noqa: DTZ001 - local by definition
        (TimezoneStandard(), "CET", _WINTER, datetime(_SINCE, 10, 27, 3), 2 * hour, hour),  # noqa: DTZ001
    ):
        part.add("dtstart", begins)
        part.add("tzname", abbreviation)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", rule)
        zone.add_component(part)
    return zone
