"""What practices, signals, the inquiry and the programme give the progress report of a period.

Plain data without HTTP; texts in Dutch and French as {"nl": …, "fr": …}. Nothing in it is about a
person, so nothing is withheld. Times are days of the portal's time zone, both ends included.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from workinggroup.models.declaration import DeclarationTask
from workinggroup.models.inquiry import CountryPosition, Synthesis
from workinggroup.models.practices import Adoption, Practice
from workinggroup.models.recommendations import ProgrammeItem, TopicEntry, TopicPage
from workinggroup.models.signals import Confirmation, Signal
from workinggroup.practices.life import State
from workinggroup.themes import Topic
from workinggroup.wording import in_both

Texts = dict[str, str]


@dataclass(frozen=True)
class AdoptedIn:
    """A country that does the same since a day of the period."""

    practice: int
    title: Texts
    origin: str
    country: str
    on: date


@dataclass(frozen=True)
class PositionFigure:
    """A country's position as it was at the end of the period."""

    country: str
    position: str
    since: date
    reasons: Texts


@dataclass(frozen=True)
class TaskFigure:
    """A task of the declaration by its code (TaskCode), with the secretariat's line."""

    code: str
    state: str
    title: Texts
    text: Texts
    line: Texts


@dataclass(frozen=True)
class ItemFigure:
    """An item of the programme; `activities` within the period, `line` for the report."""

    slug: str
    kind: str
    state: str
    chapter: str
    title: Texts
    line: Texts
    activities: int


@dataclass(frozen=True)
class EntryFigure:
    """An activity or finding of the period."""

    kind: str
    on: date
    country: str
    title: Texts
    text: Texts


@dataclass(frozen=True)
class TopicFigure:
    """A chapter: its summary and its entries, the oldest first."""

    topic: str
    summary: Texts
    entries: tuple[EntryFigure, ...]


@dataclass(frozen=True)
class Findings:
    """Practices published in the period by theme and country of origin (code, "" the Benelux),
    where they were adopted, signals posted by kind and those confirmed elsewhere, and the rest."""

    practices: int
    practices_by_theme: dict[str, int]
    practices_by_country: dict[str, int]
    adopted_in: tuple[AdoptedIn, ...]
    signals: int
    signals_by_kind: dict[str, int]
    signals_confirmed: int
    positions: tuple[PositionFigure, ...]
    inquiry_result: Texts | None
    tasks: tuple[TaskFigure, ...]
    items: tuple[ItemFigure, ...]
    topics: tuple[TopicFigure, ...]


def of_period(since: date, until: date) -> Findings:
    """Everything of a period; a dozen queries whatever its length."""
    begin, end = edges(since, until)
    themes: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    published = Practice.objects.filter(
        state=State.PUBLISHED, published_at__gte=begin, published_at__lt=end
    )
    for theme, country in published.order_by().values_list("theme", "country_id"):
        themes[theme] += 1
        countries[country or ""] += 1
    posted = Signal.objects.filter(posted_at__gte=begin, posted_at__lt=end, withdrawn_at=None)
    kinds = Counter(posted.order_by().values_list("kind", flat=True))
    confirmed = Confirmation.objects.filter(
        confirmed_at__gte=begin, confirmed_at__lt=end, signal__withdrawn_at=None
    )
    return Findings(
        practices=themes.total(),
        practices_by_theme=dict(themes),
        practices_by_country=dict(countries),
        adopted_in=_adopted(since, until),
        signals=kinds.total(),
        signals_by_kind=dict(kinds),
        signals_confirmed=confirmed.order_by().values("signal").distinct().count(),
        positions=_positions(until),
        inquiry_result=_result(end),
        tasks=_tasks(),
        items=_items(since, until),
        topics=_topics(since, until),
    )


def edges(since: date, until: date) -> tuple[datetime, datetime]:
    """Where the days from `since` to `until` begin and end, the end itself not included."""
    zone = timezone.get_default_timezone()
    begin = datetime.combine(since, time(), tzinfo=zone)
    return begin, datetime.combine(until + timedelta(days=1), time(), tzinfo=zone)


def _adopted(since: date, until: date) -> tuple[AdoptedIn, ...]:
    rows = (
        Adoption.objects.filter(
            adopted_on__gte=since, adopted_on__lte=until, practice__state=State.PUBLISHED
        )
        .select_related("practice")
        .defer("practice__search_vector")
    )
    return tuple(
        AdoptedIn(
            practice=row.practice_id,
            title=in_both(row.practice, "title"),
            origin=row.practice.country_id or "",
            country=row.country_id,
            on=row.adopted_on,
        )
        for row in rows.order_by("adopted_on", "id")
    )


def _positions(until: date) -> tuple[PositionFigure, ...]:
    newest: dict[str, CountryPosition] = {}
    rows = CountryPosition.objects.filter(since__lte=until)
    for row in rows.order_by("since", "taken_at", "id"):
        newest[row.country_id] = row
    return tuple(
        PositionFigure(country, row.position, row.since, in_both(row, "reasons"))
        for country, row in sorted(newest.items())
    )


def _result(end: datetime) -> Texts | None:
    row = Synthesis.objects.filter(written_at__lt=end).order_by("-number").first()
    return in_both(row, "result") if row else None


def _tasks() -> tuple[TaskFigure, ...]:
    return tuple(
        TaskFigure(
            code=row.code,
            state=row.state,
            title=in_both(row, "title"),
            text=in_both(row, "text"),
            line=in_both(row, "line"),
        )
        for row in DeclarationTask.objects.order_by("order")
    )


def _items(since: date, until: date) -> tuple[ItemFigure, ...]:
    links = ProgrammeItem.entries.through.objects.filter(
        topicentry__on__gte=since, topicentry__on__lte=until
    )
    served = Counter(links.values_list("programmeitem_id", flat=True))
    return tuple(
        ItemFigure(
            slug=row.slug,
            kind=row.kind,
            state=row.state,
            chapter=row.chapter,
            title=in_both(row, "title"),
            line=in_both(row, "line"),
            activities=served[row.pk],
        )
        for row in ProgrammeItem.objects.order_by("order", "slug")
    )


def _topics(since: date, until: date) -> tuple[TopicFigure, ...]:
    entries: dict[str, list[EntryFigure]] = {}
    rows = TopicEntry.objects.exclude(topic="").filter(on__gte=since, on__lte=until)
    for row in rows.order_by("on", "id"):
        entries.setdefault(row.topic, []).append(
            EntryFigure(
                kind=row.kind,
                on=row.on,
                country=row.country_id or "",
                title=in_both(row, "title"),
                text=in_both(row, "text"),
            )
        )
    pages = {page.topic: page for page in TopicPage.objects.order_by("topic")}
    return tuple(
        TopicFigure(topic, in_both(pages[topic], "summary"), tuple(entries.get(topic, ())))
        for topic in Topic.values
        if topic in pages
    )
