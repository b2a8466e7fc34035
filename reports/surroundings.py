"""Figures around the referrals: the guide's brochure, the directory, trainings, working groups.

They count files, bodies and professionals, never victims, so that nothing of them is withheld.
They are frozen with the counted figures of the same run.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from contacts.models import Country, Organisation, Partnership
from contacts.upkeep import STALE_AFTER
from guide.use.models import Copies, Download
from reports.figures import Figures, Period, Table, one_dimension, two_dimensions
from reports.group_figures import group_tables
from reports.guide_figures import guide_tables
from reports.models import OutsideFigure, ProgressReport
from reports.training_figures import training_tables

POLICE_AND_JUSTICE = ("police", "public_prosecutor")
MUNICIPAL = ("municipality",)
BODIES = ("police_justice", "municipality")
GUIDE_LANGUAGES = ("nl", "fr", "de", "en")


def with_surroundings(figures: Figures, report: ProgressReport) -> Figures:
    """The figures with those around them, and those that the secretariat entered from outside."""
    if figures.scope:
        return _of_country(figures, report)
    countries = _countries()
    tables = [_bodies(countries), _partnerships(report.period, countries), _brochure(report.period)]
    tables.append(_freshness(countries, figures.frozen_at.date()))
    labels: dict[str, Any] = {language: dict(lists) for language, lists in figures.labels.items()}
    learnt, training_labels = training_tables(figures, countries)
    worked, group_labels, said = group_tables(figures, countries)
    read, read_notes = guide_tables(figures.period)
    for found in (training_labels, group_labels):
        for language, lists in found.items():
            labels[language] |= lists
    tables += _outside(report, labels)
    return replace(
        figures,
        tables=(*figures.tables, *tables, *learnt, *worked, *read),
        labels=labels,
        notes=(*said, *read_notes),
    )


def _of_country(figures: Figures, report: ProgressReport) -> Figures:
    """What there is of one country: its part of the directory, and figures from outside."""
    labels: dict[str, Any] = {language: dict(lists) for language, lists in figures.labels.items()}
    tables = [
        _row_of(table, figures.scope) if table.key == "directory" else table
        for table in figures.tables
    ]
    tables.append(_freshness([figures.scope], figures.frozen_at.date()))
    tables += _outside(report, labels)
    return replace(figures, tables=tuple(tables), labels=labels)


def _row_of(table: Table, country: str) -> Table:
    """A table by country with the row of one alone."""
    cells = table.cells[table.rows.index(country)]
    counts = {(country, name): cells[place] or 0 for place, name in enumerate(table.columns)}
    return two_dimensions(
        table.key, counts, rows=(country,), columns=table.columns, public=table.public
    )


def _countries() -> list[str]:
    found = Country.objects.filter(in_portal=True).order_by("order", "code")
    return list(found.values_list("code", flat=True))


def _bodies(countries: list[str]) -> Table:
    counts: Counter[tuple[str, str]] = Counter()
    rows = Organisation.objects.filter(
        active=True, kind__in=(*POLICE_AND_JUSTICE, *MUNICIPAL)
    ).values_list("kind", "country_id")
    for kind, country in rows:
        counts["police_justice" if kind in POLICE_AND_JUSTICE else "municipality", country] += 1
    return two_dimensions("bodies", counts, rows=BODIES, columns=countries, public=True)


def _partnerships(period: Period, countries: list[str]) -> Table:
    """Participations in partnerships that were in force within the period, by country."""
    running = Partnership.objects.filter(
        Q(until=None) | Q(until__gte=period.first), Q(since=None) | Q(since__lte=period.last)
    )
    counts: Counter[str] = Counter()
    for one, other in running.values_list("organisation__country_id", "partner__country_id"):
        counts.update(country for country in (one, other) if country)
    return one_dimension("partnerships", counts, rows=countries, public=True)


def _freshness(countries: list[str], today: date) -> Table:
    """Active organisations by whether their entry was confirmed within its term."""
    stale = Q(verified_at=None) | Q(verified_at__lte=today - STALE_AFTER)
    rows = (
        Organisation.objects.filter(active=True)
        .order_by()
        .values("country_id")
        .annotate(all=Count("pk"), stale=Count("pk", filter=stale))
    )
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        counts[row["country_id"], "stale"] = row["stale"]
        counts[row["country_id"], "fresh"] = row["all"] - row["stale"]
    columns = ("fresh", "stale")
    return two_dimensions("freshness", counts, rows=countries, columns=columns, public=True)


def _brochure(period: Period) -> Table:
    within = {"day__gte": period.first, "day__lte": period.last}
    counts: dict[tuple[str, str], int] = {}
    for key, model in (("downloads", Download), ("copies", Copies)):
        found = model.objects.filter(**within).order_by("language")
        for row in found.values("language").annotate(total=Sum("number")):
            counts[row["language"], key] = row["total"]
    return two_dimensions(
        "brochure", counts, rows=GUIDE_LANGUAGES, columns=("downloads", "copies"), public=True
    )


def _outside(report: ProgressReport, labels: Mapping[str, Any]) -> list[Table]:
    """One row a figure; its words are labels, so that they are frozen with it."""
    counts: dict[str, int] = {}
    for figure in OutsideFigure.objects.filter(report=report):
        name = f"n{figure.pk}"
        counts[name] = figure.value
        for language, label, source in (
            ("nl", figure.label_nl, figure.source_nl),
            ("fr", figure.label_fr, figure.source_fr),
        ):
            labels[language].setdefault("outside", {})[name] = label
            labels[language].setdefault("outside_source", {})[name] = source
            labels[language].setdefault("outside_country", {})[name] = figure.country
    return [one_dimension("outside", counts, overlapping=True, public=True)] if counts else []
