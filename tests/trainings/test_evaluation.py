"""A round from its opening to its close: who is asked, who may answer, and what remains."""

from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.actors import actor_of
from accounts.models import Membership, Role
from protection.actor import acting_as
from tests.factories import MembershipFactory
from tests.trainings.held import FIRST_DAY, NOW, all_there, people, training
from trainings.evaluation import running
from trainings.evaluation.questions import QUESTIONS, Round
from trainings.life import State
from trainings.models import (
    EvaluationAnswer,
    EvaluationAsked,
    EvaluationRound,
    Registration,
    Training,
)

pytestmark = pytest.mark.django_db
AFTER, LATER = FIRST_DAY + timedelta(days=1), date(2027, 2, 17)
GOOD = {one.code: one.choices[0][0] for one in QUESTIONS[Round.AFTER]}


def attended_by(number: int) -> tuple[Training, list[Membership]]:
    """A training with so many people with an account, and one whom no mail reaches."""
    secretariat: Membership = MembershipFactory.create(secretariat=True)
    members: list[Membership] = MembershipFactory.create_batch(number)
    made = training()
    for member in members:
        people(made, 1, user=member.user)
    (unreached,) = people(made, 1)
    Registration.objects.filter(pk=unreached.pk).update(email="")
    all_there(made, secretariat.user_id)
    return made, members


def say(member: Membership, of: Training, *, day: date = AFTER, remark: str = "") -> None:
    with acting_as(actor_of(member)):
        running.answer(of.pk, GOOD, remark, today=day)


def test_those_who_can_be_reached_are_asked_the_day_after_and_once() -> None:
    made, members = attended_by(5)
    assert running.open_due(FIRST_DAY) == 0
    assert running.open_due(AFTER) == 1
    assert running.open_due(AFTER) == 0
    round_ = EvaluationRound.objects.get()
    assert (round_.kind, round_.asked) == (Round.AFTER, 5)
    asked = EvaluationAsked.objects.values_list("registration__user_id", flat=True)
    assert set(asked) == {member.user_id for member in members}
    assert Training.objects.get(pk=made.pk).state == State.HELD


def test_fewer_than_five_are_not_asked_as_nothing_could_be_shown() -> None:
    attended_by(4)
    assert running.open_due(AFTER) == 0


def test_the_second_round_comes_three_months_on() -> None:
    attended_by(5)
    assert running.open_due(LATER - timedelta(days=1)) == 0
    assert running.open_due(LATER) == 1
    assert EvaluationRound.objects.get().kind == Round.LATER


def test_an_answer_is_of_nobody_and_comes_once() -> None:
    made, members = attended_by(5)
    running.open_due(AFTER)
    say(members[0], made, remark="Meer tijd.")
    kept = EvaluationAnswer.objects.values().get()
    assert set(kept) == {"id", "round_id", "choices", "remark"}
    stranger: Membership = MembershipFactory.create()
    for who, day in (
        (members[0], AFTER),
        (stranger, AFTER),
        (members[1], AFTER + running.LASTS * 2),
    ):
        with pytest.raises(running.AnswerRefused):
            say(who, made, day=day)


@pytest.mark.parametrize("choices", [{}, {**GOOD, "level": "none"}, {**GOOD, "more": "yes"}])
def test_an_answer_that_lacks_a_question_is_refused(choices: dict[str, str]) -> None:
    made, members = attended_by(5)
    running.open_due(AFTER)
    with acting_as(actor_of(members[0])), pytest.raises(running.AnswerRefused):
        running.answer(made.pk, choices, "", today=AFTER)
    assert not EvaluationAsked.objects.filter(answered=True).exists()


@pytest.mark.parametrize("answers", [4, 5])
def test_at_the_close_counts_remain_of_five_and_nothing_of_four(answers: int) -> None:
    made, members = attended_by(6)
    running.open_due(AFTER)
    for number, member in enumerate(members[:answers]):
        say(member, made, remark="Bedankt." if number else "")
    after_close = NOW + running.LASTS + timedelta(days=1)
    assert running.close_due(NOW) == []
    assert running.close_due(after_close) == [made.pk]
    assert running.close_due(after_close) == []
    round_ = EvaluationRound.objects.get()
    assert not EvaluationAnswer.objects.exists()
    assert not EvaluationAsked.objects.exists()
    if answers < 5:
        assert (round_.counts, round_.answered, round_.remarks) == (None, None, [])
    else:
        assert round_.counts is not None
        assert round_.counts["useful"] == {"fully": 5, "mostly": 0, "little": 0, "no": 0}
        assert (round_.answered, round_.remarks) == (5, ["Bedankt."] * 4)


def test_the_reminder_goes_once_to_those_who_are_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    made, members = attended_by(5)
    running.open_due(AFTER)
    say(members[0], made)
    asked: list[set[int | None]] = []

    def ask(_training: Training, askings: list[EvaluationAsked]) -> None:
        asked.append({one.registration.user_id for one in askings})

    monkeypatch.setattr(running, "_ask", ask)
    near = EvaluationRound.objects.get().closes_on - timedelta(days=3)
    assert [running.remind_due(AFTER), running.remind_due(near), running.remind_due(near)] == [
        0,
        1,
        0,
    ]
    assert asked == [{member.user_id for member in members[1:]}]


class TestPages:
    def test_who_was_asked_answers_and_sees_no_result(self) -> None:
        made, members = attended_by(5)
        running.open_due(FIRST_DAY + timedelta(days=1))
        client = Client()
        client.force_login(members[0].user)
        address = f"/nl/trainings/{made.pk}/evaluation/"
        assert "zonder uw naam" in client.get(address).text
        lacking = client.post(address, {"useful": "fully"})
        assert lacking.status_code == 422
        assert 'value="fully" required' in lacking.text.replace(" checked", "")
        assert client.get(f"{address}results/").status_code == 404

    def test_results_are_for_the_secretariat_and_members_and_say_why_there_are_none(self) -> None:
        made, members = attended_by(5)
        running.open_due(AFTER)
        for member in members[:4]:
            say(member, made, remark="Herkenbaar.")
        reader: Membership = MembershipFactory.create(role=Role.MEMBER)
        client = Client()
        client.force_login(reader.user)
        address = f"/nl/trainings/{made.pk}/evaluation/results/"
        assert "Herkenbaar" not in client.get(address).text
        running.close_due(NOW + running.LASTS + timedelta(days=1))
        page = client.get(address).text
        assert "Minder dan 5 deelnemers" in page
        assert "Herkenbaar" not in page
        # Nor how many they were: with four of five, one could ask who did not answer.
        assert "4 van" not in page
