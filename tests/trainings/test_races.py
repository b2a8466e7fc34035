"""Many at once, with real threads and committed rows: the row lock on the training decides."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier, Event

import pytest
from django.db import connection, connections

from accounts.models import Membership, Role, User
from notifications.models import Notice
from tests.factories import MembershipFactory, OrganisationFactory, acting
from tests.services import wait_until
from tests.trainings.test_evaluation import AFTER, attended_by, say
from tests.trainings.world import NOW, opened, secretariat
from trainings import placing
from trainings.evaluation import running
from trainings.life import Seat, State, Step
from trainings.models import EvaluationAnswer, EvaluationRound, Registration, Training
from trainings.placing import PlaceRefused

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
THREADS = 16


def at_once(people: Sequence[Membership], act: Callable[[Membership], object]) -> list[object]:
    """Each person acts as soon as all threads stand ready; what came of each, in order."""
    threads = min(THREADS, len(people))
    start = Barrier(threads)

    def run(mine: Sequence[Membership]) -> list[object]:
        start.wait(10)
        found: list[object] = []
        for person in mine:
            try:
                with acting(person):
                    found.append(act(person))
            except PlaceRefused as refused:
                found.append(refused)
        connections.close_all()
        return found

    with ThreadPoolExecutor(threads) as pool:
        shares = [people[number::threads] for number in range(threads)]
        return [one for part in pool.map(run, shares) for one in part]


def test_an_answer_at_midnight_and_the_close_wait_for_each_other_in_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, members = attended_by(5)
    running.open_due(AFTER)
    last_day = AFTER + running.LASTS
    midnight = datetime.combine(last_day + timedelta(days=1), time(0), tzinfo=UTC)
    answered, create = Event(), EvaluationAnswer.objects.create

    def closes() -> object:
        answered.wait(10)
        closed = running.close_due(midnight)
        connections.close_all()
        return closed

    def says() -> None:
        say(members[0], made, day=last_day)
        connections.close_all()

    def kept_while_the_close_waits(**values: object) -> EvaluationAnswer:
        answered.set()
        wait_until(somebody_waits)
        return create(**values)

    monkeypatch.setattr(EvaluationAnswer.objects, "create", kept_while_the_close_waits)
    with ThreadPoolExecutor(2) as pool:
        answer, close = pool.submit(says), pool.submit(closes)
        assert (answer.result(30), close.result(30)) == (None, [made.pk])
    round_ = EvaluationRound.objects.get()
    assert (round_.closed_at, round_.people.count()) == (midnight, 0)


def somebody_waits() -> bool:
    """Whether a session of this database waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE NOT granted AND datname = current_database()"
        )
        return cursor.fetchone() is not None


@pytest.mark.parametrize("round_", range(3))
def test_two_take_the_last_place_at_once(round_: int) -> None:
    training = opened(secretariat(), {"NL": 1})
    two = [MembershipFactory.create() for _ in range(2)]
    found = at_once(two, lambda _who: placing.register(training.pk, now=NOW))
    seats = sorted(one.seat for one in found if isinstance(one, Registration))
    assert seats == [Seat.PLACED, Seat.WAITING]
    training.refresh_from_db()
    assert (training.state, training.placed, training.waiting) == (State.FULL, 1, 1)


def test_two_hundred_at_once_on_fifty_places() -> None:
    training = opened(secretariat(), {"NL": 30, "BE": 10}, reserve=10)
    people = crowd(200)
    found = at_once(people, lambda _who: placing.register(training.pk, now=NOW))
    assert [one for one in found if not isinstance(one, Registration)] == []
    rows = list(
        Registration.objects.filter(training=training)
        .order_by("line")
        .values_list("line", "seat", "country_id")
    )
    assert [line for line, _seat, _country in rows] == list(range(1, 201))
    placed = [country for _line, seat, country in rows if seat == Seat.PLACED]
    assert len(placed) == 50
    # In the order of the line, country by country: nobody was overtaken by a compatriot.
    for country in ("NL", "BE"):
        of_it = [seat for _line, seat, there in rows if there == country]
        number = placed.count(country)
        assert of_it == [Seat.PLACED] * number + [Seat.WAITING] * (len(of_it) - number)
    training.refresh_from_db()
    assert (training.placed, training.waiting, training.last_line) == (50, 150, 200)


def test_those_who_give_up_and_those_who_come_leave_no_place_empty() -> None:
    training = opened(secretariat(), {"NL": 5})
    first, later = crowd(10), crowd(10)
    at_once(first, lambda _who: placing.register(training.pk, now=NOW))
    mine = dict(Registration.objects.values_list("user_id", "pk"))

    def act(who: Membership) -> object:
        if who.user_id in mine:
            return placing.take_step(mine[who.user_id], Step.WITHDRAW, now=NOW)
        return placing.register(training.pk, now=NOW)

    at_once([*first, *later], act)
    training = Training.objects.get(pk=training.pk)
    seats = list(training.registrations.order_by("line").values_list("seat", flat=True))
    assert seats.count(Seat.PLACED) == training.placed == 5
    assert seats.count(Seat.WAITING) == training.waiting == 5
    assert seats[10:] == [Seat.PLACED] * 5 + [Seat.WAITING] * 5
    told = Notice.objects.using("owner").filter(kind="training_placed").values_list("user_id")
    assert len(set(told)) == len(told), "nobody is told twice"


def crowd(number: int) -> list[Membership]:
    """Dutch and Belgian caseworkers, alternating, made in few statements."""
    homes = [OrganisationFactory.create(), OrganisationFactory.create(belgian=True)]
    begin = User.objects.count()
    users = User.objects.bulk_create(
        User(email=f"crowd{begin + one}@example.org", password="!") for one in range(number)
    )
    return Membership.objects.bulk_create(
        Membership(
            user=user, organisation=homes[place % 2 if number > 10 else 0], role=Role.CASEWORKER
        )
        for place, user in enumerate(users)
    )
