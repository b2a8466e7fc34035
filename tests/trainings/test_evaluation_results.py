"""Fewer than five answers are shown to nobody, neither by themselves nor in a difference."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trainings.evaluation.questions import QUESTIONS, Round
from trainings.evaluation.results import LEAST, counted, remarks_to_show, shares, table_of

ANSWERS: Any = {
    round_: st.fixed_dictionaries(
        {one.code: st.sampled_from([code for code, _ in one.choices]) for one in QUESTIONS[round_]}
    )
    for round_ in Round
}


def answer(**changed: str) -> dict[str, str]:
    good = {one.code: one.choices[0][0] for one in QUESTIONS[Round.LATER]}
    return {**good, **changed}


def test_four_answers_are_nothing_and_five_are_counted() -> None:
    assert counted(Round.LATER, [answer()] * (LEAST - 1)) is None
    found = counted(Round.LATER, [answer()] * 4 + [answer(referred="no_case")])
    assert found is not None
    assert found["referred"] == {"yes": 4, "no_case": 1, "no": 0}


def test_remarks_of_a_few_are_not_shown_and_of_many_not_in_their_order() -> None:
    said = ["Meer tijd.", "", " Cas pratiques. "]
    assert remarks_to_show(said, LEAST - 1) == []
    assert remarks_to_show(said, LEAST) == ["Cas pratiques.", "Meer tijd."]


@given(rounds=st.lists(st.lists(ANSWERS[Round.LATER], max_size=9), max_size=6))
def test_a_sum_less_what_is_shown_leaves_nothing(rounds: list[list[dict[str, str]]]) -> None:
    shown = [found for answers in rounds if (found := counted(Round.LATER, answers))]
    total = shares(shown)
    for code, share in total.items():
        assert share.answers == sum(sum(found[code].values()) for found in shown)
        assert share.answers == sum(len(answers) for answers in rounds if len(answers) >= LEAST)
    assert bool(total) == any(len(answers) >= LEAST for answers in rounds)


@given(answers=st.lists(ANSWERS[Round.AFTER], min_size=LEAST, max_size=12))
def test_every_question_counts_everybody(answers: list[dict[str, str]]) -> None:
    found = counted(Round.AFTER, answers)
    assert found is not None
    for line in table_of(Round.AFTER, found):
        assert line["total"] == len(answers) == sum(number for _, number in line["rows"])


def test_a_share_is_of_the_good_answers() -> None:
    found = counted(Round.LATER, [answer()] * 3 + [answer(practice="some"), answer(practice="no")])
    assert found is not None
    assert shares([found])["practice"].percent == 80
