"""What the report shows of the working groups: tables, and the words that they wrote themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from reports.days import day_in
from reports.definitions.rows import named
from reports.figures import LANGUAGES, Figures, Labels, Note, Table, one_dimension, two_dimensions
from reports.wording import in_language, wording
from workinggroup.figures import WorkingGroupFigures, for_period
from workinggroup.findings import AdoptedIn, EntryFigure, Findings, PositionFigure
from workinggroup.themes import EntryKind, ItemKind, ItemState, Position, SignalKind, Theme, Topic

# The chapter of each topic that has a page of its own.
CHAPTERS = {
    Topic.POLICE_JUSTICE: "police",
    Topic.FINANCIAL: "police",
    Topic.EMPACT: "police",
    Topic.MUNICIPALITIES: "municipalities",
}
KINDS = (ItemKind.RECOMMENDATION, ItemKind.PROGRAMME)
BENELUX = "benelux"
NO_TEXT: Mapping[str, str] = {}


def group_tables(
    figures: Figures, countries: Sequence[str]
) -> tuple[list[Table], Labels, tuple[Note, ...]]:
    """Tables of the figures' period, what their rows are called, and words for the chapters;
    `countries` are those of the portal, in their order."""
    found = for_period(figures.period.first, figures.period.last)
    tables = [_numbers(found), _positions(found), _recommendations(found)]
    for key, counts, known in (
        ("practice_themes", found.practices_by_theme, Theme.values),
        ("signal_kinds", found.signals_by_kind, SignalKind.values),
    ):
        if counts:
            rows = [code for code in known if counts.get(code)]
            tables.append(one_dimension(key, counts, rows=rows, public=True))
    if found.meetings:
        tables.append(_present(found, countries))
    labels = {
        language: {
            "theme": {one.value: capfirst(in_language(one.label, language)) for one in Theme},
            "signal_kind": {
                one.value: capfirst(in_language(one.label, language)) for one in SignalKind
            },
        }
        for language in figures.labels
    }
    return tables, labels, tuple(_Writer(figures).notes(found))


def _numbers(found: WorkingGroupFigures) -> Table:
    counts = {
        "meetings": found.meetings,
        "decisions": found.decisions,
        "practices": found.practices,
        "adopted_in": len(found.adopted_in),
        "posted": found.signals,
        "signals": found.signals_confirmed,
    }
    return one_dimension("group", counts, overlapping=True, public=True)


def _positions(found: Findings) -> Table:
    counts: dict[str, int] = dict.fromkeys(Position.values, 0)
    for one in found.positions:
        counts[one.position] += 1
    return one_dimension("positions", counts, public=True)


def _recommendations(found: Findings) -> Table:
    counts: dict[tuple[str, str], int] = {}
    for item in found.items:
        counts[item.state, item.kind] = counts.get((item.state, item.kind), 0) + 1
    return two_dimensions(
        "recommendations", counts, rows=ItemState.values, columns=KINDS, public=True
    )


def _present(found: WorkingGroupFigures, countries: Sequence[str]) -> Table:
    """Organisations that came, and people by meeting, by country."""
    counts: dict[tuple[str, str], int] = {}
    for column, by_country in (("bodies", found.bodies_present), ("people", found.people_present)):
        for country, number in by_country.items():
            counts[country or BENELUX, column] = number
    came = {country for country, _column in counts}
    beside = sorted(came - set(countries), key=lambda c: (c == BENELUX, c))
    rows = [*(country for country in countries if country in came), *beside]
    return two_dimensions("present", counts, rows=rows, columns=("bodies", "people"), public=True)


@dataclass(frozen=True)
class _Writer:
    """Writes entries in both languages, with the frozen names of the countries."""

    figures: Figures

    def notes(self, found: Findings) -> Iterator[Note]:
        """Paragraphs and entries, in the order in which they stand in their chapters."""
        for task in found.tasks:
            yield from _paragraph(f"task_{task.code}", task.line)
        if found.inquiry_result:
            yield from _paragraph("instrument", found.inquiry_result)
        for topic in found.topics:
            chapter = CHAPTERS[Topic(topic.topic)]
            yield from _paragraph(chapter, topic.summary)
            for entry in topic.entries:
                said = {language: self._of_entry(entry, language) for language in LANGUAGES}
                yield _entry(chapter, entry.title, said, entry.text)
        for adopted in found.adopted_in:
            said = {language: self._of_adoption(adopted, language) for language in LANGUAGES}
            yield _entry("practices", adopted.title, said)
        for position in found.positions:
            head = {language: self._country(position.country, language) for language in LANGUAGES}
            said = {language: self._of_position(position, language) for language in LANGUAGES}
            yield _entry("instrument", head, said, position.reasons)
        for item in found.items:
            said = {
                language: named("recommendation", item.state, language) for language in LANGUAGES
            }
            yield _entry("recommendations", item.title, said, item.line, f"item-{item.slug}")

    def _country(self, code: str, language: str) -> str:
        return self.figures.label(language, "country", code) if code else "Benelux"

    def _of_entry(self, entry: EntryFigure, language: str) -> str:
        kind = capfirst(in_language(EntryKind(entry.kind).label, language))
        return f"{kind}, {day_in(entry.on, language)}, {self._country(entry.country, language)}"

    def _of_adoption(self, adopted: AdoptedIn, language: str) -> str:
        return (
            wording(language)
            .words["adopted_in"]
            .format(
                country=self._country(adopted.country, language), day=day_in(adopted.on, language)
            )
        )

    def _of_position(self, position: PositionFigure, language: str) -> str:
        return (
            wording(language)
            .words["position_since"]
            .format(
                position=named("position", position.position, language),
                day=day_in(position.since, language),
            )
        )


def _paragraph(chapter: str, text: Mapping[str, str]) -> Iterator[Note]:
    if text["nl"] or text["fr"]:
        yield Note(chapter, text["nl"], text["fr"])


def _entry(
    chapter: str,
    head: Mapping[str, str],
    said: Mapping[str, str],
    text: Mapping[str, str] = NO_TEXT,
    key: str = "",
) -> Note:
    """An entry of a list: what is known of it, then its own text."""
    nl, fr = (
        " ".join(part for part in (f"{said[language]}.", text.get(language, "")) if part)
        for language in LANGUAGES
    )
    return Note(chapter, nl, fr, head["nl"], head["fr"], key)
