"""What is translated and what is not: figures, the list, one text beside its source."""

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce
from hashlib import md5
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import MD5, Cast, Coalesce
from django.utils.text import Truncator

from contacts.models import DataProposal
from guide.translating import sheet
from guide.translating.models import Translation
from guide.translating.streams import SHEET, Stream, area_label, streams

# The languages texts are translated into; the first two are demanded. For each, which language a
# text is translated from: the first of these that has it.
SOURCES = {
    "nl": ("fr", "en", "de"),
    "fr": ("nl", "en", "de"),
    "en": ("nl", "fr", "de"),
    "de": ("nl", "fr", "en"),
}
DEMANDED = ("nl", "fr")
PAGE = 50
MISSING, STALE, SAME, DONE = "missing", "stale", "same", "done"
PROPOSED = "proposed"  # written, and a contact point has yet to agree
OPEN = (MISSING, STALE)


@dataclass(frozen=True)
class Filters:
    """What the list shows; "" is everything. `states` are those wanted."""

    language: str = "fr"
    area: str = ""
    country: str = ""
    states: tuple[str, ...] = OPEN


@dataclass(frozen=True)
class Unit:
    """One text in one language beside its source."""

    stream: str
    key: str
    language: str
    source_language: str
    source: str
    target: str
    state: str

    @property
    def label(self) -> str:
        if self.stream == SHEET:
            return area_label("sheet")
        return streams()[self.stream].label

    @property
    def place(self) -> str:
        """Where it stands in the list; the next page begins after it."""
        return f"{self.stream} {self.key}"

    @property
    def short(self) -> str:
        return Truncator(self.source).chars(120)

    @property
    def source_digest(self) -> str:
        return digest(self.source)

    @property
    def target_digest(self) -> str:
        return digest(self.target)


@dataclass
class Progress:
    """Of one area in one language: how many texts there are, and how many wait."""

    total: int = 0
    missing: int = 0
    stale: int = 0
    proposed: int = 0

    @property
    def percent(self) -> int:
        """What is there and of today, rounded down: 100 is all of it."""
        waiting = self.missing + self.stale + self.proposed
        return 100 * (self.total - waiting) // self.total if self.total else 100


@dataclass(frozen=True)
class Overview:
    """Progress by area, in each language of SOURCES in its order; and of all areas together."""

    areas: list[tuple[str, str, list[tuple[str, Progress]]]]
    all: list[tuple[str, Progress]] = field(default_factory=list)


def digest(text: str) -> str:
    """What tells a text from a later one; the database's own MD5 compares with it."""
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def overview() -> Overview:
    """How far each area is in each language; a query a language and one of the sheet's each."""
    found: dict[str, dict[str, Progress]] = {}
    for language in SOURCES:
        counted: Counter[tuple[str, str]] = Counter()
        for stream, state, number in _counts(language):
            counted[streams()[stream].area, state] += number
        for unit in sheet.units(language):
            counted["sheet", unit[-1]] += 1
        for (area, state), number in counted.items():
            progress = found.setdefault(area, {}).setdefault(language, Progress())
            progress.total += number
            progress.missing += number if state == MISSING else 0
            progress.stale += number if state == STALE else 0
            progress.proposed += number if state == PROPOSED else 0
    areas = [
        (area, area_label(area), [(lang, of.get(lang, Progress())) for lang in SOURCES])
        for area, of in found.items()
    ]
    together = [(lang, _sum([of.get(lang) for of in found.values()])) for lang in SOURCES]
    return Overview(sorted(areas, key=lambda line: line[1]), together)


def units(filters: Filters, *, after: str = "", limit: int = PAGE) -> list[Unit]:
    """The texts of a list in its order, from the one after a place on; one query, and those of
    the consent sheet when the others are at their end."""
    stream, _space, key = after.partition(" ")
    parts = []
    for candidate in _chosen(filters):
        if candidate.id < stream or stream == SHEET:  # the sheet is the end of the list
            continue
        rows = _states(candidate, filters.language).filter(u_state__in=filters.states)
        if candidate.id == stream:
            rows = rows.filter(u_key__gt=key)
        if filters.country:
            rows = rows.filter(**{candidate.country: filters.country})
        parts.append(rows.values_list(*COLUMNS))
    found = []
    if parts:
        together = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        found = [
            Unit(row[0], row[1], filters.language, *row[2:])
            for row in together.order_by("u_stream", "u_key")[:limit]
        ]
    if len(found) < limit and filters.area in {"", "sheet"} and not filters.country:
        found += [
            unit
            for row in sheet.units(filters.language)
            if (unit := Unit(SHEET, row[0], filters.language, *row[1:])).state in filters.states
            and (stream != SHEET or unit.key > key)
        ][: limit - len(found)]
    return found


def unit(stream: str, key: str, language: str) -> Unit | None:
    """One text, or None; one query."""
    if stream == SHEET:
        rows = [row for row in sheet.units(language) if row[0] == key]
        return Unit(SHEET, key, language, *rows[0][1:]) if rows else None
    known = streams().get(stream)
    if known is None or language not in known.languages:
        return None
    row = _states(known, language).filter(u_key=key).values_list(*COLUMNS).first()
    return Unit(row[0], row[1], language, *row[2:]) if row else None


def not_noted(stream: Stream, language: str) -> list[tuple[str, ...]]:
    """The translations whose source nobody noted yet, as rows of COLUMNS; one query."""
    rows = _states(stream, language).filter(u_noted=False).exclude(u_target="")
    return list(rows.exclude(u_source="").values_list(*COLUMNS))


COLUMNS = ("u_stream", "u_key", "u_source_language", "u_source", "u_target", "u_state")


def _chosen(filters: Filters) -> list[Stream]:
    return sorted(
        (
            stream
            for stream in streams().values()
            if filters.area in {"", stream.area}
            and filters.language in stream.languages
            and (stream.country or not filters.country)
        ),
        key=lambda stream: stream.id,
    )


def _counts(language: str) -> "QuerySet[Any]":
    parts = [
        _states(stream, language)
        .order_by()
        .values("u_stream", "u_state")
        .annotate(number=Count("pk"))
        .values_list("u_stream", "u_state", "number")
        for stream in streams().values()
        if language in stream.languages
    ]
    return parts[0].union(*parts[1:], all=True)


def _states(stream: Stream, language: str) -> "QuerySet[Any]":
    """The rows of a stream that have a text in any language, with what is known of this one's."""

    def column(code: str) -> str:
        return f"{stream.field}_{code}"

    def written(code: str) -> Q:
        return ~(Q(**{f"{column(code)}__isnull": True}) | Q(**{column(code): ""}))

    def text(code: str) -> Coalesce:
        return Coalesce(Cast(F(column(code)), TextField()), Value(""), output_field=TextField())

    sources = SOURCES[language]
    noted = Translation.objects.filter(
        stream=stream.id,
        key=OuterRef("u_key"),
        language=language,
        target_digest=MD5(OuterRef("u_target")),
    )
    now = Case(
        *[When(source_language=code, then=MD5(OuterRef(f"u_{code}"))) for code in sources],
        default=F("source_digest"),
        output_field=CharField(),
    )
    changed = noted.annotate(now=now).exclude(source_digest=F("now"))
    return (
        stream.rows()
        .order_by()
        .filter(reduce(Q.__or__, (written(code) for code in (language, *sources))))
        .annotate(
            u_stream=Value(stream.id, output_field=TextField()),
            u_source_language=Case(
                *[When(written(code), then=Value(code)) for code in sources],
                default=Value(""),
                output_field=TextField(),
            ),
            u_source=Case(
                *[When(written(code), then=text(code)) for code in sources],
                default=Value(""),
                output_field=TextField(),
            ),
            u_target=text(language),
            **{f"u_{code}": text(code) for code in sources},
        )
        .annotate(
            u_stale=Exists(changed),
            u_same=Exists(noted.filter(same=True)),
            u_noted=Exists(noted),
        )
        .annotate(
            u_state=Case(
                *_proposed(stream, language),
                When(u_target="", then=Value(MISSING)),
                When(u_stale=Value(True, output_field=BooleanField()), then=Value(STALE)),
                When(
                    u_source=F("u_target"),
                    u_same=Value(False, output_field=BooleanField()),
                    then=Value(SAME),
                ),
                default=Value(DONE),
                output_field=TextField(),
            )
        )
    )


def _proposed(stream: Stream, language: str) -> list[When]:
    """That other words of this text wait for a contact point, where it is shared at all."""
    if not stream.part:
        return []
    waiting = DataProposal.objects.filter(
        state=DataProposal.State.WAITING,
        part=stream.part,
        row=Cast(OuterRef("pk"), CharField()),
    ).annotate(word=KeyTextTransform(f"{stream.field}_{language}", "after"))
    others = waiting.filter(word__gt="").exclude(word=OuterRef("u_target"))
    return [When(Exists(others), then=Value(PROPOSED))]


def _sum(parts: list[Progress | None]) -> Progress:
    known = [part for part in parts if part]
    return Progress(
        sum(part.total for part in known),
        sum(part.missing for part in known),
        sum(part.stale for part in known),
        sum(part.proposed for part in known),
    )
