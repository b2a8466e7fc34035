"""The attacker: how far does each withheld count follow from what is shown?

Linear programming over everything that is known (Fischetti and Salazar-González, "Models and
algorithms for optimizing cell suppression in tabular data with linear constraints", JASA 95,
2000). The attacker knows all lines, all counts shown, and that no count is negative.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from reports.disclosure.solver import Impossible, Program, rows_of
from reports.disclosure.sums import Line

__all__ = ["Guard", "Impossible", "Range", "exposed"]

if TYPE_CHECKING:
    import numpy as np

# A solver's answer is exact to this; a bound that is off by less is no bound.
TOLERANCE = 1e-6
FIRST_LOOKS = 10


@dataclass(frozen=True)
class Range:
    """The least and the most that a withheld count can be."""

    low: float
    high: float


Memory = dict[tuple[str, ...], dict[str, Range]]


class Guard(Enum):
    """What must not follow of a withheld count. The less that is, the sooner it is proved safe."""

    RANGE = auto()  # a count of a table: not any range narrower than the width
    FEW = auto()  # what no table has: not that there are fewer than the width, and maybe some
    SOME = auto()  # a difference: not that there are fewer than the width, and not none

    def clears(self, low: float, high: float, width: int) -> bool:
        """Whether it is safe already for being `low` in one possible world and `high` in one."""
        wide = width - TOLERANCE
        if self is Guard.RANGE:
            return high - low >= wide
        return high >= wide or (self is Guard.SOME and low <= TOLERANCE)

    def breaks(self, low: float, high: float, width: int) -> bool:
        """Whether too much follows, where it is nowhere less than `low` nor more than `high`."""
        none = self is Guard.FEW and high <= TOLERANCE
        return not none and not self.clears(low, high, width)


def _of_a_table(_name: str) -> Guard:
    return Guard.RANGE


def exposed(
    lines: Sequence[Line],
    known: Mapping[str, int],
    cells: Collection[str],
    width: int,
    memory: Memory | None = None,
    guard: Callable[[str], Guard] = _of_a_table,
) -> dict[str, Range]:
    """Those of `cells` (withheld) of which more follows than their guard allows, with their range.

    `known` are the counts shown. `memory` keeps what was found for groups of withheld cells, for
    the next attack on the same counts with others of them shown. Raises Impossible, and Undecided
    where nothing is proved.
    """
    memory = {} if memory is None else memory
    narrow: dict[str, Range] = {}
    for names, part in _apart(lines, known):
        asked = {name: guard(name) for name in names if name in cells}
        if asked and (key := tuple(names)) not in memory:
            memory[key] = _in_part(names, part, known, asked, width)
        if asked:
            narrow |= memory[key]
    return narrow


def _apart(lines: Iterable[Line], known: Mapping[str, int]) -> list[tuple[list[str], list[Line]]]:
    """Withheld cells that hang together by lines, each group with its lines: small problems."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    used = []
    for line in lines:
        unknown = [name for name in line.names() if name not in known]
        for name in unknown:
            leader.setdefault(name, name)
        for name in unknown[1:]:
            leader[find(name)] = find(unknown[0])
        if unknown:
            used.append((unknown[0], line))
    groups: dict[str, tuple[list[str], list[Line]]] = defaultdict(lambda: ([], []))
    for name in sorted(leader):
        groups[find(name)][0].append(name)
    for first, line in used:
        groups[find(first)][1].append(line)
    return list(groups.values())


def _in_part(
    names: list[str],
    lines: list[Line],
    known: Mapping[str, int],
    asked: Mapping[str, Guard],
    width: int,
) -> dict[str, Range]:
    # A tenth of a second to import, needed by workers alone.
    import numpy as np

    place = {name: index for index, name in enumerate(names)}
    right = np.array(
        [
            float(known.get(line.total, 0) - sum(known.get(part, 0) for part in line.parts))
            for line in lines
        ]
    )
    # More than all that is shown together: a count that can be as large has no limit to speak of.
    limit = 2.0 * sum(known.values()) + 10.0 * width
    nothing = np.zeros(len(names))
    program = Program(rows_of(lines, place), right, nothing, nothing + limit)
    least, most = nothing + np.inf, nothing - np.inf  # of all worlds seen so far

    def look(columns: Sequence[int], by: "Sequence[float] | np.ndarray[Any, Any]") -> None:
        """See the possible world in which these are least."""
        nonlocal least, most
        world = program.least(columns, by).columns
        least, most = np.minimum(least, world), np.maximum(most, world)

    guards = {place[name]: guard for name, guard in asked.items()}

    def is_open(index: int) -> bool:
        return not guards[index].clears(least[index], most[index], width)

    # Most cells can be much or nothing: a few worlds in which many of them are show it at once.
    open_ones = np.array(list(guards))
    for attempt in range(FIRST_LOOKS):
        if len(open_ones) < FIRST_LOOKS:
            break
        # Every one up, every one down, then each cell by a bit of its place: half up, half down.
        halves = (open_ones >> attempt - 2 if attempt > 1 else attempt) & 1
        look(open_ones.tolist(), 1.0 - 2.0 * halves + nothing[open_ones])
        open_ones = open_ones[[is_open(index) for index in open_ones]]
    narrow: dict[str, Range] = {}
    for index in open_ones:
        # No count is negative: one that was nothing in some world cannot be less.
        if is_open(index) and least[index] > 0:
            look([index], [1.0])
        if is_open(index):
            look([index], [-1.0])
            if guards[index].breaks(least[index], most[index], width):
                narrow[names[index]] = Range(float(least[index]), float(most[index]))
    return narrow
