"""Nobody comes in without an invitation, and nobody joins without knowing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.joining import Invitation
from accounts.models import Membership, Role, User
from contacts.models import NationalContactPoint
from notifications.models import Notice
from notifications.tasks import relay_outbox
from protection.actor import Actor, acting_as
from protection.models import AuditEntry
from tests.conftest import Mailbox
from tests.factories import MembershipFactory

from .people import PASSWORD, lead_of, link_in, link_to, signed_in

pytestmark = pytest.mark.django_db
EMAIL = "nieuw@huis.example"
ABOUT_ME = {
    "first_name": "Noor",
    "last_name": "Verzonnen",
    "language": "fr",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def invite(by: Membership, email: str = EMAIL, role: str = Role.CASEWORKER, **more: str) -> Any:
    data = {"email": email, "role": role, "language": "nl"} | more
    return signed_in(by).post(f"/nl/members/of/{by.organisation.slug}/invite/", data)


@pytest.fixture
def lead(member: Membership) -> Membership:
    return lead_of(member)


@pytest.fixture
def invitation(lead: Membership) -> Invitation:
    assert invite(lead).status_code == 302
    return Invitation.objects.get()


def follow(client: Client, invitation: Invitation) -> Any:
    return client.get(link_to(invitation), follow=True)


class TestInviting:
    def test_a_team_lead_invites_into_the_roles_of_cases_alone(self, lead: Membership) -> None:
        for role in (Role.CONTACT_POINT, Role.OPERATOR, Role.DPO):
            assert invite(lead, role=role).status_code == 422
        NationalContactPoint.objects.create(country_id="NL", organisation=lead.organisation)
        assert invite(lead, role=Role.CONTACT_POINT).status_code == 302

    def test_and_for_their_own_organisation_alone(self, lead: Membership) -> None:
        elsewhere = MembershipFactory.create().organisation.slug
        client = signed_in(lead)
        for page in (f"of/{elsewhere}/", f"of/{elsewhere}/invite/"):
            assert client.get(f"/nl/members/{page}").status_code == 404

    def test_the_operator_invites_for_all_into_every_role(self, member: Membership) -> None:
        operator = signed_in(MembershipFactory.create(role=Role.OPERATOR))
        page = f"/nl/members/of/{member.organisation.slug}/invite/"
        data = {"email": EMAIL, "role": Role.DPO, "language": "fr"}
        assert operator.post(page, data).status_code == 302

    def test_an_address_is_invited_once_a_role_and_mailed_again_after_a_while(
        self, lead: Membership, invitation: Invitation
    ) -> None:
        assert "is al uitgenodigd" in invite(lead, email=EMAIL.upper()).text
        old, client = link_to(invitation), signed_in(lead)
        again = f"/nl/members/invitations/{invitation.pk}/send/"
        assert "Wacht vijf minuten" in client.post(again, follow=True).text
        Invitation.objects.update(mailed_at=timezone.now() - timedelta(hours=1))
        assert "opnieuw gemaild" in client.post(again, follow=True).text
        invitation.refresh_from_db()
        assert Client().get(old, follow=True).status_code == 404
        assert follow(Client(), invitation).status_code == 200

    def test_the_answer_is_the_same_for_an_address_that_has_an_account(
        self, lead: Membership
    ) -> None:
        known = MembershipFactory.create().user
        answers = [invite(lead, email=email) for email in (EMAIL, known.email)]
        assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1
        page = signed_in(lead).get(answers[0].headers["Location"]).text
        assert EMAIL in page
        assert known.email in page

    def test_the_trail_says_who_invited_without_the_address(
        self, lead: Membership, invitation: Invitation
    ) -> None:
        with acting_as(Actor(0, 0, "dpo", "")):
            (line,) = AuditEntry.objects.filter(subject="invitation")
        assert (line.action, line.user_id) == ("invitation_invited", lead.user_id)
        assert EMAIL not in line.detail


class TestAccepting:
    def test_a_new_person_makes_an_account_and_is_signed_in_without_a_second_factor_yet(
        self, client: Client, invitation: Invitation
    ) -> None:
        page = follow(client, invitation)
        assert page.redirect_chain == [("/nl/accounts/invitation/", 302)]
        assert EMAIL in page.text
        answer = client.post("/nl/accounts/invitation/", ABOUT_ME)
        assert answer.headers["Location"] == "/fr/"
        user = User.objects.get(email=EMAIL)
        assert (str(user), user.language) == ("Noor Verzonnen", "fr")
        assert user.check_password(PASSWORD)
        (membership,) = user.memberships.all()
        assert (membership.organisation, membership.role) == (
            invitation.organisation,
            Role.CASEWORKER,
        )
        # Signed in, but held by the second factor.
        assert client.get("/fr/referrals/").headers["Location"].startswith("/fr/accounts/2fa/")

    def test_the_link_works_once(self, client: Client, invitation: Invitation) -> None:
        follow(client, invitation)
        client.post("/nl/accounts/invitation/", ABOUT_ME)
        assert follow(Client(), invitation).status_code == 404

    @pytest.mark.parametrize(
        "change",
        [
            {"expires_at": timezone.now() - timedelta(seconds=1)},
            {"withdrawn_at": timezone.now()},
            {"nonce": "0" * 32},
        ],
        ids=["expired", "withdrawn", "made up"],
    )
    def test_a_link_that_is_void_says_no_more_than_that(
        self, client: Client, invitation: Invitation, change: dict[str, Any]
    ) -> None:
        Invitation.objects.update(**change)
        invitation.refresh_from_db()
        page = follow(client, invitation)
        assert page.status_code == 404
        assert str(invitation.organisation) not in page.text

    def test_the_invitation_of_somebody_who_has_left_is_void(
        self, client: Client, lead: Membership, invitation: Invitation
    ) -> None:
        User.objects.filter(pk=lead.user_id).update(is_active=False)
        assert follow(client, invitation).status_code == 404

    @pytest.mark.parametrize(
        "wrong",
        [
            {"password1": "kort", "password2": "kort"},
            {"password2": "twaalf olifanten in het bos"},
            {"password1": EMAIL, "password2": EMAIL},
            {"first_name": ""},
        ],
        ids=str,
    )
    def test_what_is_typed_badly_makes_no_account_and_stays(
        self, client: Client, invitation: Invitation, wrong: dict[str, str]
    ) -> None:
        follow(client, invitation)
        answer = client.post("/nl/accounts/invitation/", ABOUT_ME | wrong)
        assert answer.status_code == 422
        assert 'value="Verzonnen"' in answer.text
        assert not User.objects.filter(email=EMAIL).exists()

    def test_team_leads_are_told_who_can_read_their_cases(
        self, client: Client, lead: Membership, invitation: Invitation
    ) -> None:
        follow(client, invitation)
        client.post("/nl/accounts/invitation/", ABOUT_ME)
        with acting_as(Actor(lead.user_id, lead.organisation_id, lead.role, "NL")):
            assert Notice.objects.filter(kind="member_joined").count() == 1

    def test_the_database_holds_no_token(self, invitation: Invitation) -> None:
        token = link_to(invitation).split("/")[-2]
        assert token.encode() not in bytes(invitation.token_hash)
        assert invitation.nonce not in token


class TestASecondOrganisation:
    @pytest.fixture
    def known(self) -> Membership:
        return MembershipFactory.create()

    @pytest.fixture
    def offered(self, lead: Membership, known: Membership) -> Invitation:
        invite(lead, email=known.user.email)
        return Invitation.objects.get()

    def test_is_joined_signed_in_and_not_silently(
        self, known: Membership, offered: Invitation
    ) -> None:
        stranger = Client()
        page = follow(stranger, offered)
        assert "U hebt al een account" in page.text
        stranger.post("/nl/accounts/invitation/", ABOUT_ME)
        assert known.user.memberships.count() == 1
        client = signed_in(known)
        page = follow(client, offered)
        assert "Toetreden" in page.text
        assert known.user.memberships.count() == 1
        home = client.post("/nl/accounts/invitation/join/", follow=True)
        assert home.context["portal"].membership.organisation == offered.organisation
        assert known.user.memberships.count() == 2

    def test_not_with_another_account(self, member: Membership, offered: Invitation) -> None:
        client = signed_in(member)
        assert "voor een ander account" in follow(client, offered).text
        assert client.post("/nl/accounts/invitation/join/").status_code == 409
        assert member.user.memberships.count() == 1

    def test_not_with_a_password_alone(self, known: Membership, offered: Invitation) -> None:
        client = Client()
        client.force_login(known.user)
        session = client.session
        del session["account_authentication_methods"]
        session.save()
        follow(client, offered)
        answer = client.post("/nl/accounts/invitation/join/")
        assert "/2fa/" in answer.headers["Location"]
        assert known.user.memberships.count() == 1


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_the_mail_comes_by_the_relay_and_its_link_works(
    smtp_server: Mailbox, client: Client
) -> None:
    lead = MembershipFactory.create(team_lead=True)
    invite(lead, language="fr")
    assert relay_outbox() == 1
    (mail,) = smtp_server.to(EMAIL)
    assert mail["Subject"] == "Portail Benelux : votre invitation"
    path = link_in(mail.get_content())
    assert path.startswith("/fr/accounts/invitation/")
    assert client.get(path, follow=True).status_code == 200
    outbox = Notice.objects.using("owner").get()
    assert outbox.user_id is None
    assert path.split("/")[-2] not in repr(vars(outbox))
