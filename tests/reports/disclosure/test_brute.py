"""Releases of random sets of tables, attacked by trying out every world (brute.py)."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.disclosure.release import release
from reports.figures import Figures, Table, one_dimension, two_dimensions
from tests.reports.disclosure.brute import cells_of, spans
from tests.reports.disclosure.test_release import alone

FEW = st.integers(0, 7)
MANY = 30
LANDS = ("NL", "BE", "LU")
THRESHOLDS = st.sampled_from((5, 10))


def _withstands(
    counted: Figures,
    threshold: int,
    linked: Mapping[str, str] | None = None,
    nothing: frozenset[str] = frozenset(),
) -> None:
    shown = release(counted, threshold=threshold)
    cells = cells_of(counted, linked or {})
    most = max((value or 0 for t in counted.tables for _name, value in t.items()), default=0)
    limit = min(most, 9) + threshold
    for parts, withheld, low, high in spans(shown, cells, limit, nothing):
        if withheld:
            assert high - low >= threshold, (sorted(parts), low, high)
        else:
            assert high == 0 or high >= threshold, (sorted(parts), low, high)
    for table in shown.tables:
        for reference, value in table.items():
            assert value is None or value == 0 or value >= threshold, reference


def _referrals(*tables: Table) -> Figures:
    return alone(*tables, referrals=tables[0].total or 0)


@settings(max_examples=MANY, deadline=None)
@given(st.lists(FEW, min_size=4, max_size=4), THRESHOLDS)
def test_categories_that_are_merged_stay_unknown(values: list[int], threshold: int) -> None:
    counts = dict(zip(("F", "M", "X", "unknown"), values, strict=True))
    _withstands(_referrals(one_dimension("genders", counts, sensitive=True)), threshold)


@settings(max_examples=MANY, deadline=None)
@given(st.lists(FEW, min_size=2, max_size=2), st.lists(FEW, min_size=2, max_size=2), THRESHOLDS)
def test_a_table_that_breaks_down_a_cell_of_another(
    answers: list[int], reasons: list[int], threshold: int
) -> None:
    yes, waiting = answers
    replies = {"can_help": yes, "cannot_help": sum(reasons), "waiting": waiting}
    why = dict(zip(("no_capacity", "other"), reasons, strict=True))
    tables = (one_dimension("answers", replies), one_dimension("reasons", why))
    counted = alone(*tables, referrals=1000)
    _withstands(counted, threshold, {"answers.cannot_help": "reasons"})


@settings(max_examples=2, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_a_matrix_of_countries(values: list[int]) -> None:
    pairs = [(a, b) for a in LANDS for b in LANDS if a != b]
    counts = dict(zip(pairs, values, strict=True))
    same = frozenset(f"pairs.{land}.{land}" for land in LANDS)
    _withstands(
        _referrals(two_dimensions("pairs", counts, rows=LANDS, columns=LANDS)), 5, nothing=same
    )


def test_the_brute_attacker_finds_what_follows() -> None:
    """It can succeed: a table that withholds one count alone is no match for it."""
    table = one_dimension("urgency", {"emergency": 3, "urgent": 9})
    careless = table.replaced(dict(table.items()) | {"urgency.emergency": None})
    found = spans(alone(careless), cells_of(alone(table), {}), 14)
    assert (frozenset({"urgency.emergency"}), True, 3, 3) in found
    with pytest.raises(AssertionError):
        spans(
            alone(table.replaced(dict(table.items()) | {"urgency.total": 1})),
            cells_of(alone(table), {}),
            5,
        )
