"""Trainings, needs, tools and nominations, as programs with tokens use them."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership
from accounts.programs import Scope, create_account, create_token
from protection.models import AuditEntry
from tests.factories import MembershipFactory, acting
from tests.referrals.files import samples
from tests.trainings import world
from trainings import inventory, running
from trainings.life import Move, Seat
from trainings.materials import keeping
from trainings.models import Material, Registration, Round, Training

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/trainings"
PROBLEM = "application/problem+json"
GUEST = {"name": "Iemand Verzonnen", "email": "Iemand@elders.example", "language": "fr"}


class Program:
    """A program of somebody's organisation, with a token of these scopes."""

    def __init__(self, lead: Membership, *scopes: Scope) -> None:
        with acting(lead):
            account = create_account(lead.organisation, str(uuid4()), now=timezone.now())
            self.token = create_token(account, scopes, days=1, now=timezone.now())
        self.user_id = account.user_id
        self.client = Client()

    def get(self, path: str = "", **query: str) -> Any:
        return self.client.get(f"{ROOT}{path}", query, headers=self._headers())

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        headers = {"Idempotency-Key": str(uuid4())} | headers
        return self.client.post(
            f"{ROOT}{path}",
            json.dumps(body or {}),
            content_type="application/json",
            headers=self._headers() | headers,
        )

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": "nl"}


@pytest.fixture
def lead() -> Membership:
    return world.team_lead(belgian=True)


@pytest.fixture
def office() -> Membership:
    return world.secretariat()


def soon(office: Membership, own: dict[str, int] | None = None, **given: Any) -> Training:
    now = timezone.now()
    day = (now + timedelta(days=30)).date()
    return world.opened(office, own or {"BE": 1}, now=now, day=day, **given)


def test_trainings_are_listed_page_by_page_and_a_draft_is_not_there(
    lead: Membership, office: Membership
) -> None:
    shown = [soon(office) for _ in range(3)]
    world.draft(office, {"BE": 1}, now=timezone.now())
    program = Program(lead, Scope.TRAININGS_READ)
    first = program.get(pageSize="2").json()
    assert len(first["results"]) == 2
    line = first["results"][0]
    assert line["title"] == {
        language: world.TEXTS[f"title_{language}"] for language in ("nl", "fr")
    }
    assert line["state"] == {"code": "open", "label": "open"}
    second = program.client.get(first["next"], headers=program._headers()).json()
    assert second["next"] is None
    told = {row["id"] for row in first["results"] + second["results"]}
    assert told == {str(one.pk) for one in shown}
    assert program.get(view="drafts").json()["results"] == []


def test_one_tells_programme_half_days_and_places_but_not_the_link(
    lead: Membership, office: Membership
) -> None:
    made = soon(office, reserve=2, online_link="https://meet.example/secret", format="hybrid")
    answer = Program(lead, Scope.TRAININGS_READ).get(f"/{made.pk}")
    told = answer.json()
    assert [part["jurisdiction"]["code"] for part in told["programme"]] == ["BE"]
    assert len(told["half_days"]) == 1
    assert told["places_by_country"] == [{"country": "BE", "places": 1, "taken": 0}]
    assert told["reserve"] == {"places": 2, "taken": 0}
    assert "meet.example" not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("", {"topic": "nonsense"}, "topic"),
        ("", {"topics": "signals"}, "topics"),
        ("", {"cursor": "nonsense"}, "cursor"),
        ("/tools", {"pageSize": "1000"}, "pageSize"),
    ],
)
def test_a_filter_that_is_none_is_refused_by_name(
    lead: Membership, path: str, query: dict[str, str], field: str
) -> None:
    answer = Program(lead, Scope.TRAININGS_READ).get(path, **query)
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_somebody_is_put_forward_seen_and_withdrawn(lead: Membership, office: Membership) -> None:
    made = soon(office)
    program = Program(lead, Scope.TRAININGS_NOMINATE)
    answer = program.post("/nominations", GUEST | {"training": str(made.pk)})
    assert answer.status_code == 201, answer.json()
    told = answer.json()
    assert told["seat"]["code"] == Seat.PLACED
    row = Registration.objects.get()
    assert (row.organisation_id, row.nominated_by) == (lead.organisation_id, program.user_id)
    (listed,) = program.get("/nominations", training=str(made.pk)).json()["results"]
    assert listed == told
    one = f"/nominations/{told['id']}"
    read = program.get(one)
    assert read.json() == told

    assert program.post(f"{one}/withdraw").status_code == 428
    assert program.post(f"{one}/withdraw", **{"If-Match": '"99"'}).status_code == 412
    gone = program.post(f"{one}/withdraw", **{"If-Match": read["ETag"]})
    assert gone.json()["seat"]["code"] == Seat.WITHDRAWN
    again = program.post(f"{one}/withdraw", **{"If-Match": gone["ETag"]})
    assert (again.status_code, again["Content-Type"]) == (409, PROBLEM)
    with acting(lead):
        assert AuditEntry.objects.filter(action="training_people_viewed").count() == 2


def test_a_member_is_known_by_the_address_and_a_call_acts_once(
    lead: Membership, office: Membership
) -> None:
    made, member = soon(office), world.colleague(lead)
    program = Program(lead, Scope.TRAININGS_NOMINATE)
    body = GUEST | {"training": str(made.pk), "email": member.user.email}
    for _ in range(2):
        answer = program.post("/nominations", body, **{"Idempotency-Key": "same"})
        assert answer.status_code == 201
    assert Registration.objects.get().user_id == member.user_id
    twice = program.post("/nominations", body)
    assert (twice.status_code, twice.json()["detail"]) == (
        409,
        "Deze persoon werd al voorgedragen.",
    )


def test_after_the_closing_and_for_what_is_not_there_nobody_is_put_forward(
    lead: Membership, office: Membership
) -> None:
    made, program = soon(office), Program(lead, Scope.TRAININGS_NOMINATE)
    with acting(office):
        running.move(made.pk, Move.CLOSE, now=timezone.now())
    closed = program.post("/nominations", GUEST | {"training": str(made.pk)})
    assert (closed.status_code, closed.json()["detail"]) == (409, "De inschrijving is gesloten.")
    unknown = program.post("/nominations", GUEST | {"training": str(uuid4())})
    wrong = program.post("/nominations", GUEST | {"training": "x", "seat": "placed"})
    assert [error["field"] for error in unknown.json()["errors"]] == ["training"]
    assert [error["field"] for error in wrong.json()["errors"]] == ["seat"]
    assert not Registration.objects.exists()


def test_a_token_opens_what_its_scopes_say_and_other_organisations_stay_hidden(
    lead: Membership, office: Membership
) -> None:
    made = soon(office)
    reader = Program(lead, Scope.TRAININGS_READ)
    nominating = Program(lead, Scope.TRAININGS_NOMINATE)
    told = nominating.post("/nominations", GUEST | {"training": str(made.pk)}).json()
    elsewhere = Program(MembershipFactory.create(belgian=True), Scope.TRAININGS_NOMINATE)
    assert reader.get("/nominations").status_code == 403
    assert nominating.get().status_code == 403
    assert elsewhere.get("/nominations").json()["results"] == []
    assert elsewhere.get(f"/nominations/{told['id']}").status_code == 404
    assert elsewhere.post(f"/nominations/{told['id']}/withdraw").status_code == 404


def test_a_caseworker_reads_the_own_nomination_alone_and_puts_nobody_forward(
    client: Client, lead: Membership, office: Membership
) -> None:
    made, member = soon(office), world.colleague(lead)
    Program(lead, Scope.TRAININGS_NOMINATE).post("/nominations", GUEST | {"training": str(made.pk)})
    client.force_login(member.user)
    assert client.get(f"{ROOT}/nominations").json()["results"] == []
    client.force_login(lead.user)
    assert len(client.get(f"{ROOT}/nominations").json()["results"]) == 1


def test_a_tool_is_read_with_the_versions_of_its_file(lead: Membership, office: Membership) -> None:
    tool = Material(
        kind="card",
        title_nl="Kaart",
        title_fr="Fiche",
        languages=["nl"],
        jurisdictions=["BE"],
        licence="cc-by",
        audience="everybody",
        country_id="BE",
    )
    with acting(office):
        keeping.save(tool, now=timezone.now(), data=samples.pdf())
    answer = Program(lead, Scope.TRAININGS_READ).get("/tools")
    assert answer.status_code == 200
    (line,) = answer.json()["results"]
    assert [(one["number"], one["kind"]) for one in line["versions"]] == [(1, "pdf")]


def test_the_needs_of_a_round_come_by_rank(lead: Membership, office: Membership) -> None:
    found = Round.objects.create(
        title_nl="Ronde", title_fr="Tour", state="open", closes_on="2027-01-01"
    )
    with acting(lead):
        for people, urgency in ((2, "low"), (9, "high")):
            fields = {
                "topic": "signals",
                "subject": urgency,
                "language": "nl",
                "people": people,
                "level": "basic",
                "urgency": urgency,
                "format": "on_site",
            }
            inventory.state_need(found.pk, fields, now=timezone.now())
    program = Program(lead, Scope.TRAININGS_READ)
    assert [one["id"] for one in program.get("/rounds").json()] == [found.pk]
    path = f"/rounds/{found.pk}/needs"
    first = program.get(path, pageSize="1").json()
    rest = program.client.get(first["next"], headers=program._headers()).json()
    ranked = [row["subject"]["text"] for row in first["results"] + rest["results"]]
    assert ranked == ["high", "low"]
