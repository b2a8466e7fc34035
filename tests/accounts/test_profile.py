"""One's own profile, and the change of the address that opens an account."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.joining import AddressChange
from accounts.models import Membership, Role, User
from notifications.models import Notice
from notifications.tasks import relay_outbox
from protection.actor import Actor, acting_as
from tests.conftest import Mailbox
from tests.factories import MembershipFactory

from .people import link_in, link_to, signed_in

pytestmark = pytest.mark.django_db
NEW = "anna.nieuw@huis.example"


@pytest.fixture
def client(member: Membership) -> Client:
    return signed_in(member)


def ask(client: Client, email: str = NEW) -> Any:
    return client.post("/nl/accounts/profile/address/", {"email": email})


def test_name_and_language_are_one_s_own(client: Client, member: Membership) -> None:
    data = {"first_name": "Anna", "last_name": "Verzonnen", "language": "fr"}
    page = client.post("/nl/accounts/profile/", data, follow=True)
    assert page.redirect_chain == [("/fr/accounts/profile/", 302)]
    assert "Votre profil est enregistré" in page.text
    member.user.refresh_from_db()
    assert (str(member.user), member.user.language) == ("Anna Verzonnen", "fr")
    wrong = client.post("/nl/accounts/profile/", data | {"first_name": "", "last_name": "Zo"})
    assert wrong.status_code == 422
    assert 'value="Zo"' in wrong.text


class TestAddress:
    def test_changes_when_the_new_mailbox_has_confirmed(
        self, client: Client, member: Membership
    ) -> None:
        old = member.user.email
        assert ask(client).status_code == 302
        member.user.refresh_from_db()
        assert member.user.email == old
        assert NEW in client.get("/nl/accounts/profile/").text
        page = client.get(link_to(AddressChange.objects.get()), follow=True)
        assert page.redirect_chain == [("/nl/accounts/profile/address/confirm/", 302)]
        client.post("/nl/accounts/profile/address/confirm/")
        member.user.refresh_from_db()
        assert member.user.email == NEW
        assert [*EmailAddress.objects.values_list("email", "verified")] == [(NEW, True)]
        with acting_as(Actor(member.user_id, 1, "caseworker", "NL")):
            sent = set(Notice.objects.values_list("kind", "email"))
        assert sent == {
            ("address_to_confirm", NEW),
            ("address_change_asked", old),
            ("address_changed", old),
        }

    def test_asks_for_the_second_factor_again(self, member: Membership) -> None:
        client = signed_in(member)
        session = client.session
        session["account_authentication_methods"][0]["at"] -= 3600
        session.save()
        assert "/2fa/" in ask(client).headers["Location"]
        assert not AddressChange.objects.exists()

    def test_the_link_is_its_owner_s_alone_and_ends_after_a_day(self, client: Client) -> None:
        ask(client)
        change = AddressChange.objects.get()
        stranger = signed_in(MembershipFactory.create())
        assert stranger.get(link_to(change), follow=True).status_code == 404
        AddressChange.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert client.get(link_to(change), follow=True).status_code == 404

    def test_may_be_given_up(self, client: Client) -> None:
        ask(client)
        client.post("/nl/accounts/profile/address/cancel/")
        assert client.get(link_to(AddressChange.objects.get()), follow=True).status_code == 404

    def test_an_address_that_is_taken_answers_the_same_and_gets_no_link(
        self, client: Client
    ) -> None:
        taken = MembershipFactory.create().user.email
        answers = [ask(client, email).headers["Location"] for email in (NEW, taken)]
        assert answers[0] == answers[1]
        change = AddressChange.objects.get(email=taken)
        client.get(link_to(change), follow=True)
        page = client.post("/nl/accounts/profile/address/confirm/", follow=True)
        assert "kan niet worden gebruikt" in page.text

    def test_the_link_is_not_listed_among_the_notices(self, client: Client) -> None:
        ask(client)
        page = client.get("/nl/notices/").text
        assert link_to(AddressChange.objects.get()) not in page


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_the_mails_go_to_the_new_and_to_the_old_address(smtp_server: Mailbox) -> None:
    member = MembershipFactory.create()
    client = signed_in(member)
    ask(client)
    assert relay_outbox() == 2
    (old,), (new,) = smtp_server.to(member.user.email), smtp_server.to(NEW)
    assert client.get(link_in(new.get_content()), follow=True).status_code == 200
    assert NEW not in old.as_string()


def test_an_operator_s_change_is_told_to_the_old_address_and_the_team_leads(
    member: Membership,
) -> None:
    operator = MembershipFactory.create(role=Role.OPERATOR)
    lead = MembershipFactory.create(organisation=member.organisation, role=Role.TEAM_LEAD)
    User.objects.filter(pk=operator.user_id).update(is_staff=True, is_superuser=True)
    theirs, old = signed_in(member), member.user.email
    data = {
        "email": NEW,
        "language": "nl",
        "is_active": "on",
        "memberships-TOTAL_FORMS": 0,
        "memberships-INITIAL_FORMS": 0,
    }
    page = f"/admin/accounts/user/{member.user_id}/change/"
    client = Client()
    client.force_login(User.objects.get(pk=operator.user_id))
    assert client.post(page, data).status_code == 302
    with acting_as(Actor(member.user_id, 1, "caseworker", "NL")):
        assert set(Notice.objects.values_list("email", flat=True)) == {old, NEW}
    with acting_as(Actor(lead.user_id, 1, "team_lead", "NL")):
        assert Notice.objects.filter(kind="member_address_changed").exists()
    assert theirs.get("/nl/notices/").status_code == 302
