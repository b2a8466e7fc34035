"""Suppression, attacked by an attacker that shares no code with it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.figures import Figures, Table, one_dimension, two_dimensions
from reports.suppression import THRESHOLD, release, withheld_cells
from tests.reports.sample import figures

SMALL = st.integers(min_value=0, max_value=12)


def _released(table: Table) -> Table:
    """What suppression leaves of one table that stands alone."""
    withheld = withheld_cells([table], 1000)
    return table.replaced({ref: None if ref in withheld else value for ref, value in table.items()})


def _worlds(table: Table, limit: int) -> Iterator[tuple[int, ...]]:
    """Every way to fill the withheld inner cells that the published figures allow."""
    width = len(table.columns) or 1
    inner = [value for row in table.cells for value in row]
    hidden = [index for index, value in enumerate(inner) if value is None]
    for guess in product(range(limit + 1), repeat=len(hidden)):
        filled = [value or 0 for value in inner]
        for index, value in zip(hidden, guess, strict=True):
            filled[index] = value
        rows = [filled[i : i + width] for i in range(0, len(filled), width)]
        if table.total is not None and sum(sum(row) for row in rows) != table.total:
            continue
        if table.columns:
            sums = [sum(row) for row in rows]
            downs = [sum(row[c] for row in rows) for c in range(width)]
            published = zip([*table.row_totals, *table.column_totals], [*sums, *downs], strict=True)
            if any(known is not None and known != made for known, made in published):
                continue
        yield guess


def _is_open(table: Table, limit: int) -> bool:
    worlds = list(_worlds(table, limit))
    assert worlds, "the truth itself must be among the possible worlds"
    return all(len(set(column)) > 1 for column in zip(*worlds, strict=True))


@settings(max_examples=150, deadline=None)
@given(st.lists(SMALL, min_size=2, max_size=4), st.booleans())
def test_no_cell_of_a_single_column_can_be_computed(values: list[int], sensitive: bool) -> None:
    table = one_dimension("t", {str(i): v for i, v in enumerate(values)}, sensitive=sensitive)
    assume(table.total is not None and table.total >= 2 * THRESHOLD)
    shown = _released(table)
    assert all(value is None or value == 0 or value >= THRESHOLD for (value,) in shown.cells)
    assert _is_open(shown, max(values) + 4)


@settings(max_examples=100, deadline=None)
@given(st.lists(SMALL, min_size=4, max_size=4), st.booleans())
def test_no_cell_of_a_matrix_can_be_computed(values: list[int], sensitive: bool) -> None:
    a, b, c, d = values
    counts = {("r", "x"): a, ("r", "y"): b, ("s", "x"): c, ("s", "y"): d}
    table = two_dimensions("t", counts, rows=("r", "s"), columns=("x", "y"), sensitive=sensitive)
    assume(table.total is not None and table.total >= 4 * THRESHOLD)
    shown = _released(table)
    for value in shown.row_totals + shown.column_totals + tuple(v for r in shown.cells for v in r):
        assert value is None or value == 0 or value >= THRESHOLD
    assert _is_open(shown, max(values) + 4)


@pytest.mark.parametrize("size", [0, 1, 4, 25, 60, 420])
def test_a_release_shows_no_small_count(size: int) -> None:
    released = release(figures(size))
    for reference, value in released.values().items():
        if isinstance(value, int) and not reference.startswith("directory"):
            assert value == 0 or value >= THRESHOLD, reference


@pytest.mark.parametrize("size", [25, 60, 420])
def test_the_same_figure_is_withheld_wherever_it_stands(size: int) -> None:
    values = release(figures(size)).values()
    assert values["reasons.total"] == values["answers.cannot_help"]
    assert values["outcomes.total"] == values["states.closed"]
    assert values["punctuality.total"] == values["answered.total"]
    assert values["pairs.total"] == values["months.total"] == values["referrals"]


def test_a_table_across_another_gives_nothing_away() -> None:
    """The reasons add up to the refusals, whose own table has one small cell beside them."""
    answers = one_dimension("answers", {"can_help": 30, "cannot_help": 6, "passed_on": 2})
    reasons = one_dimension("reasons", {"no_capacity": 6, "other": 0})
    withheld = withheld_cells([answers, reasons], 38)
    assert {"answers.passed_on", "answers.cannot_help"} <= withheld
    assert "reasons.no_capacity" in withheld


def test_zero_is_shown_only_where_it_says_nothing_about_people() -> None:
    plain = one_dimension("t", {"a": 40, "b": 0})
    sensitive = one_dimension("t", {"a": 40, "b": 0, "c": 9}, sensitive=True)
    assert _released(plain).cells == ((40,), (0,))
    assert _released(sensitive).cells == ((40,), (None,), (None,))


def test_times_over_few_answers_are_withheld() -> None:
    released: Figures = release(figures(25))
    for duration in released.durations:
        if duration.count is None or duration.count < THRESHOLD:
            assert duration.median is None
            assert duration.p90 is None


def test_times_are_too_coarse_to_be_one_referrals_own() -> None:
    counted = figures(40)
    exact = replace(counted.durations[-1], median=18.491090285, p90=65.21025587580556)
    shown = release(replace(counted, durations=(exact,))).durations[0]
    assert (shown.median, shown.p90) == (18.5, 65.2)


def test_the_directory_counts_no_people() -> None:
    raw = figures(60)
    assert release(raw).table("directory") == raw.table("directory")


def test_twenty_five_referrals_still_say_something() -> None:
    released = release(figures(25))
    assert released.referrals == 25
    shown = [value for value in released.values().values() if value]
    assert len(shown) > 10
