"""A release: counted figures made fit to be read, and the gate that every release passes.

Periods that lie one within another share their counts: what is in the one and not in the other is
a count too, and is protected as one. docs/disclosure-control.md has the rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.disclosure.attack import Impossible, Range, exposed
from reports.disclosure.pattern import withheld_cells
from reports.disclosure.sums import Line, Sums, cell, known_of, lines_of, renamed, sums_of
from reports.figures import Duration, Figures, Period, Table

THRESHOLD = 5
WITHHELD = "–*"


@dataclass(frozen=True)
class Earlier:
    """A release that somebody may have read: the figures as counted, and as shown."""

    counted: Figures
    shown: Figures


class Blocked(Exception):
    """The gate found counts that follow from a release; none of it may be shown."""

    def __init__(self, found: Mapping[str, Range]) -> None:
        super().__init__(", ".join(sorted(found)))
        self.found = dict(found)


def release(figures: Figures, earlier: Sequence[Earlier] = ()) -> Figures:
    """The figures that may be shown: withheld cells are None everywhere.

    `earlier` are the releases of other periods, and the one of the same period that this one
    replaces. Raises NoPattern where no choice of cells protects all of them, and Blocked where the
    attack on what would be shown succeeds all the same.
    """
    withheld = withheld_cells(_with_earlier(figures, earlier), THRESHOLD)
    shown = _shown(figures, withheld)
    gate(shown, [other.shown for other in earlier])
    return shown


def gate(shown: Figures, earlier: Sequence[Figures] = ()) -> None:
    """Attack a release as its readers could, with the releases before it at hand.

    Uses what is shown alone. Raises Blocked.
    """
    known = known_of(shown)
    lines = [line for table in shown.tables if not table.public for line in lines_of(table)]
    hidden = {name for name in _names(shown) if name not in known}
    narrow = exposed(lines, known, hidden, THRESHOLD)
    for other in earlier:
        narrow |= _beside(shown, lines, other)
    if narrow:
        raise Blocked(narrow)


def within(inner: Period, outer: Period) -> bool:
    """Whether all of one period lies in the other, and is not all of it."""
    return inner != outer and outer.first <= inner.first and inner.last <= outer.last


def _names(figures: Figures) -> set[str]:
    """Every cell that a release has, shown or withheld."""
    return {"referrals"} | {
        cell(reference)
        for table in figures.tables
        if not table.public
        for reference, _value in table.items()
    }


def _shown(figures: Figures, withheld: set[str]) -> Figures:
    def thinned(table: Table) -> Table:
        if table.public:
            return table
        return table.replaced(
            {
                reference: None if cell(reference) in withheld else value
                for reference, value in table.items()
            }
        )

    tables = tuple(thinned(table) for table in figures.tables)
    published = {reference: value for table in tables for reference, value in table.items()}

    def timed(duration: Duration) -> Duration:
        count = published.get(f"answered.{duration.key}", duration.count)
        if count is None or count < THRESHOLD:
            # A zero stays a zero; there is nothing to measure then.
            return replace(duration, count=count, median=None, p90=None)
        # To the microsecond, a median is one referral's own time: whoever handled it knows it.
        return replace(
            duration, count=count, median=_coarse(duration.median), p90=_coarse(duration.p90)
        )

    return replace(
        figures,
        referrals=None if "referrals" in withheld else figures.referrals,
        tables=tables,
        durations=tuple(timed(duration) for duration in figures.durations),
        released=True,
    )


def _coarse(hours: float | None) -> float | None:
    """Hours to one decimal."""
    return None if hours is None else round(hours, 1)


def _with_earlier(figures: Figures, earlier: Iterable[Earlier]) -> Sums:
    sums = sums_of(figures, THRESHOLD)
    for number, other in enumerate(earlier):
        if other.counted.period == figures.period:
            _keep_pattern(sums, other)
        elif within(other.counted.period, figures.period):
            _join(sums, other, number, inner_is_new=False)
        elif within(figures.period, other.counted.period):
            _join(sums, other, number, inner_is_new=True)
    return sums


def _keep_pattern(sums: Sums, other: Earlier) -> None:
    """A count that did not change since stays as it was: shown, or withheld."""
    before, known = sums_of(other.counted, THRESHOLD), known_of(other.shown)
    for name, value in before.values.items():
        if sums.values.get(name) == value and name not in sums.guessed:
            sums.settled[name] = name not in known


def _join(sums: Sums, other: Earlier, number: int, *, inner_is_new: bool) -> None:
    """Add an earlier release: its cells as they were shown, and what lies between the two."""
    before, known = sums_of(other.counted, THRESHOLD), known_of(other.shown)
    own = dict(sums.values)
    names = {name: f"{number}:{name}" for name in before.values}
    for name, value in before.values.items():
        sums.values[names[name]] = value
        if name in before.guessed:
            sums.guessed.add(names[name])
        else:
            sums.settled[names[name]] = name not in known
    sums.lines += renamed(before.lines, names)
    for name in sorted(set(own) & set(before.values)):
        inner, outer = (own[name], before.values[name])
        line = Line((name, f"{number}~{name}"), names[name])
        if not inner_is_new:
            inner, outer = outer, inner
            line = Line((names[name], f"{number}~{name}"), name)
        between = outer - inner
        if between < 0:
            continue  # corrected since: the two do not fit, and nobody learns from subtracting
        sums.lines.append(line)
        sums.values[line.parts[1]] = between
        sums.hidden.add(line.parts[1])
        if 0 < between < THRESHOLD:
            sums.unsafe.add(line.parts[1])


def _beside(shown: Figures, lines: list[Line], other: Figures) -> dict[str, Range]:
    """What follows from a release and one before it, and from neither alone."""
    if within(other.period, shown.period):
        inner, outer, first, last = known_of(other), known_of(shown), "earlier:", ""
    elif within(shown.period, other.period):
        inner, outer, first, last = known_of(shown), known_of(other), "", "earlier:"
    else:
        return {}
    names = _names(shown) & _names(other)
    theirs = [line for table in other.tables if not table.public for line in lines_of(table)]
    every = {name for line in theirs for name in line.names()} | _names(other)
    both = [*lines, *renamed(theirs, {name: f"earlier:{name}" for name in every})]
    known = {f"{first}{name}": value for name, value in inner.items()}
    known |= {f"{last}{name}": value for name, value in outer.items()}
    differences = set()
    for name in names:
        if inner.get(name, 0) <= outer.get(name, inner.get(name, 0)):
            between = f"since:{name}"
            both.append(Line((f"{first}{name}", between), f"{last}{name}"))
            differences.add(between)
    hidden = {n for line in both for n in line.names() if n not in known and not n.endswith(".sum")}
    try:
        narrow = exposed(both, known, hidden, THRESHOLD)
    except Impossible:
        return {}  # counts were corrected between the two: they do not fit, and tell nothing
    return {
        name: span
        for name, span in narrow.items()
        if name not in differences or (span.low > 0 and span.high and span.high < THRESHOLD)
    }
