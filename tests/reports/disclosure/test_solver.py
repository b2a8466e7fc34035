"""What the attack asks of the solver, and what it does where the solver has no answer."""

import numpy as np
import pytest

from reports.disclosure.release import gate, release
from reports.disclosure.solver import Impossible, Program, Undecided
from tests.reports.sample import figures

NOTHING = np.zeros(2)
BOTH = [(0, 1.0), (1, 1.0)]


def _sum_of(total: float, *, whole: bool = False, upper: float = 10.0) -> Program:
    return Program([BOTH], np.array([total]), NOTHING, NOTHING + upper, whole=whole)


def test_each_answer_is_that_of_its_own_aim() -> None:
    """However many were asked before it."""
    program = _sum_of(12.0)
    assert [
        float(program.least([column], [sign]).columns[column])
        for column, sign in ((0, 1.0), (0, -1.0), (1, -1.0), (1, 1.0), (0, 1.0))
    ] == [2.0, 10.0, 10.0, 2.0, 2.0]


def test_other_limits_count_from_then_on() -> None:
    program = _sum_of(12.0)
    program.least([0], [1.0])
    program.bound(NOTHING, np.array([10.0, 4.0]))
    assert float(program.least([0], [1.0]).columns[0]) == 8.0


def test_rows_that_are_added_count_too() -> None:
    program = _sum_of(3.0, whole=True)
    program.aim([0, 1], [1.0, 2.0])
    assert program.least_whole().tolist() == [3.0, 0.0]
    program.add_row(np.array([0.0, 2.0]), at_least=3.0)
    assert program.least_whole().tolist() == [1.0, 2.0]


@pytest.mark.parametrize("whole", [False, True])
def test_what_cannot_be_is_said(whole: bool) -> None:
    program = _sum_of(21.0, whole=whole)
    program.aim([0], [1.0])
    with pytest.raises(Impossible):
        program.least_whole()


def test_no_answer_is_no_proof() -> None:
    with pytest.raises(Undecided):
        Program([], np.zeros(0), NOTHING, NOTHING + np.inf).least([0], [-1.0])


def test_a_release_that_nobody_could_attack_is_not_let_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = release(figures(60))

    def gives_up(*_asked: object) -> None:
        raise Undecided("time limit")

    monkeypatch.setattr(Program, "least", gives_up)
    with pytest.raises(Undecided):
        gate(shown)
