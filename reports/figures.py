"""The figures of a period: frozen, serialisable, the one thing tables, charts and texts read.

A count is an int, a duration a float in hours; None means *withheld* (never zero, never unknown).
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
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


Groups = tuple[tuple[str, tuple[str, ...]], ...]  # category -> the categories it is made of


@dataclass(frozen=True)
class Table:
    """Counts by one dimension (`columns` empty) or two; totals are cells as any other.

    A third dimension makes a family: the table of its sums (`layers` names the categories), and one
    table for each category, whose key ends in `@category`.

    `overlapping`: a referral may stand in several rows, so that the rows do not add up; `together`
    then says how often each set of rows came together, until the table is released.
    `sensitive`: even a zero says something about people, so that zeros are withheld too.
    `public`: counts no people (the directory), so nothing in it is ever withheld.
    `internal`: about one country's service; for the working group alone.
    `stage`: how far its categories were merged; without any rows, its total is all it shows.
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
    internal: bool = False
    layers: tuple[str, ...] = ()
    stage: int = 0
    merged: Groups = ()
    merged_columns: Groups = ()
    merged_layer: tuple[str, ...] = ()
    together: tuple[tuple[tuple[str, ...], int], ...] = ()

    @property
    def family(self) -> str:
        """The key that the tables of one family share."""
        return self.key.partition("@")[0]

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
        return replace(
            self,
            cells=cells,
            row_totals=tuple(values[f"{self.key}.{row}"] for row in self.rows)
            if self.columns
            else (),
            column_totals=tuple(values[f"{self.key}.{TOTAL}.{column}"] for column in self.columns),
            total=values[f"{self.key}.{TOTAL}"],
        )


@dataclass(frozen=True)
class Duration:
    """Hours over `count` referrals: to the first answer by urgency (or all), or to the handover."""

    key: str
    count: int | None
    median: float | None
    p90: float | None


@dataclass(frozen=True)
class Mean:
    """Hours that the answers of one country took on average, over `count` of them."""

    key: str
    count: int | None
    mean: float | None


@dataclass(frozen=True)
class Note:
    """What the working group itself says in a chapter, by its key: words, frozen with the figures.

    With a head it is an entry of the list under the chapter, else a paragraph of its text. `key`
    names an entry that other pages lead to.
    """

    chapter: str
    nl: str
    fr: str
    head_nl: str = ""
    head_fr: str = ""
    key: str = ""

    def text(self, language: str) -> str:
        """The words in "nl" or "fr"; in the other language where one lacks."""
        return (self.nl or self.fr) if language == "nl" else (self.fr or self.nl)

    def head(self, language: str) -> str:
        """The head in "nl" or "fr"; in the other language where one lacks."""
        one, other = self.head_nl, self.head_fr
        return (one or other) if language == "nl" else (other or one)


@dataclass(frozen=True)
class Figures:
    """All figures of a period as counted at `frozen_at`; the order of `tables` is the report's.

    `scope`: the country that sent or received each referral counted, "" for all of them.
    """

    period: Period
    frozen_at: dt.datetime
    referrals: int | None
    tables: tuple[Table, ...]
    durations: tuple[Duration, ...]
    labels: Labels = field(default_factory=dict)
    released: bool = False  # True once suppression has been applied
    handover: Duration | None = None  # from sending to the handover
    answer_means: tuple[Mean, ...] = ()  # of the answers of each country
    threshold: int = 5  # the least count that is shown
    scope: str = ""
    notes: tuple[Note, ...] = ()

    def table(self, key: str) -> Table:
        """The table of that key; KeyError when this report has none."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)

    def has(self, key: str) -> bool:
        """Whether the report has a table of that key."""
        return any(table.key == key for table in self.tables)

    def is_no_way(self, family: str, row: str, column: str) -> bool:
        """Whether nobody counted here can be referred from `row` to `column`: within one country,
        or, in the figures of one country, past it."""
        if family != "pairs" or TOTAL in {row, column}:
            return False
        return row == column or self.scope not in {"", row, column}

    def values(self) -> dict[str, int | float | None]:
        """Every figure by its reference."""
        found: dict[str, int | float | None] = {"referrals": self.referrals}
        for table in self.tables:
            # What was merged away is withheld: a sentence on it says so.
            found.update((f"{table.key}.{row}", None) for _, rows in table.merged for row in rows)
        for table in self.tables:
            found.update(table.items())
        if self.handover:
            found["handover.count"] = self.handover.count
            found["handover.median"] = self.handover.median
            found["handover.p90"] = self.handover.p90
        for mean in self.answer_means:
            found[f"answer_mean.{mean.key}.count"] = mean.count
            found[f"answer_mean.{mean.key}.mean"] = mean.mean
        for duration in self.durations:
            found[f"times.{duration.key}.count"] = duration.count
            found[f"times.{duration.key}.median"] = duration.median
            found[f"times.{duration.key}.p90"] = duration.p90
        return found

    def label(self, language: str, code_list: str, code: str) -> str:
        """The frozen label of a code; the code itself when no list has one for it."""
        lists = self.labels.get(language, {})
        merged = lists.get("merged", {})
        return lists.get(code_list, {}).get(code) or merged.get(code) or code


def one_dimension(
    key: str,
    counts: Mapping[str, int],
    *,
    rows: Iterable[str] | None = None,
    total: int | None = None,
    overlapping: bool = False,
    sensitive: bool = False,
    public: bool = False,
    together: Mapping[tuple[str, ...], int] | None = None,
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
        together=tuple(sorted((together or {}).items())),
    )


def two_dimensions(
    key: str,
    counts: Mapping[tuple[str, str], int],
    *,
    rows: Iterable[str],
    columns: Iterable[str],
    sensitive: bool = False,
    public: bool = False,
    internal: bool = False,
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
        internal=internal,
    )


def three_dimensions(
    key: str,
    counts: Mapping[tuple[str, str, str], int],
    *,
    rows: Iterable[str],
    columns: Iterable[str],
    layers: Iterable[str],
    sensitive: bool = False,
) -> list[Table]:
    """A family of tables: the sums over all layers, then each layer.

    `counts` by (row, column, layer); absent cells are zero.
    """
    row_names, column_names, layer_names = tuple(rows), tuple(columns), tuple(layers)

    def one(name: str, of: Iterable[str]) -> Table:
        found: dict[tuple[str, str], int] = {}
        for layer in of:
            for r in row_names:
                for c in column_names:
                    found[r, c] = found.get((r, c), 0) + counts.get((r, c, layer), 0)
        return two_dimensions(
            name, found, rows=row_names, columns=column_names, sensitive=sensitive
        )

    whole = replace(one(key, layer_names), layers=layer_names)
    return [whole, *(one(f"{key}@{layer}", (layer,)) for layer in layer_names)]


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
    tables = tuple(table_from_json(table) for table in data["tables"])
    handover = data.get("handover")
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
        handover=Duration(**handover) if handover else None,
        answer_means=tuple(Mean(**mean) for mean in data.get("answer_means", ())),
        threshold=data.get("threshold", 5),
        scope=data.get("scope", ""),
        notes=tuple(Note(**note) for note in data.get("notes", ())),
    )


def table_from_json(data: Mapping[str, Any]) -> Table:
    """A table from its plain JSON values."""
    return Table(**{name: _as_tuples(value) for name, value in data.items()})


def _as_tuples(value: Any) -> Any:
    return tuple(_as_tuples(part) for part in value) if isinstance(value, list | tuple) else value


def canonical(data: Mapping[str, Any]) -> bytes:
    """One text for one content: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()
