"""What the guide misses, for the progress report: is it enough to go on, and where is it not.

Of what readers wrote only the number is given: their words might name somebody.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch, Q, Sum
from django.utils import timezone

from guide.links.checking import failing_by_page
from guide.models import Feedback, Helped, Kind, Section, Version
from guide.use.models import PageUse
from guide.wording import in_languages

# A page is inadequate when fewer than half of at least so many readers say that it helped.
ENOUGH_ANSWERS = 5
ADEQUATE_SHARE = 0.5


@dataclass(frozen=True)
class PageFigures:
    """One page as it was public at the end of the period; all numbers are of the period, but
    `broken_links`, which is of now: what an address answered is not kept.

    `title` is by language. `remarks` counts readers who wrote what is missing. `to_confirm` counts
    the sections that an authority must still confirm, `missing` names the languages in which a
    part of the page is not there.
    """

    slug: str
    kind: str
    country: str
    topic: str
    title: dict[str, str]
    yes: int
    partly: int
    no: int
    remarks: int
    views: int
    sections: int
    to_confirm: int
    oldest: date | None
    missing: tuple[str, ...]
    broken_links: int

    @property
    def answers(self) -> int:
        return self.yes + self.partly + self.no

    @property
    def inadequate(self) -> bool:
        """Whether enough readers answered, and fewer than half of them that it helped."""
        return self.answers >= ENOUGH_ANSWERS and self.yes < ADEQUATE_SHARE * self.answers


@dataclass(frozen=True)
class GuideFigures:
    """The guide in a period, both days included; pages in the guide's order, without its source
    texts."""

    since: date
    until: date
    pages: tuple[PageFigures, ...]

    @property
    def yes(self) -> int:
        return sum(page.yes for page in self.pages)

    @property
    def partly(self) -> int:
        return sum(page.partly for page in self.pages)

    @property
    def no(self) -> int:
        return sum(page.no for page in self.pages)

    @property
    def remarks(self) -> int:
        return sum(page.remarks for page in self.pages)

    @property
    def views(self) -> int:
        return sum(page.views for page in self.pages)

    @property
    def sections(self) -> int:
        return sum(page.sections for page in self.pages)

    @property
    def to_confirm(self) -> int:
        return sum(page.to_confirm for page in self.pages)

    @property
    def broken_links(self) -> int:
        return sum(page.broken_links for page in self.pages)

    @property
    def inadequate(self) -> tuple[PageFigures, ...]:
        """The pages that did not help, those that most readers missed something on first."""
        found = [page for page in self.pages if page.inadequate]
        return tuple(sorted(found, key=lambda page: (-page.no, -page.partly, page.slug)))

    @property
    def untranslated(self) -> tuple[PageFigures, ...]:
        return tuple(page for page in self.pages if page.missing)


def for_period(since: date, until: date) -> GuideFigures:
    """The figures of a period, both days included; six queries at most."""
    answers = _answers(since, until)
    views = _views(since, until)
    broken = failing_by_page()
    pages = tuple(
        _page(version, answers.get(version.page_id, {}), views, broken)
        for version in _public_on(until)
    )
    return GuideFigures(since, until, pages)


def _public_on(day: date) -> list[Version]:
    """Of each page the version that readers saw at the end of a day."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    rows = (
        Version.objects.filter(published_at__lt=end)
        .exclude(page__kind=Kind.SOURCE)
        .select_related("page")
        .prefetch_related(Prefetch("sections", queryset=Section.objects.order_by("order")))
        .order_by("page_id", "-published_at", "-number")
        .distinct("page_id")
    )
    found = [version for version in rows if not version.retired]
    return sorted(found, key=lambda version: (version.page.order, version.page.slug))


def _answers(since: date, until: date) -> dict[int, dict[str, int]]:
    counted = (
        Feedback.objects.filter(day__range=(since, until))
        .order_by()
        .values("page_id")
        .annotate(
            yes=Count("pk", filter=Q(helped=Helped.YES)),
            partly=Count("pk", filter=Q(helped=Helped.PARTLY)),
            no=Count("pk", filter=Q(helped=Helped.NO)),
            remarks=Count("pk", filter=~Q(missing="")),
        )
    )
    rows: list[dict[str, Any]] = [{**row} for row in counted]
    return {row.pop("page_id"): row for row in rows}


def _views(since: date, until: date) -> Counter[str]:
    rows = PageUse.objects.filter(day__range=(since, until)).order_by().values_list("page")
    return Counter(dict(rows.annotate(sum=Sum("views"))))


def _page(
    version: Version, said: dict[str, int], views: Counter[str], broken: dict[str, int]
) -> PageFigures:
    page, sections = version.page, list(version.sections.all())
    titles = in_languages(version, "title")
    return PageFigures(
        slug=page.slug,
        kind=page.kind,
        country=page.country_id or "",
        topic=page.topic,
        title=titles,
        yes=said.get("yes", 0),
        partly=said.get("partly", 0),
        no=said.get("no", 0),
        remarks=said.get("remarks", 0),
        views=views[page.slug],
        sections=len(sections),
        to_confirm=sum(section.to_confirm for section in sections),
        oldest=min((section.edition for section in sections), default=None),
        missing=tuple(
            language
            for language, _name in settings.LANGUAGES
            if not titles.get(language)
            or any(not in_languages(section, "body")[language] for section in sections)
        ),
        broken_links=broken.get(page.slug, 0),
    )
