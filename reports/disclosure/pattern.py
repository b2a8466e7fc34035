"""Which counts to withhold: all unsafe ones, and the least others that hide them.

Cell suppression as an integer program, solved by cuts: a pattern is proposed, attacked, and for
each count that the attacker bounds too tightly the program learns which others would have to go.
Method: Fischetti and Salazar-González (see attack.py), after Benders; solver: HiGHS.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.disclosure.attack import TOLERANCE, Memory, exposed
from reports.disclosure.refusal import NotReleasable
from reports.disclosure.solver import Impossible, Program, rows_of
from reports.disclosure.sums import REFERRALS, Line, Sums

if TYPE_CHECKING:
    import numpy as np

# What withholding a count costs a reader: more the more it counts, most where it is a total.
OF_A_TOTAL = 4.0
OF_THE_WHOLE = 40.0
OF_A_GUESS = 10_000.0  # it is in no table: given up only where nothing else helps
TIE = 1e-4  # earlier cells first, so that a pattern is the same each time


class NoPattern(NotReleasable):
    """No choice of counts to withhold protects this release beside those before it."""


@dataclass(frozen=True)
class Lesson:
    """Why one cell was found out, which is so wherever the same `lines` stand.

    `shares`: by how much each cell, if withheld, loosens the bounds of `name`: times the most that
    any count is, and times its own count.
    """

    name: str
    shares: Mapping[str, tuple[float, float]]
    lines: frozenset[Line]


def withheld_cells(sums: Sums, width: int, lessons: list[Lesson] | None = None) -> set[str]:
    """Names of the cells that must not be shown, so that none of them can be bounded to fewer than
    `width` values.

    `lessons` are taken from, and added to: those of the same release with other categories hold
    where their lines did not change, for cells that are still guarded. Raises NoPattern.
    """
    choice = _Choice(sums, width, [] if lessons is None else lessons)
    memory: Memory = {}
    while True:
        withheld = choice.propose()
        known = {name: n for name, n in sums.values.items() if name not in withheld}
        narrow = exposed(sums.lines, known, withheld & choice.guarded, width, memory)
        if not narrow:
            return withheld - sums.hidden - sums.guessed
        choice.learn(narrow, withheld)


class _Choice:
    """The integer program; grows by a row for each count that was found out."""

    def __init__(self, sums: Sums, width: int, lessons: list[Lesson]) -> None:
        # A fifth of a second to import, needed by workers alone.
        import numpy as np

        self.width = width
        self.names = sorted(sums.values)
        self.place = {name: index for index, name in enumerate(self.names)}
        self.guarded = set(sums.values) - sums.guessed - (sums.hidden - sums.unsafe)
        self.counts = np.array([float(sums.values[name]) for name in self.names])
        self.most = self.counts.max(initial=0.0) + width
        # The worlds that differ from the true one in what is withheld, by how much they differ.
        rows = rows_of(sums.lines, self.place)
        nothing = self.counts * 0
        self.others = Program(rows, np.zeros(len(rows)), nothing, nothing)
        self.cost = self._cost(sums)
        self.least, self.limit = self._choices(sums)
        self.patterns = Program([], np.zeros(0), self.least, self.limit, whole=True)
        self.patterns.aim(range(len(self.names)), self.cost)
        self.lines, self.lessons = sums.lines, lessons
        present = set(sums.lines)
        for lesson in lessons:
            if lesson.name in self.guarded and lesson.lines <= present:
                self._heed(lesson)

    def _cost(self, sums: Sums) -> "np.ndarray[Any, Any]":
        totals = {line.total for line in sums.lines}
        cost = (self.counts * 0) + TIE
        for index, name in enumerate(self.names):
            if name in sums.hidden or name in sums.settled:
                continue
            if name in sums.guessed:
                cost[index] = OF_A_GUESS
                continue
            times = OF_A_TOTAL if name in totals else 1.0
            times = OF_THE_WHOLE if name == REFERRALS else times
            cost[index] = times * (1 + math.log2(1 + self.counts[index])) + index * TIE
        return cost

    def _choices(self, sums: Sums) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
        """The least and the most that each choice may be: 1 is withheld, 0 is shown."""
        least, limit = self.counts * 0, self.counts * 0 + 1
        for index, name in enumerate(self.names):
            if name in sums.settled:
                least[index] = limit[index] = float(sums.settled[name])
            elif name in sums.unsafe or name in sums.hidden:
                least[index] = 1.0
            elif sums.values[name] == 0 and name not in sums.guessed:
                limit[index] = 0.0  # a zero that says nothing of anybody stands as it is
        return least, limit

    def propose(self) -> set[str]:
        """The cheapest pattern that all rows allow. Raises NoPattern, and Undecided."""
        try:
            found = self.patterns.least_whole()
        except Impossible:
            raise NoPattern from None
        return {name for name, on in zip(self.names, found, strict=True) if on > 0.5}

    def learn(self, narrow: Iterable[str], withheld: set[str]) -> None:
        """These were bounded too tightly: whenever one is withheld, enough others must be."""
        import numpy as np

        free = np.array([name in withheld for name in self.names])
        self.others.bound(np.where(free, -self.counts, 0.0), np.where(free, self.most, 0.0))
        for name in narrow:
            lesson = self._lesson(name)
            self.lessons.append(lesson)
            self._heed(lesson)

    def _lesson(self, name: str) -> Lesson:
        """How far down and how far up this one can go, and what holds it."""
        import numpy as np

        up, down = (self.others.least([self.place[name]], [sign]) for sign in (-1.0, 1.0))
        times_most = np.maximum(-up.reduced, 0.0) + np.maximum(-down.reduced, 0.0)
        times_own = np.maximum(up.reduced, 0.0) + np.maximum(down.reduced, 0.0)
        shares = {
            self.names[index]: (float(times_most[index]), float(times_own[index]))
            for index in np.flatnonzero(times_most + times_own > TOLERANCE)
        }
        used = np.flatnonzero(np.abs(up.rows) + np.abs(down.rows) > 0.0)
        return Lesson(name, shares, frozenset(self.lines[index] for index in used))

    def _heed(self, lesson: Lesson) -> None:
        """By duality each choice loosens the bounds by at most its share; together the shares have
        to make up `width`. No share need be more than all of it."""
        share = self.counts * 0
        for name, (times_most, times_own) in lesson.shares.items():
            index = self.place[name]
            share[index] = times_most * self.most + times_own * self.counts[index]
        index = self.place[lesson.name]
        missing = self.width - share[index]
        row = share.clip(max=missing)
        row[row < TOLERANCE] = 0.0
        row[index] = -missing
        self.patterns.add_row(row, at_least=0.0)
