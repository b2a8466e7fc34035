"""What the attacker finds, on sums small enough to do by hand."""

import pytest

from reports.disclosure.attack import Impossible, exposed
from reports.disclosure.sums import Line

YEAR = Line(tuple(f"month {n}" for n in range(13)), "total")


def test_a_count_alone_in_its_line_is_known() -> None:
    known = {f"month {n}": 30 for n in range(1, 13)} | {"total": 363}
    (span,) = exposed([YEAR], known, {"month 0"}, 5).values()
    assert (span.low, span.high) == (3, 3)


def test_two_share_what_is_left() -> None:
    known = {f"month {n}": 30 for n in range(2, 13)} | {"total": 334}
    narrow = exposed([YEAR], known, {"month 0", "month 1"}, 5)
    assert {(span.low, span.high) for span in narrow.values()} == {(0, 4)}
    assert exposed([YEAR], known | {"total": 335}, {"month 0", "month 1"}, 5) == {}


def test_without_the_total_there_is_no_limit() -> None:
    known = {f"month {n}": 30 for n in range(1, 13)}
    assert exposed([YEAR], known, {"month 0", "total"}, 5) == {}


def test_what_is_shown_may_contradict_itself() -> None:
    known = {f"month {n}": 30 for n in range(1, 13)} | {"total": 300}
    with pytest.raises(Impossible):
        exposed([YEAR], known, {"month 0"}, 5)
