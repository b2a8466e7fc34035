"""What the statistics role counts, against plain Python; and what it may not read."""

import datetime as dt

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from reports.figures import Figures, Period
from reports.gathering import ALIAS, gather
from tests.reports.cases import Case, invent, remove, store
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


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("period", [YEAR_ONE, SUMMER, Period(*[dt.date(2017, 5, 4)] * 2)])
def test_figures_equal_an_independent_count(period: Period, seed: int) -> None:
    cases = invent(period, 150, seed)
    store(cases)
    now = timezone.now()
    expected = recount(cases, period, now)
    found = _counted(gather(period, now=now))
    assert set(found) == {reference for reference, value in expected.items() if value}
    for reference, value in found.items():
        assert value == pytest.approx(expected[reference], rel=1e-6), reference


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


IDENTIFYING = {
    "referrals_referral": ("reference", "callback_number", "region", "note", "created_by_id"),
    "referrals_request": ("answer_note", "answered_by_id"),
    "referrals_identityfield": ("sealed", "field"),
    "referrals_datakey": ("wrapped",),
    "referrals_question": ("text",),
    "referrals_consent": ("basis",),
    "referrals_party": ("reference",),
    "referrals_event": ("user_id",),
    "accounts_user": ("email",),
    "reports_reportrun": ("snapshot",),
    "protection_auditentry": ("detail",),
}


@pytest.mark.parametrize(
    ("table", "column"), [(t, column) for t, columns in IDENTIFYING.items() for column in columns]
)
def test_the_statistics_role_is_refused_identifying_columns(table: str, column: str) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(using=ALIAS),
        connections[ALIAS].cursor() as cursor,
    ):
        cursor.execute(f"SELECT {column} FROM {table} LIMIT 1")


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


@pytest.mark.parametrize("country", ["NL", "BE", "LU"])
def test_figures_of_a_country_count_what_it_sent_and_received(country: str) -> None:
    cases = invent(YEAR_ONE, 150, 5)
    store(cases)
    now = timezone.now()
    figures = gather(YEAR_ONE, now=now, scope=country)
    its = [case for case in cases if country in {case["sender"], case["receiver"]}]
    expected = recount(its, YEAR_ONE, now)
    found = _counted(figures)
    assert figures.scope == country
    assert set(found) == {reference for reference, value in expected.items() if value}
    for reference, value in found.items():
        assert value == pytest.approx(expected[reference], rel=1e-6), reference
