"""The order of a report: its headings, tables and charts, as data. Both languages follow it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.figures import Figures


class Length(TextChoices):
    FULL = "full", _("The whole report")
    SHORT = "short", _("A short version of four pages")


CHAPTER, ANNEX, TABLE, CHART = "chapter", "annex", "table", "chart"
HEADINGS = (CHAPTER, ANNEX)


@dataclass(frozen=True)
class Entry:
    """A heading (with the text under it), a table or a chart.

    `needs` are tables of which at least one must be among the figures for the entry to appear.
    """

    kind: str
    key: str
    level: int = 0
    needs: tuple[str, ...] = ()


def _chapter(key: str, level: int = 1, *needs: str) -> Entry:
    return Entry(CHAPTER, key, level, needs)


def _annex(key: str, *needs: str) -> Entry:
    return Entry(ANNEX, key, 1, needs)


def _table(key: str) -> Entry:
    return Entry(TABLE, key, needs=(key,))


def _chart(key: str) -> Entry:
    return Entry(CHART, key, needs=(key,))


TIMES = Entry(TABLE, "times")
# The breakdown that the statistics of the European Union ask for besides the form of exploitation
# (Directive 2011/36/EU as amended, article 19a): who registered, sex, child or adult, citizenship.
STATISTICS = ("senders", "persons", "citizenship")

FULL: tuple[Entry, ...] = (
    _chapter("summary"),
    _chapter("tasks"),
    _chapter("task_practices", 2),
    _chapter("task_trainings", 2),
    _chapter("task_contacts", 2),
    _chapter("task_mechanisms", 2),
    _chapter("task_instrument", 2),
    _chapter("task_report", 2),
    _chapter("between"),
    _chapter("pairs", 2),
    _table("pairs"),
    _chart("pairs"),
    _chapter("months", 2),
    _table("months"),
    _chart("months"),
    _chapter("forms", 2),
    _table("forms"),
    _chart("forms"),
    _chapter("persons", 2),
    _table("ages"),
    _table("genders"),
    _chapter("needs", 2),
    _table("needs"),
    _chart("needs"),
    _chapter("urgency", 2),
    _table("urgency"),
    _chapter("answers"),
    _chapter("replies", 2),
    _table("answers"),
    _chart("answers"),
    _chapter("reasons", 2),
    _table("reasons"),
    _chart("reasons"),
    _chapter("times", 2),
    TIMES,
    _table("punctuality"),
    _chapter("states", 2),
    _table("states"),
    _table("outcomes"),
    _chapter("guide"),
    _table("adequacy"),
    _table("readers"),
    _chapter("guide_missing", 2),
    _table("gaps"),
    _table("guide_pages"),
    _chapter("contacts"),
    _table("directory"),
    _table("freshness"),
    _chapter("trainings"),
    _table("trainings"),
    _table("training_topics"),
    _table("trained"),
    _table("evaluation"),
    _chapter("practices"),
    _table("group"),
    _table("practice_themes"),
    _table("signal_kinds"),
    _chapter("instrument"),
    _table("positions"),
    _chapter("police"),
    _chapter("municipalities"),
    _table("bodies"),
    _chapter("recommendations"),
    _table("recommendations"),
    _chapter("partnerships"),
    _table("partnerships"),
    _chapter("brochure"),
    _table("brochure"),
    _chapter("outside", 1, "outside"),
    _table("outside"),
    _chapter("bottlenecks"),
    _annex("statistics", *STATISTICS),
    *(_table(key) for key in STATISTICS),
    _annex("definitions"),
    _annex("method"),
    _annex("composition"),
    _table("present"),
    _annex("sources"),
)

SHORT: tuple[Entry, ...] = (
    _chapter("summary"),
    _chapter("between"),
    _table("pairs"),
    _chart("pairs"),
    _chapter("answers"),
    _chapter("replies", 2),
    _table("answers"),
    _chapter("times", 2),
    _chapter("guide"),
    _chapter("trainings"),
    _chapter("practices"),
    _chapter("recommendations"),
    _chapter("bottlenecks"),
    _chapter("method"),
)

OUTLINES = {Length.FULL: FULL, Length.SHORT: SHORT}


# What the three countries do together; a report on one of them leaves it to that on all.
TOGETHER = {
    "tasks",
    *(entry.key for entry in FULL if entry.key.startswith("task_")),
    "trainings",
    "practices",
    "instrument",
    "police",
    "municipalities",
    "recommendations",
    "partnerships",
    "brochure",
    "composition",
}


def outline(length: str, figures: Figures) -> Iterator[Entry]:
    """The entries of a report of that length for which there are figures."""
    for entry in OUTLINES[Length(length)]:
        if figures.scope and entry.key in TOGETHER:
            continue
        if not entry.needs or any(figures.has(key) for key in entry.needs):
            yield entry


def numbered(length: str, figures: Figures) -> dict[str, str]:
    """The number of each chapter ("3", "3.1") and the letter of each annex, by key."""
    first = second = annexes = 0
    numbers = {}
    for entry in outline(length, figures):
        if entry.kind == ANNEX:
            numbers[entry.key] = chr(ord("A") + annexes)
            annexes += 1
        elif entry.kind == CHAPTER and entry.level == 1:
            first, second = first + 1, 0
            numbers[entry.key] = f"{first}"
        elif entry.kind == CHAPTER:
            second += 1
            numbers[entry.key] = f"{first}.{second}"
    return numbers
