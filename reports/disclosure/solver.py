"""One linear program, asked many times: each answer begins where the one before it ended.

HiGHS directly, not through SciPy: an attack asks thousands of questions of one small program, and
SciPy builds, presolves and solves it anew each time, which took nearly all of a release's time.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.disclosure.refusal import NotReleasable
from reports.disclosure.sums import Line

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

Row = Sequence[tuple[int, float]]  # (column, factor)
PRIMAL = 4  # HiGHS's own number: the last answer stays possible, only the aim is another


class Impossible(Exception):
    """No solution at all: the counts shown contradict one another, no tables would give them."""


class Undecided(NotReleasable):
    """The solver gave up. Nothing is proved then, so nothing may be released."""


@dataclass(frozen=True)
class Answer:
    """Where the aim is least: each column, what one more of it would cost, and what each row
    holds back."""

    columns: "Numbers"
    reduced: "Numbers"
    rows: "Numbers"


class Program:
    """Columns between `lower` and `upper`, rows that come to `right`; `least` moves the aim."""

    def __init__(
        self,
        rows: Sequence[Row],
        right: "Numbers",
        lower: "Numbers",
        upper: "Numbers",
        *,
        whole: bool = False,
    ) -> None:
        # A tenth of a second to import, needed by workers alone.
        import highspy
        import numpy as np

        self._np, self._status = np, highspy.HighsModelStatus
        self._infinite = highspy.kHighsInf
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)  # of a worker, which has others beside it
        if not whole:
            self._highs.setOptionValue("simplex_strategy", PRIMAL)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(lower), len(rows)
        model.col_cost_ = np.zeros(len(lower))
        model.col_lower_, model.col_upper_ = lower, upper
        model.row_lower_ = model.row_upper_ = right
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in rows)])
        model.a_matrix_.index_ = np.array([column for row in rows for column, _by in row])
        model.a_matrix_.value_ = np.array([by for row in rows for _column, by in row])
        if whole:
            model.integrality_ = [highspy.HighsVarType.kInteger] * len(lower)
        if self._highs.passModel(model) != highspy.HighsStatus.kOk:
            raise Undecided("no such program")
        self._aimed = np.zeros(0, dtype=np.int32)

    def bound(self, lower: "Numbers", upper: "Numbers") -> None:
        """Other limits for all columns."""
        every = self._np.arange(len(lower), dtype=self._np.int32)
        self._highs.changeColsBounds(len(every), every, lower, upper)

    def add_row(self, row: "Numbers", *, at_least: float) -> None:
        """One row more, a factor for each column."""
        used = self._np.flatnonzero(row).astype(self._np.int32)
        self._highs.addRow(at_least, self._infinite, len(used), used, row[used])

    def aim(self, columns: Sequence[int], by: "Sequence[float] | Numbers") -> None:
        """What `least` and `least_whole` seek: that these columns, each times `by`, are little."""
        aimed = self._np.array(columns, dtype=self._np.int32)
        before = self._aimed
        self._highs.changeColsCost(len(before), before, self._np.zeros(len(before)))
        self._highs.changeColsCost(len(aimed), aimed, self._np.array(by, dtype=float))
        self._aimed = aimed

    def least(self, columns: Sequence[int], by: "Sequence[float] | Numbers") -> Answer:
        """The solution in which these columns, each times `by`, come to the least.

        Raises Impossible, and Undecided.
        """
        self.aim(columns, by)
        self._solve()
        found = self._highs.getSolution()
        parts = (found.col_value, found.col_dual, found.row_dual)
        return Answer(*(self._np.array(part) for part in parts))

    def least_whole(self) -> "Numbers":
        """The same in whole numbers. Raises Impossible, and Undecided."""
        self._solve()
        return self._np.array(self._highs.getSolution().col_value)

    def _solve(self) -> None:
        if self._run() not in {self._status.kOptimal, self._status.kInfeasible}:
            # Begun where the last one ended, it may stall: once more from nothing.
            self._highs.clearSolver()
            self._run()
        status = self._highs.getModelStatus()
        if status == self._status.kInfeasible:
            raise Impossible
        if status != self._status.kOptimal:
            raise Undecided(self._highs.modelStatusToString(status))

    def _run(self) -> Any:
        self._highs.run()
        return self._highs.getModelStatus()


def rows_of(lines: Sequence[Line], place: Mapping[str, int]) -> list[Row]:
    """For each line its cells that have a place: the parts, less the total."""
    rows: list[Row] = []
    for line in lines:
        row: dict[int, float] = defaultdict(float)
        for name, sign in [*((part, 1.0) for part in line.parts), (line.total, -1.0)]:
            if name in place:
                row[place[name]] += sign
        rows.append(list(row.items()))
    return rows
