"""Figures as a page shows them: each table with its definition, its chart and what stood before."""

from dataclasses import dataclass, field

from babel.numbers import format_decimal

from reports.definitions import definition
from reports.definitions.rows import ALL, column_label, row_label
from reports.definitions.words import Words
from reports.disclosure.release import WITHHELD
from reports.disclosure.words import NO_TIMES, note, remark
from reports.figures import TOTAL, Duration, Figures, Table

ORDER = (
    "pairs",
    "months",
    "senders",
    "forms",
    "needs",
    "ages",
    "genders",
    "persons",
    "citizenship",
    "urgency",
    "answers",
    "reasons",
    "waiting",
    "punctuality",
    "states",
    "outcomes",
    "handed",
    "adequacy",
    "gaps",
    "taken_up",
    "by_due",
    "answered_by",
    "timeliness",
    "effort",
    "directory",
)
COUNT = Words("Aantal", "Nombre", "Count")
BEFORE = Words("Periode ervoor", "Période précédente", "Period before")
MEDIAN = Words("Mediaan (uur)", "Médiane (heures)", "Median (hours)")
P90 = Words("90e percentiel (uur)", "90e centile (heures)", "90th percentile (hours)")
MEAN = Words("Gemiddelde (uur)", "Moyenne (heures)", "Mean (hours)")
NOT_APPLICABLE = Words("n.v.t.", "s.o.", "n/a")
TIMES, HANDOVER, MEANS = "times", "handover", "answer_mean"


@dataclass(frozen=True)
class Bar:
    """One bar of a chart; None is withheld. A flow has both of its ends."""

    label: str
    value: int | None
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Panel:
    """One table: texts as shown, and the same for a file (`plain`, where a count is a number)."""

    key: str
    title: str
    defined: str
    head: list[str]
    rows: list[list[str]]
    total_row: bool
    remark: str
    note: str
    bars: list[Bar] = field(default_factory=list)

    @property
    def flows(self) -> bool:
        """Whether its chart shows what went from where to where."""
        return any(bar.start for bar in self.bars)


NOTHING = "–"  # there is nothing to measure, as opposed to the mark of what is withheld


def number(value: float | None, language: str) -> str:
    """A figure as the language writes it; the mark of what is withheld for None."""
    if value is None:
        return WITHHELD
    text: str = format_decimal(value, locale=language)
    return text.replace("\u202f", "\u00a0")


def panels_of(figures: Figures, language: str, before: Figures | None = None) -> list[Panel]:
    """Every table of the figures in the order of the page, beside the period before."""
    found = []
    for family in ORDER:
        tables = [table for table in figures.tables if table.family == family]
        found += [_panel(figures, table, language, before) for table in tables]
        if family == "urgency":
            found.append(_times(figures, language))
        if family == "handed" and figures.handover:
            found.append(_handover(figures, figures.handover, language))
        if family == "by_due" and figures.answer_means:
            found.append(_means(figures, language))
    return found


def panel_of(figures: Figures, key: str, language: str) -> Panel | None:
    """One panel, or None where these figures have none of that key."""
    return next((panel for panel in panels_of(figures, language) if panel.key == key), None)


def _title(figures: Figures, table: Table, language: str) -> str:
    title = definition(table.key).title.in_language(language)
    layer = table.key.partition("@")[2]
    if not layer or table.key == "pairs@received":
        return title
    return f"{title}: {row_label(figures, 'ages', layer, language).lower()}"


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
            if table.family == "pairs" and row == column
            else number(table.cells[r][c], language)
            for c, column in enumerate(table.columns)
        ]
        cells += [number(table.row_totals[r], language)] if margins else []
        rows.append([row_label(figures, table.family, row, language), *cells])
    last = [number(value, language) for value in table.column_totals]
    last += [number(table.total, language)] if margins else []
    head += [ALL.in_language(language)] if margins else []
    return head, [*rows, [ALL.in_language(language), *last]], True


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
    if table.family == "persons":
        return []  # three dimensions are read in their table
    if table.family == "pairs" and table.columns:
        return [
            Bar(f"{start} → {end}", table.cells[r][c], start, end)
            for r, row in enumerate(table.rows)
            for c, column in enumerate(table.columns)
            if row != column
            for start in [row_label(figures, "pairs", row, language)]
            for end in [column_label(figures, "pairs", column, language)]
        ]
    if table.columns:
        return [
            Bar(
                f"{row_label(figures, table.family, row, language)}: "
                f"{column_label(figures, table.family, column, language).lower()}",
                table.cells[r][c],
            )
            for r, row in enumerate(table.rows)
            for c, column in enumerate(table.columns)
        ]
    return [
        Bar(row_label(figures, table.family, row, language), table.cells[r][0])
        for r, row in enumerate(table.rows)
    ]


def hours(value: float | None, count: int | None, language: str) -> str:
    """Hours to a tenth over `count` cases; of none there is nothing to say."""
    if value is None and count == 0:
        return NOTHING
    return number(None if value is None else round(value, 1), language)


def _span(duration: Duration, label: str, language: str) -> list[str]:
    count = duration.count
    return [
        label,
        number(count, language),
        hours(duration.median, count, language),
        hours(duration.p90, count, language),
    ]


def _times(figures: Figures, language: str) -> Panel:
    rows = [
        _span(duration, row_label(figures, TIMES, duration.key, language), language)
        for duration in figures.durations
    ]
    return _hours(figures, TIMES, rows, language, total=True)


def _handover(figures: Figures, duration: Duration, language: str) -> Panel:
    rows = [_span(duration, ALL.in_language(language), language)]
    return _hours(figures, HANDOVER, rows, language, total=True)


def _means(figures: Figures, language: str) -> Panel:
    rows = [
        [
            row_label(figures, "answered_by", mean.key, language),
            number(mean.count, language),
            hours(mean.mean, mean.count, language),
        ]
        for mean in figures.answer_means
    ]
    return _hours(figures, MEANS, rows, language, total=False)


def _hours(
    figures: Figures, key: str, rows: list[list[str]], language: str, *, total: bool
) -> Panel:
    found = definition(key)
    first = found.row.in_language(language) if found.row else ""
    heads = (COUNT, MEAN) if key == MEANS else (COUNT, MEDIAN, P90)
    starred = any(WITHHELD in cell for row in rows for cell in row)
    few = NO_TIMES.in_language(language).format(threshold=figures.threshold)
    return Panel(
        key=key,
        title=found.title.in_language(language),
        defined=found.text.in_language(language),
        head=[first, *(head.in_language(language) for head in heads)],
        rows=rows,
        total_row=total,
        remark="",
        note=f"{note(figures.threshold, language)} {few}" if starred else "",
    )
