"""iCalendar files as another library reads them, and across the change to summer time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from trainings.calendars.ical import CANCEL, PUBLISH, Entry, calendar_of
from trainings.calendars.zones import ZONES, zone_of

# Summer time begins on 28 March 2027 in all three countries.
BEFORE, AFTER = datetime(2027, 3, 26, 9), datetime(2027, 3, 29, 9)  # noqa: DTZ001 - wall clocks


def entry(begins: datetime, country: str = "BE", **values: object) -> Entry:
    zone = zone_of(country)
    made = Entry(
        uid=f"{begins:%Y%m%d}-{country}@portal",
        sequence=3,
        begins=begins.replace(tzinfo=zone),
        ends=begins.replace(tzinfo=zone, hour=12, minute=30),
        zone=ZONES[country],
        title="Traite; repérer, orienter – é",
        place="Anvers, salle 2",
        url="https://portal.example/fr/trainings/1/",
        changed=datetime(2026, 11, 22, 7, tzinfo=UTC),
    )
    return replace(made, **values)  # type: ignore[arg-type]


def read(entries: list[Entry], method: str = PUBLISH) -> vobject.base.Component:
    content = calendar_of(entries, name="Formations", method=method, reminder=True)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return vobject.readOne(content.decode())


@pytest.mark.parametrize("country", sorted(ZONES))
def test_the_hour_on_the_clock_stays_across_summer_time(country: str) -> None:
    calendar = read([entry(BEFORE, country), entry(AFTER, country)])
    first, second = calendar.vevent_list
    assert [event.dtstart.value.hour for event in (first, second)] == [9, 9]
    assert first.dtstart.value.astimezone(UTC).hour == 8
    assert second.dtstart.value.astimezone(UTC).hour == 7
    assert calendar.vtimezone.tzid.value == ZONES[country]


def test_the_rules_of_the_zone_are_those_of_the_time_zone_database() -> None:
    calendar = read([entry(BEFORE)])
    ours, known = calendar.vtimezone.gettzinfo(), ZoneInfo(ZONES["BE"])
    for year in (1996, 2017, 2026, 2037):
        for month, day in ((1, 1), (3, 25), (4, 1), (7, 1), (10, 24), (11, 1)):
            moment = datetime(year, month, day, 12)  # noqa: DTZ001 - compared in both zones
            assert ours.utcoffset(moment) == known.utcoffset(moment), moment


def test_a_reminder_comes_a_day_before_at_the_same_hour_also_when_the_clock_jumps() -> None:
    calendar = read([entry(datetime(2027, 3, 29, 9))])  # noqa: DTZ001
    trigger = calendar.vevent.valarm.trigger.value
    assert trigger == timedelta(days=-1)
    wall = calendar.vevent.dtstart.value.replace(tzinfo=None) + trigger
    assert wall == datetime(2027, 3, 28, 9)  # noqa: DTZ001
    # The file says days, which a calendar program counts on the clock; 24 hours would be 8 o'clock.
    assert b"TRIGGER:-P1D\r\n" in calendar_of(
        [entry(BEFORE)], name="", method=PUBLISH, reminder=True
    )


def test_an_entry_keeps_its_uid_and_tells_its_sequence() -> None:
    event = read([entry(BEFORE)]).vevent
    assert (event.uid.value, event.sequence.value) == ("20270326-BE@portal", "3")
    assert event.status.value == "CONFIRMED"
    assert event.summary.value == "Traite; repérer, orienter – é"
    assert event.location.value == "Anvers, salle 2"


def test_what_is_cancelled_stays_and_says_so_without_a_reminder() -> None:
    calendar = read([entry(BEFORE, cancelled=True), entry(AFTER)])
    gone, on = calendar.vevent_list
    assert (gone.status.value, on.status.value) == ("CANCELLED", "CONFIRMED")
    assert not hasattr(gone, "valarm")
    mailed = read([entry(BEFORE), entry(AFTER)], CANCEL)
    assert mailed.method.value == "CANCEL"
    assert {event.status.value for event in mailed.vevent_list} == {"CANCELLED"}


@pytest.mark.parametrize(
    "wrong",
    [
        replace(entry(BEFORE), begins=BEFORE),
        entry(BEFORE, ends=datetime(2027, 3, 26, 8, tzinfo=ZoneInfo(ZONES["BE"]))),
        entry(BEFORE, zone="Europe/Nowhere"),
    ],
    ids=["no zone", "ends first", "unknown zone"],
)
def test_a_time_that_means_nothing_is_refused(wrong: Entry) -> None:
    with pytest.raises(ValueError, match=r"zone|ends"):
        calendar_of([wrong], name="", method=PUBLISH, reminder=False)
