"""A place in a training, from the move to the calendar in a real mail: outbox, relay, SMTP."""

from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest
import time_machine
import vobject

from accounts.models import Membership
from notifications.tasks import relay_outbox
from tests.conftest import Mailbox
from tests.factories import MembershipFactory, acting
from tests.trainings import world
from trainings import editing, placing, running
from trainings.codes import DayPart
from trainings.editing import Half
from trainings.life import Move, Seat, Step
from trainings.models import Registration, Training

pytestmark = pytest.mark.django_db(databases=["default", "owner", "system"], transaction=True)
# The clock goes forward in the night between the two days.
NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
SATURDAY, MONDAY = date(2027, 3, 27), date(2027, 3, 29)
HALVES = [Half(day, DayPart.MORNING, time(9, 30), time(12, 30)) for day in (SATURDAY, MONDAY)]


@pytest.fixture
def office() -> Membership:
    return world.secretariat()


@pytest.fixture
def training(office: Membership) -> Training:
    """Two mornings, one on each side of the change to summer time."""
    made = world.draft(office, {"NL": 2}, day=SATURDAY, now=NOW)
    with acting(office):
        editing.set_half_days(made.pk, made.revision, HALVES, now=NOW)
        return running.move(made.pk, Move.OPEN, now=NOW)


def mailed(mailbox: Mailbox, who: Membership) -> EmailMessage:
    """What the relay brought them last."""
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=15), tick=True):
        relay_outbox()
    return mailbox.to(who.user.email)[-1]


def calendar_in(mail: EmailMessage) -> tuple[str, str]:
    """Method of the part's type and its content."""
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_filename("").endswith(".ics")
    content: Any = part.get_payload(decode=True)
    return str(part.get_param("method")), content.decode()


def events(content: str) -> list[Any]:
    found: list[Any] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return sorted(found, key=lambda event: event["DTSTART"].dt)


def test_a_place_comes_as_calendar_that_two_libraries_read_alike(
    smtp_server: Mailbox, office: Membership, training: Training
) -> None:
    worker = MembershipFactory.create()
    with acting(worker):
        placing.register(training.pk, now=NOW)
    with acting(office):  # who registers is not told of their own act; a change is told
        halves = [Half(one.day, one.part, time(9), one.ends) for one in HALVES]
        now = Training.objects.get(pk=training.pk)
        editing.set_half_days(training.pk, now.revision, halves, now=NOW)
    method, content = calendar_in(mailed(smtp_server, worker))
    assert method == "PUBLISH"
    ours, others = events(content), vobject.readOne(content).vevent_list
    assert [event["DTSTART"].dt.hour for event in ours] == [9, 9], "the hour on the clock stays"
    assert [event["DTSTART"].dt.astimezone(UTC).hour for event in ours] == [8, 7]
    assert {str(event["UID"]) for event in ours} == {event.uid.value for event in others}
    assert sorted(event.dtstart.value.astimezone(UTC) for event in others) == [
        event["DTSTART"].dt.astimezone(UTC) for event in ours
    ]
    for event in ours:
        (alarm,) = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == timedelta(days=-1)
        assert alarm["TRIGGER"].to_ical() == b"-P1D", "a day on the calendar, not 24 hours"


def test_a_cancellation_names_the_same_entries_with_a_higher_sequence(
    smtp_server: Mailbox, office: Membership, training: Training
) -> None:
    lead = world.team_lead()
    guest = placing.Person(None, "Iemand", "iemand@elders.example", "nl")
    worker = world.colleague(lead)
    with acting(lead):
        placing.nominate(training.pk, world.person(worker), now=NOW)
        placing.nominate(training.pk, guest, now=NOW)
    placed = mailed(smtp_server, worker)
    with acting(office):
        running.move(training.pk, Move.CANCEL, now=NOW, reason={"nl": "Ziek", "fr": "Malade"})
    gone = mailed(smtp_server, worker)
    (method, first), (cancel, second) = calendar_in(placed), calendar_in(gone)
    assert (method, cancel) == ("PUBLISH", "CANCEL")
    before, after = events(first), events(second)
    assert [event["UID"] for event in before] == [event["UID"] for event in after]
    for old, new in zip(before, after, strict=True):
        assert int(str(new["SEQUENCE"])) > int(str(old["SEQUENCE"]))
    assert {str(event["STATUS"]) for event in after} == {"CANCELLED"}
    for mail in smtp_server.messages:
        assert "Iemand" not in mail.as_string()
        assert mail["To"] != guest.email, "who put a guest forward is told, and tells them"


def test_a_place_given_up_takes_the_entries_away_and_brings_them_to_the_next(
    smtp_server: Mailbox, office: Membership, training: Training
) -> None:
    people = [MembershipFactory.create() for _ in range(3)]
    for one in people:
        with acting(one):
            placing.register(training.pk, now=NOW)
    first = Registration.objects.get(user_id=people[0].user_id)
    lead = world.team_lead(organisation=people[0].organisation)
    with acting(lead):
        placing.take_step(first.pk, Step.WITHDRAW, now=NOW)
    assert calendar_in(mailed(smtp_server, people[0]))[0] == "CANCEL"
    assert calendar_in(mailed(smtp_server, people[2]))[0] == "PUBLISH"
    assert Registration.objects.get(user_id=people[2].user_id).seat == Seat.PLACED
