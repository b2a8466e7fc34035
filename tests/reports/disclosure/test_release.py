"""What a release shows, attacked by an attacker that shares no code with the one that gates it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.disclosure.release import THRESHOLD, Blocked, Earlier, gate, release
from reports.figures import Figures, Period, Table, one_dimension, two_dimensions
from tests.reports.sample import YEAR_ONE, figures

SMALL = st.integers(min_value=0, max_value=9)
BEFORE = Period(YEAR_ONE.first, date(2017, 10, 31))


def alone(*tables: Table, referrals: int = 1000) -> Figures:
    """Counted figures of these tables and nothing else."""
    return replace(figures(0), referrals=referrals, tables=tables, durations=())


def _released(table: Table) -> Table:
    """What is left of one table that stands alone."""
    return release(alone(table)).tables[0]


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


def _is_wide_open(table: Table, limit: int) -> bool:
    """No withheld cell has fewer than `THRESHOLD` values between its least and its most."""
    worlds = list(_worlds(table, limit))
    assert worlds, "the truth itself must be among the possible worlds"
    return all(max(cell) - min(cell) >= THRESHOLD for cell in zip(*worlds, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(SMALL, min_size=2, max_size=4), st.booleans())
def test_no_cell_of_a_single_column_can_be_bounded(values: list[int], sensitive: bool) -> None:
    table = one_dimension("t", {str(i): v for i, v in enumerate(values)}, sensitive=sensitive)
    shown = _released(table)
    assert all(value is None or value == 0 or value >= THRESHOLD for (value,) in shown.cells)
    assert _is_wide_open(shown, max(values) + THRESHOLD)


@settings(max_examples=30, deadline=None)
@given(st.lists(SMALL, min_size=4, max_size=4), st.booleans())
def test_no_cell_of_a_matrix_can_be_bounded(values: list[int], sensitive: bool) -> None:
    a, b, c, d = values
    counts = {("r", "x"): a, ("r", "y"): b, ("s", "x"): c, ("s", "y"): d}
    table = two_dimensions("t", counts, rows=("r", "s"), columns=("x", "y"), sensitive=sensitive)
    shown = _released(table)
    for value in shown.row_totals + shown.column_totals + tuple(v for r in shown.cells for v in r):
        assert value is None or value == 0 or value >= THRESHOLD
    assert _is_wide_open(shown, max(values) + THRESHOLD)


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
    """The reasons add up to the refusals: a small count there is small here."""
    answers = one_dimension("answers", {"can_help": 30, "cannot_help": 4, "passed_on": 9})
    reasons = one_dimension("reasons", {"no_capacity": 4, "other": 0})
    shown = release(alone(answers, reasons, referrals=43))
    assert shown.table("answers").cells == ((30,), (None,), (None,))
    assert shown.table("reasons").cells == ((None,), (0,))
    assert shown.table("reasons").total is None


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


@pytest.mark.parametrize("size", [25, 60])
def test_a_shown_companion_blocks_the_release(size: int) -> None:
    """The gate can fail: what hides another may not be shown."""
    counted = figures(size)
    shown = release(counted)
    gate(shown)
    tables = []
    for table, whole in zip(shown.tables, counted.tables, strict=True):
        values = dict(table.items())
        hidden = sorted(ref for ref, value in values.items() if value is None)
        values.update({ref: dict(whole.items())[ref] for ref in hidden[1:]})
        tables.append(table.replaced(values))
    with pytest.raises(Blocked) as caught:
        gate(replace(shown, referrals=counted.referrals, tables=tuple(tables)))
    assert caught.value.found


class TestBesideEarlierReleases:
    """What was shown of a period that lies in another's stays in its readers' hands."""

    def grown(self, by: int) -> tuple[Earlier, Figures]:
        """A release to October, and the counted figures of a year with `by` pairs more."""
        earlier = replace(figures(300), period=BEFORE)
        return Earlier(earlier, release(earlier)), figures(300, extra=by)

    def test_few_who_came_later_cannot_be_subtracted(self) -> None:
        earlier, counted = self.grown(by=2)
        careless, careful = release(counted), release(counted, [earlier])
        pair = "pairs.BE.NL"
        known = earlier.shown.values()[pair]
        assert isinstance(known, int)
        assert careless.values()[pair] == known + 2
        assert careful.values()[pair] is None
        with pytest.raises(Blocked, match="since:"):
            gate(careless, [earlier.shown])
        gate(careful, [earlier.shown])

    def test_many_who_came_later_may_be_counted(self) -> None:
        earlier, counted = self.grown(by=40)
        assert release(counted, [earlier]).values()["pairs.BE.NL"] is not None

    def test_the_order_of_the_two_makes_no_difference(self) -> None:
        inner = replace(figures(300), period=BEFORE)
        outer = figures(300, extra=2)
        first = Earlier(outer, release(outer))
        assert release(inner, [first]).values()["pairs.BE.NL"] is None

    @settings(max_examples=5, deadline=None)
    @given(st.integers(10, 90), st.integers(0, 10**6))
    def test_a_second_release_of_the_same_figures_shows_the_same(
        self, size: int, seed: int
    ) -> None:
        counted = figures(size, seed=seed)
        shown = release(counted)
        assert release(counted, [Earlier(counted, shown)]) == shown

    def test_figures_that_were_corrected_tell_nothing_together(self) -> None:
        earlier, _counted = self.grown(by=0)
        fewer = figures(200)
        assert release(fewer, [earlier]).referrals == 200


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 120), st.integers(0, 10**6))
def test_every_release_withstands_its_own_attack(size: int, seed: int) -> None:
    gate(release(figures(size, seed=seed)))
