"""What a release shows, what it says instead, and what it keeps from the releases before it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.disclosure.coarsening import at_stages, families, stages_in
from reports.disclosure.release import (
    THRESHOLD,
    THRESHOLD_PUBLIC,
    Blocked,
    Earlier,
    gate,
    release,
)
from reports.disclosure.scopes import countries_of, shares
from reports.disclosure.sums import LINKED, known_of
from reports.disclosure.words import remark
from reports.figures import TOTAL, Duration, Figures, Period, Table, one_dimension
from tests.reports.sample import YEAR_ONE, figures

BEFORE = Period(YEAR_ONE.first, date(2017, 10, 31))


def alone(*tables: Table, referrals: int = 1000) -> Figures:
    """Counted figures of these tables and nothing else."""
    return replace(figures(0), referrals=referrals, tables=tables, durations=())


def _released(table: Table) -> Table:
    """What is left of one table that stands alone."""
    return release(alone(table)).tables[0]


@pytest.mark.parametrize("size", [0, 1, 4, 25, 60, 420])
def test_a_release_shows_no_small_count(size: int) -> None:
    released = release(figures(size))
    for reference, value in released.values().items():
        if isinstance(value, int) and not reference.startswith("directory"):
            assert value == 0 or value >= THRESHOLD, reference


@pytest.mark.parametrize("size", [25, 60, 420])
def test_the_same_figure_is_withheld_wherever_it_stands(size: int) -> None:
    shown = release(figures(size))
    values = {name: value for table in shown.tables for name, value in table.items()}
    values["referrals"] = shown.referrals
    for one, other in LINKED.items():
        if one in values and other in values:
            assert values[one] == values[other], one
    assert values["pairs.total"] == values["months.total"] == values["referrals"]
    assert values["punctuality.total"] == values["answered.total"]


def test_a_table_across_another_gives_nothing_away() -> None:
    """The reasons add up to the refusals: a small count there is small here."""
    answers = one_dimension("answers", {"can_help": 30, "cannot_help": 4, "passed_on": 9})
    reasons = one_dimension("reasons", {"no_capacity": 4, "other": 0})
    shown = release(alone(answers, reasons, referrals=43))
    assert shown.table("answers").rows == ("can_help", "no_yes")
    assert shown.table("answers").cells == ((30,), (13,))
    assert shown.table("reasons").rows == ()
    assert shown.table("reasons").total is None


def test_zero_is_shown_only_where_it_says_nothing_about_people() -> None:
    plain = one_dimension("t", {"a": 40, "b": 0})
    counts = {"a": 40, "b": 0, "c": 9, "d": 30, "e": 20, "f": 50}
    assert _released(plain).cells == ((40,), (0,))
    shown = _released(one_dimension("t", counts, sensitive=True))
    assert shown.cells == ((40,), (None,), (None,), (30,), (20,), (50,))


def test_times_over_few_answers_are_withheld() -> None:
    released: Figures = release(figures(25))
    for duration in released.durations:
        if duration.count is None or duration.count < THRESHOLD:
            assert duration.median is None
            assert duration.p90 is None


def test_times_are_too_coarse_to_be_one_referrals_own() -> None:
    exact = Duration(TOTAL, 34, 18.491090285, 65.21025587580556)
    counted = alone(one_dimension("answered", {"standard": 34}))
    shown = release(replace(counted, durations=(exact,))).durations[0]
    assert (shown.median, shown.p90) == (18.5, 65.2)


def test_the_directory_counts_no_people() -> None:
    raw = figures(60)
    assert release(raw).table("directory") == raw.table("directory")


@pytest.mark.parametrize("size", [25, 60, 400])
def test_a_year_of_any_size_reads_honestly(size: int) -> None:
    """Coarser categories, never a page of stars: what is left is mostly shown."""
    counted = figures(size, guide_measured=True)
    shown = release(counted)
    assert shown.referrals == size
    for family in families(shown):
        values = [
            value
            for table in shown.tables
            if table.family == family
            for row in table.cells
            for value in row
        ]
        assert sum(value is None for value in values) <= len(values) / 2, family
    broken_down = [table for table in shown.tables if table.rows and not table.public]
    assert len(broken_down) >= {25: 11, 60: 14, 400: 18}[size]
    for language in ("nl", "fr", "en"):
        for table in shown.tables:
            said = remark(shown, table, language)
            assert bool(said) or table.rows, table.key
            assert "{" not in said


@pytest.mark.parametrize("size", [25, 60, 400])
def test_merged_counts_are_those_of_their_parts(size: int) -> None:
    counted = figures(size)
    coarse = at_stages(counted, dict.fromkeys(families(counted), 1))
    whole = {table.key: table for table in counted.tables}
    for table in coarse.tables:
        assert table.total == (whole[table.key].total if table.key in whole else table.total)
        for group, members in table.merged:
            if table.overlapping or not table.rows or table.key not in whole or table.columns:
                continue
            before = dict(whole[table.key].items())
            parts = [before[f"{table.key}.{member}"] or 0 for member in members]
            assert dict(table.items())[f"{table.key}.{group}"] == sum(parts)


def test_who_stands_in_two_merged_rows_is_counted_once() -> None:
    together = {("labour", "domestic_servitude"): 6, ("begging", "criminal"): 7, ("sexual",): 9}
    counts = {"sexual": 9, "labour": 6, "domestic_servitude": 6, "begging": 7, "criminal": 7}
    forms = one_dimension(
        "forms", counts, total=22, overlapping=True, sensitive=True, together=together
    )
    coarse = at_stages(alone(forms, referrals=22), {"forms": 2}).table("forms")
    assert dict(coarse.items()) == {
        "forms.sexual": 9,
        "forms.labour_any": 6,
        "forms.coerced_acts": 7,
        "forms.total": 22,
    }


def test_what_came_together_is_not_released() -> None:
    assert all(table.together == () for table in release(figures(60)).tables)


def test_the_public_sees_no_more_than_the_working_group() -> None:
    counted = figures(400)
    inside = release(counted)
    public = release(counted, threshold=THRESHOLD_PUBLIC, inside=[inside])
    for reference, value in public.values().items():
        if isinstance(value, int) and not reference.startswith("directory"):
            assert value == 0 or value >= THRESHOLD_PUBLIC, reference
    gate(replace(public, threshold=THRESHOLD), [inside])
    again = release(counted, [Earlier(counted, public), Earlier(counted, inside)])
    assert again == inside


@pytest.mark.parametrize("size", [25, 400])
def test_a_shown_companion_blocks_the_release(size: int) -> None:
    """The gate can fail: what hides another may not be shown."""
    counted = figures(size)
    shown = release(counted)
    gate(shown)
    tables = []
    coarse = at_stages(counted, stages_in(shown))
    for table, whole in zip(shown.tables, coarse.tables, strict=True):
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


def few_of(scope: str) -> Figures:
    """A few tables of a scope, so that they are released quickly."""
    found = figures(300, scope=scope)
    kept = {"pairs", "genders", "ages", "senders", "urgency"}
    return replace(found, tables=tuple(t for t in found.tables if t.family in kept))


@pytest.fixture(scope="module")
def released() -> list[Earlier]:
    """All countries, then two of them, each beside those before it."""
    made: list[Earlier] = []
    for scope in ("", "BE", "NL"):
        counted = few_of(scope)
        made.append(Earlier(counted, release(counted, made)))
    return made


class TestOneCountryBesideAll:
    """Readers have the figures of one country and those of all, and subtract."""

    def test_what_is_left_to_the_others_is_none_or_many(self, released: list[Earlier]) -> None:
        """All less one country is what went between the two others."""
        whole = known_of(released[0].shown)
        for one in released[1:]:
            told = known_of(one.shown)
            for name in set(whole) & set(told):
                rest = whole[name] - told[name]
                assert rest == 0 or rest >= THRESHOLD, (one.shown.scope, name)

    def test_nor_do_two_countries_give_away_what_went_between_them(
        self, released: list[Earlier]
    ) -> None:
        whole, one, other = (known_of(each.shown) for each in released)
        for name in set(whole) & set(one) & set(other):
            between = one[name] + other[name] - whole[name]
            if not countries_of(name):
                assert between == 0 or between >= THRESHOLD, name

    def test_a_careless_release_is_stopped(self, released: list[Earlier]) -> None:
        """Luxembourg follows from the others: what they withhold, it may not show."""
        careless = release(few_of("LU"))
        with pytest.raises(Blocked, match=r"share:|earlier:"):
            gate(careless, [each.shown for each in released])

    def test_the_country_still_reads_honestly(self, released: list[Earlier]) -> None:
        for each in released[1:]:
            shown = [v for t in each.shown.tables if not t.public for _name, v in t.items()]
            assert sum(v is None for v in shown) < len(shown) / 4
            assert each.shown.referrals is not None

    def test_its_own_counts_stand_in_both_as_the_same(self, released: list[Earlier]) -> None:
        whole, one = known_of(released[0].shown), known_of(released[1].shown)
        for name in set(whole) & set(one):
            if "BE" in countries_of(name):
                assert whole[name] == one[name], name


@pytest.mark.parametrize(
    ("scopes", "lands", "shares_found"),
    [
        ({""}, {"NL", "BE", "LU"}, ["others"]),
        ({"", "BE"}, {"NL", "BE", "LU"}, ["BE", "others"]),
        ({"", "BE", "NL"}, {"NL", "BE", "LU"}, ["BE", "BE-NL", "NL"]),
        ({"", "BE", "NL", "LU"}, {"NL", "BE", "LU"}, ["BE-LU", "BE-NL", "LU-NL"]),
        ({"", "BE"}, None, ["BE", "others"]),
    ],
)
def test_countries_with_figures_cut_the_referrals_into_shares(
    scopes: set[str], lands: set[str] | None, shares_found: list[str]
) -> None:
    assert sorted(map(str, shares(scopes, lands))) == shares_found


def test_a_table_of_a_part_of_another_gives_nothing_away() -> None:
    """Of 40 standard referrals 38 have an answer: that two have none would follow."""
    urgency = one_dimension("urgency", {"urgent": 30, "standard": 40})
    answered = one_dimension("answered", {"urgent": 20, "standard": 38})
    shown = release(alone(urgency, answered, referrals=70)).values()
    assert None in (shown["urgency.standard"], shown["answered.standard"])


def test_a_refusal_does_not_follow_from_who_answered() -> None:
    answers = one_dimension("answers", {"can_help": 30, "cannot_help": 2, "passed_on": 9})
    by = one_dimension("answered_by", {"NL": 12, "BE": 20})
    shown = release(alone(answers, by)).values()
    assert shown["answers.cannot_help"] is None
    assert None in (shown["answers.can_help"], shown["answered_by.total"])
