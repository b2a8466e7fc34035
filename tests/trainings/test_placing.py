"""A place: put forward, approved, placed or waiting, given up, taken over."""

from datetime import timedelta

import pytest

from accounts.models import Membership, Role
from tests.factories import MembershipFactory, acting
from tests.trainings.world import (
    DAY,
    NOW,
    colleague,
    contact_point,
    draft,
    opened,
    person,
    secretariat,
    team_lead,
    told,
)
from trainings import editing, placing, running
from trainings.life import Move, Seat, State, Step
from trainings.models import Registration, Training
from trainings.placing import Person, PlaceRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Membership:
    return secretariat()


def registered(who: Membership, training: Training) -> Registration:
    with acting(who):
        return placing.register(training.pk, now=NOW)


def seats(training: Training) -> list[str]:
    rows = Registration.objects.filter(training=training).order_by("line")
    return list(rows.values_list("seat", flat=True))


def test_who_comes_after_the_last_place_waits_and_moves_up_by_itself(office: Membership) -> None:
    training = opened(office, {"NL": 1})
    first, second = MembershipFactory.create(), MembershipFactory.create()
    assert registered(first, training).seat == Seat.PLACED
    assert registered(second, training).seat == Seat.WAITING
    training.refresh_from_db()
    assert (training.state, training.placed, training.waiting) == (State.FULL, 1, 1)
    with acting(first):
        leaving = Registration.objects.get(user=first.user)
        placing.take_step(leaving.pk, Step.WITHDRAW, now=NOW)
    assert seats(training) == [Seat.WITHDRAWN, Seat.PLACED]
    assert told("training_placed") == [second.user.email]
    training.refresh_from_db()
    assert (training.state, training.placed, training.waiting) == (State.FULL, 1, 0)


def test_the_line_is_one_for_each_country(office: Membership) -> None:
    training = opened(office, {"NL": 1, "BE": 1})
    dutch = [MembershipFactory.create() for _ in range(2)]
    for one in dutch:
        registered(one, training)
    assert registered(MembershipFactory.create(belgian=True), training).seat == Seat.PLACED
    assert seats(training) == [Seat.PLACED, Seat.WAITING, Seat.PLACED]


def test_more_room_lets_those_in_who_wait_longest(office: Membership) -> None:
    training = opened(office, {"NL": 1})
    people = [MembershipFactory.create() for _ in range(3)]
    for one in people:
        registered(one, training)
    training.refresh_from_db()
    with acting(office):
        editing.change(training.pk, training.revision, {"reserve": 1}, {"NL": 1}, now=NOW)
    assert seats(training) == [Seat.PLACED, Seat.PLACED, Seat.WAITING]
    assert told("training_placed") == [people[1].user.email]


def test_room_is_never_cut_below_what_is_taken(office: Membership) -> None:
    training = opened(office, {"NL": 2, "BE": 1})
    for _ in range(2):
        registered(MembershipFactory.create(), training)
    training.refresh_from_db()
    with acting(office), pytest.raises(editing.TooFewPlaces):
        editing.change(training.pk, training.revision, {}, {"NL": 1, "BE": 5}, now=NOW)
    training.refresh_from_db()
    assert training.places == 3


class TestWhoSaysYes:
    def test_a_caseworker_is_put_forward_by_the_team_lead(self, office: Membership) -> None:
        training = opened(office, {"NL": 1}, nomination_needed=True)
        lead = team_lead()
        worker = colleague(lead)
        assert registered(worker, training).seat == Seat.PROPOSED
        assert told("training_to_nominate") == [lead.user.email]
        with acting(lead):
            found = Registration.objects.get(user=worker.user)
            assert placing.take_step(found.pk, Step.NOMINATE, now=NOW).seat == Seat.PLACED
        assert told("training_placed") == [worker.user.email]

    def test_the_contact_point_approves_where_the_session_asks(self, office: Membership) -> None:
        training = opened(office, {"BE": 1}, approval_needed=True)
        point = contact_point()
        lead = team_lead(organisation__belgian=True)
        with acting(lead):
            found = placing.nominate(training.pk, person(colleague(lead)), now=NOW)
        assert found.seat == Seat.ASKED
        assert point.user.email in told("training_to_approve")
        with acting(contact_point("comensha")), pytest.raises(PermissionError):
            placing.take_step(found.pk, Step.APPROVE, now=NOW)
        with acting(point):
            assert placing.take_step(found.pk, Step.APPROVE, now=NOW).seat == Seat.PLACED
        with acting(point), pytest.raises(PlaceRefused, match="stale"):
            placing.take_step(found.pk, Step.APPROVE, now=NOW)

    def test_a_refusal_says_why(self, office: Membership) -> None:
        training = opened(office, {"BE": 1}, approval_needed=True)
        lead = team_lead(organisation__belgian=True)
        with acting(lead):
            found = placing.nominate(training.pk, person(colleague(lead)), now=NOW)
        with acting(contact_point()):
            refused = placing.take_step(found.pk, Step.DECLINE, reason="Vol team", now=NOW)
        assert (refused.seat, refused.reason) == (Seat.DECLINED, "Vol team")
        assert told("training_declined") == [found.user.email if found.user else ""]

    def test_a_colleague_without_an_account_is_told_by_who_put_them_forward(
        self, office: Membership
    ) -> None:
        training = opened(office, {"NL": 1})
        lead = team_lead()
        registered(MembershipFactory.create(), training)
        with acting(lead):
            named = Person(None, "Ans de Vries", "Ans@Politie.example", "nl")
            waiting = placing.nominate(training.pk, named, now=NOW)
        assert (waiting.seat, waiting.email) == (Seat.WAITING, "ans@politie.example")
        with acting(office):
            first = Registration.objects.get(training=training, seat=Seat.PLACED)
            placing.take_step(first.pk, Step.WITHDRAW, now=NOW)
        assert told("training_placed") == [lead.user.email]


class TestBadInput:
    def test_after_closing(self, office: Membership) -> None:
        training = opened(office, {"NL": 1})
        late = NOW.replace(month=12, day=8)  # the day after the last one
        with acting(MembershipFactory.create()), pytest.raises(PlaceRefused, match="closed"):
            placing.register(training.pk, now=late)
        with acting(office):
            running.move(training.pk, Move.CLOSE, now=NOW)
        with acting(MembershipFactory.create()), pytest.raises(PlaceRefused, match="closed"):
            placing.register(training.pk, now=NOW)

    def test_twice(self, office: Membership) -> None:
        training = opened(office, {"NL": 3})
        worker = MembershipFactory.create()
        registered(worker, training)
        with acting(worker), pytest.raises(PlaceRefused, match="already"):
            placing.register(training.pk, now=NOW)

    def test_for_another_organisation(self, office: Membership) -> None:
        training = opened(office, {"NL": 3})
        stranger = person(MembershipFactory.create())
        with acting(team_lead()), pytest.raises(PlaceRefused, match="foreign"):
            placing.nominate(training.pk, stranger, now=NOW)

    def test_a_draft_takes_nobody(self, office: Membership) -> None:
        training = draft(office, {"NL": 3})
        with acting(MembershipFactory.create()), pytest.raises(PlaceRefused, match="closed"):
            placing.register(training.pk, now=NOW)

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.DPO, Role.OPERATOR, Role.SECRETARIAT])
    def test_who_has_no_part_takes_no_place(self, office: Membership, role: str) -> None:
        training = opened(office, {"NL": 3})
        with acting(MembershipFactory.create(role=role)), pytest.raises(PermissionError):
            placing.register(training.pk, now=NOW)

    def test_who_withdrew_may_come_back_at_the_end_of_the_line(self, office: Membership) -> None:
        training = opened(office, {"NL": 1})
        worker = MembershipFactory.create()
        first = registered(worker, training)
        registered(MembershipFactory.create(), training)
        with acting(worker):
            placing.take_step(first.pk, Step.WITHDRAW, now=NOW)
        assert registered(worker, training).seat == Seat.WAITING


def test_a_substitute_takes_the_place_and_nobody_of_the_line_loses_theirs(
    office: Membership,
) -> None:
    training = opened(office, {"NL": 1})
    lead = team_lead()
    worker, other = colleague(lead), colleague(lead)
    first = registered(worker, training)
    registered(MembershipFactory.create(), training)
    with acting(lead):
        taking = placing.substitute(first.pk, person(other), now=NOW)
    assert (taking.seat, taking.replaces) == (Seat.PLACED, first)
    assert seats(training) == [Seat.REPLACED, Seat.WAITING, Seat.PLACED]
    assert told("training_left") == [worker.user.email]
    assert told("training_placed") == [other.user.email]


class TestLife:
    def test_cancelling_tells_everybody_who_was_put_forward(self, office: Membership) -> None:
        training = opened(office, {"NL": 1})
        people = [MembershipFactory.create() for _ in range(3)]
        for one in people:
            registered(one, training)
        with acting(people[2]):
            last = Registration.objects.get(user=people[2].user)
            placing.take_step(last.pk, Step.WITHDRAW, now=NOW)
        before = Training.objects.get(pk=training.pk).sequence
        with acting(office):
            reason = {"nl": "De zaal is weg.", "fr": "La salle manque."}
            running.move(training.pk, Move.CANCEL, now=NOW, reason=reason)
        assert told("training_cancelled") == sorted(one.user.email for one in people[:2])
        training.refresh_from_db()
        assert (training.state, training.sequence) == (State.CANCELLED, before + 1)
        with acting(office), pytest.raises(running.MoveRefused):
            running.move(training.pk, Move.OPEN, now=NOW)

    def test_a_training_that_lacks_something_is_not_opened(self, office: Membership) -> None:
        training = draft(office, {}, title_fr="", register_until=DAY - timedelta(days=40))
        with acting(office), pytest.raises(running.NotComplete) as refused:
            running.move(training.pk, Move.OPEN, now=NOW)
        assert refused.value.fields == ["title_fr", "places", "register_past"]

    def test_the_clock_closes_and_holds(self, office: Membership) -> None:
        training = opened(office, {"NL": 1})
        registered(MembershipFactory.create(), training)
        assert running.follow_calendar(NOW) == 0
        assert running.follow_calendar(NOW.replace(month=12, day=8)) == 1
        training.refresh_from_db()
        assert training.state == State.CLOSED
        assert running.follow_calendar(NOW.replace(month=12, day=10)) == 0
        assert running.follow_calendar(NOW.replace(month=12, day=11)) == 1
        training.refresh_from_db()
        assert training.state == State.HELD

    def test_changed_hours_are_told_and_counted(self, office: Membership) -> None:
        training = opened(office, {"NL": 1})
        worker = MembershipFactory.create()
        registered(worker, training)
        training.refresh_from_db()
        before = training.sequence
        with acting(office):
            halves = [
                editing.Half(row.day, row.part, row.starts.replace(hour=10), row.ends)
                for row in training.half_days.all()
            ]
            editing.set_half_days(training.pk, training.revision, halves, now=NOW)
        training.refresh_from_db()
        assert training.sequence == before + 1
        assert told("training_changed") == [worker.user.email]

    def test_two_who_edit_at_once_do_not_overwrite_each_other(self, office: Membership) -> None:
        training = draft(office, {"NL": 1})
        with acting(office):
            editing.change(training.pk, training.revision, {"costs_nl": "Gratis"}, None, now=NOW)
            with pytest.raises(editing.StaleTraining):
                editing.change(training.pk, training.revision, {"costs_nl": "€ 5"}, None, now=NOW)
