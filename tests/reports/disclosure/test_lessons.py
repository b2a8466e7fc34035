"""What one search for a pattern learnt, in the next search of the same release."""

import pytest

from reports.disclosure.pattern import Lesson, NoPattern, withheld_cells
from reports.disclosure.sums import Line, Sums

YEAR = Line(("few", "many"), "total")
VALUES = {"few": 3, "many": 40, "total": 43}


@pytest.fixture
def lessons() -> list[Lesson]:
    """Few are told by their total, if all others are shown."""
    found: list[Lesson] = []
    withheld_cells(Sums(VALUES, [YEAR], unsafe={"few"}), 5, found)
    assert {lesson.name for lesson in found} == {"few"}
    return found


def test_the_same_pattern_is_found_with_nothing_to_learn(lessons: list[Lesson]) -> None:
    sums = Sums(VALUES, [YEAR], unsafe={"few"})
    again = list(lessons)
    assert withheld_cells(sums, 5, again) == withheld_cells(sums, 5)
    assert again == lessons


def test_a_cell_that_nobody_guards_any_more_takes_no_others_with_it(
    lessons: list[Lesson],
) -> None:
    merged = Sums(VALUES, [YEAR], hidden={"few"}, settled={"many": False, "total": False})
    assert withheld_cells(merged, 5, lessons) == set()


def test_nor_does_one_whose_line_is_another(lessons: list[Lesson]) -> None:
    parted = [Line(("few", "rest"), "total"), Line(("many", "rest"), "all")]
    values = {**VALUES, "rest": 40, "all": 80}
    sums = Sums(values, parted, unsafe={"few"}, settled={"many": False, "total": False})
    assert withheld_cells(sums, 5, lessons) == withheld_cells(sums, 5, [])


def test_what_was_learnt_still_holds_where_it_has_to(lessons: list[Lesson]) -> None:
    sums = Sums(VALUES, [YEAR], unsafe={"few"}, settled={"many": False, "total": False})
    with pytest.raises(NoPattern):
        withheld_cells(sums, 5, lessons)
