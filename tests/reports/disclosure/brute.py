"""A second attacker, which knows no linear programming: it tries out every world there is.

A world says of each counted cell how many people it holds. All worlds in which the tables would
read as they do are left; how far they differ is what the tables keep to themselves.
"""

from collections.abc import Mapping

import numpy as np

from reports.figures import TOTAL, Figures, Table

Expressions = Mapping[str, frozenset[str]]  # figure -> the counted cells that it adds up


def cells_of(counted: Figures, linked: Mapping[str, str]) -> Expressions:
    """What each figure of counted tables is the sum of.

    `linked` says of a cell which table breaks it down further ("answers.cannot_help": "reasons").
    """
    found: dict[str, frozenset[str]] = {}
    for table in counted.tables:
        for row in table.rows:
            for column in table.columns or ("",):
                name = f"{table.key}.{row}.{column}" if column else f"{table.key}.{row}"
                further = linked.get(name)
                found[name] = (
                    frozenset(f"{further}.{r}" for r in counted.table(further).rows)
                    if further
                    else frozenset({name})
                )
    return found


def told(table: Table, cells: Expressions) -> list[tuple[int | None, frozenset[str]]]:
    """Each figure of a released table with the counted cells behind it."""
    if table.key == "pairs@received":
        return [
            (value, frozenset(n for n in cells if _of(n, "pairs") and n.endswith(f".{row}")))
            for row, (value,) in zip(table.rows, table.cells, strict=True)
        ]
    down, across = dict(table.merged), dict(table.merged_columns)
    every = frozenset(n for name, parts in cells.items() if _of(name, table.key) for n in parts)
    found = [(table.total, every)]

    def behind(rows: tuple[str, ...], columns: tuple[str, ...]) -> frozenset[str]:
        names = {f"{table.key}.{r}.{c}" if c else f"{table.key}.{r}" for r in rows for c in columns}
        return frozenset(n for name in names for n in cells[name])

    counted_rows = tuple(dict.fromkeys(n.split(".")[1] for n in cells if _of(n, table.key)))
    some = next((n for n in cells if _of(n, table.key)), "")
    deep = some.count(".") == 2
    counted_columns = (
        tuple(dict.fromkeys(n.split(".")[2] for n in cells if _of(n, table.key))) if deep else ("",)
    )
    for r, row in enumerate(table.rows):
        rows = down.get(row, (row,))
        for c, column in enumerate(table.columns):
            found.append((table.cells[r][c], behind(rows, across.get(column, (column,)))))
        value = table.row_totals[r] if table.columns else table.cells[r][0]
        found.append((value, behind(rows, counted_columns)))
    for c, column in enumerate(table.columns):
        found.append((table.column_totals[c], behind(counted_rows, across.get(column, (column,)))))
    return found


def _of(name: str, key: str) -> bool:
    return name.startswith(f"{key}.") and not name.startswith(f"{key}.{TOTAL}")


def spans(
    shown: Figures, cells: Expressions, limit: int, nothing: frozenset[str] = frozenset()
) -> list[tuple[frozenset[str], bool, int, int]]:
    """(cells, whether a table has them as one figure that it withholds, least, most).

    No cell counts more than `limit`; `nothing` are cells known to count nobody.
    """
    names = sorted({name for parts in cells.values() for name in parts} - nothing)
    place = {name: index for index, name in enumerate(names)}
    worlds = np.indices((limit + 1,) * len(names), dtype=np.int16).reshape(len(names), -1)
    possible = np.ones(worlds.shape[1], dtype=bool)
    figures = [figure for table in shown.tables for figure in told(table, cells)]

    def added(parts: frozenset[str]) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
        index = [place[name] for name in parts if name in place]
        total: np.ndarray[tuple[int], np.dtype[np.int16]] = worlds[index].sum(axis=0)
        return total

    for value, parts in figures:
        if value is not None:
            possible &= added(parts) == value
    assert possible.any(), "the truth itself must be among the possible worlds"
    left = worlds[:, possible]
    found = []
    asked = [(parts, True) for value, parts in figures if value is None]
    asked += [(frozenset({name}), False) for name in names]
    for parts, withheld in asked:
        index = [place[name] for name in parts if name in place]
        sums = left[index].sum(axis=0)
        found.append((parts, withheld, int(sums.min()), int(sums.max())))
    return found
