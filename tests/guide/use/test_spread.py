"""Copies that were handed out, and the totals of the secretariat."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership, Role
from contacts.models import Organisation
from guide.use.models import Copies, Download
from protection.models import AuditEntry
from tests.factories import MembershipFactory, acting

pytestmark = pytest.mark.django_db
ADDRESS = "/nl/guide/brochure/copies/"
GIVEN = {
    "number": "40",
    "language": "fr",
    "country": "BE",
    "kind": "police",
    "day": "2017-05-03",
    "occasion": "Opleiding voor inspecteurs",
}


def member(role: Role, slug: str = "payoke") -> Membership:
    found: Membership = MembershipFactory.create(
        role=role, organisation=Organisation.objects.get(slug=slug)
    )
    return found


def client_of(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


def copies_of(membership: Membership, **changes: Any) -> Copies:
    return Copies.objects.create(
        **{
            "country_id": "BE", "kind": "police", "language": "nl", "number": 25,
            "day": date(2017, 5, 3), "organisation": membership.organisation,
            "recorded_by": membership.user_id, "recorded_at": timezone.now(), **changes,
        }
    )  # fmt: skip


@pytest.mark.parametrize("role", [Role.CONTACT_POINT, Role.EDITOR, Role.SECRETARIAT])
def test_who_spreads_it_records_it(role: Role) -> None:
    recorder = member(role)
    client = client_of(recorder)
    assert client.post(ADDRESS, GIVEN).status_code == 302
    row = Copies.objects.get()
    assert (row.number, row.language, row.country_id, row.kind) == (40, "fr", "BE", "police")
    text = client.get(ADDRESS).text
    assert "Opleiding voor inspecteurs" in text
    assert ("Totalen van" in text) == (role != Role.CONTACT_POINT)
    with acting(recorder):
        assert AuditEntry.objects.filter(action="copies_recorded").exists()


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.TEAM_LEAD, Role.MEMBER, Role.DPO])
def test_nobody_else_does(role: Role) -> None:
    client = client_of(member(role))
    assert client.post(ADDRESS, GIVEN).status_code == 404
    assert not Copies.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "0"}, {"number": "-3"}, {"number": "100001"}, {"number": "vijf"},
        {"language": "de"}, {"kind": ""}, {"country": "FR"}, {"day": "2014-12-31"},
        {"day": "2999-01-01"}, {"day": "gisteren"}, {"occasion": "Voor mevrouw Jansen"},
        {"occasion": "=1+1"}, {"occasion": "x" * 151},
    ],
)  # fmt: skip
def test_bad_input_is_said_and_what_was_typed_stays(wrong: dict[str, str]) -> None:
    response = client_of(member(Role.EDITOR)).post(ADDRESS, {**GIVEN, **wrong})
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert not Copies.objects.exists()


def test_a_contact_point_sees_and_removes_its_own_alone() -> None:
    own, other = member(Role.CONTACT_POINT), member(Role.CONTACT_POINT, "comensha")
    mine, theirs = copies_of(own), copies_of(other, number=77)
    client = client_of(own)
    text = client.get(ADDRESS).text
    assert "25 (NL)" in text
    assert "77 (NL)" not in text
    assert client.post(f"{ADDRESS}{theirs.pk}/remove/").status_code == 404
    assert client.post(f"{ADDRESS}{mine.pk}/remove/").status_code == 302
    assert list(Copies.objects.all()) == [theirs]


def test_the_totals_are_of_a_year_and_say_who_said_nothing() -> None:
    secretariat = member(Role.SECRETARIAT, "benelux")
    copies_of(secretariat)
    copies_of(secretariat, number=1, country_id=None, kind="ngo")
    copies_of(secretariat, number=999, day=date(2018, 1, 1))
    Download.objects.create(language="nl", day=date(2017, 1, 1), number=3)
    Download.objects.create(
        language="fr", day=date(2017, 12, 31), country="LU", kind="police", number=2
    )
    text = client_of(secretariat).get(f"{ADDRESS}?year=2017").text
    assert "Uitgereikt: 26. Gedownload: 5." in text
    assert "Meerdere landen, of niet gezegd" in text
    assert "Luxemburg" in text
    assert "beschermt" in text, "why small numbers stand here"
    assert client_of(secretariat).get(f"{ADDRESS}?year=x").status_code == 200


def test_it_asks_the_same_of_the_database_for_three_as_for_one() -> None:
    membership = member(Role.SECRETARIAT)
    client = client_of(membership)
    copies_of(membership)
    with CaptureQueriesContext(connection) as one:
        client.get(ADDRESS)
    copies_of(membership)
    copies_of(membership)
    with CaptureQueriesContext(connection) as three:
        client.get(ADDRESS)
    assert len(one) == len(three)


def test_what_was_recorded_earlier_is_on_the_next_page() -> None:
    membership = member(Role.EDITOR)
    rows = [copies_of(membership, number=500 + number) for number in range(21)]
    client = client_of(membership)
    assert "500 (NL)" not in client.get(ADDRESS).text
    assert "500 (NL)" in client.get(f"{ADDRESS}?before={rows[1].pk}").text
