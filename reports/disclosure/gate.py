"""The gate: what is about to be shown is attacked with nothing but what its readers have."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.disclosure.attack import TOLERANCE, Impossible, Range, exposed
from reports.disclosure.sums import (
    OVERLAP,
    REFERRALS,
    SUM,
    Line,
    cell,
    details_of,
    known_of,
    lines_of,
    renamed,
)
from reports.figures import Figures, Period

SINCE = "since:"
EARLIER = "earlier:"
STRETCH = "stretch:"


class Blocked(Exception):
    """The gate found counts that follow from a release; none of it may be shown."""

    def __init__(self, found: Mapping[str, Range]) -> None:
        super().__init__(", ".join(sorted(found)))
        self.found = dict(found)


def own_cell(name: str) -> str:
    """The cell of the new release that a found name belongs to."""
    return name.removeprefix(SINCE).removeprefix(EARLIER).rpartition(STRETCH)[2]


@dataclass(frozen=True)
class Gate:
    """What a release was attacked with: kept in the register."""

    cells: int
    shown: int
    beside: int

    @classmethod
    def of(cls, shown: Figures, earlier: Sequence[Figures] = ()) -> "Gate":
        """Attack; raises Blocked where a withheld count follows from what is shown."""
        known, lines = known_of(shown), _lines(shown)
        names = _names(lines) | _own(shown)
        narrow = {
            name: span
            for name, span in exposed(lines, known, names - set(known), shown.threshold).items()
            if _gives_away(name, span, _own(shown), shown.threshold)
        }
        related = [other for other in earlier if _touch(shown.period, other.period)]
        for other in related:
            narrow |= _beside(shown, lines, other)
        narrow |= _stretches(shown, related)
        if narrow:
            raise Blocked(narrow)
        return cls(len(_own(shown)), len(known), len(related))


def _gives_away(name: str, span: Range, own: set[str], threshold: int) -> bool:
    """A count of a table must not be bounded at all; of what no table has, a few must not."""
    if SUM in name or OVERLAP in name:
        return False
    if name in own:
        return True
    return span.high is not None and TOLERANCE < span.high < threshold - TOLERANCE


def _lines(figures: Figures) -> list[Line]:
    tables = [table for table in figures.tables if not table.public]
    return [*(line for table in tables for line in lines_of(table)), *details_of(figures)]


def _names(lines: Iterable[Line]) -> set[str]:
    return {name for line in lines for name in line.names()}


def _own(figures: Figures) -> set[str]:
    """Every cell that a release has, shown or withheld."""
    return {REFERRALS} | {
        cell(reference)
        for table in figures.tables
        if not table.public
        for reference, _value in table.items()
    }


def _touch(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _inside(inner: Period, outer: Period) -> bool:
    return inner != outer and outer.first <= inner.first and inner.last <= outer.last


def _beside(shown: Figures, lines: list[Line], other: Figures) -> dict[str, Range]:
    """What follows from a release and one before it, and from neither alone."""
    if shown.period == other.period:
        return _same_period(shown, lines, other)
    if _inside(other.period, shown.period):
        inner, outer, first, last = known_of(other), known_of(shown), EARLIER, ""
    elif _inside(shown.period, other.period):
        inner, outer, first, last = known_of(shown), known_of(other), "", EARLIER
    else:
        return {}
    theirs = _lines(other)
    every = _names(theirs) | _own(other)
    names = (_names(lines) | _own(shown)) & every
    both = [*lines, *renamed(theirs, {name: f"{EARLIER}{name}" for name in every})]
    known = {f"{first}{name}": value for name, value in inner.items()}
    known |= {f"{last}{name}": value for name, value in outer.items()}
    both += [
        Line((f"{first}{name}", f"{SINCE}{name}"), f"{last}{name}")
        for name in names
        if inner.get(name, 0) <= outer.get(name, inner.get(name, 0))
    ]
    own = _own(shown) | {f"{EARLIER}{name}" for name in _own(other)}
    return _found(both, known, own, min(shown.threshold, other.threshold))


def _same_period(shown: Figures, lines: list[Line], other: Figures) -> dict[str, Range]:
    """One period, cut in two ways or under two thresholds: the counts are the same ones."""
    before = known_of(other)
    known = known_of(shown)
    if any(known[name] != before[name] for name in set(known) & set(before)):
        return {}  # corrected since: the two do not fit, and tell nothing
    own = _own(shown) | _own(other)
    return _found(
        [*lines, *_lines(other)], before | known, own, min(shown.threshold, other.threshold)
    )


def _found(
    lines: list[Line], known: Mapping[str, int], own: set[str], threshold: int
) -> dict[str, Range]:
    try:
        narrow = exposed(lines, known, _names(lines) - set(known), threshold)
    except Impossible:
        return {}  # counts were corrected between the two: they do not fit, and tell nothing
    return {
        name: span
        for name, span in narrow.items()
        if (
            span.low > 0 and span.high and span.high < threshold
            if name.startswith(SINCE)
            else _gives_away(name, span, own, threshold)
        )
    }


def _stretches(shown: Figures, earlier: Sequence[Figures]) -> dict[str, Range]:
    """Counts of a stretch of time that several releases give together, cell by cell.

    Every end of a period cuts time into stretches. A count of one or more of them that follow one
    another may be had by adding and subtracting whole releases, also where none lies in another.
    """
    releases = [shown, *(other for other in earlier if other.period != shown.period)]
    if len(releases) < 3:
        return {}  # of two, `_beside` knows
    cuts = sorted(
        {
            day
            for r in releases
            for day in (r.period.first.toordinal(), r.period.last.toordinal() + 1)
        }
    )
    spans = [
        (cuts.index(r.period.first.toordinal()), cuts.index(r.period.last.toordinal() + 1))
        for r in releases
    ]
    told = [known_of(r) for r in releases]
    threshold = min(r.threshold for r in releases)
    found: dict[str, Range] = {}
    for name in sorted(_own(shown)):
        if sum(name in known for known in told) < 2:
            continue
        lines, known = [], {}
        for number, (first, last) in enumerate(spans):
            if name in told[number]:
                lines.append(
                    Line(tuple(f"{n}{STRETCH}{name}" for n in range(first, last)), f"r{number}")
                )
                known[f"r{number}"] = told[number][name]
        every = sorted(_names(lines) - set(known))
        for first, last in itertools.combinations(range(len(cuts)), 2):
            parts = tuple(f"{n}{STRETCH}{name}" for n in range(first, last))
            if len(parts) > 1 and set(parts) <= set(every):
                lines.append(Line(parts, f"{first}-{last}{STRETCH}{name}"))
        cells = _names(lines) - set(known)
        try:
            narrow = exposed(lines, known, cells, threshold)
        except Impossible:
            continue
        found |= {
            key: span
            for key, span in narrow.items()
            if span.low > TOLERANCE and span.high is not None and span.high < threshold - TOLERANCE
        }
    return found
