"""Figures: serialisable, comparable, and complete in what they name."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.disclosure.release import release
from reports.figures import Period, as_json, canonical, digest, from_json
from tests.reports.sample import figures


@pytest.mark.parametrize("size", [0, 3, 420])
def test_json_gives_the_same_figures_back(size: int) -> None:
    for some in (figures(size), release(figures(size))):
        assert from_json(as_json(some)) == some


def test_the_digest_depends_on_content_only() -> None:
    data = as_json(figures())
    turned = dict(reversed(list(data.items())))
    assert canonical(turned) == canonical(data)
    assert digest(turned) == digest(data)
    assert digest(as_json(figures(extra=1))) != digest(data)


def test_another_schema_is_refused() -> None:
    with pytest.raises(ValueError, match="not figures"):
        from_json({"schema": "something else"})


@given(st.dates(dt.date(1990, 1, 1), dt.date(2050, 1, 1)), st.integers(0, 1500))
def test_months_are_those_of_the_days(first: dt.date, length: int) -> None:
    period = Period(first, first + dt.timedelta(days=length))
    days = (first + dt.timedelta(days=i) for i in range(length + 1))
    assert period.months() == sorted({day.isoformat()[:7] for day in days})
