"""A table of released figures as rows for programs: one line a figure, codes with their labels."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from reports.definitions import Words, definition
from reports.definitions.rows import COLUMN_LIST, ROW_LIST, column_label, row_label
from reports.disclosure.words import NO_TIMES, remark
from reports.figures import TOTAL, Duration, Figures, Table
from reports.monitoring.panels import COUNT, MEDIAN, P90
from reports.text import WITHOUT_MARGINS

LANGUAGES = ("nl", "fr", "en")
# Entered by hand from sources with terms of their own, and never counted by the portal.
NOT_OURS = {"outside"}
# Where the code list would name both dimensions alike, or says too little.
NAMES = {
    "pairs": ("sending_country", "destination_country"),
    "pairs@received": ("destination_country", ""),
    "persons": ("gender", "sending_country"),
    "months": ("period", ""),
    "senders": ("kind_of_sender", ""),
    "directory": ("country", "entry"),
}

Kind = Literal["code", "label", "count", "hours"]
Cell = str | int | float | None


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, what it holds, and how people call it."""

    name: str
    kind: Kind
    title: Words


@dataclass(frozen=True)
class Sheet:
    """One file. In its lines None is withheld and "" is nothing to measure.

    `least` is the least count that stands there: the threshold, unless a zero is shown.
    """

    key: str
    title: Words
    defined: Words
    remark: Words
    columns: tuple[Column, ...]
    lines: tuple[tuple[Cell, ...], ...]
    least: int

    @property
    def name(self) -> str:
        """The part of its address that is its own, e.g. "persons-child"."""
        return self.key.replace("@", "-").replace("_", "-")

    @property
    def codes(self) -> list[str]:
        """The columns that tell its lines apart."""
        return [column.name for column in self.columns if column.kind == "code"]


def sheets_of(figures: Figures) -> list[Sheet]:
    """Every table that the public may have, in the order of the report."""
    found = [_sheet(figures, t) for t in figures.tables if t.family not in NOT_OURS]
    if figures.durations:
        found.append(_times(figures, "times", figures.durations))
    if figures.handover:
        found.append(_times(figures, "handover", (figures.handover,)))
    return found


def _sheet(figures: Figures, table: Table) -> Sheet:
    first, second = _names(table)
    columns = [*_dimension(first, _row_title(table))]
    if table.columns:
        columns += _dimension(second, _column_title(second))
    columns.append(Column("count", "count", COUNT))
    totals = table.family not in WITHOUT_MARGINS
    lines: list[tuple[Cell, ...]] = []
    for r, row in enumerate((*table.rows, TOTAL)):
        labels = _labels(figures, table.family, row, row_label)
        if not table.columns:
            value = table.total if row == TOTAL else table.cells[r][0]
            lines.append((row, *labels, value))
            continue
        for c, column in enumerate((*table.columns, TOTAL)):
            if figures.is_no_way(table.family, row, column):
                continue
            if column == TOTAL and not totals:
                continue
            others = _labels(figures, table.family, column, column_label)
            lines.append((row, *labels, column, *others, _value(table, r, c)))
    return Sheet(
        key=table.key,
        title=_title(figures, table),
        defined=definition(table.key).text,
        remark=Words(*(remark(figures, table, language) for language in LANGUAGES)),
        columns=tuple(columns),
        lines=tuple(lines),
        least=0 if table.public else _least(figures, lines),
    )


def _least(figures: Figures, lines: list[tuple[Cell, ...]]) -> int:
    return 0 if any(line[-1] == 0 for line in lines) else figures.threshold


def _value(table: Table, r: int, c: int) -> int | None:
    """A cell, or the margin just beyond the last row or column."""
    last_row, last_column = r == len(table.rows), c == len(table.columns)
    if last_row:
        return table.total if last_column else table.column_totals[c]
    return table.row_totals[r] if last_column else table.cells[r][c]


def _names(table: Table) -> tuple[str, str]:
    named = NAMES.get(table.key) or NAMES.get(table.family)
    if named:
        return named
    row, column = ROW_LIST[table.family], COLUMN_LIST.get(table.family, "")
    return row, f"{column}_counted" if column == row else column


def _labels(
    figures: Figures, family: str, code: str, label: Callable[[Figures, str, str, str], str]
) -> tuple[str, ...]:
    return tuple(label(figures, family, code, language) for language in LANGUAGES)


def _dimension(name: str, title: Words) -> list[Column]:
    return [
        Column(name, "code", title),
        *(Column(f"{name}_{language}", "label", title) for language in LANGUAGES),
    ]


def _row_title(table: Table) -> Words:
    return definition(table.key).row or definition(table.key).title


WHAT = Words("Wat is geteld", "Ce qui est compté", "What is counted")
COLUMN_TITLES = {
    "destination_country": Words("Land van bestemming", "Pays de destination", "Destination"),
    "sending_country": Words("Land van verzending", "Pays d’envoi", "Sending country"),
    "country": Words("Land", "Pays", "Country"),
    "spread": Words("Wijze van verspreiding", "Mode de diffusion", "Way of distribution"),
}


def _column_title(name: str) -> Words:
    return COLUMN_TITLES.get(name, WHAT)


def _title(figures: Figures, table: Table) -> Words:
    found = definition(table.key).title
    layer = table.key.partition("@")[2]
    if not layer or table.key == "pairs@received":
        return found
    return Words(
        *(
            f"{found.in_language(language)}: {row_label(figures, 'ages', layer, language).lower()}"
            for language in LANGUAGES
        )
    )


def _times(figures: Figures, key: str, durations: tuple[Duration, ...]) -> Sheet:
    found = definition(key)
    columns = [*_dimension(ROW_LIST.get(key, key), found.row or found.title)]
    columns += [
        Column("count", "count", COUNT),
        Column("median_hours", "hours", MEDIAN),
        Column("p90_hours", "hours", P90),
    ]
    lines: list[tuple[Cell, ...]] = []
    for one in durations:
        code = TOTAL if key == "handover" else one.key
        labels = tuple(row_label(figures, key, code, language) for language in LANGUAGES)
        nothing: Cell = "" if one.count == 0 else None
        lines.append(
            (
                code,
                *labels,
                one.count,
                nothing if one.median is None else round(one.median, 1),
                nothing if one.p90 is None else round(one.p90, 1),
            )
        )
    return Sheet(
        key=key,
        title=found.title,
        defined=found.text,
        remark=Words(
            *(NO_TIMES.in_language(x).format(threshold=figures.threshold) for x in LANGUAGES)
        ),
        columns=tuple(columns),
        lines=tuple(lines),
        least=0,  # of no cases there is a zero
    )
