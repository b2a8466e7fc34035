"""The month, the feed behind a secret, reminders and what goes along with mails."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Membership
from benelux_thb.settings.schedule import CELERY_BEAT_SCHEDULE
from notifications.models import Notice
from protection.actor import acting_as
from tests.factories import MembershipFactory
from tests.trainings.held import people, training
from trainings.calendars import feeds, mailing, reminding
from trainings.calendars.month import beside, month_of, weeks_of
from trainings.life import Seat, State
from trainings.models import FeedScope, Reminder, Training

pytestmark = pytest.mark.django_db
# The clock goes forward on 28 March 2027.
DAY = date(2027, 3, 29)


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests() -> None:
    cache.clear()


@pytest.fixture
def member() -> Membership:
    made: Membership = MembershipFactory.create()
    return made


def upcoming(number: int = 1) -> Training:
    return training(number, state=State.OPEN, first_day=DAY)


def feed_of(member: Membership, scope: FeedScope) -> str:
    with acting_as(actor_of(member)):
        return feeds.make_feed(scope, language="fr")


def read(token: str) -> list[vobject.base.Component]:
    response = Client().get(f"/calendar/trainings/{token}.ics")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    return list(getattr(vobject.readOne(response.text), "vevent_list", []))


class TestFeed:
    def test_it_shows_one_s_own_places_without_a_session(self, member: Membership) -> None:
        own, _other = upcoming(1), upcoming(2)
        people(own, 1, user=member.user)
        events = read(feed_of(member, FeedScope.OWN))
        assert [event.summary.value for event in events] == ["Reconnaître les signaux"] * 2
        assert [event.dtstart.value.hour for event in events] == [9, 13]
        assert {event.status.value for event in events} == {"CONFIRMED"}
        assert "Deelnemer" not in str(events)

    def test_a_place_given_up_and_a_training_called_off_are_cancelled_not_gone(
        self, member: Membership
    ) -> None:
        left, off = upcoming(1), upcoming(2)
        people(left, 1, user=member.user, seat=Seat.WITHDRAWN)
        people(off, 1, user=member.user)
        before = {event.uid.value for event in read(feed_of(member, FeedScope.OWN))}
        Training.objects.filter(pk=off.pk).update(state=State.CANCELLED, sequence=4)
        events = read(feed_of(member, FeedScope.OWN))
        assert {event.uid.value for event in events} == before
        assert {event.status.value for event in events} == {"CANCELLED"}
        assert {event.sequence.value for event in events} == {"0", "4"}

    def test_a_new_secret_ends_the_old_and_revoking_ends_all(self, member: Membership) -> None:
        old, new = feed_of(member, FeedScope.ALL), feed_of(member, FeedScope.ALL)
        assert Client().get(f"/calendar/trainings/{old}.ics").status_code == 404
        read(new)
        with acting_as(actor_of(member)):
            assert feeds.revoke_feed()
        assert Client().get(f"/calendar/trainings/{new}.ics").status_code == 404

    def test_it_ends_with_the_membership(self, member: Membership) -> None:
        token = feed_of(member, FeedScope.ALL)
        Membership.objects.filter(pk=member.pk).update(active=False)
        assert Client().get(f"/calendar/trainings/{token}.ics").status_code == 404

    def test_drafts_are_in_nobody_s(self) -> None:
        secretariat: Membership = MembershipFactory.create(secretariat=True)
        training(1, state=State.DRAFT, first_day=DAY)
        assert read(feed_of(secretariat, FeedScope.ALL)) == []

    def test_who_tries_secrets_is_stopped(self) -> None:
        codes = {Client().get(f"/calendar/trainings/{n}.ics").status_code for n in range(31)}
        assert codes == {404, 429}


class TestMonth:
    def test_a_day_shows_its_trainings_with_the_parts_of_the_day(self, member: Membership) -> None:
        own = upcoming(1)
        upcoming(2)
        people(own, 1, user=member.user)
        weeks = weeks_of(actor_of(member), date(2027, 3, 1))
        (day,) = [day for week in weeks for day in week if day.items]
        assert day.day == DAY
        assert [(item.own, item.parts) for item in day.items] == [
            (True, ["morning", "afternoon"]),
            (False, ["morning", "afternoon"]),
        ]
        only = weeks_of(actor_of(member), date(2027, 3, 1), own=True)
        assert sum(len(day.items) for week in only for day in week) == 1

    @pytest.mark.parametrize("text", ["", "2027", "2027-13", "0001-01", "20x7-03", "9999-12"])
    def test_what_is_no_month_is_this_one(self, text: str) -> None:
        assert month_of(text, date(2026, 11, 22)) == date(2026, 11, 1)

    def test_it_ends_somewhere(self) -> None:
        assert beside(date(2016, 1, 1), -1) == date(2016, 1, 1)
        assert beside(date(2100, 12, 1), 1) == date(2100, 12, 1)
        assert beside(date(2027, 1, 1), -1) == date(2026, 12, 1)

    def test_the_page_asks_as_often_for_three_as_for_one(self, member: Membership) -> None:
        client = Client()
        client.force_login(member.user)
        counted = []
        for numbers in ((1,), (2, 3)):
            for number in numbers:
                upcoming(number)
            client.get("/nl/trainings/calendar/?month=2027-03")
            with CaptureQueriesContext(connection) as queries:
                page = client.get("/nl/trainings/calendar/?month=2027-03")
            counted.append(len(queries))
            assert page.text.count("Signalen herkennen") == max(numbers)
        assert counted[0] == counted[1]


class TestReminders:
    @pytest.mark.parametrize(
        ("left", "step"), [(8, None), (7, 7), (2, 7), (1, 1), (0, None), (-1, None)]
    )
    def test_each_comes_on_its_day_or_when_the_worker_is_back(
        self, left: int, step: int | None
    ) -> None:
        assert reminding.step_due(DAY, DAY - timedelta(days=left)) == step

    def test_people_are_reminded_once_a_step_and_again_for_another_day(
        self, member: Membership
    ) -> None:
        made = upcoming()
        people(made, 1, user=member.user)
        days = [DAY - timedelta(days=left) for left in (7, 7, 6, 1, 1)]
        assert [reminding.remind(day) for day in days] == [1, 0, 0, 1, 0]
        moved = DAY + timedelta(days=14)
        Training.objects.filter(pk=made.pk).update(first_day=moved, last_day=moved)
        assert reminding.remind(moved - timedelta(days=7)) == 1
        assert Reminder.objects.count() == 3

    def test_nobody_is_reminded_of_what_is_cancelled(self, member: Membership) -> None:
        made = upcoming()
        people(made, 1, user=member.user)
        Training.objects.filter(pk=made.pk).update(state=State.CANCELLED)
        assert reminding.remind(DAY - timedelta(days=7)) == 0

    def test_the_hour_on_the_clock_stays_when_summer_time_begins(self) -> None:
        schedule = CELERY_BEAT_SCHEDULE["remind-of-trainings"]["schedule"]
        zone = ZoneInfo("Europe/Brussels")
        last, found = datetime(2027, 3, 27, 9, tzinfo=zone), []
        for _ in range(3):
            schedule.nowfun = lambda last=last: last.astimezone(UTC).astimezone(zone)
            wait = schedule.remaining_estimate(last)
            last = (last.astimezone(UTC) + wait).astimezone(zone)
            found.append((last.day, last.hour, last.minute))
        assert found == [(28, 8, 10), (29, 8, 10), (30, 8, 10)]


@pytest.mark.parametrize(
    ("kind", "state", "method"),
    [
        ("training_placed", State.OPEN, "PUBLISH"),
        ("training_changed", State.CLOSED, "PUBLISH"),
        ("training_cancelled", State.CANCELLED, "CANCEL"),
        ("training_placed", State.CANCELLED, "CANCEL"),
        ("training_left", State.OPEN, "CANCEL"),
    ],
)
def test_a_mail_about_a_place_brings_its_calendar(kind: str, state: State, method: str) -> None:
    made = upcoming()
    Training.objects.filter(pk=made.pk).update(state=state)
    notice = Notice(kind=kind, language="nl", path_args=[str(made.pk)], created_at=timezone.now())
    part = mailing.calendar_for(notice)
    assert part is not None
    assert part.method == method
    events = vobject.readOne(part.content.decode()).vevent_list
    wanted = "CANCELLED" if method == "CANCEL" else "CONFIRMED"
    assert [event.status.value for event in events] == [wanted] * 2
