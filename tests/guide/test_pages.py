"""The guide as strangers read it."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from contacts.models import CountryRule, Organisation
from contacts.public import public_contacts
from guide import selectors
from guide.comparison import comparison
from guide.models import Kind, Page, Section, State, Topic, Version
from guide.reference import LANGUAGES, load, read, read_text

pytestmark = pytest.mark.django_db

SLUGS = sorted(row["slug"] for row in read("pages"))
SHELTERS = {"shelter", "minors_centre"}


class TestTexts:
    """The product's own files."""

    @pytest.mark.parametrize("slug", SLUGS)
    def test_a_page_is_written_in_dutch_and_french_with_the_same_sections(self, slug: str) -> None:
        (row,) = [row for row in read("pages") if row["slug"] == slug]
        texts = {language: read_text(slug, language) for language in LANGUAGES}
        assert texts["nl"] is not None
        assert texts["fr"] is not None
        for text in texts.values():
            if text is not None:
                assert len(text.sections) == len(row["sections"])
                assert all(title and body for title, body in text.sections)

    @pytest.mark.parametrize("slug", SLUGS)
    def test_markers_of_research_reach_no_reader(self, slug: str) -> None:
        for language in LANGUAGES:
            text = read_text(slug, language)
            words = " ".join(body for _, body in text.sections) if text else ""
            assert not re.search(r"\[[SOM]\b", words)

    def test_each_country_has_its_four_topics(self) -> None:
        topics = Page.objects.filter(kind=Kind.TOPIC).values_list("country_id", "topic")
        assert set(topics) == {(c, str(t)) for c in ("NL", "BE", "LU") for t in Topic}

    def test_every_named_organisation_is_in_the_directory(self) -> None:
        named = {slug for page in Page.objects.all() for slug in page.organisations}
        assert named == set(
            Organisation.objects.filter(slug__in=named).values_list("slug", flat=True)
        )

    def test_loading_again_writes_nothing_and_an_editor_s_version_stays(self) -> None:
        page = Page.objects.get(slug="nl-law")
        Version.objects.filter(page=page).update(title_nl="Van een redacteur")
        written: dict[str, int] = {}
        load(using="default", written=written)
        assert written == {}
        assert Version.objects.filter(page=page, title_nl="Van een redacteur").exists()


class TestReading:
    @pytest.mark.parametrize("language", ["nl", "fr", "en"])
    @pytest.mark.parametrize("path", ["", "table/", "be-stay/", "danger/", "declaration/"])
    def test_it_is_open_to_strangers(self, client: Client, path: str, language: str) -> None:
        response = client.get(f"/{language}/guide/{path}")
        assert response.status_code == 200
        assert response["Content-Language"] == language
        assert not response.cookies, "reading leaves nothing behind"

    def test_danger_comes_first_on_every_page(self, client: Client) -> None:
        for path in ("", "nl-stay/", "minor/"):
            text = client.get(f"/nl/guide/{path}").text
            assert text.index("tel:112") < text.index("<h2")

    def test_a_section_says_its_edition_its_sources_and_what_is_not_confirmed(
        self, client: Client
    ) -> None:
        text = client.get("/fr/guide/nl-law/").text
        assert "21 novembre 2026" in text
        assert 'href="https://wetten.overheid.nl/BWBR0001854"' in text
        assert text.count("À confirmer par l’autorité compétente") == 2

    def test_a_text_without_a_translation_says_its_language(self, client: Client) -> None:
        text = client.get("/en/guide/declaration/").text
        assert '<h1 lang="nl">Intentieverklaring' in text
        assert "does not exist in your language yet" in text

    @pytest.mark.parametrize("topic", Topic.values)
    def test_a_topic_of_the_three_countries_stands_side_by_side(
        self, client: Client, topic: str
    ) -> None:
        text = client.get(f"/nl/guide/compare/{topic}/").text
        places = [text.index(f'id="country-{country}"') for country in ("NL", "BE", "LU")]
        assert places == sorted(places)
        assert "Er is nog geen tekst" not in text

    @pytest.mark.parametrize("path", ["nowhere/", "compare/nothing/"])
    def test_what_is_not_there_is_not_found(self, client: Client, path: str) -> None:
        assert client.get(f"/nl/guide/{path}").status_code == 404

    def test_only_what_is_published_is_shown(self, client: Client) -> None:
        page = Page.objects.get(slug="minor")
        Version.objects.filter(page=page).update(state=State.DRAFT)
        assert client.get("/nl/guide/minor/").status_code == 404
        assert "/nl/guide/minor/" not in client.get("/nl/guide/").text

    def test_pages_ask_a_fixed_number_of_queries(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        client.get("/nl/guide/")  # the code lists are read once a minute
        for path, queries in (("", 6), ("be-help/", 7), ("compare/stay/", 7), ("table/", 9)):
            with django_assert_num_queries(queries):
                client.get(f"/nl/guide/{path}")

    def test_the_index_asks_no_more_for_more_pages(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        for number in range(3):
            page = Page.objects.create(slug=f"more-{number}", kind=Kind.SITUATION)
            Version.objects.create(
                page=page,
                number=1,
                title_nl="Meer",
                state=State.PUBLISHED,
                written_at="2026-11-21T00:00Z",
            )
        with django_assert_num_queries(6):
            client.get("/nl/guide/")


class TestContactData:
    def test_a_shelter_is_never_among_them(self) -> None:
        everybody = list(Organisation.objects.values_list("slug", flat=True))
        kinds = dict(Organisation.objects.values_list("slug", "kind"))
        shown = public_contacts(everybody)
        assert shown
        assert not {kinds[contact.slug] for contact in shown} & SHELTERS

    def test_no_address_is_shown(self, client: Client) -> None:
        Organisation.objects.filter(slug="payoke").update(address="Geheimstraat 1")
        assert "Geheimstraat" not in client.get("/nl/guide/be-contact/").text

    def test_today_s_number_is_the_directory_s(self, client: Client) -> None:
        Organisation.objects.filter(slug="payoke").update(phone="+32 3 999 99 99")
        assert "tel:+3239999999" in client.get("/fr/guide/be-contact/").text


class TestComparison:
    def cells(self, label: str, on: date) -> list[str]:
        with translation.override("nl"):
            (line,) = [line for line in comparison(on).lines if line.label == label]
            return [cell.text for cell in line.cells]

    def test_periods_are_those_of_the_referral_form(self) -> None:
        on = date(2026, 11, 22)
        assert self.cells("Bedenktijd", on) == [
            "hoogstens 3 maanden", "45 dagen", "90 dagen", "ten minste 30 dagen",
        ]  # fmt: skip
        CountryRule.objects.filter(country_id="LU", kind="reflection_period").update(value=91)
        assert self.cells("Bedenktijd", on)[2] == "91 dagen"

    def test_a_rule_holds_from_its_day(self) -> None:
        assert self.cells("Document", date(2026, 1, 1))[1] == "Bijlage 15"
        assert self.cells("Document", date(2017, 5, 19))[1].startswith("Bevel")

    def test_gateways_are_the_contact_points(self) -> None:
        assert self.cells("Ingang voor het portaal", date(2026, 1, 1)) == [
            "CoMensha", "Payoke, PAG-ASA, Sürya", "INFOTRAITE", "–",
        ]  # fmt: skip

    def test_every_country_has_every_point(self) -> None:
        for line in comparison(date(2026, 11, 22)).lines:
            assert all(cell.text != "–" for cell in line.cells[:3]), line.label


def test_a_section_may_be_missing_in_the_reader_s_language() -> None:
    section = Section.objects.get(version__page__slug="be-law", key="offence")
    Section.objects.filter(pk=section.pk).update(body_fr="")
    with translation.override("fr"):
        page = selectors.page_text("be-law")
    assert page is not None
    assert page.sections[0].lang == "en"
