"""Figures as a page shows them: each table with its definition, its chart and what stood before."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from reports.definitions import definition
from reports.definitions.rows import ALL, column_label, row_label
from reports.definitions.words import Words
from reports.disclosure.release import WITHHELD
from reports.disclosure.words import NO_TIMES, note, remark
from reports.figures import TOTAL, Duration, Figures, Mean, Table
from reports.monitoring.figures_text import Measure, hours, number
from reports.monitoring.panel import Bar, Panel
from reports.monitoring.sections import ORDER, SECTION_OF, SECTIONS
from reports.monitoring.service import SERVICE, service_panel

COUNT = Words("Aantal", "Nombre", "Count")
BEFORE = Words("Periode ervoor", "Période précédente", "Period before")
MEDIAN = Words("Mediaan (uur)", "Médiane (heures)", "Median (hours)")
P90 = Words("90e percentiel (uur)", "90e centile (heures)", "90th percentile (hours)")
MEAN = Words("Gemiddelde (uur)", "Moyenne (heures)", "Mean (hours)")
NOT_APPLICABLE = Words("n.v.t.", "s.o.", "n/a")
TIMES, HANDOVER, MEANS = "times", "handover", "answer_mean"


def public_panels(figures: Figures, language: str) -> list[Panel]:
    """Every table of a release for the public, those around the referrals last."""
    around = (t.family for t in figures.tables if t.family not in ORDER)
    return panels_of(figures, language, families=(*ORDER, *dict.fromkeys(around)))


def panels_of(
    figures: Figures,
    language: str,
    before: Figures | None = None,
    live: Sequence[Panel] = (),
    families: Iterable[str] = ORDER,
) -> list[Panel]:
    """Every table of the figures in the order of the page, beside the period before.

    `live` are panels that were counted elsewhere, each put in its place.
    """
    found: list[Panel] = []
    for family in families:
        found += [panel for panel in live if panel.key == family]
        tables = [table for table in figures.tables if table.family == family]
        if not any(panel.key == family for panel in live):
            found += [_panel(figures, table, language, before) for table in tables]
        if family == TIMES:
            found.append(_times(figures, language, before))
        if family == HANDOVER and figures.handover:
            found.append(_handover(figures.handover, figures, language, before))
        if family == MEANS and figures.answer_means:
            found.append(_means(figures, language, before))
        if family == SERVICE and (panel := service_panel(figures, language)):
            found.append(panel)
    return found


def sections_of(panels: Sequence[Panel], language: str) -> list[tuple[str, str, list[Panel]]]:
    """The panels in their sections: (key, title, panels), none that is empty."""
    titles = {key: title.in_language(language) for key, title, _families in SECTIONS}
    grouped = groupby(panels, lambda panel: SECTION_OF[panel.key.partition("@")[0]])
    return [(key, titles[key], list(some)) for key, some in grouped]


def panel_of(figures: Figures, key: str, language: str) -> Panel | None:
    """One panel, or None where these figures have none of that key."""
    return next((panel for panel in panels_of(figures, language) if panel.key == key), None)


def _title(figures: Figures, table: Table, language: str) -> str:
    title = definition(table.key).title.in_language(language)
    layer = table.key.partition("@")[2]
    if not layer or table.key == "pairs@received":
        return title
    colon = "\u00a0: " if language == "fr" else ": "
    return f"{title}{colon}{row_label(figures, 'ages', layer, language).lower()}"


def _panel(figures: Figures, table: Table, language: str, before: Figures | None) -> Panel:
    found = definition(table.key)
    first = found.row.in_language(language) if found.row else ""
    shape = _matrix if table.columns else _column
    head, rows, total = shape(figures, table, language, before)
    starred = any(WITHHELD in cell for row in rows for cell in row)
    return Panel(
        key=table.key,
        title=_title(figures, table, language),
        defined=found.text.in_language(language),
        head=[first, *head],
        rows=rows,
        total_row=total,
        remark=remark(figures, table, language),
        note=note(figures.threshold, language) if starred else "",
        bars=_bars(figures, table, language),
    )


def _matrix(
    figures: Figures, table: Table, language: str, before: Figures | None
) -> tuple[list[str], list[list[str]], bool]:
    margins = table.key != "directory"  # its columns are not parts of one another
    head = [column_label(figures, table.family, c, language) for c in table.columns]
    rows = []
    for r, row in enumerate(table.rows):
        cells = [
            NOT_APPLICABLE.in_language(language)
            if figures.is_no_way(table.family, row, column)
            else number(table.cells[r][c], language)
            for c, column in enumerate(table.columns)
        ]
        cells += [number(table.row_totals[r], language)] if margins else []
        rows.append([row_label(figures, table.family, row, language), *cells])
    earlier = _row_totals(table, before) if margins else {}
    if earlier:
        for cells, row in zip(rows, table.rows, strict=True):
            cells.append(number(earlier[row], language))
    last = [number(value, language) for value in table.column_totals]
    last += [number(table.total, language)] if margins else []
    head += [ALL.in_language(language)] if margins else []
    if earlier:
        head.append(BEFORE.in_language(language))
        last.append(number(earlier[TOTAL], language))
    return head, [*rows, [ALL.in_language(language), *last]], True


def _row_totals(table: Table, before: Figures | None) -> dict[str, int | None]:
    """What each row of the same table counted in the period before, where it was cut the same."""
    if before is None or not before.has(table.key):
        return {}
    other = before.table(table.key)
    if (other.rows, other.columns) != (table.rows, table.columns):
        return {}
    return dict(zip(other.rows, other.row_totals, strict=True)) | {TOTAL: other.total}


def _column(
    figures: Figures, table: Table, language: str, before: Figures | None
) -> tuple[list[str], list[list[str]], bool]:
    earlier = _earlier(table, before)
    head = [COUNT.in_language(language)]
    head += [BEFORE.in_language(language)] if earlier else []

    def cells(row: str, value: int | None) -> list[str]:
        shown = [number(value, language)]
        if earlier:
            shown.append(number(earlier[row], language) if row in earlier else "")
        return shown

    rows = [
        [row_label(figures, table.family, row, language), *cells(row, table.cells[r][0])]
        for r, row in enumerate(table.rows)
    ]
    total = not table.overlapping or not table.rows
    if total:
        rows.append([ALL.in_language(language), *cells(TOTAL, table.total)])
    return head, rows, total


def _earlier(table: Table, before: Figures | None) -> dict[str, int | None]:
    """The same table of the period before, where it was cut the same way; a month has none."""
    if before is None or table.family == "months" or not before.has(table.key):
        return {}
    other = before.table(table.key)
    if other.columns or other.rows != table.rows:
        return {}
    counts = {row: other.cells[r][0] for r, row in enumerate(other.rows)}
    return counts | {TOTAL: other.total}


def _bars(figures: Figures, table: Table, language: str) -> list[Bar]:
    if table.family == "pairs" and table.columns:
        return [
            Bar(f"{start} → {end}", table.cells[r][c], start, end)
            for r, row in enumerate(table.rows)
            for c, column in enumerate(table.columns)
            if not figures.is_no_way(table.family, row, column)
            for start in [row_label(figures, "pairs", row, language)]
            for end in [column_label(figures, "pairs", column, language)]
        ]
    if table.columns:
        return [
            Bar(
                column_label(figures, table.family, column, language),
                table.cells[r][c],
                group=row_label(figures, table.family, row, language),
            )
            for r, row in enumerate(table.rows)
            for c, column in enumerate(table.columns)
        ]
    return [
        Bar(row_label(figures, table.family, row, language), table.cells[r][0])
        for r, row in enumerate(table.rows)
    ]


def _span(duration: Duration, language: str) -> list[Measure]:
    return [hours(value, duration.count, language) for value in (duration.median, duration.p90)]


def _times(figures: Figures, language: str, before: Figures | None) -> Panel:
    rows = [
        (row_label(figures, TIMES, one.key, language), one.count, _span(one, language))
        for one in figures.durations
    ]
    earlier = {duration.key: duration for duration in before.durations} if before else {}
    was = [earlier.get(duration.key) for duration in figures.durations]
    return _hours(figures, TIMES, rows, language, was)


def _handover(duration: Duration, figures: Figures, language: str, before: Figures | None) -> Panel:
    rows = [(ALL.in_language(language), duration.count, _span(duration, language))]
    return _hours(figures, HANDOVER, rows, language, [before.handover if before else None])


def _means(figures: Figures, language: str, before: Figures | None) -> Panel:
    rows = [
        (
            row_label(figures, "answered_by", one.key, language),
            one.count,
            [hours(one.mean, one.count, language)],
        )
        for one in figures.answer_means
    ]
    earlier = {mean.key: mean for mean in before.answer_means} if before else {}
    was = [earlier.get(mean.key) for mean in figures.answer_means]
    return _hours(figures, MEANS, rows, language, was)


def _hours(
    figures: Figures,
    key: str,
    measured: Sequence[tuple[str, int | None, list[Measure]]],
    language: str,
    was: Sequence[Duration | Mean | None],
) -> Panel:
    """Hours by row: (label, number of cases, what was measured of them)."""
    found = definition(key)
    first = found.row.in_language(language) if found.row else ""
    of = [head.in_language(language) for head in ((MEAN,) if key == MEANS else (MEDIAN, P90))]
    heads = [COUNT.in_language(language), *of]
    rows = [
        [label, number(count, language), *(one.shown for one in some)]
        for label, count, some in measured
    ]
    if any(was):
        heads.append(BEFORE.in_language(language))
        rows = [[*row, _before(one, language)] for row, one in zip(rows, was, strict=True)]
    starred = any(WITHHELD in cell for row in rows for cell in row)
    few = NO_TIMES.in_language(language).format(threshold=figures.threshold)
    return Panel(
        key=key,
        title=found.title.in_language(language),
        defined=found.text.in_language(language),
        head=[first, *heads],
        rows=rows,
        total_row=key != MEANS,
        remark="",
        note=f"{note(figures.threshold, language)} {few}" if starred else "",
        bars=_measured_bars(measured, of),
    )


def _measured_bars(
    measured: Sequence[tuple[str, int | None, list[Measure]]], of: Sequence[str]
) -> list[Bar]:
    """A group for each row with a bar for each measure; no groups of one measure or one row."""
    if len(of) == 1:
        return [Bar(label, some[0].value, shown=some[0].shown) for label, _count, some in measured]
    alone = len(measured) == 1
    return [
        Bar(measure, one.value, shown=one.shown, group="" if alone else label)
        for label, _count, some in measured
        for measure, one in zip(of, some, strict=True)
    ]


def _before(one: Duration | Mean | None, language: str) -> str:
    if one is None:
        return ""
    value = one.mean if isinstance(one, Mean) else one.median
    return hours(value, one.count, language).shown
