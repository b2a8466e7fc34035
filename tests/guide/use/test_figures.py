"""What the guide misses in a period, for the progress report."""

from datetime import UTC, date, datetime

import pytest

from guide.links.models import Link, LinkState
from guide.models import Feedback, Helped, Page, Section, State, Version
from guide.use.figures import PageFigures, for_period
from guide.use.models import PageUse

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _written_before() -> None:
    Version.objects.update(published_at=datetime(2026, 10, 1, tzinfo=UTC))


def answers(slug: str, *said: str, day: date = UNTIL, missing: str = "") -> None:
    page = Page.objects.get(slug=slug)
    for helped in said:
        Feedback.objects.create(
            page=page, version=1, language="nl", helped=helped, missing=missing, day=day
        )


def of(slug: str) -> PageFigures:
    return next(page for page in for_period(SINCE, UNTIL).pages if page.slug == slug)


def test_answers_and_reading_of_the_period_alone_are_counted() -> None:
    answers("minor", Helped.NO, missing="Wie betaalt?")
    answers("minor", Helped.YES, Helped.PARTLY, day=SINCE)
    answers("minor", Helped.NO, day=date(2026, 10, 31))
    for day, views in ((SINCE, 3), (UNTIL, 4), (date(2026, 12, 1), 90)):
        PageUse.objects.create(page="minor", language="nl", day=day, views=views)
    page = of("minor")
    assert (page.yes, page.partly, page.no, page.remarks, page.views) == (1, 1, 1, 1, 7)
    assert for_period(SINCE, UNTIL).remarks == 1
    assert "Wie betaalt" not in repr(for_period(SINCE, UNTIL)), "words might name somebody"


def test_a_page_is_inadequate_when_enough_readers_say_so() -> None:
    answers("minor", *[Helped.NO] * 3, *[Helped.YES] * 2)
    answers("danger", *[Helped.NO] * 4)
    answers("construction", *[Helped.YES] * 3, *[Helped.PARTLY] * 3)
    assert [page.slug for page in for_period(SINCE, UNTIL).inadequate] == ["minor"]


def test_what_is_unconfirmed_or_untranslated_is_that_of_the_version_then_public() -> None:
    Section.objects.update(to_confirm=False)
    before = Section.objects.filter(version__page__slug="be-law")
    before.update(to_confirm=True, body_fr="")
    later = Version.objects.create(
        page=Page.objects.get(slug="be-law"),
        number=2,
        state=State.REPLACED,
        title_nl="Wet",
        title_fr="Loi",
        title_en="Law",
        written_at=datetime(2026, 12, 2, tzinfo=UTC),
        published_at=datetime(2026, 12, 2, tzinfo=UTC),
    )
    found = for_period(SINCE, UNTIL)
    assert found.to_confirm == before.count() == of("be-law").to_confirm
    assert [page.slug for page in found.untranslated] == ["be-law"]
    assert of("be-law").missing == ("fr",)
    december = for_period(date(2026, 12, 1), date(2026, 12, 31))
    assert december.to_confirm == 0
    Version.objects.filter(pk=later.pk).update(retired=True)
    december = for_period(date(2026, 12, 1), date(2026, 12, 31))
    assert "be-law" not in [page.slug for page in december.pages]


def test_before_there_was_a_guide_there_is_nothing_to_count() -> None:
    found = for_period(date(2016, 12, 2), date(2017, 12, 31))
    assert (found.pages, found.views, found.to_confirm, found.inadequate) == ((), 0, 0, ())


def test_links_that_fail_are_those_of_public_pages() -> None:
    source = Section.objects.filter(version__page__slug="nl-law")[0].sources[0]["url"]
    Link.objects.create(address=source, state=LinkState.SILENT)
    Link.objects.create(address="https://elsewhere.example/", state=LinkState.BROKEN)
    found = for_period(SINCE, UNTIL)
    assert found.broken_links == sum(page.broken_links for page in found.pages) >= 1
    assert of("nl-law").broken_links == 1


def test_it_asks_few_questions(django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        for_period(SINCE, UNTIL)
