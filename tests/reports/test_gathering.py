"""What the statistics role counts, against plain Python; and what it may not read."""

import datetime as dt
import random

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.figures import Figures, Period
from reports.gathering import ALIAS, gather
from tests.reports.cases import Case, clear, invent, remove, store
from tests.reports.may_read import CODED
from tests.reports.recount import recount
from tests.reports.sample import YEAR_ONE

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", ALIAS])
SUMMER = Period(dt.date(2017, 3, 26), dt.date(2017, 10, 29))  # from one change of clocks to another


def _counted(figures: Figures) -> dict[str, int | float | None]:
    """All non-zero figures but those of the directory, which has nothing to do with cases."""
    return {
        reference: value
        for reference, value in figures.values().items()
        if value and not reference.startswith("directory")
    }


def _gathered(period: Period) -> dict[str, int | float | None]:
    return _counted(gather(period, now=timezone.now()))


def _is_as_recounted(cases: list[Case], period: Period, scope: str = "") -> None:
    """Every cell that the portal counts is the one that plain Python counts, and no other."""
    now = timezone.now()
    found = _counted(gather(period, now=now, scope=scope))
    its = [case for case in cases if scope in {"", case["sender"], case["receiver"]}]
    expected = recount(its, period, now)
    assert set(found) == {reference for reference, value in expected.items() if value}
    for reference, value in found.items():
        assert value == pytest.approx(expected[reference], rel=1e-6), reference


@pytest.mark.parametrize("period", [YEAR_ONE, SUMMER, Period(*[dt.date(2017, 5, 4)] * 2)])
def test_figures_equal_an_independent_count(period: Period) -> None:
    cases = invent(period, 150, 1)
    store(cases)
    _is_as_recounted(cases, period)


@settings(max_examples=12, deadline=None)
@given(
    dice=st.randoms(use_true_random=False),
    size=st.integers(0, 25),
    first=st.dates(dt.date(2016, 12, 2), dt.date(2026, 6, 1)),
    length=st.integers(0, 400),
    scope=st.sampled_from(("", "NL", "BE", "LU")),
)
def test_whatever_was_referred_is_counted_to_the_last_cell(
    dice: random.Random, size: int, first: dt.date, length: int, scope: str
) -> None:
    """Any referrals, any period, all countries or one."""
    clear()
    period = Period(first, first + dt.timedelta(days=length))
    cases = invent(period, size, dice)
    store(cases)
    _is_as_recounted(cases, period, scope)


def test_an_empty_period_has_zeros_and_no_times() -> None:
    store(invent(YEAR_ONE, 20, 1))
    figures = gather(Period(dt.date(1950, 1, 1), dt.date(1950, 12, 31)), now=timezone.now())
    assert _counted(figures) == {}
    assert len(figures.table("months").rows) == 12
    assert all(duration.median is None for duration in figures.durations)


def test_one_referral_more_or_less_shows() -> None:
    cases = [case for case in invent(YEAR_ONE, 120, 2) if case["state"] != "draft"]
    store(cases)
    before = _gathered(YEAR_ONE)
    gone: Case = next(
        case
        for case in cases
        if YEAR_ONE.first <= case["sent"].date() <= YEAR_ONE.last - dt.timedelta(days=1)
    )
    remove(gone["id"])
    after = _gathered(YEAR_ONE)
    assert before["referrals"] == (after["referrals"] or 0) + 1
    pair = f"pairs.{gone['sender']}.{gone['receiver']}"
    assert before[pair] == (after.get(pair) or 0) + 1


def test_drafts_never_count() -> None:
    cases = invent(YEAR_ONE, 60, 3)
    for case in cases:
        case["state"], case["sent"] = "draft", None
        case["outcome"] = case["sufficed"] = ""
    store(cases)
    assert _gathered(YEAR_ONE) == {}


def test_forms_of_later_law_are_not_named_in_an_early_report() -> None:
    early = gather(YEAR_ONE, now=timezone.now()).table("forms").rows
    late = gather(Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31)), now=timezone.now())
    assert "forced_marriage" not in early
    assert "forced_marriage" in late.table("forms").rows


def test_labels_are_frozen_in_both_languages() -> None:
    figures = gather(YEAR_ONE, now=timezone.now())
    assert figures.label("nl", "need", "legal") == "Juridische bijstand"
    assert figures.label("fr", "country", "BE") == "Belgique"


def test_the_directory_is_counted() -> None:
    directory = gather(YEAR_ONE, now=timezone.now()).table("directory")
    assert directory.rows == ("BE", "LU", "NL") or set(directory.rows) == {"BE", "LU", "NL"}
    assert dict(zip(directory.columns, directory.column_totals, strict=True))["contact_point"] == 5


MAY_READ = """
SELECT c.relname, a.attname FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0
  AND NOT a.attisdropped AND has_column_privilege('portal_stats', c.oid, a.attnum, 'SELECT')
"""


def _may_read() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with connections["owner"].cursor() as cursor:
        cursor.execute(MAY_READ)
        for table, column in cursor.fetchall():
            found.setdefault(table, set()).add(column)
    return found


def test_the_statistics_role_may_read_codes_and_times_alone() -> None:
    assert _may_read() == CODED


def test_every_other_column_of_the_catalogue_is_refused() -> None:
    """Asked for as the role, one by one: the grants are what the database says they are."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public'"
        )
        every = cursor.fetchall()
    may = _may_read()
    refused = [(table, column) for table, column in every if column not in may.get(table, set())]
    assert len(refused) > 500
    with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
        for table, column in refused:
            cursor.execute("SAVEPOINT asked")
            with pytest.raises(DatabaseError, match="permission denied"):
                cursor.execute(f'SELECT "{column}" FROM "{table}" LIMIT 0')
            cursor.execute("ROLLBACK TO SAVEPOINT asked")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE referrals_referral SET urgency = 'urgent'",
        "DELETE FROM referrals_codedvalue",
        "CREATE TABLE taken (n int)",
        "SELECT * FROM referrals_referral",
        "SET ROLE portal_owner",
    ],
)
def test_the_statistics_role_only_reads_codes(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(using=ALIAS),
        connections[ALIAS].cursor() as cursor,
    ):
        cursor.execute(statement)


def test_figures_of_a_country_count_what_it_sent_and_received() -> None:
    cases = invent(YEAR_ONE, 150, 5)
    store(cases)
    for country in ("NL", "BE", "LU"):
        assert gather(YEAR_ONE, now=timezone.now(), scope=country).scope == country
        _is_as_recounted(cases, YEAR_ONE, country)
