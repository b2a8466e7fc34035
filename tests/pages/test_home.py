"""The home page: what waits, by role, in a fixed number of queries."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Role
from referrals.home import Pile

pytestmark = pytest.mark.django_db

KINDS = ("to_answer", "to_decide", "awaiting", "agreed", "drafts", "questions")
NOTHING = {kind: Pile(0, None) for kind in KINDS}


def as_role(client: Client, member: Membership, role: Role) -> str:
    member.role = role
    member.save()
    client.force_login(member.user)
    return client.get("/nl/").text


def test_an_empty_home_page_says_how_to_begin(client: Client, member: Membership) -> None:
    page = as_role(client, member, Role.CASEWORKER)
    assert "Er wacht niets op u" in page
    assert "Nieuwe doorverwijzing" in page


def test_work_that_waits_is_counted_and_leads_to_its_list(
    client: Client, member: Membership
) -> None:
    two_days_ago = timezone.now() - timedelta(days=2, hours=3)
    found = NOTHING | {"to_answer": Pile(3, two_days_ago), "drafts": Pile(1000, None)}
    with patch("benelux_thb.home.piles", return_value=found):
        page = as_role(client, member, Role.CONTACT_POINT)
    assert '<a href="/nl/referrals/?group=to_answer">Verzoeken om te beantwoorden</a>' in page
    assert "al 2\xa0dagen" in page
    assert "999+" in page
    assert "Zeg ja, zeg nee of stel een vraag." in page
    assert "Verzonden, wacht op antwoord" not in page


@pytest.mark.parametrize(
    ("role", "expected", "hidden"),
    [
        (Role.SECRETARIAT, "/nl/contacts/", "/nl/referrals/"),
        (Role.OPERATOR, "/admin/", "/nl/referrals/"),
        (Role.DPO, "/nl/contacts/", "/admin/"),
        (Role.TEAM_LEAD, "/nl/referrals/new/", "/admin/"),
    ],
)
def test_a_role_sees_its_own_places(
    client: Client, member: Membership, role: Role, expected: str, hidden: str
) -> None:
    page = as_role(client, member, role)
    assert f'href="{expected}"' in page
    assert f'href="{hidden}"' not in page


def test_somebody_without_an_organisation_is_told_whom_to_ask(
    client: Client, member: Membership
) -> None:
    member.active = False
    member.save()
    client.force_login(member.user)
    assert "niet aan een organisatie gekoppeld" in client.get("/nl/").text


def test_the_number_of_queries_is_fixed(
    client: Client, member: Membership, django_assert_max_num_queries: Any
) -> None:
    as_role(client, member, Role.CASEWORKER)
    with django_assert_max_num_queries(18) as queries:
        client.get("/nl/")
    assert sum("referrals_party" in query["sql"] for query in queries.captured_queries) <= 7
