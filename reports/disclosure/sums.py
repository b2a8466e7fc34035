"""All tables of a release as one system of sums, which is how an attacker sees them.

A cell that is the same figure in two tables is one cell (`LINKED`). A line says that some cells
add up to another; whatever can be computed from a release follows from its lines.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.figures import TOTAL, Figures, Table

REFERRALS = "referrals"
# The same figure under two references: the first stands for both.
LINKED = {
    "pairs.total": REFERRALS,
    "months.total": REFERRALS,
    "forms.total": REFERRALS,
    "needs.total": REFERRALS,
    "ages.total": REFERRALS,
    "genders.total": REFERRALS,
    "urgency.total": REFERRALS,
    "states.total": REFERRALS,
    "reasons.total": "answers.cannot_help",
    "outcomes.total": "states.closed",
    "adequacy.total": "states.closed",
    "punctuality.total": "answered.total",
}
SUM = ".sum"


@dataclass(frozen=True)
class Line:
    """`parts` add up to `total`; both are names of cells."""

    parts: tuple[str, ...]
    total: str

    def names(self) -> tuple[str, ...]:
        return (*self.parts, self.total)


@dataclass
class Sums:
    """Cells by name with their counts, and the lines between them.

    `unsafe` must be withheld whatever else is. `hidden` are in no table, only computable: a
    difference between two releases. `guessed` are in no table either but taken as known, where
    that can be: the sum of rows that may overlap, since often each referral stands in one only.
    `settled` say of a cell of an earlier release whether it was withheld there.
    """

    values: dict[str, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    unsafe: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    guessed: set[str] = field(default_factory=set)
    settled: dict[str, bool] = field(default_factory=dict)


def cell(reference: str) -> str:
    """The name of the cell that a figure's reference stands for."""
    return LINKED.get(reference, reference)


def sums_of(figures: Figures, threshold: int) -> Sums:
    """The system of one release's counted figures; ValueError where a count is withheld already."""
    found = Sums()
    _count(found, REFERRALS, figures.referrals, unsafe=0 < (figures.referrals or 0) < threshold)
    for table in figures.tables:
        if table.public:
            continue
        for reference, value in table.items():
            nobody = value == 0 and table.sensitive and bool(table.total)
            small = 0 < (value or 0) < threshold
            _count(found, cell(reference), value, unsafe=small or nobody)
        if table.overlapping:
            together = f"{table.key}{SUM}"
            _count(found, together, sum(row[0] or 0 for row in table.cells), unsafe=False)
            found.guessed.add(together)
        found.lines += lines_of(table)
    return found


def _count(found: Sums, name: str, value: int | None, *, unsafe: bool) -> None:
    if value is None:
        raise ValueError(f"{name} is withheld already")
    found.values[name] = value
    if unsafe:
        found.unsafe.add(name)


def lines_of(table: Table) -> list[Line]:
    """The sums that a reader can make in one table."""
    key = table.key
    if not table.columns:
        parts = tuple(cell(f"{key}.{row}") for row in table.rows)
        return [Line(parts, f"{key}{SUM}" if table.overlapping else cell(f"{key}.{TOTAL}"))]
    across = [
        Line(tuple(cell(f"{key}.{row}.{column}") for column in table.columns), f"{key}.{row}")
        for row in table.rows
    ]
    down = [
        Line(tuple(cell(f"{key}.{row}.{column}") for row in table.rows), f"{key}.{TOTAL}.{column}")
        for column in table.columns
    ]
    whole = cell(f"{key}.{TOTAL}")
    return [
        *across,
        *down,
        Line(tuple(f"{key}.{row}" for row in table.rows), whole),
        Line(tuple(f"{key}.{TOTAL}.{column}" for column in table.columns), whole),
    ]


def known_of(released: Figures) -> dict[str, int]:
    """The counts that a release shows, by cell; what it withholds is absent."""
    known: dict[str, int] = {}
    if released.referrals is not None:
        known[REFERRALS] = released.referrals
    for table in released.tables:
        if not table.public:
            known.update(
                (cell(reference), value) for reference, value in table.items() if value is not None
            )
    return known


def renamed(lines: Iterable[Line], names: Mapping[str, str]) -> list[Line]:
    """The same lines between cells of other names."""
    return [
        Line(tuple(names.get(part, part) for part in line.parts), names.get(line.total, line.total))
        for line in lines
    ]
