"""A chart says what its table says: no less, and above all no more."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from reports.disclosure.release import release
from reports.figures import Duration, Figures, Mean, two_dimensions
from reports.monitoring.drawing import BAR, Around, shown, specification, svg_of
from reports.monitoring.panel import Bar, Panel
from reports.monitoring.panels import panel_of, panels_of
from tests.reports.sample import COUNTRIES, figures

MARK = "–*"
RATED = ("taken_up", "by_due", "timeliness", "effort")


def _of_service(key: str) -> Figures:
    """One country whose counts may be read, one of which they are withheld, one that had none."""
    columns = ("low", "not_low") if key in {"timeliness", "effort"} else ("in_time", "late")
    counts = {("NL", columns[0]): 30, ("NL", columns[1]): 10, ("BE", columns[0]): 7}
    table = two_dimensions(key, counts, rows=COUNTRIES, columns=columns, internal=True)
    held = replace(table, cells=(table.cells[0], (None, None), table.cells[2]))
    return replace(figures(0), tables=(held,))


@cache
def released() -> Figures:
    """A few released tables with the five indicators and the time to the handover beside them."""
    size, kept = 400, {"pairs", "persons", "ages", "answered"}
    counted = figures(size)
    tables = tuple(table for table in counted.tables if table.family in kept)
    found = release(replace(counted, tables=tables))
    return replace(
        found,
        tables=(*found.tables, *(_of_service(key).tables[0] for key in RATED)),
        handover=Duration("handover", size, 40.5, 160.25),
        answer_means=(Mean("NL", 40, 20.44), Mean("BE", None, None), Mean("LU", 0, None)),
    )


def words_of(svg: str) -> Counter[str]:
    """Every text that the picture shows."""
    drawn = svg.partition("</desc>")[2]
    return Counter(re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", drawn))


@pytest.mark.parametrize("key", ["persons", "times", "handover", "answer_mean", "service"])
def test_every_kind_of_table_has_a_chart(key: str) -> None:
    for language in ("nl", "fr"):
        panel = panel_of(released(), key, language)
        assert panel is not None
        assert panel.drawn
        cells = {cell for row in panel.rows for cell in row}
        assert {shown(bar, language) for bar in panel.bars} <= cells
        assert shown(panel.bars[0], language) in words_of(svg_of(panel, language))


def test_a_chart_shows_no_figure_that_its_table_withholds() -> None:
    """Neither as a text nor as the length of a bar, nor in what is read aloud."""
    for panel in panels_of(released(), "nl"):
        if not panel.drawn:
            continue
        svg = svg_of(panel, "nl")
        cells = {cell for row in panel.rows for cell in row}
        figures_drawn = {word for word in words_of(svg) if re.match(r"[\d–]", word)}
        assert figures_drawn <= cells | set(panel.head), panel.key
        assert words_of(svg)[MARK] == sum(shown(bar, "nl") == MARK for bar in panel.bars) * (
            2 if panel.flows else 1
        )
        if not panel.flows:
            bars = len(re.findall(f'<path d="[^"]+" fill="{BAR}"', svg))
            assert bars == sum(bar.value is not None for bar in panel.bars), panel.key
        assert "value: 0" not in svg


def test_what_is_withheld_is_no_number_in_the_data_of_a_bar() -> None:
    panel = Panel("ages", "", "", [], [], False, "", "", [Bar("a", 8), Bar("b", None)])
    told = str(specification(panel, "en"))
    assert told.count("'to': ") == 2  # the bar of 8 and its ground
    assert MARK in told


def test_shares_have_one_scale_and_hours_another() -> None:
    panel = panel_of(released(), "service", "fr")
    assert panel is not None
    lengths = {bar.group: bar.most for bar in panel.bars}
    assert sorted(lengths.values(), key=float) == [20.4, 100, 100, 100, 100]  # type: ignore[arg-type]
    assert [shown(bar, "fr") for bar in panel.bars][:3] == ["75\u00a0%", MARK, "–"]


def test_a_table_of_zeros_and_marks_has_no_chart() -> None:
    assert not Panel("ages", "", "", [], [], False, "", "", [Bar("a", None), Bar("b", 0)]).drawn


def test_a_chart_that_leaves_the_page_says_what_it_is() -> None:
    panel = panel_of(released(), "pairs", "fr")
    assert panel is not None
    around = Around(panel.title, ["1 mai 2017", panel.remark, panel.note])
    svg = svg_of(panel, "fr", around)
    text = " ".join(words_of(svg)).replace("  ", " ")
    for told in (panel.title, "1 mai 2017"):
        assert told in text
    assert f"<title>{panel.title}</title>" in svg_of(panel, "fr")
    assert f"{panel.bars[0].label}: {shown(panel.bars[0], 'fr')}" in svg
