"""Figures on pages: released tables for the working group, own cases for who handles them."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape

import openpyxl
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from reports.definitions import ALL, DEFINITIONS, definition
from reports.definitions.rows import row_label
from reports.disclosure.release import Earlier, NoPattern
from reports.figures import Figures, Period
from reports.keeping import years_over
from reports.models import Audience, Release
from reports.monitoring.drawing import png_of, svg_of
from reports.monitoring.files import csv_of, plain
from reports.monitoring.live import live_panels
from reports.monitoring.panels import panel_of, panels_of
from reports.monitoring.sections import ORDER
from reports.releases import (
    RegisterChanged,
    figures_of,
    frozen_tables,
    make_release,
    period_before,
    releases_beside,
)
from tests.factories import MembershipFactory, ReferralFactory
from tests.house.readers import organisation
from tests.reports.sample import YEAR_ONE, figures

pytestmark = pytest.mark.django_db(databases=["default"])
NEXT = Period(date(2018, 1, 1), date(2018, 12, 31))
SignIn = Callable[..., Client]
QUERIES = 8  # of a release that somebody read before


def few_tables(size: int, period: Period = YEAR_ONE) -> Figures:
    """Counted figures of the tables that these pages are tried with: quickly released."""
    counted = figures(size)
    kept = tuple(t for t in counted.tables if t.family in {"pairs", "ages", "answers", "states"})
    return replace(counted, tables=kept, durations=(), period=period)


@pytest.fixture
def released() -> Release:
    return make_release(few_tables(60), Audience.INSIDE, now=timezone.now())


class TestRegister:
    def test_a_release_and_its_tables_say_the_same(self, released: Release) -> None:
        assert frozen_tables(released) == list(figures_of(released).tables)
        assert released.cells_shown <= released.cells

    def test_one_pattern_a_period(self, released: Release) -> None:
        again = make_release(few_tables(60), Audience.INSIDE, now=timezone.now())
        assert again.number == 2
        assert frozen_tables(again) == frozen_tables(released)
        assert len(releases_beside(YEAR_ONE)) == 1  # the same content counts once

    def test_a_run_releases_once(self) -> None:
        run_id = Release().pk
        one, other = (
            make_release(few_tables(60), Audience.INSIDE, now=timezone.now(), run_id=run_id)
            for _ in range(2)
        )
        assert one.pk == other.pk

    def test_what_was_altered_is_not_read(self, released: Release) -> None:
        released.sha256 = "0" * 64
        with pytest.raises(RegisterChanged):
            figures_of(released)

    def test_the_public_gets_no_indicators_of_a_country(self) -> None:
        counted = few_tables(400)
        of_countries = replace(counted.table("answers"), key="answered_by", internal=True)
        counted = replace(counted, tables=(*counted.tables, of_countries))
        entry = make_release(counted, Audience.PUBLIC, now=timezone.now())
        assert entry.threshold == 10
        assert "answered_by" not in {table.key for table in frozen_tables(entry)}

    def test_the_period_before_ends_the_day_before(self, released: Release) -> None:
        later = make_release(few_tables(90, NEXT), Audience.INSIDE, now=timezone.now())
        found = period_before(later)
        assert found is not None
        assert found.pk == released.pk
        assert period_before(released) is None
        assert period_before(later, [later, released]) == released
        assert period_before(released, [later, released]) is None

    def test_nothing_is_entered_where_nothing_protects(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def none(*args: object) -> object:
            raise NoPattern

        monkeypatch.setattr("reports.releases.release_attacked", none)
        with pytest.raises(NoPattern):
            make_release(few_tables(60), Audience.INSIDE, now=timezone.now())
        assert Release.objects.count() == 0


class TestDefinitions:
    def test_every_table_is_defined_in_three_languages(self) -> None:
        assert set(ORDER) <= set(DEFINITIONS)
        for found in ALL:
            for language in ("nl", "fr", "en"):
                assert found.title.in_language(language)
                assert found.text.in_language(language).endswith(".")

    def test_a_layer_has_its_tables_definition(self) -> None:
        assert definition("persons@child") is definition("persons")

    def test_a_quarter_is_named(self) -> None:
        labels = {x: row_label(figures(0), "months", "2017-Q1", x) for x in ("nl", "fr", "en")}
        assert labels == {
            "nl": "1e kwartaal 2017",
            "fr": "1er trimestre 2017",
            "en": "Quarter 1 2017",
        }


class TestWorkingGroup:
    def test_a_release_is_read_with_its_definitions(
        self, sign_in: SignIn, released: Release
    ) -> None:
        for role, language in (("secretariat", "nl"), ("member", "fr")):
            page = sign_in(role).get(f"/{language}/monitoring/").content.decode()
            assert definition("pairs").text.in_language(language).replace("'", "’") in page
            assert f"/monitoring/{released.pk}/answers.csv" in page

    def test_pages_ask_the_database_as_often_with_three_releases(
        self, sign_in: SignIn, released: Release, django_assert_num_queries: Callable[..., object]
    ) -> None:
        client = sign_in("secretariat")
        client.get("/nl/monitoring/")
        with django_assert_num_queries(QUERIES):  # type: ignore[attr-defined]
            client.get("/nl/monitoring/")
        for year in (2019, 2021):
            period = Period(date(year, 1, 1), date(year, 12, 31))
            make_release(few_tables(40, period), Audience.INSIDE, now=timezone.now())
        client.get("/nl/monitoring/")
        with django_assert_num_queries(QUERIES):  # type: ignore[attr-defined]
            client.get("/nl/monitoring/")

    def test_the_period_is_chosen_in_the_address(self, sign_in: SignIn, released: Release) -> None:
        later = make_release(few_tables(90, NEXT), Audience.INSIDE, now=timezone.now())
        client = sign_in("member")
        assert b"ervoor:" in client.get("/nl/monitoring/").content
        older = client.get(f"/nl/monitoring/?release={released.pk}").content
        assert b"ervoor:" not in older
        assert str(later.pk).encode() in older  # still offered

    @pytest.mark.parametrize("language", ["nl", "fr"])
    def test_what_is_drawn_once_is_whole_for_every_reader(
        self, sign_in: SignIn, released: Release, language: str
    ) -> None:
        """The second reader is given what was drawn for the first."""
        cache.clear()
        pieces = []
        for role in ("secretariat", "member"):
            page = sign_in(role).get(f"/{language}/monitoring/").content.decode()
            pieces.append(page.partition('id="short"')[2].partition("<footer")[0])
            panels = panels_of(figures_of(released), language)
            for panel in (panel for panel in panels if panel.rows):
                drawn = page.partition(f'id="t-{panel.key}"')[2].partition("</table>")[0]
                cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", drawn, re.DOTALL)
                texts = [unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells]
                assert texts == [*panel.head, *(text for row in panel.rows for text in row)]
        assert pieces[0] == pieces[1]

    def test_there_is_no_free_filter(self, sign_in: SignIn, released: Release) -> None:
        """A filter over raw counts would undo what was withheld."""
        client = sign_in("secretariat")
        shown, filtered = (
            client.get(f"/nl/monitoring/{query}").content.decode().partition('id="short"')[2]
            for query in ("", "?need=legal&sender=BE")
        )
        assert shown.partition("<footer")[0] == filtered.partition("<footer")[0]

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "svg", "png"])
    def test_a_table_is_fetched_and_the_trail_says_so(
        self, sign_in: SignIn, released: Release, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cache.clear()
        trail: list[tuple[str, object]] = []
        monkeypatch.setattr(
            "reports.monitoring.views.record",
            lambda action, **said: trail.append((action, said["detail"])),
        )
        answer = sign_in("secretariat").get(
            f"/nl/monitoring/{released.pk}/answers.{kind}?download=yes"
        )
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == f'attachment; filename="answers.{kind}"'
        if kind == "csv":
            assert "Verzoeken naar antwoord" in answer.content.decode("utf-8-sig")
        if kind == "xlsx":
            (sheet,) = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
            assert any(cell == 60 for row in sheet.iter_rows(values_only=True) for cell in row)
        if kind == "png":
            assert answer.content.startswith(b"\x89PNG")
        assert trail == [("figures_downloaded", {"kind": kind})]

    def test_another_table_than_the_released_ones_is_not_there(
        self, sign_in: SignIn, released: Release
    ) -> None:
        assert sign_in("member").get(f"/nl/monitoring/{released.pk}/needs.csv").status_code == 404


class TestOwnCases:
    def test_a_case_worker_counts_what_they_may_see(self, sign_in: SignIn) -> None:
        client = sign_in("team_lead")
        now = timezone.now()
        mine, other, stranger = (
            MembershipFactory.create(organisation=organisation(slug))
            for slug in ("payoke", "huis-over-de-grens", "esperanto")
        )
        ReferralFactory.create(sender=mine, recipients=[other])
        ReferralFactory.create(sender=stranger, recipients=[other])
        page = client.get("/nl/monitoring/").content.decode()
        assert f"{now.year}" in page
        lines = client.get("/nl/monitoring/own/states.csv").content.decode("utf-8-sig")
        assert "Totaal,1" in lines
        none = client.get("/nl/monitoring/own/states.csv?destination=BE")
        assert "Totaal,0" in none.content.decode("utf-8-sig")

    def test_what_was_typed_wrongly_is_said(self, sign_in: SignIn) -> None:
        answer = sign_in("contact_point").get("/nl/monitoring/?period_from=nonsense&need=gold")
        assert answer.status_code == 422
        assert b"error-summary" in answer.content

    def test_released_tables_are_not_theirs(self, sign_in: SignIn, released: Release) -> None:
        answer = sign_in("team_lead").get(f"/nl/monitoring/{released.pk}/answers.csv")
        assert answer.status_code == 404


class TestPanels:
    def test_what_is_withheld_reads_the_same_in_table_chart_and_file(self) -> None:
        from reports.disclosure.release import release

        shown = release(few_tables(25))
        for language in ("nl", "fr", "en"):
            for panel in panels_of(shown, language):
                cells = [cell for row in panel.rows for cell in row]
                assert ("–*" in cells) == bool(panel.note), panel.key
                assert ("–*" in csv_of(panel, "").decode()) == bool(panel.note)
                hidden = any(bar.value is None for bar in panel.bars)
                assert hidden <= bool(panel.note), panel.key
        pairs = panel_of(shown, "pairs", "fr")
        assert pairs is not None
        assert "–*" in svg_of(pairs, "fr")

    def test_the_flow_carries_its_figures(self) -> None:
        from reports.disclosure.release import release

        panel = panel_of(release(few_tables(400)), "pairs", "nl")
        assert panel is not None
        assert panel.flows
        svg = svg_of(panel, "nl")
        assert "<script" not in svg
        for bar in panel.bars:
            assert f">{bar.value}<" in svg
        assert png_of(panel, "nl").startswith(b"\x89PNG")

    def test_a_file_has_numbers_without_the_spaces_of_print(self) -> None:
        assert [plain(cell) for cell in ("1.234", "1\u00a0234", "12,5", "–*")] == [
            "1234",
            "1234",
            "12,5",
            "–*",
        ]

    @pytest.mark.parametrize(("language", "name"), [("nl", "Nederland"), ("fr", "Pays-Bas")])
    def test_what_is_counted_today_names_countries_in_the_reader_s_language(
        self, language: str, name: str
    ) -> None:
        with override(language):
            for panel in live_panels(YEAR_ONE, date(2018, 1, 1), language):
                assert name in [row[0] for row in panel.rows], panel.key
            for panel in live_panels(YEAR_ONE, date(2018, 1, 1), language, "LU"):
                assert len(panel.rows) == 1, panel.key
                assert name != panel.rows[0][0]


def test_years_are_released_when_they_are_over_and_settled() -> None:
    assert years_over(date(2017, 12, 31)) == []
    assert years_over(date(2018, 1, 10)) == []
    assert years_over(date(2019, 6, 1)) == [YEAR_ONE, NEXT]


def test_earlier_releases_come_with_what_they_were_made_of(released: Release) -> None:
    (found,) = releases_beside(Period(date(2017, 3, 1), date(2018, 3, 1)))
    assert isinstance(found, Earlier)
    assert found.counted == few_tables(60)
