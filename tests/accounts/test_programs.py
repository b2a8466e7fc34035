"""Programs work with a token: scoped, hashed, expiring, shown once, void once it is revoked."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import programs
from accounts.models import Membership, User
from accounts.programs import Scope
from accounts.selectors import people_of
from accounts.service_accounts import ApiToken, ServiceAccount
from tests.factories import MembershipFactory, acting

pytestmark = pytest.mark.django_db
CONTACTS = "/api/v1/contacts/"


@pytest.fixture
def team_lead() -> Membership:
    return MembershipFactory.create(team_lead=True)


@pytest.fixture
def account(team_lead: Membership) -> ServiceAccount:
    with acting(team_lead):
        return programs.create_account(team_lead.organisation, "Case system", now=timezone.now())


def token(
    account: ServiceAccount, lead: Membership, *scopes: Scope, days: int = 90, ago: int = 0
) -> str:
    with acting(lead):
        now = timezone.now() - timedelta(days=ago)
        return programs.create_token(account, scopes or [Scope.CONTACTS_READ], days=days, now=now)


def ask(plain: str, path: str = CONTACTS) -> Any:
    return Client().get(path, headers={"Authorization": f"Bearer {plain}"})


def test_a_token_opens_what_its_scopes_name(account: ServiceAccount, team_lead: Membership) -> None:
    assert ask(token(account, team_lead)).status_code == 200
    refused = ask(token(account, team_lead, Scope.REFERRALS_READ))
    assert refused.status_code == 403
    assert refused["Content-Type"] == "application/problem+json"
    assert "contacts:read" in refused.json()["detail"]


@pytest.mark.parametrize("shown", ["", "thb_unknown", "not a token at all", "thb_" + "é" * 20])
def test_an_unknown_token_is_told_so(shown: str) -> None:
    answer = Client().get(
        CONTACTS, headers={"Authorization": f"Bearer {shown}".encode().decode("latin-1")}
    )
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'
    assert answer["Content-Type"] == "application/problem+json"


def test_a_token_ends(account: ServiceAccount, team_lead: Membership) -> None:
    old = token(account, team_lead, days=30, ago=31)
    assert ask(old).status_code == 401
    plain = token(account, team_lead)
    with acting(team_lead):
        programs.revoke_token(ApiToken.objects.latest("created_at"), now=timezone.now())
    assert ask(plain).status_code == 401
    plain = token(account, team_lead)
    assert ask(plain).status_code == 200
    with acting(team_lead):
        programs.end_account(account, now=timezone.now())
    assert ask(plain).status_code == 401


def test_only_the_hash_is_kept(account: ServiceAccount, team_lead: Membership) -> None:
    plain = token(account, team_lead)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_apitoken t")
        ((row,),) = cursor.fetchall()
    assert plain not in row
    assert plain[8:] not in row


def test_a_token_opens_no_page(account: ServiceAccount, team_lead: Membership) -> None:
    """Only the machine interface asks for it; pages want a person."""
    assert ask(token(account, team_lead, *Scope), "/nl/referrals/").status_code == 302


def test_a_service_account_is_nobody_who_signs_in_or_gets_mail(
    account: ServiceAccount, team_lead: Membership
) -> None:
    user = User.objects.get(pk=account.user_id)
    assert not user.is_active
    assert authenticate(None, email=user.email, password="") is None
    told = people_of([team_lead.organisation_id])
    assert user.pk not in {person.user_id for person in told}


def test_it_works_on_when_its_maker_has_left(
    account: ServiceAccount, team_lead: Membership
) -> None:
    plain = token(account, team_lead)
    User.objects.filter(pk=team_lead.user_id).update(is_active=False)
    assert ask(plain).status_code == 200


class TestPages:
    @pytest.fixture
    def lead(self, client: Client, team_lead: Membership) -> Client:
        client.force_login(team_lead.user)
        return client

    def test_from_a_name_to_a_token_that_is_shown_once(
        self, lead: Client, team_lead: Membership
    ) -> None:
        page = f"/nl/members/of/{team_lead.organisation.slug}/programs/"
        answer = lead.post(page, {"name": "Dossiersysteem"})
        making = answer["Location"]
        made = lead.post(making, {"scopes": ["contacts:read"], "days": "30"})
        plain = made.context["token"]
        assert plain in made.text
        assert "no-store" in made["Cache-Control"]
        assert ask(plain).status_code == 200
        listed = lead.get(page)
        assert plain not in listed.text
        assert plain[:8] in listed.text
        kept = ApiToken.objects.get()
        lead.post(f"/nl/members/tokens/{kept.pk}/revoke/")
        assert ask(plain).status_code == 401
        assert lead.get(f"/nl/members/tokens/{kept.pk}/revoke/").status_code == 404

    def test_bad_input_is_told_beside_the_field(
        self, lead: Client, team_lead: Membership, account: ServiceAccount
    ) -> None:
        page = f"/nl/members/of/{team_lead.organisation.slug}/programs/"
        for name in ("", "x" * 81, "Case system"):
            answer = lead.post(page, {"name": name})
            assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
        making = f"/nl/members/programs/{account.pk}/token/"
        answer = lead.post(making, {"scopes": ["everything"], "days": "9999"})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"scopes", "days"})

    def test_a_token_asks_for_a_fresh_second_factor(
        self, lead: Client, account: ServiceAccount
    ) -> None:
        session = lead.session
        session["account_authentication_methods"] = []
        session.save()
        answer = lead.get(f"/nl/members/programs/{account.pk}/token/")
        assert answer.status_code == 302
        assert not ApiToken.objects.exists()

    def test_another_organisation_s_programs_are_not_there(self, account: ServiceAccount) -> None:
        client = Client()
        client.force_login(MembershipFactory.create(team_lead=True).user)
        slug = account.organisation.slug
        for path in (
            f"of/{slug}/programs/",
            f"programs/{account.pk}/token/",
            f"programs/{account.pk}/end/",
        ):
            assert client.get(f"/nl/members/{path}").status_code == 404
