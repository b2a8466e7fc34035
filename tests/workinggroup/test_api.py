"""The interface for programs: what one reads and does for its organisation."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership, Role
from accounts.programs import Scope
from tests.factories import acting
from tests.referrals.api.conftest import PROBLEM, Program, program_of
from workinggroup.meetings import following
from workinggroup.models import Signal

from .gatherings import held_by, written
from .people import of, posted, published, secretariat

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/working-group"
SIGNAL = {
    "kind": "route",
    "language": "fr",
    "since": "2026-10-14",
    "title_fr": "Par bus de nuit",
    "text_fr": "Des mineurs arrivent par bus de nuit.",
}


def get(program: Program, path: str, **query: str) -> Any:
    headers = {"Authorization": f"Bearer {program.token}", "Accept-Language": "nl"}
    return program.client.get(f"{ROOT}/{path}", query, headers=headers)


def post(
    program: Program, path: str, body: Any = None, *, version: int | None = None, key: str = ""
) -> Any:
    headers = {
        "Authorization": f"Bearer {program.token}",
        "Idempotency-Key": key or str(uuid4()),
    }
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    said = json.dumps(body or {})
    return program.client.post(f"{ROOT}/{path}", said, "application/json", headers=headers)


@pytest.fixture
def centre() -> Program:
    """The Dutch contact point's."""
    return program_of(of("comensha", Role.TEAM_LEAD))


@pytest.fixture
def met(centre: Program) -> Any:
    """A meeting of the ad-hoc group to which the centre came, with minutes that are a draft."""
    clerk = secretariat()
    meeting = held_by(clerk, centre.person)
    written(clerk, meeting, "Verslag.", "Rapport.")
    with acting(clerk):
        said = {"nl": "Elk land noemt één nummer.", "fr": "Chaque pays donne un numéro."}
        following.decide(meeting.pk, said)
        following.add_action(
            meeting.pk, said, owner=centre.person.organisation, due=timezone.localdate()
        )
    return meeting


def test_a_program_reads_the_meetings_of_its_organisation(centre: Program, met: Any) -> None:
    listed = get(centre, "meetings").json()["results"]
    assert listed[0]["id"] == met.pk
    whole = get(centre, f"meetings/{met.pk}").json()
    assert whole["people_present"] == [{"country": "NL", "people": 2}]
    assert whole["minutes"] is None  # a draft
    assert whole["decisions"][0]["text"]["fr"] == "Chaque pays donne un numéro."
    assert get(centre, "decisions").json()["results"][0]["number"] == 1
    other = program_of(of("pag-asa", Role.TEAM_LEAD))
    assert get(other, f"meetings/{met.pk}").status_code == 404
    assert get(other, "action-points").json()["results"] == []
    assert get(centre, "meetings", q="Opvang").json()["results"][0]["id"] == met.pk
    assert get(centre, "meetings", q="zzz").json()["results"] == []


def test_an_action_point_is_done_once(centre: Program, met: Any) -> None:
    (action,) = get(centre, "action-points", done="false").json()["results"]
    path = f"action-points/{action['id']}/done"
    assert post(centre, path).status_code == 428
    done = post(centre, path, version=0, key="one")
    assert (done.status_code, done.headers["ETag"]) == (200, '"1"')
    assert done.json()["done_on"] == timezone.localdate().isoformat()
    again = post(centre, path, version=0, key="one")
    assert again.json() == done.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert post(centre, path, version=0).status_code == 412
    assert post(centre, path, version=1).status_code == 409
    stranger = program_of(of("infotraite", Role.TEAM_LEAD))
    assert post(stranger, path, version=1).status_code == 404


def test_who_is_no_contact_point_finishes_nothing(met: Any, centre: Program) -> None:
    plain = program_of(centre.person, Scope.GROUP_READ, Scope.GROUP_WRITE)
    (action,) = get(plain, "action-points").json()["results"]
    assert post(plain, f"action-points/{action['id']}/done", version=0).status_code == 404
    assert post(plain, "signals", SIGNAL).status_code == 404
    blind = program_of(centre.person, Scope.REFERRALS_READ)
    assert get(blind, "meetings").status_code == 403


def test_a_signal_is_posted_and_confirmed_across_the_border(centre: Program) -> None:
    belgian = program_of(of("payoke", Role.TEAM_LEAD))
    made = post(centre, "signals", SIGNAL)
    assert made.status_code == 201, made.json()
    signal = made.json()
    assert (signal["country"], signal["since"]) == ("NL", "2026-10-01")
    path = f"signals/{signal['id']}"
    assert made.headers["Location"] == f"{ROOT}/{path}"
    assert post(centre, f"{path}/confirm", version=0).status_code == 404  # its own country
    note = {"note": "Wij zien dit in Antwerpen ook."}
    seen = post(belgian, f"{path}/confirm", note, version=0)
    assert (seen.json()["seen_in"], seen.headers["ETag"]) == (["BE"], '"1"')
    assert get(belgian, path).headers["ETag"] == '"1"'


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title_fr", "Mme Popescu recrute"),
        ("text_fr", "Appelez le 0470 12 34 56."),
        ("text_fr", "La voiture 1-ABC-234 attend."),
    ],
)
def test_nothing_of_a_person_is_posted_or_confirmed(centre: Program, field: str, text: str) -> None:
    refused = post(centre, "signals", SIGNAL | {field: text})
    assert (refused.status_code, refused["Content-Type"]) == (400, PROBLEM)
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    assert not Signal.objects.exists()
    signal = posted(of("payoke", Role.TEAM_LEAD))
    refused = post(centre, f"signals/{signal.pk}/confirm", {"note": text}, version=0)
    assert [error["field"] for error in refused.json()["errors"]] == ["note"]


def test_lists_are_filtered_and_refuse_what_they_do_not_know(centre: Program) -> None:
    lead: Membership = of("payoke", Role.TEAM_LEAD)
    practice = published(lead, secretariat())
    (row,) = get(centre, "practices", theme="reception", country="BE").json()["results"]
    assert row["theme"] == {"code": "reception", "label": "opvang"}
    assert get(centre, f"practices/{practice.pk}").json()["body"]["fr"]
    assert get(centre, "practices", theme="minors").json()["results"] == []
    for wrong in ({"thema": "x"}, {"theme": "x"}, {"cursor": "x"}, {"pageSize": "101"}):
        refused = get(centre, "practices", **wrong)
        assert [error["field"] for error in refused.json()["errors"]] == list(wrong)


def test_the_programme_and_the_tasks_are_read(centre: Program) -> None:
    assert {row["kind"]["code"] for row in get(centre, "programme").json()} == {
        "recommendation",
        "programme",
    }
    assert get(centre, "programme/empact").json()["activities"] == []
    assert get(centre, "programme/none").status_code == 404
    assert get(centre, "tasks").json()[0]["code"] == "practices"


def test_a_list_costs_as_much_with_one_row_as_with_three(centre: Program) -> None:
    clerk, lead = secretariat(), of("payoke", Role.TEAM_LEAD)
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            posted(lead)
            published(lead, clerk)
        get(centre, "signals")
        with CaptureQueriesContext(connection) as queries:
            assert get(centre, "signals").status_code == 200
            assert get(centre, "practices").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    page = get(centre, "signals", pageSize="2").json()
    assert (len(page["results"]), page["previous"]) == (2, None)
    following = centre.client.get(page["next"], headers={"Authorization": f"Bearer {centre.token}"})
    assert len(following.json()["results"]) == 1
