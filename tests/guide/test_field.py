"""What to do now, the list of signals, and what a device may keep."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from contacts.models import CountryRule
from guide.models import Section, State, Version
from guide.steps import Answers, steps_for

pytestmark = pytest.mark.django_db

ANSWERS = {
    "danger": "no",
    "found": "BE",
    "age": "adult",
    "nationality": "third",
    "wish": "stay",
}
TODAY = date(2026, 11, 22)


def titles(**changes: str) -> list[str]:
    with translation.override("en"):
        return [step.title for step in steps_for(Answers(**{**ANSWERS, **changes}), TODAY)]


def texts(**changes: str) -> str:
    with translation.override("en"):
        steps = steps_for(Answers(**{**ANSWERS, **changes}), TODAY)
        return "\n".join(text for step in steps for text in step.texts)


class TestSteps:
    def test_danger_comes_first_with_the_country_s_numbers(self) -> None:
        for country, police in (("BE", "101"), ("LU", "113")):
            assert titles(danger="yes", found=country)[0] == "First: danger"
            assert f"Call 112 now. The police also answer at {police}." in texts(
                danger="yes", found=country
            )
        assert "Call 112 now." in texts(danger="yes", found="NL")
        assert "First: danger" not in titles(danger="no")

    @pytest.mark.parametrize("age", ["minor", "unsure"])
    def test_in_doubt_the_person_is_a_child(self, age: str) -> None:
        assert titles(age=age)[0] == "A child"
        assert "A child" not in titles(age="adult")

    def test_the_guardian_of_the_country_is_named(self) -> None:
        for country, slug in (("NL", "nidos"), ("BE", "dienst-voogdij")):
            answers = Answers(**{**ANSWERS, "age": "minor", "found": country})
            assert [c.slug for c in steps_for(answers, TODAY)[0].contacts] == [slug]

    @pytest.mark.parametrize(
        ("country", "rota"),
        [("NL", ["comensha"]), ("BE", ["payoke", "pag-asa", "surya"]), ("LU", ["infotraite"])],
    )
    def test_the_contact_point_is_the_country_s_rota(self, country: str, rota: list[str]) -> None:
        steps = steps_for(Answers(**{**ANSWERS, "found": country}), TODAY)
        assert [c.slug for step in steps for c in step.contacts] == rota

    def test_the_period_is_the_rule_of_the_referral_form(self) -> None:
        assert "45 days" in texts()
        CountryRule.objects.filter(country_id="BE", kind="reflection_period").update(value=46)
        assert "46 days" in texts()
        assert "To be confirmed" in texts(found="LU")
        assert "reflection period" not in texts(nationality="eu")

    def test_wishes_lead_somewhere(self) -> None:
        assert "To another Benelux country" in titles(wish="other")
        assert "Back to the country of origin" in titles(wish="home")
        assert "Ask what the person wants" in titles(wish="unknown")

    def test_help_never_hangs_on_a_statement(self) -> None:
        assert "help does not depend on a statement" in texts()


class TestPage:
    def test_the_answers_lead_to_the_steps_and_leave_nothing_behind(self, client: Client) -> None:
        response = Client(enforce_csrf_checks=True).post("/fr/guide/now/", ANSWERS)
        assert response.status_code == 200
        assert "tel:+3232011690" in response.text
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies

    def test_questions_are_not_kept_either(self, client: Client) -> None:
        response = client.get("/nl/guide/now/", {"found": "BE", "danger": "yes"})
        assert "no-store" in response["Cache-Control"]
        assert "checked" not in response.text, "an address carries no answers"

    def test_it_writes_nothing(self, client: Client, django_assert_num_queries: Any) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            client.post("/nl/guide/now/", ANSWERS)
        assert not [q for q in asked if re.match(r"INSERT|UPDATE|DELETE", q["sql"])]

    @pytest.mark.parametrize(
        "wrong", [{"found": "DE"}, {"age": ""}, {"danger": "<script>"}, {"wish": "x" * 5000}]
    )
    def test_an_answer_that_is_none_is_said_beside_its_question(
        self, client: Client, wrong: dict[str, str]
    ) -> None:
        response = client.post("/nl/guide/now/", {**ANSWERS, **wrong})
        assert response.status_code == 422
        assert "error-summary" in response.text
        assert "<script>" not in response.text.replace('<script src="', "")
        assert response.text.count("checked") == 4, "the other answers are kept"


class TestSignals:
    def test_every_signal_is_there_in_three_languages(self, client: Client) -> None:
        text = client.get("/nl/guide/checklist/").text
        for words in (
            "Geen beschikking over eigen papieren",
            "No access to own identity papers",
            "Dwang op de bestemming",
            "Coercion at destination",
        ):
            assert words in text
        assert '<span lang="fr">' in text
        assert text.count('type="checkbox"') == 23

    def test_ticks_have_no_name_and_no_form_to_go_with(self, client: Client) -> None:
        boxes = re.findall(r"<input[^>]*checkbox[^>]*>", client.get("/nl/guide/checklist/").text)
        assert not [box for box in boxes if "name=" in box]

    def test_each_leads_to_its_place_on_a_page(self, client: Client) -> None:
        text = client.get("/nl/guide/checklist/").text
        links = re.findall(r'href="(/nl/guide/[\w-]+/)#(\w+)"', text)
        assert len(links) == 23
        pages = {path: client.get(path).text for path, _anchor in links}
        assert all(f'id="{anchor}"' in pages[path] for path, anchor in links)

    def test_what_no_authority_confirmed_says_so(self, client: Client) -> None:
        text = client.get("/fr/guide/signals-coercion/").text
        assert text.count("À confirmer par l’autorité compétente") == 10


class TestOffline:
    def kept(self, client: Client, language: str = "nl") -> dict[str, Any]:
        script = client.get(f"/{language}/guide/offline.js").text
        found: dict[str, Any] = json.loads(script.removeprefix("var GUIDE = ").split(";\n")[0])
        return found

    def test_only_public_pages_of_the_guide_may_be_kept(self, client: Client) -> None:
        for address in self.kept(client, "fr")["files"]:
            assert address.startswith(("/fr/guide/", "/static/css/", "/static/js/")), address
            assert client.get(address).status_code in {200, 404 if "static" in address else 200}

    def test_what_answers_a_person_is_not_among_them(self, client: Client) -> None:
        assert "/nl/guide/now/" not in self.kept(client)["files"]

    def test_it_is_the_same_for_whoever_is_signed_in(self, client: Client) -> None:
        before = self.kept(client)
        from tests.factories import MembershipFactory

        client.force_login(MembershipFactory.create().user)
        assert self.kept(client) == before

    def test_a_publication_makes_it_new(self, client: Client) -> None:
        before = self.kept(client)["version"]
        old = Version.objects.get(page__slug="minor", state=State.PUBLISHED)
        Version.objects.filter(pk=old.pk).update(number=2)
        assert self.kept(client)["version"] != before

    def test_the_worker_fetches_without_cookies_and_keeps_no_answer_to_a_page(
        self, client: Client
    ) -> None:
        script = client.get("/nl/guide/offline.js")
        assert script["Content-Type"].startswith("text/javascript")
        assert "Service-Worker-Allowed" not in script, "its folder is all it may ever serve"
        assert script.text.count("cache.put(") == 1
        assert 'credentials: "omit"' in script.text


def test_every_section_has_its_edition() -> None:
    assert not Section.objects.filter(edition__isnull=True).exists()
