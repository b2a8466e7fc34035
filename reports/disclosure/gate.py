"""The gate: what is about to be shown is attacked with nothing but what its readers have."""

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.disclosure.attack import Guard, Impossible, Range, exposed
from reports.disclosure.refusal import NotReleasable
from reports.disclosure.scopes import EVERYWHERE, Share, lands_of, shares
from reports.disclosure.sums import (
    OVERLAP,
    REFERRALS,
    SUM,
    Line,
    across,
    cell,
    details_of,
    known_of,
    lines_of,
    renamed,
)
from reports.figures import Figures, Period

# What the cells of others than the new release are called; the cell's own name comes last.
SINCE = "since:"
EARLIER = "earlier:"
SHARE = "share:"
STRETCH = "stretch:"


class Blocked(NotReleasable):
    """The gate found counts that follow from a release; none of it may be shown."""

    def __init__(self, found: Mapping[str, Range]) -> None:
        super().__init__(", ".join(sorted(found)))
        self.found = dict(found)


def own_cell(name: str) -> str:
    """The cell of the new release that a found name belongs to."""
    return name.rpartition(":")[2]


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
        narrow = _follows(lines, known, names, _own(shown), shown.threshold)
        related = [other for other in earlier if _touch(shown.period, other.period)]
        for other in related:
            narrow |= _beside(shown, lines, other)
        narrow |= _scopes(shown, [other for other in related if other.period == shown.period])
        narrow |= _stretches(shown, related)
        if narrow:
            raise Blocked(narrow)
        return cls(len(_own(shown)), len(known), len(related))


def _follows(
    lines: Sequence[Line],
    known: Mapping[str, int],
    names: Iterable[str],
    own: Collection[str],
    threshold: int,
) -> dict[str, Range]:
    """Which of these cells follow. Those of a table (`own`) must not be bounded at all."""

    def between(name: str) -> bool:
        return name.startswith((SINCE, SHARE))

    def guard(name: str) -> Guard:
        if between(name):
            return Guard.SOME
        return Guard.RANGE if name in own else Guard.FEW

    # How far rows overlap is in no table, and nobody is told by it.
    told = {name for name in names if between(name) or not (SUM in name or OVERLAP in name)}
    return exposed(lines, known, told - set(known), threshold, guard=guard)


def _lines(figures: Figures) -> list[Line]:
    tables = [table for table in figures.tables if not table.public]
    return [
        *(line for table in tables for line in lines_of(table)),
        *details_of(figures),
        *across(figures, known_of(figures)),
    ]


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


def within(inner: Figures, outer: Figures) -> bool:
    """Whether what one counts is all in the other, which counts more: of its period or scope."""
    first, last = inner.period, outer.period
    if (first, inner.scope) == (last, outer.scope):
        return False
    return (
        last.first <= first.first
        and first.last <= last.last
        and outer.scope in {inner.scope, EVERYWHERE}
    )


def _beside(shown: Figures, lines: list[Line], other: Figures) -> dict[str, Range]:
    """What follows from a release and one before it, and from neither alone."""
    if shown.period == other.period:
        # Those of other scopes are attacked all at once.
        return _same_period(shown, lines, other) if shown.scope == other.scope else {}
    if within(other, shown):
        inner, outer, first, last = known_of(other), known_of(shown), EARLIER, ""
    elif within(shown, other):
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
    return _found(both, known, own, min(shown.threshold, other.threshold)) or {}


def _same_period(shown: Figures, lines: list[Line], other: Figures) -> dict[str, Range]:
    """One period, cut in two ways or under two thresholds: the counts are the same ones."""
    before = known_of(other)
    known = known_of(shown)
    if _differ(known, before):
        return {}  # corrected since: the two do not fit, and tell nothing
    own = _own(shown) | _own(other)
    threshold = min(shown.threshold, other.threshold)
    return _found([*lines, *_lines(other)], before | known, own, threshold) or {}


def _differ(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    return any(one[name] != other[name] for name in set(one) & set(other))


def _found(
    lines: list[Line], known: Mapping[str, int], own: set[str], threshold: int
) -> dict[str, Range] | None:
    """What follows; None where the counts do not fit: corrected in between, they tell nothing."""
    try:
        return _follows(lines, known, _names(lines), own, threshold)
    except Impossible:
        return None


def _scopes(shown: Figures, others: Sequence[Figures]) -> dict[str, Range]:
    """What follows from figures of one period, of all countries and of some of them together."""
    if all(other.scope == shown.scope for other in others):
        return {}
    told: dict[str, dict[str, int]] = {shown.scope: known_of(shown)}
    lines = {shown.scope: _lines(shown)}
    own = set(_own(shown))
    threshold = min(shown.threshold, *(other.threshold for other in others))
    for other in reversed(others):
        known = known_of(other)
        if _differ(told.setdefault(other.scope, {}), known):
            continue  # corrected since
        told[other.scope] |= known
        lines.setdefault(other.scope, []).extend(_lines(other))
        own |= {_of_scope(name, other.scope, shown.scope) for name in _own(other)}
    every = {scope: _names(lines[scope]) | set(told[scope]) for scope in told}
    system = [
        line
        for scope, some in lines.items()
        for line in renamed(some, {n: _of_scope(n, scope, shown.scope) for n in every[scope]})
    ]
    known = {
        _of_scope(name, scope, shown.scope): value
        for scope, some in told.items()
        for name, value in some.items()
    }
    # Whether no other country has a part is not said: it is taken as so where that can be.
    for lands in (lands_of([shown, *others]), None):
        into = shares(told, lands)
        common, nobody = _in_common(every, into, shown.scope)
        found = _found([*system, *common], known | nobody, own, threshold)
        if found is not None:
            return found
    return {}


def _of_scope(name: str, scope: str, own: str) -> str:
    return name if scope == own else f"{EARLIER}{scope}:{name}"


def _in_common(
    every: Mapping[str, set[str]], into: Sequence[Share], own: str
) -> tuple[list[Line], dict[str, int]]:
    """The lines that say of which shares each scope's cells are made, and cells of nobody."""
    lines: list[Line] = []
    nobody: dict[str, int] = {}
    countries = {scope for scope in every if scope}
    for name in sorted(set().union(*every.values())):
        scopes = [scope for scope in every if name in every[scope]]
        if len(scopes) < 2 or OVERLAP in name:
            continue
        share_of = {share: f"{SHARE}{share}:{name}" for share in into}
        nobody |= {
            cells: 0 for share, cells in share_of.items() if share.cannot_have(name, countries)
        }
        for scope in scopes:
            parts = tuple(cells for share, cells in share_of.items() if share.within(scope))
            lines.append(Line(parts, _of_scope(name, scope, own)))
            rest = tuple(cells for cells in share_of.values() if cells not in parts)
            if len(rest) > 1:
                lines.append(Line(rest, f"{SINCE}{scope}:{name}"))
    return lines, nobody


def _stretches(shown: Figures, earlier: Sequence[Figures]) -> dict[str, Range]:
    """Counts of a stretch of time that several releases give together, cell by cell.

    Every end of a period cuts time into stretches, and every country that has figures of its own
    cuts the referrals of each. A count of one or more stretches that follow one another may be had
    by adding and subtracting whole releases, also where none lies in another.
    """
    here = (shown.period, shown.scope)
    releases = [shown, *(other for other in earlier if (other.period, other.scope) != here)]
    if len(releases) < 3 or len({r.period for r in releases}) < 2:
        return {}  # of two, and of one period, the others know
    cuts = sorted(
        {
            day
            for r in releases
            for day in (r.period.first.toordinal(), r.period.last.toordinal() + 1)
        }
    )
    scopes = sorted({r.scope for r in releases})
    into = shares(scopes, lands_of(releases))
    told = [(known_of(r), _pieces(r, cuts, into)) for r in releases]
    wanted = [
        tuple((n, share) for n in range(first, last) for share in into if share.within(scope))
        for first, last in itertools.combinations(range(len(cuts)), 2)
        for scope in scopes
    ]
    threshold = min(r.threshold for r in releases)
    found: dict[str, Range] = {}
    for name in sorted(_own(shown)):
        if sum(name in known for known, _pieces_of in told) >= 2:
            found |= _stretches_of(name, told, wanted, threshold)
    return found


Piece = tuple[int, Share]  # one stretch of time, one share of its referrals


def _pieces(figures: Figures, cuts: list[int], into: Sequence[Share]) -> tuple[Piece, ...]:
    first = cuts.index(figures.period.first.toordinal())
    last = cuts.index(figures.period.last.toordinal() + 1)
    return tuple((n, s) for n in range(first, last) for s in into if s.within(figures.scope))


def _stretches_of(
    name: str,
    told: Sequence[tuple[Mapping[str, int], tuple[Piece, ...]]],
    wanted: Iterable[tuple[Piece, ...]],
    threshold: int,
) -> dict[str, Range]:
    lines, known = [], {}
    for number, (values, pieces) in enumerate(told):
        if name in values:
            parts = tuple(f"{n}-{share}{STRETCH}{name}" for n, share in pieces)
            lines.append(Line(parts, f"r{number}"))
            known[f"r{number}"] = values[name]
    every = _names(lines) - set(known)
    for number, pieces in enumerate(wanted):
        parts = tuple(f"{n}-{share}{STRETCH}{name}" for n, share in pieces)
        if len(parts) > 1 and set(parts) <= every:
            lines.append(Line(parts, f"sum {number}{STRETCH}{name}"))
    asked = _names(lines) - set(known)
    try:
        return exposed(lines, known, asked, threshold, guard=lambda _name: Guard.SOME)
    except Impossible:
        return {}
