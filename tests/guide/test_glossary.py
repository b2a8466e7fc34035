"""The glossary: a page for everybody, explained in the guide's texts, written by editors."""

import re
from typing import Any, ClassVar

import pytest
from django.test import Client
from django.utils.safestring import mark_safe
from django.utils.translation import override

from accounts.models import Membership, Role
from contacts import codes
from guide.glossary import LANGUAGES, entries, explain
from guide.reference import load, read
from guide.terms import Term
from protection.models import AuditEntry
from tests.factories import MembershipFactory, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> Membership:
    return MembershipFactory.create(role=Role.EDITOR, organisation__of_the_benelux=True)


@pytest.fixture
def editor(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def marked(text: str, language: str = "nl", country: str = "") -> tuple[str, list[str]]:
    """A paragraph with its terms marked, and the short names of the terms explained."""
    codes.forget()
    html, notes = explain(
        mark_safe(f"<p>{text}</p>"),
        language=language,
        country=country,
        place="here",
    )
    return html, [note.slug for note in notes]


class TestData:
    def test_every_term_has_four_names_and_is_defined_in_dutch_french_and_english(self) -> None:
        rows = read("terms")
        assert len(rows) >= 40
        for row in rows:
            assert set(row["name"]) == set(LANGUAGES)
            assert {"nl", "fr", "en"} <= set(row["definition"])
            assert row["source"]

    def test_what_an_editor_changed_stays_and_news_of_the_file_arrive(self) -> None:
        Term.objects.filter(slug="nidos").update(definition_nl="Van een redacteur.")
        Term.objects.filter(slug="cosm").delete()
        load(using="default", written={})
        assert Term.objects.filter(slug="nidos", definition_nl="Van een redacteur.").exists()
        assert not Term.objects.filter(slug="cosm").exists(), "what was deleted stays deleted"


class TestReading:
    @pytest.mark.parametrize(
        ("language", "question", "slug"),
        [
            ("nl", "bedenktijd", "reflection-period"),
            ("fr", "delai de reflexion", "reflection-period"),
            ("nl", "Bedenkzeit", "reflection-period"),
            ("fr", "zorgcoordinator", "care-coordinator"),
        ],
    )
    def test_a_term_is_found_in_any_language_without_accents(
        self, client: Client, language: str, question: str, slug: str
    ) -> None:
        page = client.get(f"/{language}/guide/glossary/", {"q": question}).text
        assert f'id="{slug}"' in page
        assert page.count('class="glossary-entry"') < 10

    def test_it_is_in_the_order_of_the_reader_s_alphabet_and_each_term_has_an_anchor(
        self, client: Client
    ) -> None:
        with override("fr"):
            slugs = [entry.slug for entry in entries()]
        page = client.get("/fr/guide/glossary/").text
        assert re.findall(r'class="glossary-entry" id="([\w-]+)"', page) == slugs

    def test_a_national_term_says_its_country_and_what_is_unsure_is_said(
        self, client: Client
    ) -> None:
        page = client.get("/nl/guide/glossary/", {"q": "M55"}).text
        assert "Nederland" in page
        assert "Te bevestigen" in page

    def test_it_asks_one_query_for_any_number_of_terms(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        client.get("/nl/guide/glossary/")
        for kept in (1, 3):
            Term.objects.exclude(pk__in=Term.objects.all()[:kept].values("pk")).update(active=False)
            with django_assert_num_queries(5):
                client.get("/nl/guide/glossary/")
            Term.objects.update(active=True)


class TestExplaining:
    def test_only_the_first_occurrence_is_marked(self) -> None:
        html, notes = marked("De bedenktijd duurt; de Bedenktijd eindigt.")
        assert html.count("<button") == 1
        assert notes == ["reflection-period"]

    def test_the_longest_form_wins_and_parts_of_words_stay(self) -> None:
        assert marked("Een niet-begeleide minderjarige")[1] == ["unaccompanied-minor"]
        assert marked("De bedenktijden en het ITMX")[1] == []

    def test_capitals_are_an_abbreviation(self) -> None:
        assert marked("une AI, attestation", "nl", "BE")[1] == ["registration-attestation"]
        assert marked("j’ai", "nl", "BE")[1] == []

    def test_links_are_left_alone(self) -> None:
        html, notes = marked('<a href="https://x.example/bedenktijd">bedenktijd</a> en Nidos')
        assert notes == ["nidos"]
        assert 'href="https://x.example/bedenktijd">bedenktijd</a>' in html

    def test_a_term_of_another_country_is_not_explained(self) -> None:
        assert marked("een gespecialiseerd centrum", country="NL")[1] == []
        assert marked("een gespecialiseerd centrum", country="BE")[1] == ["specialised-centre"]
        assert marked("een gespecialiseerd centrum")[1] == ["specialised-centre"]

    def test_a_definition_cannot_bring_markup(self, client: Client) -> None:
        Term.objects.filter(slug="nidos").update(definition_nl="<script>x</script>")
        codes.forget()
        assert "<script>x" not in client.get("/nl/guide/nl-help/").text

    def test_a_page_holds_each_definition_once_and_opens_it_without_a_script(
        self, client: Client
    ) -> None:
        for path in ("nl-help/", "be-stay/", "compare/stay/"):
            page = client.get(f"/nl/guide/{path}").text
            ids = re.findall(r'class="term-note" id="([\w-]+)"', page)
            assert ids
            assert len(ids) == len(set(ids))
            opened = re.findall(r'class="term" popovertarget="([\w-]+)"', page)
            assert sorted(opened) == sorted(ids)
            assert "onclick" not in page


class TestEditing:
    VALUES: ClassVar = {
        "name_nl": "opvangplaats",
        "name_fr": "place d’accueil",
        "definition_nl": "Een bed.",
        "definition_fr": "Un lit.",
        "country": "",
        "in_texts": "on",
    }

    def test_an_editor_adds_changes_retires_and_restores_a_term(
        self, editor: Client, member: Membership
    ) -> None:
        assert editor.post("/nl/guide/glossary/add/", self.VALUES).status_code == 302
        term = Term.objects.get(slug="opvangplaats")
        address = f"/nl/guide/glossary/{term.slug}/"
        changed = {**self.VALUES, "definition_nl": "Een plaats.", "version": "1"}
        assert editor.post(f"{address}edit/", changed).status_code == 302
        assert editor.post(f"{address}retire/").status_code == 302
        assert 'id="opvangplaats"' not in Client().get("/nl/guide/glossary/").text
        assert editor.post(f"{address}restore/").status_code == 302
        assert 'id="opvangplaats"' in Client().get("/nl/guide/glossary/").text
        page = editor.get(f"{address}edit/").text
        assert "Een bed." in page, "the history keeps what was written before"
        with acting(member):
            lines = AuditEntry.objects.filter(subject="term").order_by("pk")
            actions = list(lines.values_list("action", flat=True))
        assert actions == ["term_added", "term_changed", "term_retired", "term_restored"]

    def test_two_editors_do_not_overwrite_each_other(self, editor: Client) -> None:
        editor.post("/nl/guide/glossary/add/", self.VALUES)
        address = "/nl/guide/glossary/opvangplaats/edit/"
        assert editor.post(address, {**self.VALUES, "version": "1"}).status_code == 302
        answer = editor.post(address, {**self.VALUES, "definition_nl": "Mijn", "version": "1"})
        assert answer.status_code == 409
        assert "Mijn" in answer.text

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("name_nl", ""),
            ("definition_fr", "<b>x</b>"),
            ("source_url", "javascript:alert(1)"),
            ("country", "XX"),
        ],
    )
    def test_bad_input_is_told_and_kept(self, editor: Client, name: str, value: str) -> None:
        answer = editor.post("/nl/guide/glossary/add/", {**self.VALUES, name: value})
        assert answer.status_code == 422
        assert "Een bed." in answer.text
        assert not Term.objects.filter(slug="opvangplaats").exists()
