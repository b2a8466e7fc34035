"""The figures of a period: frozen, serialisable, the one thing tables, charts and texts read.

A count is an int, a duration a float in hours; None means *withheld* (never zero, never unknown).
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

SCHEMA = "benelux-thb/progress-report/1"
TOTAL = "total"
LANGUAGES = ("nl", "fr")

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]  # language -> code list -> code -> label


@dataclass(frozen=True)
class Period:
    """Both ends inclusive, as days in Europe/Brussels."""

    first: dt.date
    last: dt.date

    def months(self) -> list[str]:
        """Each month that the period touches, as YYYY-MM."""
        year, month, found = self.first.year, self.first.month, []
        while (year, month) <= (self.last.year, self.last.month):
            found.append(f"{year:04d}-{month:02d}")
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return found


@dataclass(frozen=True)
class Table:
    """Counts by one dimension (`columns` empty) or two; totals are cells as any other.

    `overlapping`: a referral may stand in several rows, so that the rows do not add up.
    `sensitive`: even a zero says something about people, so that zeros are withheld too.
    `public`: counts no people (the directory), so nothing in it is ever withheld.
    """

    key: str
    rows: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    total: int | None
    columns: tuple[str, ...] = ()
    row_totals: tuple[int | None, ...] = ()
    column_totals: tuple[int | None, ...] = ()
    overlapping: bool = False
    sensitive: bool = False
    public: bool = False

    def items(self) -> Iterator[tuple[str, int | None]]:
        """Every figure with its reference, e.g. ("pairs.BE.NL", 97)."""
        for r, row in enumerate(self.rows):
            for c, column in enumerate(self.columns):
                yield f"{self.key}.{row}.{column}", self.cells[r][c]
            value = self.row_totals[r] if self.columns else self.cells[r][0]
            yield f"{self.key}.{row}", value
        for c, column in enumerate(self.columns):
            yield f"{self.key}.{TOTAL}.{column}", self.column_totals[c]
        yield f"{self.key}.{TOTAL}", self.total

    def replaced(self, values: Mapping[str, int | None]) -> "Table":
        """The same table with the figures of `values` (by reference, as `items` names them)."""
        if self.columns:
            cells = tuple(
                tuple(values[f"{self.key}.{row}.{column}"] for column in self.columns)
                for row in self.rows
            )
        else:
            cells = tuple((values[f"{self.key}.{row}"],) for row in self.rows)
        return Table(
            key=self.key,
            rows=self.rows,
            columns=self.columns,
            cells=cells,
            row_totals=tuple(values[f"{self.key}.{row}"] for row in self.rows)
            if self.columns
            else (),
            column_totals=tuple(values[f"{self.key}.{TOTAL}.{column}"] for column in self.columns),
            total=values[f"{self.key}.{TOTAL}"],
            overlapping=self.overlapping,
            sensitive=self.sensitive,
            public=self.public,
        )


@dataclass(frozen=True)
class Duration:
    """Hours from sending to the first answer, over `count` referrals of one urgency (or all)."""

    key: str
    count: int | None
    median: float | None
    p90: float | None


@dataclass(frozen=True)
class Figures:
    """All figures of a period as counted at `frozen_at`; the order of `tables` is the report's."""

    period: Period
    frozen_at: dt.datetime
    referrals: int | None
    tables: tuple[Table, ...]
    durations: tuple[Duration, ...]
    labels: Labels = field(default_factory=dict)
    released: bool = False  # True once suppression has been applied

    def table(self, key: str) -> Table:
        """The table of that key; KeyError when this report has none."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)

    def has(self, key: str) -> bool:
        """Whether the report has a table of that key."""
        return any(table.key == key for table in self.tables)

    def values(self) -> dict[str, int | float | None]:
        """Every figure by its reference."""
        found: dict[str, int | float | None] = {"referrals": self.referrals}
        for table in self.tables:
            found.update(table.items())
        for duration in self.durations:
            found[f"times.{duration.key}.count"] = duration.count
            found[f"times.{duration.key}.median"] = duration.median
            found[f"times.{duration.key}.p90"] = duration.p90
        return found

    def label(self, language: str, code_list: str, code: str) -> str:
        """The frozen label of a code; the code itself when the list has none for it."""
        return self.labels.get(language, {}).get(code_list, {}).get(code, code)


def one_dimension(
    key: str,
    counts: Mapping[str, int],
    *,
    rows: Iterable[str] | None = None,
    total: int | None = None,
    overlapping: bool = False,
    sensitive: bool = False,
    public: bool = False,
) -> Table:
    """One column; rows absent from `counts` are zero, the total is the sum by default."""
    names = tuple(rows if rows is not None else counts)
    return Table(
        key=key,
        rows=names,
        cells=tuple((counts.get(name, 0),) for name in names),
        total=sum(counts.get(name, 0) for name in names) if total is None else total,
        overlapping=overlapping,
        sensitive=sensitive,
        public=public,
    )


def two_dimensions(
    key: str,
    counts: Mapping[tuple[str, str], int],
    *,
    rows: Iterable[str],
    columns: Iterable[str],
    sensitive: bool = False,
    public: bool = False,
) -> Table:
    """A table of rows by columns with its margins; absent pairs are zero."""
    row_names, column_names = tuple(rows), tuple(columns)
    cells = tuple(tuple(counts.get((r, c), 0) for c in column_names) for r in row_names)
    return Table(
        key=key,
        rows=row_names,
        columns=column_names,
        cells=cells,
        row_totals=tuple(sum(row) for row in cells),
        column_totals=tuple(sum(row[i] for row in cells) for i in range(len(column_names))),
        total=sum(sum(row) for row in cells),
        sensitive=sensitive,
        public=public,
    )


def as_json(figures: Figures) -> dict[str, Any]:
    """Plain JSON values; `from_json` gives the same figures back."""
    data = asdict(figures)
    data["schema"] = SCHEMA
    data["period"] = {
        "first": figures.period.first.isoformat(),
        "last": figures.period.last.isoformat(),
    }
    data["frozen_at"] = figures.frozen_at.isoformat()
    plain: dict[str, Any] = json.loads(json.dumps(data))
    return plain


def from_json(data: Mapping[str, Any]) -> Figures:
    """Figures from what `as_json` wrote; ValueError for another schema."""
    if data.get("schema") != SCHEMA:
        raise ValueError(f"not figures of {SCHEMA}: {data.get('schema')!r}")
    tables = tuple(
        Table(
            **{
                **table,
                "rows": tuple(table["rows"]),
                "columns": tuple(table["columns"]),
                "cells": tuple(tuple(row) for row in table["cells"]),
                "row_totals": tuple(table["row_totals"]),
                "column_totals": tuple(table["column_totals"]),
            }
        )
        for table in data["tables"]
    )
    return Figures(
        period=Period(
            dt.date.fromisoformat(data["period"]["first"]),
            dt.date.fromisoformat(data["period"]["last"]),
        ),
        frozen_at=dt.datetime.fromisoformat(data["frozen_at"]),
        referrals=data["referrals"],
        tables=tables,
        durations=tuple(Duration(**duration) for duration in data["durations"]),
        labels=data["labels"],
        released=data["released"],
    )


def canonical(data: Mapping[str, Any]) -> bytes:
    """One text for one content: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()
