"""A release: counted figures made fit to be read, and the gate that every release passes.

Categories become coarser first (coarsening.py), then counts are withheld (pattern.py), then what is
left is attacked (gate.py). Periods that lie one within another share their counts: what is in the
one and not in the other is a count too, and is protected as one. docs/disclosure-control.md has the
rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.disclosure.coarsening import at_stages, families, last_stage, stages_in
from reports.disclosure.gate import Blocked, Gate, own_cell, within
from reports.disclosure.pattern import Lesson, NoPattern, withheld_cells
from reports.disclosure.scopes import EVERYWHERE, countries_of
from reports.disclosure.sums import Line, Sums, cell, known_of, renamed, sums_of
from reports.figures import Duration, Figures, Mean, Table

__all__ = [
    "THRESHOLD",
    "THRESHOLD_PUBLIC",
    "WITHHELD",
    "Blocked",
    "Earlier",
    "NoPattern",
    "release",
]

THRESHOLD = 5
THRESHOLD_PUBLIC = 10
WITHHELD = "–*"
# A table of which more is withheld says too little: its categories become coarser.
MOST_SMALL = 1 / 5  # for being small itself, in a table of three dimensions
MOST_ALONE = 1 / 3  # by itself, with what hides it
MOST_TOGETHER = 1 / 2  # beside all others and the releases before
ATTEMPTS = 40


@dataclass(frozen=True)
class Earlier:
    """A release that somebody may have read: the figures as counted, and as shown."""

    counted: Figures
    shown: Figures


def release(
    figures: Figures,
    earlier: Sequence[Earlier] = (),
    threshold: int = THRESHOLD,
    inside: Sequence[Figures] = (),
) -> Figures:
    """The figures that may be shown: withheld cells are None everywhere. See `release_attacked`."""
    return release_attacked(figures, earlier, threshold, inside)[0]


def release_attacked(
    figures: Figures,
    earlier: Sequence[Earlier] = (),
    threshold: int = THRESHOLD,
    inside: Sequence[Figures] = (),
) -> tuple[Figures, Gate]:
    """The figures that may be shown, and what they were attacked with.

    `earlier` are the releases that the same readers have: of other periods, and of the same one.
    `inside` are those of the working group where `figures` are for the public: the public does not
    have them, but the working group will have both. Raises NoPattern where no choice of cells and
    of categories protects all of them.
    """
    figures = replace(figures, threshold=threshold)
    stages = _first_stages(figures, earlier, threshold)
    refused = {
        name
        for other in inside
        if (other.period, other.scope) == (figures.period, figures.scope)
        for name in _names(other) - set(known_of(other))
    }
    told = _told(figures, earlier)
    lessons: list[Lesson] = []
    for _attempt in range(ATTEMPTS):
        coarse = at_stages(figures, stages)
        try:
            shown, withheld = _protected(coarse, figures, earlier, threshold, refused, lessons)
        except NoPattern:
            # What was released before leaves no choice at these stages: all say less.
            stages |= _coarser(figures, stages, None)
            continue
        starred = [family for family in families(coarse) if _share(shown, family) > MOST_TOGETHER]
        starred = [family for family in starred if stages[family] < last_stage(figures, family)]
        if starred:
            stages |= {family: stages[family] + 1 for family in starred}
            continue
        try:
            attacked = gate(shown, [other.shown for other in earlier])
            if inside:
                gate(replace(shown, threshold=THRESHOLD), inside)
        except Blocked as blocked:
            found = {own_cell(name) for name in blocked.found}
            more = found - refused - withheld - told
            if more:
                refused |= more
            else:
                # Withheld here already: what stands around them has to say less.
                stages |= _coarser(figures, stages, found)
            continue
        return shown, attacked
    raise NoPattern


def gate(shown: Figures, earlier: Sequence[Figures] = ()) -> Gate:
    """Attack a release as its readers could, with the releases before it at hand.

    Uses what is shown alone. Raises Blocked.
    """
    return Gate.of(shown, earlier)


def _same(one: Figures, other: Figures) -> bool:
    return (one.period, one.scope) == (other.period, other.scope)


def _told(figures: Figures, earlier: Iterable[Earlier]) -> set[str]:
    """Cells that figures of another scope show already: the same count, withheld in vain."""
    return {
        name
        for other in earlier
        if other.shown.period == figures.period and other.shown.scope != figures.scope
        for name in known_of(other.shown)
        if {figures.scope, other.shown.scope} - {EVERYWHERE} <= countries_of(name)
    }


def _coarser(figures: Figures, stages: Mapping[str, int], found: set[str] | None) -> dict[str, int]:
    """The next stage of the families that have one of the cells found, or of all where none has.

    Raises NoPattern where every family shows its total alone.
    """
    able = [family for family in families(figures) if stages[family] < last_stage(figures, family)]
    having = {
        table.family
        for table in figures.tables
        for reference, _value in table.items()
        if found and cell(reference) in found
    }
    chosen = [family for family in able if family in having] or able
    if not chosen:
        raise NoPattern
    return {family: stages[family] + 1 for family in chosen}


def _first_stages(figures: Figures, earlier: Sequence[Earlier], threshold: int) -> dict[str, int]:
    """For each family the first stage at which it can be read by itself.

    What was released of the same period under the same threshold stays as it was cut.
    """
    stages: dict[str, int] = {}
    before: dict[str, int] = {}
    for other in earlier:
        if _same(other.shown, figures) and other.shown.threshold == threshold:
            before = stages_in(other.shown)
    for family in families(figures):
        last = last_stage(figures, family)
        number = min(before.get(family, 0), last)
        while number < last and not _readable(figures, family, number, threshold):
            number += 1
        stages[family] = number
    return stages


def _readable(figures: Figures, family: str, number: int, threshold: int) -> bool:
    """Whether enough of a family is left at a stage, were it released all alone."""
    tables = tuple(table for table in figures.tables if table.family == family)
    coarse = at_stages(replace(figures, tables=tables), {family: number})
    alone = sums_of(coarse, threshold)
    small = _share_of(coarse, family, alone.unsafe)
    if any(table.layers for table in tables):
        return small <= MOST_SMALL  # what hides them is looked for with all other tables only
    if small > MOST_ALONE:
        return False
    if not alone.unsafe:
        return True
    return _share_of(coarse, family, withheld_cells(alone, threshold)) <= MOST_ALONE


def _share_of(figures: Figures, family: str, withheld: set[str]) -> float:
    """The share of a family's inner counts that are withheld; what cannot be is not counted."""
    inner = [
        cell(f"{table.key}.{row}.{column}" if column else f"{table.key}.{row}")
        for table in figures.tables
        if table.family == family
        for row in table.rows
        for column in (table.columns or ("",))
        if row != column
    ]
    return sum(name in withheld for name in inner) / len(inner) if inner else 0.0


def _share(shown: Figures, family: str) -> float:
    known = known_of(shown)
    hidden = {name for name in _names(shown) if name not in known}
    return _share_of(shown, family, hidden)


def _protected(
    coarse: Figures,
    counted: Figures,
    earlier: Sequence[Earlier],
    threshold: int,
    refused: set[str],
    lessons: list[Lesson],
) -> tuple[Figures, set[str]]:
    sums = _with_earlier(coarse, counted, earlier, threshold)
    for name in refused & set(sums.values):
        sums.unsafe.add(name)
        sums.settled.pop(name, None)
    withheld = withheld_cells(sums, threshold, lessons)
    return _shown(coarse, withheld, threshold), withheld


def _names(figures: Figures) -> set[str]:
    """Every cell that a release has, shown or withheld."""
    return {"referrals"} | {
        cell(reference)
        for table in figures.tables
        if not table.public
        for reference, _value in table.items()
    }


def _shown(figures: Figures, withheld: set[str], threshold: int) -> Figures:
    def thinned(table: Table) -> Table:
        if table.public:
            return table
        values = {
            reference: None if cell(reference) in withheld else value
            for reference, value in table.items()
        }
        return replace(table.replaced(values), together=())

    tables = tuple(thinned(table) for table in figures.tables)
    published = {reference: value for table in tables for reference, value in table.items()}

    def timed(duration: Duration, reference: str) -> Duration:
        count = published.get(reference)
        if count is None or count < threshold:
            # A zero stays a zero; there is nothing to measure then.
            return replace(duration, count=count, median=None, p90=None)
        # To the microsecond, a median is one referral's own time: whoever handled it knows it.
        return replace(
            duration, count=count, median=_coarse(duration.median), p90=_coarse(duration.p90)
        )

    def averaged(mean: Mean) -> Mean:
        count = published.get(f"answered_by.{mean.key}")
        if count is None or count < threshold:
            return replace(mean, count=count, mean=None)
        return replace(mean, count=count, mean=_coarse(mean.mean))

    durations = tuple(
        timed(duration, f"answered.{duration.key}")
        for duration in figures.durations
        if f"answered.{duration.key}" in published
    )
    handover = figures.handover and timed(figures.handover, "handed.handed")
    return replace(
        figures,
        referrals=None if "referrals" in withheld else figures.referrals,
        tables=tables,
        durations=durations,
        handover=handover,
        answer_means=tuple(averaged(mean) for mean in figures.answer_means),
        released=True,
    )


def _coarse(hours: float | None) -> float | None:
    """Hours to one decimal."""
    return None if hours is None else round(hours, 1)


def _with_earlier(
    coarse: Figures, counted: Figures, earlier: Iterable[Earlier], threshold: int
) -> Sums:
    earlier = list(earlier)
    sums = sums_of(coarse, threshold, counted)
    for number, other in enumerate(earlier):
        if _same(other.counted, counted):
            _keep_pattern(sums, other, number, threshold)
        elif within(other.counted, counted):
            _join(sums, other, number, counted, threshold, inner_is_new=False)
        elif within(counted, other.counted):
            _join(sums, other, number, counted, threshold, inner_is_new=True)
    return sums


def _system_of(other: Earlier) -> tuple[Sums, Mapping[str, int]]:
    """An earlier release as its own system of sums, and what of it is known."""
    coarse = at_stages(other.counted, stages_in(other.shown))
    kept = {table.key for table in other.shown.tables}
    coarse = replace(coarse, tables=tuple(t for t in coarse.tables if t.key in kept))
    return sums_of(coarse, other.shown.threshold, other.counted), known_of(other.shown)


def _keep_pattern(sums: Sums, other: Earlier, number: int, threshold: int) -> None:
    """The same period again: a count that did not change stays as it was, shown or withheld.

    Of a release for the public, which withholds more, only what was shown binds.
    """
    before, known = _system_of(other)
    same = other.shown.threshold == threshold
    for name, value in before.values.items():
        if name in before.hidden or name in before.guessed or sums.values.get(name) != value:
            continue
        if name in sums.hidden:
            if name in known:
                sums.settled[name] = False  # a part of what is merged now, but told before
        elif same or name in known:
            sums.settled[name] = name not in known
    if any(sums.values.get(name, value) != value for name, value in before.values.items()):
        return  # corrected since: the two do not fit
    for line in before.lines:
        if all(name in sums.values for name in line.names()) or line.total.endswith(".sum"):
            continue
        for name in line.names():
            if name not in sums.values:
                sums.values[name] = before.values[name]
                sums.settled[name] = name not in known
                sums.hidden |= before.hidden & {name}
                sums.unsafe |= before.unsafe & before.hidden & {name}
        sums.lines.append(line)


def _join(
    sums: Sums,
    other: Earlier,
    number: int,
    counted: Figures,
    threshold: int,
    *,
    inner_is_new: bool,
) -> None:
    """Add an earlier release: its cells as they were shown, and what lies between the two."""
    before, known = _system_of(other)
    own = dict(sums.values)
    # What the country itself sent, say, counts the same in its figures as in those of all.
    scopes = {counted.scope, other.counted.scope} - {EVERYWHERE}
    itself = scopes if counted.period == other.counted.period else set()
    names = {name: f"{number}:{name}" for name in before.values}
    for name, value in before.values.items():
        sums.values[names[name]] = value
        if name in before.guessed:
            sums.guessed.add(names[name])
        elif name in before.hidden:
            sums.hidden.add(names[name])
            if name in before.unsafe:
                sums.unsafe.add(names[name])
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
        if between == 0 and itself & countries_of(name):
            continue
        sums.hidden.add(line.parts[1])
        if 0 < between < min(threshold, other.shown.threshold):
            sums.unsafe.add(line.parts[1])
