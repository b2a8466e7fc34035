"""“Did this help you?”, and the editors' list."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, Role
from guide.models import Feedback, Helped, Page
from guide.services import MOST_OF_A_PAGE
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/nl/guide/minor/feedback/"


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests() -> None:
    cache.clear()


def remark(text: str = "De termijn ontbreekt") -> Feedback:
    return Feedback.objects.create(
        page=Page.objects.get(slug="minor"),
        version=1,
        language="nl",
        helped=Helped.PARTLY,
        missing=text,
        day=date(2026, 11, 22),
    )


def signed_in(role: Role) -> Client:
    membership: Membership = MembershipFactory.create(role=role)
    client = Client()
    client.force_login(membership.user)
    return client


class TestAnswering:
    def test_a_stranger_s_answer_is_kept_without_the_stranger(self) -> None:
        client = Client(enforce_csrf_checks=True)
        response = client.post(ADDRESS, {"helped": "partly", "missing": "De termijn ontbreekt."})
        assert response.status_code == 302
        assert not client.cookies
        (kept,) = Feedback.objects.values()
        assert set(kept) == {
            "id", "page_id", "version", "language", "helped", "missing", "day", "settled_on",
            "settled_by",
        }  # fmt: skip
        assert "Dank u" in client.get(response["Location"]).text

    @pytest.mark.parametrize(
        "personal",
        [
            "Bel mij op anna@example.org",
            "Haar nummer is +32 470 12 34 56",
            "geboortedatum 03-04-2001",
            "2001-04-03 staat nergens",
            "rekening BE68 5390 0754 7034",
            "zie www.facebook.example/anna",
            "mevrouw Jansen wacht al weken",
            "Mme Dupont attend",
            "Zij heet Anna",
            "La fille s’appelle Anna",
        ],
    )
    def test_what_looks_like_a_person_is_refused_and_not_kept(self, personal: str) -> None:
        response = Client().post(ADDRESS, {"helped": "no", "missing": personal})
        assert response.status_code == 422
        assert "zonder iets over een persoon" in response.text
        assert not Feedback.objects.exists()

    @pytest.mark.parametrize(
        "answer", [{}, {"helped": "x"}, {"helped": "no", "missing": "a" * 501},
                   {"helped": "no", "missing": "<script>alert(1)</script>"},
                   {"helped": "no", "missing": "=1+1"}],
    )  # fmt: skip
    def test_bad_input_is_said_and_not_kept(self, answer: dict[str, str]) -> None:
        response = Client().post(ADDRESS, answer)
        assert response.status_code == 422
        assert "error-summary" in response.text
        assert not Feedback.objects.exists()

    def test_a_machine_that_answers_without_end_is_stopped(self) -> None:
        client = Client()
        codes = [
            client.post(ADDRESS, {"helped": "no"}).status_code for _ in range(MOST_OF_A_PAGE + 1)
        ]
        assert codes == [302] * MOST_OF_A_PAGE + [429]
        assert Feedback.objects.count() == MOST_OF_A_PAGE
        assert client.post("/nl/guide/danger/feedback/", {"helped": "yes"}).status_code == 302

    def test_a_page_that_is_not_there_takes_no_answers(self) -> None:
        assert Client().post("/nl/guide/nowhere/feedback/", {"helped": "no"}).status_code == 404


class TestList:
    @pytest.mark.parametrize("role", [Role.EDITOR, Role.SECRETARIAT])
    def test_editors_and_the_secretariat_read_it(self, role: Role) -> None:
        remark("Wie betaalt de reis?")
        text = signed_in(role).get("/nl/guide/answers/").text
        assert "Wie betaalt de reis?" in text
        assert ("Afgehandeld" in text) == (role == Role.EDITOR)

    @pytest.mark.parametrize("role", [Role.CASEWORKER, Role.CONTACT_POINT, Role.OPERATOR])
    def test_nobody_else_does(self, role: Role) -> None:
        client = signed_in(role)
        assert client.get("/nl/guide/answers/").status_code == 404
        path = f"/nl/guide/answers/{remark().pk}/settle/"
        assert client.post(path).status_code == 404
        assert Feedback.objects.filter(settled_on=None).exists()

    def test_the_editor_settles_a_remark_once(self) -> None:
        client, path = signed_in(Role.EDITOR), f"/nl/guide/answers/{remark().pk}/settle/"
        assert client.post(path).status_code == 302
        assert "De termijn ontbreekt" not in client.get("/nl/guide/answers/").text
        assert client.post(path).status_code == 404

    def test_it_asks_the_same_of_the_database_for_three_as_for_one(self) -> None:
        client = signed_in(Role.EDITOR)
        remark()
        with CaptureQueriesContext(connection) as one:
            client.get("/nl/guide/answers/")
        remark()
        remark()
        with CaptureQueriesContext(connection) as three:
            client.get("/nl/guide/answers/")
        assert len(one) == len(three) == 9

    def test_older_remarks_are_on_the_next_page(self) -> None:
        rows = [remark(f"Opmerking {number:02}") for number in range(21)]
        client = signed_in(Role.EDITOR)
        first = client.get("/nl/guide/answers/").text
        assert "Opmerking 20" in first
        assert "Opmerking 00" not in first
        assert "Opmerking 00" in client.get(f"/nl/guide/answers/?before={rows[1].pk}").text
        assert client.get("/nl/guide/answers/?before=x'").status_code == 200

    def test_strangers_are_not_led_to_it(self, client: Client) -> None:
        assert "/guide/answers/" not in client.get("/nl/guide/").text
        assert "/guide/answers/" in signed_in(Role.EDITOR).get("/nl/guide/").text
