"""What an editor sees first, and when readers' words go."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.models import Role
from guide import improving, tasks
from guide.links.models import Link, LinkState
from guide.models import Feedback, Helped, Page, Section
from guide.services import KEPT_AT_MOST, KEPT_SETTLED, forget_remarks
from guide.use.models import PageUse
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def answer(slug: str = "minor", **given: Any) -> Feedback:
    return Feedback.objects.create(
        **{
            "page": Page.objects.get(slug=slug), "version": 1, "language": "nl",
            "helped": Helped.NO, "day": TODAY, **given,
        }
    )  # fmt: skip


def row(slug: str) -> improving.Row:
    with translation.override("nl"):
        return next(found for found in improving.rows(TODAY) if found.slug == slug)


class TestRanking:
    @pytest.fixture(autouse=True)
    def _nothing_else_to_do(self) -> None:
        Section.objects.update(to_confirm=False, edition=TODAY)

    def test_pages_that_did_not_help_come_first_with_the_reasons(self) -> None:
        answer("danger", helped=Helped.PARTLY, missing="Wie betaalt?")
        for _ in range(2):
            answer("minor")
        answer("construction", helped=Helped.YES)
        first, second = improving.rows(TODAY)[:2]
        assert (first.slug, second.slug) == ("minor", "danger")
        assert row("danger").reasons == ["0 × nee, 1 × ten dele", "1 opmerking te bekijken"]
        assert row("construction").reasons == []
        assert row("construction").yes == 1

    def test_a_missing_language_weighs_more_than_one_reader(self) -> None:
        answer("danger")
        Section.objects.filter(version__page__slug="minor").update(body_fr="")
        assert improving.rows(TODAY)[0].slug == "minor"
        assert row("minor").reasons == ["ontbreekt in Français"]

    def test_age_and_what_is_to_be_confirmed_count(self) -> None:
        sections = Section.objects.filter(version__page__slug="be-law")
        sections.update(edition=TODAY - 366 * DAY)
        sections.filter(key="means").update(to_confirm=True)
        assert row("be-law").reasons == [
            "1 onderdeel te bevestigen", "meer dan een jaar geleden nagekeken",
        ]  # fmt: skip

    def test_a_link_that_leads_nowhere_counts(self) -> None:
        section = Section.objects.filter(version__page__slug="nl-law").first()
        assert section is not None
        Link.objects.create(address=section.sources[0]["url"], state=LinkState.BROKEN)
        assert improving.rows(TODAY)[0].slug == "nl-law"
        assert row("nl-law").reasons == ["1 link die niet werkt"]

    def test_of_two_alike_the_one_that_is_read_more_comes_first(self) -> None:
        PageUse.objects.create(page="danger", language="nl", day=TODAY, views=9)
        PageUse.objects.create(page="danger", language="fr", day=TODAY - 91 * DAY, views=99)
        first = improving.rows(TODAY)[0]
        assert (first.slug, first.views) == ("danger", 9)

    def test_answers_of_long_ago_no_longer_count_but_open_remarks_do(self) -> None:
        answer("minor", day=TODAY - 400 * DAY, missing="Wie betaalt?")
        found = row("minor")
        assert (found.no, found.remarks) == (0, 1)


class TestPage:
    @pytest.mark.parametrize("role", [Role.EDITOR, Role.SECRETARIAT])
    def test_editors_and_the_secretariat_see_it(self, role: Role) -> None:
        client = Client()
        client.force_login(MembershipFactory.create(role=role).user)
        assert "/guide/improve/" in client.get("/nl/guide/").text
        with CaptureQueriesContext(connection) as none:
            assert client.get("/nl/guide/improve/").status_code == 200
        for slug in ("minor", "danger", "construction"):
            answer(slug, missing="Wie betaalt?")
        with CaptureQueriesContext(connection) as three:
            text = client.get("/nl/guide/improve/").text
        assert text.count("1 opmerking te bekijken") == 3
        assert len(none) == len(three)


class TestForgetting:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ({}, True),
            ({"settled_on": TODAY - KEPT_SETTLED}, True),
            ({"settled_on": TODAY - KEPT_SETTLED - DAY}, False),
            ({"day": TODAY - KEPT_AT_MOST}, True),
            ({"day": TODAY - KEPT_AT_MOST - DAY}, False),
        ],
        ids=["new", "settled", "settled-long-ago", "two-years", "over-two-years"],
    )
    def test_words_go_at_their_term_and_the_count_stays(
        self, given: dict[str, Any], kept: bool
    ) -> None:
        remark = answer(missing="Wie betaalt?", **given)
        assert forget_remarks(TODAY) == (not kept)
        remark.refresh_from_db()
        assert (remark.missing, remark.helped) == ("Wie betaalt?" if kept else "", Helped.NO)

    def test_beat_has_it_done(self) -> None:
        answer(missing="Wie betaalt?", day=timezone.localdate() - KEPT_AT_MOST - 2 * DAY)
        tasks.forget_remarks()
        assert not Feedback.objects.exclude(missing="").exists()

    @pytest.mark.parametrize(
        ("language", "words"), [("nl", "in elk geval na twee jaar"), ("fr", "après deux ans")]
    )
    def test_the_reader_is_told_before_and_on_the_privacy_page(
        self, language: str, words: str
    ) -> None:
        for path in ("guide/minor/feedback/", "privacy/"):
            assert words in Client().get(f"/{language}/{path}").text
