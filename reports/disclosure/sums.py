"""All tables of a release as one system of sums, which is how an attacker sees them.

A cell that is the same figure in two tables is one cell (`LINKED`). A line says that some cells
add up to another; whatever can be computed from a release follows from its lines.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.figures import TOTAL, Figures, Table

REFERRALS = "referrals"
# The same figure under two references: the first stands for both. A merged category has one name
# wherever it stands, so that it is linked as any other.
LINKED = {
    **{
        f"{key}.total": REFERRALS
        for key in (
            "pairs",
            "pairs@received",
            "months",
            "forms",
            "needs",
            "ages",
            "genders",
            "citizenship",
            "senders",
            "persons",
            "urgency",
            "states",
            "handed",
        )
    },
    "reasons.total": "answers.cannot_help",
    "waiting.total": "answers.waiting",
    "outcomes.total": "states.closed",
    "adequacy.total": "states.closed",
    "punctuality.total": "answered.total",
    "taken_up.total": "answers.total",
    "by_due.total": "answers.total",
}
# The sums of one table that are the cells of another: "persons.F" is "genders.F".
MARGINS = (
    ("persons.total.", "pairs."),
    ("persons@", "ages."),
    ("persons.", "genders."),
    ("pairs@received.", "pairs.total."),
    ("by_due.", "taken_up."),
)
# One table counts a part of what another counts, row by row: what is left is in no table.
PARTS = (("answered", "urgency"), ("answered_by", "taken_up"))
REST = "-rest"  # in the names of what is left
SUM = ".sum"
OVERLAP = "~"  # in the names of what no table holds: how far rows of one group overlap


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
    if reference in LINKED:
        return LINKED[reference]
    for start, other in MARGINS:
        rest = reference.removeprefix(start)
        if rest != reference and start == "persons@":
            return other + rest.removesuffix(".total") if rest.endswith(".total") else reference
        if rest != reference and "." not in rest:
            return other + rest
    return reference


def sums_of(figures: Figures, threshold: int, counted: Figures | None = None) -> Sums:
    """The system of one release's counted figures; ValueError where a count is withheld already.

    `counted` are the same figures before any category was merged: what a group is made of is then
    part of the system, hidden.
    """
    found = Sums()
    _count(found, REFERRALS, figures.referrals, unsafe=0 < (figures.referrals or 0) < threshold)
    for table in figures.tables:
        if table.public:
            continue
        for reference, value in table.items():
            nobody = value == 0 and table.sensitive and bool(table.total)
            small = 0 < (value or 0) < threshold
            _count(found, cell(reference), value, unsafe=small or nobody)
        if table.overlapping and table.rows:
            together = f"{table.key}{SUM}"
            _count(found, together, sum(row[0] or 0 for row in table.cells), unsafe=False)
            found.guessed.add(together)
        found.lines += lines_of(table)
    if counted is not None:
        _add_details(found, figures, counted, threshold)
    _add_rests(found, figures, threshold)
    return found


def _add_rests(found: Sums, figures: Figures, threshold: int) -> None:
    for line in across(figures, found.values):
        missing = [name for name in line.names() if name not in found.values]
        if missing and (len(missing) > 1 or REST not in missing[0]):
            continue
        for name in missing:
            left = sum(found.values[part] for part in line.parts if part != name)
            value = found.values[line.total] - left
            _count(found, name, value, unsafe=0 < value < threshold)
            found.hidden.add(name)
        found.lines.append(line)


def _count(found: Sums, name: str, value: int | None, *, unsafe: bool) -> None:
    if value is None:
        raise ValueError(f"{name} is withheld already")
    found.values[name] = value
    if unsafe:
        found.unsafe.add(name)


def _add_details(found: Sums, figures: Figures, counted: Figures, threshold: int) -> None:
    values = {
        cell(reference): value
        for table in counted.tables
        if not table.public
        for reference, value in table.items()
    }
    for line in details_of(figures):
        for name in line.names():
            if name in found.values or OVERLAP in name:
                continue
            value = values.get(name) or 0
            _count(found, name, value, unsafe=0 < value < threshold)
            found.hidden.add(name)
        for name in line.names():
            if name not in found.values:
                # How far rows overlap is in no table: it follows from the rest of its line.
                signed = [found.values.get(part, 0) for part in line.parts]
                whole = found.values.get(line.total, sum(signed))
                found.values[name] = sum(signed) if name == line.total else whole - sum(signed)
                found.hidden.add(name)
        found.lines.append(line)


def lines_of(table: Table) -> list[Line]:
    """The sums that a reader can make in one table, and over the layers that it is the sum of."""
    key = table.key
    if not table.rows:
        return []
    whole = cell(f"{key}.{TOTAL}")
    layers = [
        Line(
            tuple(cell(f"{key}@{layer}{reference.removeprefix(key)}") for layer in table.layers),
            cell(reference),
        )
        for reference, _value in table.items()
        if table.layers
    ]
    if not table.columns:
        parts = tuple(cell(f"{key}.{row}") for row in table.rows)
        return [*layers, Line(parts, f"{key}{SUM}" if table.overlapping else whole)]
    across = [
        Line(tuple(cell(f"{key}.{row}.{column}") for column in table.columns), cell(f"{key}.{row}"))
        for row in table.rows
    ]
    down = [
        Line(
            tuple(cell(f"{key}.{row}.{column}") for row in table.rows),
            cell(f"{key}.{TOTAL}.{column}"),
        )
        for column in table.columns
    ]
    return [
        *layers,
        *across,
        *down,
        Line(tuple(cell(f"{key}.{row}") for row in table.rows), whole),
        Line(tuple(cell(f"{key}.{TOTAL}.{column}") for column in table.columns), whole),
    ]


def across(figures: Figures, values: Mapping[str, int]) -> list[Line]:
    """The sums that a reader can make of one table and another that counts a part of the same.

    `values` are the counts that are known; a sum that they contradict is none.
    """
    found: list[Line] = []
    keys = {table.key for table in figures.tables}
    for part, whole in PARTS:
        if {part, whole} <= keys:
            ends = [_every_row(figures.table(key)) for key in (part, whole)]
            found += [
                Line((cell(f"{part}.{row}"), f"{part}{REST}.{row}"), cell(f"{whole}.{row}"))
                for row in ends[0]
                if row in ends[1]
            ]
    if {"answers", "answered_by"} <= keys:
        found.append(Line(("answers.can_help", "answers.cannot_help"), "answered_by.total"))
    if {"states", "handed"} <= keys:
        since = f"handed{REST}.closed_since"
        found.append(Line(("states.handed_over", since), "handed.handed"))
        found.append(Line((since, f"handed{REST}.closed_without"), "states.closed"))
    return [line for line in found if _fits(line, values)]


def _every_row(table: Table) -> tuple[str, ...]:
    """The rows of a table, those that its merged rows are made of, and its total."""
    members = (row for _group, rows in table.merged for row in rows)
    return (*dict.fromkeys((*table.rows, *members)), TOTAL)


def _fits(line: Line, values: Mapping[str, int]) -> bool:
    whole = values.get(line.total)
    parts = [values[part] for part in line.parts if part in values]
    if whole is None or sum(parts) < whole:
        return whole is None or len(parts) < len(line.parts)
    return sum(parts) == whole


def details_of(figures: Figures) -> list[Line]:
    """What merged categories are made of: nothing shows it here, an earlier release may."""
    found: list[Line] = []
    for table in figures.tables:
        if table.overlapping:
            found += _overlapping_details(table)
            continue
        key = table.key
        if key == "pairs":
            found += _both_sides(table)
        # What a merged layer holds is counted layer by layer.
        keys = [f"{table.family}@{name}" for name in table.merged_layer] or [key]
        down, across = dict(table.merged), dict(table.merged_columns)
        for group, members in table.merged:
            parts = tuple(cell(f"{name}.{member}") for name in keys for member in members)
            found.append(Line(parts, cell(f"{key}.{group}")))
        for group, members in table.merged_columns:
            if group != TOTAL:
                parts = tuple(
                    cell(f"{name}.{TOTAL}.{member}") for name in keys for member in members
                )
                found.append(Line(parts, cell(f"{key}.{TOTAL}.{group}")))
        if table.merged_layer:
            parts = tuple(cell(f"{name}.{TOTAL}") for name in keys)
            found.append(Line(parts, cell(f"{key}.{TOTAL}")))
        for row in table.rows:
            for column in table.columns:
                if row in down or column in across or table.merged_layer:
                    parts = tuple(
                        cell(f"{name}.{r}.{c}")
                        for name in keys
                        for r in down.get(row, (row,))
                        for c in across.get(column, (column,))
                    )
                    found.append(Line(parts, cell(f"{key}.{row}.{column}")))
    return found


def _both_sides(table: Table) -> list[Line]:
    """What each country sent and received, without the ways: nobody is referred within a country,
    so that little is left open between the two sides."""
    lands = next((lands for group, lands in table.merged_columns if group == TOTAL), ())
    if not table.rows:
        return []
    return [
        line
        for land in lands
        for line in (
            Line(tuple(cell(f"pairs.{land}.{o}") for o in lands if o != land), f"pairs.{land}"),
            Line(
                tuple(cell(f"pairs.{o}.{land}") for o in lands if o != land),
                cell(f"pairs.{TOTAL}.{land}"),
            ),
        )
    ]


def _overlapping_details(table: Table) -> list[Line]:
    """A group counts no less than each of its rows, and no more than all of them."""
    found: list[Line] = []
    for group, members in table.merged:
        if group == TOTAL:
            continue
        whole = f"{table.key}.{group}"
        rows = tuple(f"{table.key}.{member}" for member in members)
        between = f"{whole}{OVERLAP}"
        # The rows of a group add up to the group and what they overlap.
        found.append(Line(rows, f"{between}all"))
        found.append(Line((whole, f"{between}twice"), f"{between}all"))
        found += [Line((row, f"{row}{OVERLAP}{group}"), whole) for row in rows]
    return found


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
