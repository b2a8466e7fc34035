"""The pages of the trainings: what a reader sees, and what is refused with which answer."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.models import Membership
from protection.models import AuditEntry
from tests.factories import MembershipFactory, acting
from tests.trainings.world import (
    DAY,
    NOW,
    TEXTS,
    colleague,
    draft,
    opened,
    person,
    secretariat,
    team_lead,
)
from trainings import placing
from trainings.life import Seat, State
from trainings.models import Registration, Training

pytestmark = pytest.mark.django_db
LINK = r"<h2><a href=\"/nl/trainings/([0-9a-f-]{36})/"


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def office() -> Membership:
    return secretariat()


def at(who: Membership) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def text(client: Client, path: str, code: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == code
    return answer.content.decode()


class TestList:
    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_as_often_for_one_as_for_three(
        self, office: Membership, number: int, django_assert_num_queries: Any
    ) -> None:
        for _ in range(number):
            opened(office, {"NL": 1})
        client = at(MembershipFactory.create())
        client.get("/nl/trainings/")
        with django_assert_num_queries(8):
            assert client.get("/nl/trainings/").status_code == 200

    def test_it_goes_on_where_the_page_before_ended(self, office: Membership) -> None:
        for number in range(22):
            opened(office, {"NL": 1}, day=DAY + timedelta(days=number % 3))
        client = at(MembershipFactory.create())
        first = client.get("/nl/trainings/")
        rest = client.get("/nl/trainings/" + first.context["next"])
        shown = [re.findall(LINK, page.content.decode()) for page in (first, rest)]
        assert (len(shown[0]), len({*shown[0], *shown[1]}), rest.context["next"]) == (20, 22, "")
        assert client.get("/nl/trainings/", {"after": "nonsense"}).status_code == 200

    def test_a_draft_is_for_those_who_write_it(self, office: Membership) -> None:
        made = draft(office, {"NL": 1})
        assert TEXTS["title_nl"] in text(at(office), "/nl/trainings/?view=drafts")
        reader = at(MembershipFactory.create())
        assert TEXTS["title_nl"] not in text(reader, "/nl/trainings/?view=drafts")
        text(reader, f"/nl/trainings/{made.pk}/", 404)


class TestTraining:
    def test_the_link_is_for_those_who_have_a_place(self, office: Membership) -> None:
        link = "https://meet.example/abc"
        made = opened(office, {"NL": 1}, format="online", online_link=link)
        two = [MembershipFactory.create() for _ in range(2)]
        for one in two:
            at(one).post(f"/nl/trainings/{made.pk}/register/")
        page = f"/nl/trainings/{made.pk}/"
        assert [link in text(at(one), page) for one in (*two, office)] == [True, False, True]

    def test_names_are_shown_some_at_a_time(self, office: Membership) -> None:
        made = opened(office, {"NL": 1})
        rows = [
            Registration(
                training=made,
                organisation_id=office.organisation_id,
                country_id="NL",
                name=f"Persoon {number:02}",
                email=f"p{number}@example.org",
                language="nl",
                seat=Seat.WAITING,
                line=number,
                registered_at=NOW,
            )
            for number in range(1, 31)
        ]
        Registration.objects.bulk_create(rows)
        page = f"/nl/trainings/{made.pk}/"
        for address, names in ((page, range(1, 26)), (f"{page}?after=25", range(26, 31))):
            shown = re.findall(r"<h3>Persoon (\d+)", text(at(office), address))
            assert [int(number) for number in shown] == list(names)
        assert "?after=25#people" in text(at(office), f"{page}?after=nonsense")

    def test_names_are_for_the_own_side_and_leave_a_line(self, office: Membership) -> None:
        made = opened(office, {"NL": 3})
        lead = team_lead()
        worker = colleague(lead)
        worker.user.last_name = "Voorgedragene"
        worker.user.save()
        with acting(lead):
            placing.nominate(made.pk, person(worker), now=NOW)
        page = f"/nl/trainings/{made.pk}/"
        shown = text(at(lead), page)
        assert "Voorgedragene" in shown
        assert "worden op 10 december 2027 gewist" in shown
        lines = AuditEntry.objects.filter(action="training_people_viewed")
        with acting(lead):
            assert lines.filter(subject_id=str(made.pk)).count() == 1
        for stranger in (team_lead(), MembershipFactory.create()):
            assert "Voorgedragene" not in text(at(stranger), page)

    def test_each_part_says_whose_law_it_is_about(self, office: Membership) -> None:
        made = opened(office, {"NL": 1})
        assert "Belgisch recht" in text(at(office), f"/nl/trainings/{made.pk}/")

    def test_registering_too_late_is_refused_and_says_so(self, office: Membership) -> None:
        made = opened(office, {"NL": 1})
        Training.objects.update(state=State.CLOSED)
        answer = at(MembershipFactory.create()).post(f"/nl/trainings/{made.pk}/register/")
        assert answer.status_code == 409
        assert "De inschrijving is gesloten" in answer.content.decode()
        assert not Registration.objects.exists()

    def test_a_person_of_elsewhere_cannot_be_chosen(self, office: Membership) -> None:
        made = opened(office, {"NL": 1})
        stranger = MembershipFactory.create()
        answer = at(team_lead()).post(
            f"/nl/trainings/{made.pk}/nominate/", {"who": str(stranger.user_id)}
        )
        assert answer.status_code == 422
        assert not Registration.objects.exists()

    def test_a_place_of_elsewhere_is_not_there(self, office: Membership) -> None:
        made = opened(office, {"NL": 1})
        worker = MembershipFactory.create()
        at(worker).post(f"/nl/trainings/{made.pk}/register/")
        found = Registration.objects.get()
        path = f"/nl/trainings/place/{found.pk}/withdraw/"
        assert at(MembershipFactory.create()).post(path).status_code == 404
        assert at(worker).post(path).status_code == 302
        found.refresh_from_db()
        assert found.seat == Seat.WITHDRAWN
        assert at(worker).post(path).status_code == 409


def test_a_training_is_marked_as_held_from_its_last_day_on(office: Membership) -> None:
    made = opened(office, {"NL": 1})
    Training.objects.update(state=State.CLOSED)
    move = f"/nl/trainings/{made.pk}/move/hold/"
    assert move not in text(at(office), f"/nl/trainings/{made.pk}/")
    assert at(office).get(move).status_code == 409
    Training.objects.update(first_day=date(2026, 11, 20), last_day=date(2026, 11, 20))
    assert move in text(at(office), f"/nl/trainings/{made.pk}/")
    assert at(office).post(move).status_code == 302


class TestWriting:
    FORM = {
        "revision": "0",
        "title_nl": "Financieel onderzoek",
        "title_fr": "Enquête financière",
        "aims_nl": "Geld volgen.",
        "aims_fr": "Suivre l’argent.",
        "topic": "financial",
        "level": "basic",
        "languages": ["nl", "fr"],
        "format": "on_site",
        "place": "Antwerpen",
        "reserve": "1",
        "places_BE": "2",
        "places_NL": "2",
        "places_LU": "1",
        "register_until": "2026-12-01",
    }
    ROWS = {"row-INITIAL_FORMS": "0", "row-TOTAL_FORMS": "3"}

    def test_from_a_blank_page_to_open(self, office: Membership) -> None:
        client = at(office)
        answer = client.post("/nl/trainings/new/", self.FORM)
        made = Training.objects.get()
        page = f"/nl/trainings/{made.pk}/"
        assert (answer.status_code, answer["Location"], made.places) == (302, page, 6)
        # The rows that stay empty come along with what their lists show at first.
        shown = dict.fromkeys(("row-0-part", "row-1-part", "row-2-part"), "morning")
        days = {"row-0-day": "2026-12-10", **shown}
        answer = client.post(f"{page}edit/days/", {**self.ROWS, "revision": "0", **days})
        assert answer.status_code == 302, answer.context["faults"]
        half = made.half_days.get()
        part = {
            "row-0-title_nl": "Banken",
            "row-0-title_fr": "Banques",
            "row-0-jurisdiction": "LU",
            "row-0-half_day_id": str(half.pk),
            "row-1-jurisdiction": "common",
            "row-2-jurisdiction": "common",
        }
        answer = client.post(f"{page}edit/programme/", {**self.ROWS, "revision": "1", **part})
        assert answer.status_code == 302, answer.context["faults"]
        assert client.post(f"{page}move/open/").status_code == 302
        made.refresh_from_db()
        assert (made.state, made.first_day, str(half.starts)) == (State.OPEN, DAY, "09:30:00")
        assert "Luxemburgs recht" in text(client, page)

    def test_what_was_typed_stays_when_it_is_wrong(self, office: Membership) -> None:
        answer = at(office).post("/nl/trainings/new/", {**self.FORM, "place": ""})
        assert answer.status_code == 422
        assert "Financieel onderzoek" in answer.content.decode()
        assert not Training.objects.exists()

    def test_what_was_typed_stays_when_somebody_else_was_faster(self, office: Membership) -> None:
        client = at(office)
        client.post("/nl/trainings/new/", self.FORM)
        page = f"/nl/trainings/{Training.objects.get().pk}/edit/"
        assert client.post(page, {**self.FORM, "costs_nl": "Gratis"}).status_code == 302
        late = client.post(page, {**self.FORM, "costs_nl": "Tien euro"})
        assert late.status_code == 409
        assert "Tien euro" in late.content.decode()
        assert Training.objects.values_list("costs_nl", flat=True).get() == "Gratis"

    def test_a_cancellation_says_why_in_both_languages(self, office: Membership) -> None:
        made = opened(office, {"NL": 1})
        path = f"/nl/trainings/{made.pk}/move/cancel/"
        assert at(office).post(path, {"nl": "Zaal weg"}).status_code == 422
        assert at(office).post(path, {"nl": "Zaal weg", "fr": "Salle prise"}).status_code == 302
        assert "Zaal weg" in text(at(MembershipFactory.create()), f"/nl/trainings/{made.pk}/")


class TestSpreadsheets:
    def test_trainings_and_needs_as_their_reader_sees_them(self, office: Membership) -> None:
        made = opened(office, {"NL": 1}, title_nl="=1+1")
        draft(office, {"NL": 1}, title_nl="Nog geheim")
        found = sheet(at(MembershipFactory.create()), "/nl/trainings/save/")
        assert found[0][0] == "Kenmerk"
        assert [row[0] for row in found[1:]] == [made.reference]
        assert found[1][2] == "'=1+1", "no cell that a spreadsheet would run"

    def test_participants_are_the_secretariat_s_and_reading_them_leaves_a_line(
        self, office: Membership
    ) -> None:
        made = opened(office, {"NL": 1})
        worker = MembershipFactory.create()
        at(worker).post(f"/nl/trainings/{made.pk}/register/")
        path = f"/nl/trainings/{made.pk}/participants/"
        assert at(worker).get(path).status_code == 404
        assert worker.user.email in sheet(at(office), path)[1]
        with acting(office):
            assert AuditEntry.objects.filter(action="training_people_viewed").exists()


def sheet(client: Client, path: str) -> list[list[str]]:
    """The rows of a spreadsheet that is saved."""
    answer = client.get(path)
    assert answer["Content-Disposition"].endswith('.xlsx"')
    rows = load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
    return [[str(cell or "") for cell in row] for row in rows]
