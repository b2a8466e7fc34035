"""Coarser categories first: each table goes along its written stages until it can be read.

What is chosen depends on the counts alone, so that the same figures are always cut the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reports.disclosure.merges import NAMES, stages_of
from reports.figures import TOTAL, Figures, Groups, Table, one_dimension, two_dimensions

RECEIVED = "received"  # what a matrix of countries says of the other side, once it has no columns


def families(figures: Figures) -> list[str]:
    """Every family of tables that counts people, once, in the order of the report."""
    return list(dict.fromkeys(t.family for t in figures.tables if not t.public))


def last_stage(figures: Figures, family: str) -> int:
    """The stage at which a family shows its total alone."""
    return len(stages_of(family, figures.table(family).rows)) + 1


def at_stages(figures: Figures, stages: Mapping[str, int]) -> Figures:
    """Counted figures with each family at its stage (0: as counted)."""
    tables: list[Table] = []
    for family in dict.fromkeys(table.family for table in figures.tables):
        members = [table for table in figures.tables if table.family == family]
        tables += _at_stage(members, stages.get(family, 0))
    labels = {language: dict(lists) for language, lists in figures.labels.items()}
    for place, language in enumerate(("nl", "fr", "en")):
        if language in labels:
            labels[language]["merged"] = {code: names[place] for code, names in NAMES.items()}
    return replace(figures, tables=tuple(tables), labels=labels)


def stages_in(figures: Figures) -> dict[str, int]:
    """The stage of each family of figures that were coarsened."""
    return {table.family: table.stage for table in figures.tables}


def _at_stage(members: Sequence[Table], number: int) -> list[Table]:
    if number == 0:
        return list(members)
    whole = members[0]
    stages = stages_of(whole.family, whole.rows)
    if number > len(stages):
        return [_total_alone(whole, number)]
    stage = stages[number - 1]
    rows = _present(stage.rows, whole.rows)
    columns = _present(stage.columns, whole.columns)
    layers = _present(stage.layers, whole.layers)
    if whole.overlapping:
        return [_together(whole, rows, number)]
    found = [_merged(whole, rows, columns, number)]
    if whole.layers:
        found[0] = replace(found[0], layers=_names(whole.layers, layers))
        by_layer = {table.key.partition("@")[2]: table for table in members[1:]}
        groups = dict(layers)
        for name in found[0].layers:
            parts = groups.get(name, (name,))
            total = _sum(f"{whole.key}@{name}", [by_layer[part] for part in parts])
            merged = _merged(total, rows, columns, number)
            found.append(replace(merged, merged_layer=parts if name in groups else ()))
    if stage.no_columns:
        received = _other_side(whole, number) if not whole.layers else None
        found = [_without_columns(table) for table in found]
        if received is not None:
            found.append(received)
    return found


def _present(groups: Groups, names: Iterable[str]) -> Groups:
    """The groups with those of their members that the table has; of one member, none is made."""
    known = set(names)
    kept = ((name, tuple(m for m in members if m in known)) for name, members in groups)
    return tuple((name, members) for name, members in kept if len(members) > 1)


def _names(names: Sequence[str], groups: Groups) -> tuple[str, ...]:
    """The categories after merging, a group where its first member stood."""
    of = {member: name for name, members in groups for member in members}
    return tuple(dict.fromkeys(of.get(name, name) for name in names))


def _sum(key: str, tables: Sequence[Table]) -> Table:
    first = tables[0]
    counts: dict[tuple[str, str], int] = {}
    for table in tables:
        for r, row in enumerate(table.rows):
            for c, column in enumerate(table.columns):
                counts[row, column] = counts.get((row, column), 0) + _number(table.cells[r][c])
    return two_dimensions(
        key, counts, rows=first.rows, columns=first.columns, sensitive=first.sensitive
    )


def _number(value: int | None) -> int:
    if value is None:
        raise ValueError("only counted figures are coarsened")
    return value


def _merged(table: Table, rows: Groups, columns: Groups, number: int) -> Table:
    down, across = dict(rows), dict(columns)
    row_names, column_names = _names(table.rows, rows), _names(table.columns, columns)
    values = dict(table.items())

    def of(row: str, column: str = "") -> int:
        return sum(
            _number(values[f"{table.key}.{r}.{c}" if c else f"{table.key}.{r}"])
            for r in down.get(row, (row,))
            for c in across.get(column, (column,))
        )

    if table.columns:
        made = two_dimensions(
            table.key,
            {(row, column): of(row, column) for row in row_names for column in column_names},
            rows=row_names,
            columns=column_names,
        )
    else:
        made = one_dimension(table.key, {row: of(row) for row in row_names}, total=table.total)
    return replace(
        table,
        rows=made.rows,
        columns=made.columns,
        cells=made.cells,
        row_totals=made.row_totals,
        column_totals=made.column_totals,
        total=made.total,
        stage=number,
        merged=rows,
        merged_columns=columns,
    )


def _together(table: Table, rows: Groups, number: int) -> Table:
    """Rows that overlap do not add up: who stands in two of a group is one in the group."""
    down = {member: name for name, members in rows for member in members}
    counts: dict[str, int] = {}
    for codes, n in table.together:
        for name in {down.get(code, code) for code in codes}:
            counts[name] = counts.get(name, 0) + n
    names = _names(table.rows, rows)
    return replace(
        table,
        rows=names,
        cells=tuple((counts.get(n, 0),) for n in names),
        stage=number,
        merged=rows,
    )


def _without_columns(table: Table) -> Table:
    return replace(
        table,
        columns=(),
        cells=tuple((value,) for value in table.row_totals),
        row_totals=(),
        column_totals=(),
        merged_columns=((TOTAL, table.columns),),
    )


def _other_side(table: Table, number: int) -> Table:
    counts = dict(zip(table.columns, map(_number, table.column_totals), strict=True))
    return replace(one_dimension(f"{table.key}@{RECEIVED}", counts), stage=number)


def _total_alone(table: Table, number: int) -> Table:
    return replace(
        table,
        rows=(),
        cells=(),
        columns=(),
        row_totals=(),
        column_totals=(),
        layers=(),
        stage=number,
        merged=((TOTAL, table.rows),),
        together=(),
    )
