"""What is counted today beside released figures: the directory and the joint trainings.

These count organisations and professionals, never victims, so that nothing of them is withheld.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Count, Q

from contacts.models import Country, Organisation
from contacts.upkeep import STALE_AFTER
from reports.definitions import definition
from reports.definitions.rows import ALL
from reports.definitions.words import Words
from reports.figures import Period
from reports.monitoring.figures_text import number
from reports.monitoring.panel import Bar, Panel
from trainings.figures import TrainingFigures, for_period

ENTRIES = Words("Vermeldingen", "Inscriptions", "Entries")
STALE = Words("Niet bevestigd", "Non confirmées", "Not confirmed")
PEOPLE = Words("Mensen", "Personnes", "People")
OF_BENELUX = Words("Benelux-instellingen", "Institutions Benelux", "Bodies of the Benelux")
HELD = Words("Gehouden opleidingen", "Formations organisées", "Trainings held")
HALF_DAYS = Words("Halve dagen", "Demi-journées", "Half-days")
LIVE = ("freshness", "trained")


def live_panels(period: Period, today: dt.date, language: str, country: str = "") -> list[Panel]:
    """The directory as it is today, and the trainings held in the period.

    `country`: beside figures of that one its own entries and people alone.
    """
    return [freshness_panel(today, language, country), _trained(period, language, country)]


def freshness_panel(today: dt.date, language: str, country: str = "") -> Panel:
    """Entries of the directory and those that nobody confirmed; `country`: of that one alone."""
    late = Q(verified_at=None) | Q(verified_at__lte=today - STALE_AFTER)
    found = (
        Organisation.objects.filter(active=True, country__in_portal=True)
        .order_by()
        .values("country")
        .annotate(entries=Count("pk"), stale=Count("pk", filter=late))
    )
    counts = {row["country"]: (row["entries"], row["stale"]) for row in found}
    rows = [
        (name, *counts.get(code, (0, 0))) for code, name in _countries() if country in {"", code}
    ]
    heads = (ENTRIES, STALE)
    return _panel(
        "freshness", heads, rows, [Bar(name, stale) for name, _n, stale in rows], language
    )


def _trained(period: Period, language: str, country: str) -> Panel:
    found: TrainingFigures = for_period(period.first, period.last)
    names = _countries()
    beside = sorted(set(found.people_by_country) - {code for code, _name in names})
    names += [(code, code or OF_BENELUX.in_language(language)) for code in beside]
    rows = [
        (name, found.people_by_country.get(code, 0))
        for code, name in names
        if country in {"", code}
    ]
    bars = [Bar(name, people) for name, people in rows]
    panel = _panel("trained", (PEOPLE,), rows, bars, language)
    held = ((HELD, found.trainings_held), (HALF_DAYS, found.half_days))
    space = "\u00a0" if language == "fr" else ""
    told = f"{space}; ".join(
        f"{w.in_language(language)}{space}: {number(n, language)}" for w, n in held
    )
    return replace(panel, remark=f"{told}.")


def _countries() -> list[tuple[str, str]]:
    """(code, name in the reader's language) of those that take part."""
    lands = Country.objects.filter(in_portal=True).order_by("order", "code")
    return [(land.code, land.name) for land in lands.only("code", "name")]


def _panel(
    key: str,
    heads: tuple[Words, ...],
    rows: Sequence[tuple[str | int, ...]],
    bars: list[Bar],
    language: str,
) -> Panel:
    """A table whose columns are counts, with their sums below where there is more than one row."""
    found = definition(key)
    counts = [[int(value) for value in row[1:]] for row in rows]
    many = len(rows) != 1
    sums = [sum(column) for column in zip(*counts, strict=True)] if counts else [0] * len(heads)
    return Panel(
        key=key,
        title=found.title.in_language(language),
        defined=found.text.in_language(language),
        head=[
            found.row.in_language(language) if found.row else "",
            *(head.in_language(language) for head in heads),
        ],
        rows=[
            *(
                [str(row[0]), *(number(n, language) for n in n_of)]
                for row, n_of in zip(rows, counts, strict=True)
            ),
            *([[ALL.in_language(language), *(number(value, language) for value in sums)]] * many),
        ],
        total_row=many,
        remark="",
        note="",
        bars=bars,
    )
