"""Disclosure control, first form: small counts and what would give them away are withheld.

All tables are one system of sums: cells that are the same figure in two tables are one cell
(`LINKED`). A cell is withheld when it is small (primary), and others with it until no withheld
cell follows from the published ones by adding and subtracting, within or across tables
(secondary). Rules after Eurostat's handbook on statistical disclosure control, chapter 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from reports.figures import TOTAL, Duration, Figures, Table

THRESHOLD = 5
WITHHELD = "–*"

# The same figure under two references: the first stands for both.
LINKED = {
    "pairs.total": "referrals",
    "months.total": "referrals",
    "forms.total": "referrals",
    "needs.total": "referrals",
    "ages.total": "referrals",
    "genders.total": "referrals",
    "urgency.total": "referrals",
    "states.total": "referrals",
    "reasons.total": "answers.cannot_help",
    "outcomes.total": "states.closed",
    "adequacy.total": "states.closed",
    "punctuality.total": "answered.total",
}


@dataclass(frozen=True)
class Line:
    """`parts` add up to `total`; both are references of cells."""

    parts: tuple[str, ...]
    total: str


def _name(reference: str) -> str:
    return LINKED.get(reference, reference)


def lines_of(table: Table) -> list[Line]:
    """The sums that a reader can make in one table.

    Overlapping rows do not add up; their sum is taken as known all the same, since often each
    referral stands in one row only.
    """
    key = table.key
    if not table.columns:
        return [
            Line(
                tuple(_name(f"{key}.{row}") for row in table.rows),
                f"{key}.sum" if table.overlapping else _name(f"{key}.{TOTAL}"),
            )
        ]
    across = [
        Line(
            tuple(_name(f"{key}.{row}.{column}") for column in table.columns),
            _name(f"{key}.{row}"),
        )
        for row in table.rows
    ]
    down = [
        Line(
            tuple(_name(f"{key}.{row}.{column}") for row in table.rows),
            _name(f"{key}.{TOTAL}.{column}"),
        )
        for column in table.columns
    ]
    margins = [
        Line(tuple(_name(f"{key}.{row}") for row in table.rows), _name(f"{key}.{TOTAL}")),
        Line(
            tuple(_name(f"{key}.{TOTAL}.{column}") for column in table.columns),
            _name(f"{key}.{TOTAL}"),
        ),
    ]
    return across + down + margins


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Reduced row echelon form, zero rows left out."""
    found: list[list[Fraction]] = []
    width = len(rows[0]) if rows else 0
    for column in range(width):
        pivot = next((row for row in rows if row[column] != 0), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        scale = pivot[column]
        pivot = [value / scale for value in pivot]
        for other in (rows, found):
            for index, row in enumerate(other):
                if row[column] != 0:
                    factor = row[column]
                    other[index] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        found.append(pivot)
    return found


def determined(lines: Sequence[Line], withheld: set[str]) -> set[str]:
    """Withheld cells that follow from the published ones by linear algebra."""
    order = sorted(withheld)
    position = {name: index for index, name in enumerate(order)}
    rows: list[list[Fraction]] = []
    for line in lines:
        row = [Fraction(0)] * len(order)
        for part in line.parts:
            if part in position:
                row[position[part]] += 1
        if line.total in position:
            row[position[line.total]] -= 1
        if any(row):
            rows.append(row)
    # A cell is fixed exactly when the reduced system has a row with that cell alone.
    return {
        order[next(i for i, value in enumerate(row) if value != 0)]
        for row in _reduced(rows)
        if sum(value != 0 for value in row) == 1
    }


def _too_thin(lines: Sequence[Line], values: Mapping[str, int], withheld: set[str]) -> set[str]:
    """Withheld cells whose sum is known and so small that it bounds each of them tightly."""
    thin: set[str] = set()
    for line in lines:
        hidden = [part for part in line.parts if part in withheld]
        if hidden and line.total not in withheld and sum(values[h] for h in hidden) < THRESHOLD:
            thin.update(hidden)
    return thin


def _companion(
    cell: str, lines: Sequence[Line], values: Mapping[str, int], withheld: set[str]
) -> str | None:
    """The next smallest published cell that shares a sum with `cell`; totals come last."""
    beside = {
        part for line in lines if cell in line.parts for part in line.parts if part not in withheld
    }
    above = {line.total for line in lines if cell in line.parts and line.total not in withheld}
    below = {
        part for line in lines if line.total == cell for part in line.parts if part not in withheld
    }
    for group in (beside, below, {name for name in above if not name.endswith(".sum")}):
        candidates = [name for name in group if values[name] > 0]
        if candidates:
            return min(candidates, key=lambda name: (values[name], name))
    return None


def withheld_cells(tables: Sequence[Table], referrals: int) -> set[str]:
    """References of all cells that the release may not show, with their linked names resolved."""
    values: dict[str, int] = {"referrals": referrals}
    withheld: set[str] = set()
    lines: list[Line] = []
    for table in tables:
        if table.public:
            continue
        items = {_name(reference): value or 0 for reference, value in table.items()}
        if table.overlapping:
            items[f"{table.key}.sum"] = sum(row[0] or 0 for row in table.cells)
        values.update(items)
        lines += lines_of(table)
        has_people = bool(table.total)
        withheld |= {
            name
            for name, value in items.items()
            if 0 < value < THRESHOLD or (value == 0 and table.sensitive and has_people)
        }
    if 0 < referrals < THRESHOLD:
        withheld.add("referrals")
    withheld = {name for name in withheld if not name.endswith(".sum")}
    while True:
        exposed = sorted(determined(lines, withheld) | _too_thin(lines, values, withheld))
        companions = [
            companion
            for cell in exposed
            if (companion := _companion(cell, lines, values, withheld)) is not None
        ]
        if not companions:
            return withheld
        withheld.add(min(companions, key=lambda name: (values[name], name)))


def _coarse(hours: float | None) -> float | None:
    """Hours to one decimal."""
    return None if hours is None else round(hours, 1)


def release(figures: Figures) -> Figures:
    """The figures that may leave the portal's database: withheld cells are None everywhere."""
    withheld = withheld_cells(figures.tables, figures.referrals or 0)

    def shown(table: Table) -> Table:
        if table.public:
            return table
        return table.replaced(
            {
                reference: None if _name(reference) in withheld else value
                for reference, value in table.items()
            }
        )

    tables = tuple(shown(table) for table in figures.tables)
    published = {reference: value for table in tables for reference, value in table.items()}

    def timed(duration: Duration) -> Duration:
        reference = f"answered.{duration.key}"
        count = published.get(reference, duration.count)
        if count is None or count < THRESHOLD:
            # A zero stays a zero; there is nothing to measure then.
            return replace(duration, count=count, median=None, p90=None)
        # To the microsecond, a median is one referral's own time: whoever handled it knows it.
        return replace(
            duration,
            count=count,
            median=_coarse(duration.median),
            p90=_coarse(duration.p90),
        )

    return replace(
        figures,
        referrals=None if "referrals" in withheld else figures.referrals,
        tables=tables,
        durations=tuple(timed(duration) for duration in figures.durations),
        released=True,
    )
