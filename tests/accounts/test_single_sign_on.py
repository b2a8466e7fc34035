"""Signing in through an organisation's own OpenID provider, started here on loopback."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from oidc_provider_mock import User as Person
from oidc_provider_mock import run_server_in_thread

from accounts.models import Membership, User
from accounts.single_sign_on import Provider
from tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
START = "/accounts/oidc/payoke/"
HOME = "/nl/"


def person(sub: str, **claims: Any) -> Person:
    claims = {"email": f"{sub}@payoke.test", "email_verified": True, **claims}
    return Person(sub=sub, claims=claims)


PEOPLE = (
    person("anna"),
    person("strong", amr=["pwd", "mfa"]),
    person("unchecked", email="anna@payoke.test", email_verified=False),
    person("other", email="anna@payoke.test"),
    person("stranger"),
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A provider that knows PEOPLE: the address it listens at."""
    with run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def member(db: None) -> Membership:
    organisation = OrganisationFactory.create(slug="huis-payoke")
    return MembershipFactory.create(user__email="anna@payoke.test", organisation=organisation)


@pytest.fixture(autouse=True)
def _configured(settings: Any, address: str, member: Membership) -> None:
    settings.OIDC_PROVIDERS = [
        {
            "id": "payoke",
            "name": "Payoke",
            "organisation": member.organisation.slug,
            "server_url": address,
            "client_id": "portal",
            "secret": "not a secret",
        }
    ]


def sign_in(client: Client, sub: str, start: str = START) -> Any:
    """Press the organisation's button, sign in over there, come back."""
    there = client.post(start, {"next": HOME})
    assert there.status_code == 302, there.status_code
    back = requests.post(
        there.headers["Location"], data={"sub": sub}, allow_redirects=False, timeout=10
    )
    parts = urlsplit(back.headers["Location"])
    return client.get(f"{parts.path}?{parts.query}")


def lets_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_invited_member_signs_in_and_is_asked_for_a_factor_of_the_portal(
    client: Client, member: Membership
) -> None:
    assert sign_in(client, "anna").headers["Location"] == HOME
    assert lets_in(client)
    assert client.get(HOME).headers["Location"].startswith("/nl/accounts/2fa/?next=")
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.uid, linked.extra_data) == (member.user, "anna", {})
    again = Client()
    sign_in(again, "anna")
    assert lets_in(again)


def test_who_has_a_factor_here_shows_it(client: Client, member: Membership) -> None:
    TOTP.activate(member.user, "JBSWY3DPEHPK3PXP")
    answer = sign_in(client, "anna")
    assert answer.headers["Location"].endswith("/accounts/2fa/authenticate/")
    assert not lets_in(client)


class TestAFactorShownThere:
    @pytest.fixture(autouse=True)
    def _strong(self, member: Membership) -> None:
        User.objects.filter(pk=member.user_id).update(email="strong@payoke.test")

    def test_counts_where_that_is_configured(
        self, client: Client, member: Membership, settings: Any
    ) -> None:
        settings.OIDC_PROVIDERS[0]["mfa_amr"] = ["mfa"]
        TOTP.activate(member.user, "JBSWY3DPEHPK3PXP")
        sign_in(client, "strong")
        assert client.get(HOME).status_code == 200

    def test_counts_nothing_otherwise(self, client: Client) -> None:
        sign_in(client, "strong")
        assert client.get(HOME).status_code == 302

    def test_must_be_claimed_each_time(
        self, client: Client, member: Membership, settings: Any
    ) -> None:
        settings.OIDC_PROVIDERS[0]["mfa_amr"] = ["hwk"]
        sign_in(client, "strong")
        assert client.get(HOME).status_code == 302


def test_the_level_that_was_agreed_on_counts_too() -> None:
    agreed = Provider("a", "A", "a", "https://a.test", "c", "s", mfa_acr=("urn:gold",))
    assert agreed.vouches_for_factor({"acr": "urn:gold"})
    assert not agreed.vouches_for_factor({"acr": "urn:tin", "amr": ["mfa"]})
    assert not agreed.vouches_for_factor({})


class TestRefused:
    """403, no session, nothing linked."""

    def assert_refused(self, client: Client, sub: str, start: str = START) -> None:
        answer = sign_in(client, sub, start)
        assert answer.status_code == 403
        assert not lets_in(client)
        assert not SocialAccount.objects.exists()

    def test_a_stranger_gets_no_account(self, client: Client) -> None:
        before = User.objects.count()
        self.assert_refused(client, "stranger")
        assert User.objects.count() == before

    def test_an_address_that_the_provider_has_not_checked(self, client: Client) -> None:
        self.assert_refused(client, "unchecked")

    def test_an_account_of_another_organisation(self, client: Client, settings: Any) -> None:
        settings.OIDC_PROVIDERS[0]["organisation"] = OrganisationFactory.create().slug
        self.assert_refused(client, "anna")

    def test_an_account_that_also_works_elsewhere(self, client: Client, member: Membership) -> None:
        MembershipFactory.create(user=member.user)
        self.assert_refused(client, "anna")

    def test_an_account_that_was_closed(self, client: Client, member: Membership) -> None:
        User.objects.filter(pk=member.user_id).update(is_active=False)
        self.assert_refused(client, "anna")

    def test_linking_another_s_account_to_one_s_own(
        self, client: Client, member: Membership
    ) -> None:
        """allauth's process "connect" would; here there is no such way."""
        client.force_login(MembershipFactory.create().user)
        answer = sign_in(client, "anna", f"{START}?process=connect")
        assert answer.status_code == 403
        assert not SocialAccount.objects.exists()

    def test_who_left_since_the_first_time(self, client: Client, member: Membership) -> None:
        sign_in(client, "anna")
        Membership.objects.filter(pk=member.pk).update(active=False)
        later = Client()
        assert sign_in(later, "anna").status_code == 403
        assert not lets_in(later)


def test_a_second_person_with_the_same_address_is_the_provider_s_word(
    client: Client, member: Membership
) -> None:
    """The organisation answers for its addresses; both links stand in the audit trail."""
    sign_in(client, "other")
    assert SocialAccount.objects.get().uid == "other"


def test_an_answer_that_was_not_asked_for_opens_nothing(client: Client, address: str) -> None:
    forged = client.get(f"{START}callback/?code=abc&state=forged")
    assert forged.headers["Location"].endswith("/accounts/login/")
    assert not lets_in(client)


def test_what_was_asked_in_one_browser_opens_nothing_in_another(client: Client) -> None:
    there = client.post(START, {"next": HOME}).headers["Location"]
    back = requests.post(there, data={"sub": "anna"}, allow_redirects=False, timeout=10)
    parts = urlsplit(back.headers["Location"])
    assert "code_challenge" in parse_qs(urlsplit(there).query)
    victim = Client()
    victim.get(f"{parts.path}?{parts.query}")
    assert not lets_in(victim)


def test_a_provider_out_of_reach_leads_back_to_the_sign_in_page(
    client: Client, settings: Any
) -> None:
    settings.OIDC_PROVIDERS[0]["server_url"] = "http://127.0.0.1:9"
    assert client.post(START).headers["Location"].endswith("/accounts/login/")


def test_only_the_sign_in_page_may_lead_to_the_provider(client: Client, address: str) -> None:
    page = client.get("/nl/accounts/login/")
    assert "Payoke" in page.text
    assert f"form-action 'self' {address}" in page.headers["Content-Security-Policy"]
    assert address not in client.get("/nl/about/").headers["Content-Security-Policy"]


def test_without_a_provider_there_is_no_way_in(client: Client, settings: Any) -> None:
    settings.OIDC_PROVIDERS = []
    assert client.post(START).status_code == 404
    assert (
        "form-action 'self';"
        in client.get("/nl/accounts/login/").headers["Content-Security-Policy"] + ";"
    )
