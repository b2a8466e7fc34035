"""The attack once more, written apart from `reports.disclosure`: tables in, bounds out.

Reads a release as a reader would: rows and columns add up, a total is the same in every table of
all referrals, and no count is negative. Links between tables are named here a second time.
"""

import numpy as np
from scipy.optimize import linprog

from reports.figures import TOTAL, Figures, Table

OF_ALL = {"pairs", "pairs@received", "senders", "genders", "urgency"}
NEAR = 1e-6


class _System:
    def __init__(self) -> None:
        self.place: dict[str, int] = {}
        self.rows: list[tuple[list[int], int]] = []
        self.known: dict[int, int] = {}

    def at(self, name: str) -> int:
        return self.place.setdefault(name, len(self.place))

    def adds_up(self, parts: list[str], total: str) -> None:
        self.rows.append(([self.at(part) for part in parts], self.at(total)))

    def tell(self, name: str, value: int | None) -> None:
        if value is not None:
            self.known[self.at(name)] = value


def _whole(table: Table) -> str:
    if table.key in OF_ALL:
        return "all"
    return "answers.cannot_help" if table.key == "reasons" else f"{table.key}.{TOTAL}"


def _read(system: _System, table: Table) -> None:
    key, whole = table.key, _whole(table)
    system.tell(whole, table.total)
    for r, row in enumerate(table.rows):
        name = f"pairs.{TOTAL}.{row}" if key == "pairs@received" else f"{key}.{row}"
        system.tell(name, table.row_totals[r] if table.columns else table.cells[r][0])
        for c, column in enumerate(table.columns):
            system.tell(f"{key}.{row}.{column}", table.cells[r][c])
        if table.columns:
            system.adds_up([f"{key}.{row}.{column}" for column in table.columns], name)
    if table.rows:
        names = [
            f"pairs.{TOTAL}.{row}" if key == "pairs@received" else f"{key}.{row}"
            for row in table.rows
        ]
        system.adds_up(names, whole)
    for c, column in enumerate(table.columns):
        name = f"{key}.{TOTAL}.{column}"
        system.tell(name, table.column_totals[c])
        system.adds_up([f"{key}.{row}.{column}" for row in table.rows], name)
    if table.columns:
        system.adds_up([f"{key}.{TOTAL}.{column}" for column in table.columns], whole)
    if key == "pairs" and table.rows and not table.columns:
        # Only what was sent and received is told; nobody is referred within a country.
        lands = table.merged_columns[0][1]
        for land in lands:
            rest = [other for other in lands if other != land]
            system.adds_up([f"pairs.{land}.{other}" for other in rest], f"pairs.{land}")
            system.adds_up([f"pairs.{other}.{land}" for other in rest], f"pairs.{TOTAL}.{land}")
    for group, members in table.merged:
        if table.rows and not table.columns:
            system.adds_up([f"{key}.{member}" for member in members], f"{key}.{group}")


def _read_across(system: _System, shown: Figures) -> None:
    """Who has an answer is among all; whoever answered said yes or no."""
    if shown.has("urgency") and shown.has("answered"):
        both = set(shown.table("urgency").rows) & set(shown.table("answered").rows)
        for row in sorted(both):
            system.adds_up([f"answered.{row}", f"waits.{row}"], f"urgency.{row}")
        system.adds_up([f"answered.{TOTAL}", "waits"], "all")
    if shown.has("answers") and shown.has("answered_by"):
        said = ["answers.can_help", "answers.cannot_help"]
        system.adds_up(said, f"answered_by.{TOTAL}")


def follows(shown: Figures) -> dict[str, tuple[float, float]]:
    """The cells that are bounded to fewer values than the threshold, although they are withheld,
    or that a reader can tell to be a few although no table has them.
    """
    system = _System()
    system.tell("all", shown.referrals)
    for table in shown.tables:
        _read(system, table)
    _read_across(system, shown)
    n = len(system.place)
    matrix = np.zeros((len(system.rows), n))
    for number, (parts, total) in enumerate(system.rows):
        for part in parts:
            matrix[number, part] += 1
        matrix[number, total] -= 1
    most = 4.0 * sum(system.known.values()) + 100
    bounds = [
        (system.known[i], system.known[i]) if i in system.known else (0, most) for i in range(n)
    ]
    own = {name for table in shown.tables for name in _names(table)} | {"all"}
    found = {}
    for name, index in system.place.items():
        if index in system.known:
            continue
        aim = np.zeros(n)
        aim[index] = 1
        ends = []
        for sign in (1, -1):
            answer = linprog(
                sign * aim, A_eq=matrix, b_eq=np.zeros(len(matrix)), bounds=bounds, method="highs"
            )
            assert answer.x is not None, "the tables contradict one another"
            ends.append(float(answer.x[index]))
        low, high = ends
        narrow = high - low < shown.threshold - NEAR
        if narrow if name in own else NEAR < high < shown.threshold - NEAR:
            found[name] = (low, high)
    return found


def _names(table: Table) -> set[str]:
    names = {_whole(table)}
    for row in table.rows:
        names.add(f"pairs.{TOTAL}.{row}" if table.key == "pairs@received" else f"{table.key}.{row}")
        names |= {f"{table.key}.{row}.{column}" for column in table.columns}
    return names | {f"{table.key}.{TOTAL}.{column}" for column in table.columns}
