"""What each kind of withheld count must not let follow."""

import pytest

from reports.disclosure.attack import Guard, exposed
from reports.disclosure.sums import Line

TWO = Line(("one", "other"), "total")


@pytest.mark.parametrize(
    ("total", "guard", "told"),
    [
        (3, Guard.RANGE, True),
        (3, Guard.FEW, True),
        (3, Guard.SOME, False),  # each of the two can be nothing
        (0, Guard.RANGE, True),
        (0, Guard.FEW, False),  # nobody, and all know
        (0, Guard.SOME, False),
        (5, Guard.RANGE, False),
        (5, Guard.FEW, False),
    ],
)
def test_two_that_add_up_to_a_total(total: int, guard: Guard, told: bool) -> None:
    found = exposed([TWO], {"total": total}, {"one", "other"}, 5, guard=lambda _name: guard)
    assert set(found) == ({"one", "other"} if told else set())


@pytest.mark.parametrize(
    ("least", "guard", "told"),
    [
        (3, Guard.SOME, True),
        (3, Guard.FEW, True),
        (0, Guard.SOME, False),
        (0, Guard.FEW, True),
    ],
)
def test_what_is_left_may_be_few_where_it_may_be_none(least: int, guard: Guard, told: bool) -> None:
    """One count is four less at most one, or less nothing at all."""
    lines = [Line(("part", "rest"), "whole"), Line(("rest", "beyond"), "limit")]
    known = {"whole": 4, "limit": 4 - least}
    found = exposed(lines, known, {"part"}, 5, guard=lambda _name: guard)
    assert set(found) == ({"part"} if told else set())


@pytest.mark.parametrize("guard", Guard)
def test_a_finding_says_how_far_the_count_follows(guard: Guard) -> None:
    lines = [Line(("part", "rest"), "whole"), Line(("rest", "beyond"), "limit")]
    known = {"whole": 4, "limit": 1}
    found = exposed(lines, known, {"part"}, 5, guard=lambda _name: guard)
    assert (found["part"].low, found["part"].high) == (3, 4)
