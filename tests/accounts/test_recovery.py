"""A lost second factor: asked, confirmed by another who checked, waited for, then set up anew."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from time_machine import travel

from accounts.actors import actor_of
from accounts.models import FactorRecovery, Membership, Role
from accounts.recovery.permissions import can_confirm
from accounts.recovery.services import approvers_of
from notifications.models import Notice
from tests.factories import PASSWORD, MembershipFactory, OrganisationFactory, acting

pytestmark = pytest.mark.django_db
LOGIN = "/nl/accounts/login/"
LOST = "/nl/accounts/2fa/lost/"


@pytest.fixture
def lead(member: Membership) -> Membership:
    """The team lead of `member`."""
    return MembershipFactory.create(organisation=member.organisation, team_lead=True)


@pytest.fixture
def loser(client: Client, member: Membership) -> Client:
    """Halfway through signing in: the password was right, the phone is gone."""
    member.user.set_password(PASSWORD)
    member.user.save()
    TOTP.activate(member.user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(member.user)
    halfway(client, member)
    return client


def halfway(client: Client, member: Membership) -> None:
    answer = client.post(LOGIN, {"login": member.user.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/nl/accounts/2fa/authenticate/"


def page_of(recovery: FactorRecovery) -> str:
    return f"/nl/accounts/2fa/recoveries/{recovery.pk}/"


def confirmed_by(approver: Membership, way: str = "in_person") -> Any:
    browser = Client()
    browser.force_login(approver.user)
    answer = {"way": way, "asked_for_it": "on"}
    return browser.post(page_of(FactorRecovery.objects.get()), answer)


def told(member: Membership) -> list[str]:
    with acting(member):
        return sorted(Notice.objects.filter(user=member.user).values_list("kind", flat=True))


def test_the_whole_way(loser: Client, member: Membership, lead: Membership) -> None:
    assert "herstelcode" in loser.get(LOST).text
    loser.post(LOST)
    assert "Bel nu zelf uw teamleider" in loser.get(LOST).text
    assert told(lead) == ["factor_recovery_asked"]
    assert confirmed_by(lead).headers["Location"] == "/nl/accounts/2fa/recoveries/"
    recovery = FactorRecovery.objects.get()
    assert (recovery.check_way, recovery.confirmed_by) == ("in_person", lead.user)

    loser.post(f"{LOST}complete/")
    assert Authenticator.objects.filter(user=member.user).count() == 2, "the wait is not over"

    with travel(timezone.now() + timedelta(hours=24, minutes=1)):
        later = Client()
        halfway(later, member)
        assert "De wachttijd is voorbij" in later.get(LOST).text
        later.post(f"{LOST}complete/")
        assert not Authenticator.objects.filter(user=member.user).exists()
        # The password leads to setting up a new one, and no further.
        later.post(LOGIN, {"login": member.user.email, "password": PASSWORD})
        assert later.get("/nl/").headers["Location"].startswith("/nl/accounts/2fa/?next=")
    assert {"factor_recovery_begun", "factor_recovery_confirmed", "second_factor_changed"} <= set(
        told(member)
    )


def test_the_person_can_stop_it_until_the_end(
    loser: Client, member: Membership, lead: Membership
) -> None:
    loser.post(LOST)
    confirmed_by(lead)
    owner = Client()
    owner.force_login(member.user)  # who still has the phone
    owner.post(f"{LOST}cancel/")
    with travel(timezone.now() + timedelta(hours=30)):
        halfway(loser, member)
        loser.post(f"{LOST}complete/")
    assert Authenticator.objects.filter(user=member.user).count() == 2
    assert "factor_recovery_cancelled" in told(member)


def test_who_confirms_may_have_doubts(loser: Client, lead: Membership) -> None:
    loser.post(LOST)
    browser = Client()
    browser.force_login(lead.user)
    browser.post(page_of(FactorRecovery.objects.get()), {"cancel": "yes"})
    assert FactorRecovery.objects.get().cancelled_at is not None


def test_how_it_was_checked_must_be_said(loser: Client, lead: Membership) -> None:
    loser.post(LOST)
    assert confirmed_by(lead, way="by_mail").status_code == 422
    assert FactorRecovery.objects.get().confirmed_at is None


def test_confirming_asks_for_the_factor_again(loser: Client, lead: Membership) -> None:
    loser.post(LOST)
    browser = Client()
    browser.force_login(lead.user)
    session = browser.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()
    answer = browser.post(page_of(FactorRecovery.objects.get()), {"way": "in_person"})
    assert "next=" in answer.headers["Location"]
    assert FactorRecovery.objects.get().confirmed_at is None


def test_it_is_confirmed_once_and_not_after_a_week(loser: Client, lead: Membership) -> None:
    loser.post(LOST)
    confirmed_by(lead)
    assert confirmed_by(lead, way="video").status_code == 409
    assert FactorRecovery.objects.get().check_way == "in_person"
    with travel(timezone.now() + timedelta(days=9)):
        assert not FactorRecovery.objects.get().is_open(timezone.now())


class TestWho:
    """Who may confirm that a caseworker is who they say."""

    def test_a_team_lead_of_the_same_organisation_and_an_operator(
        self, member: Membership, lead: Membership
    ) -> None:
        operator = MembershipFactory.create(role=Role.OPERATOR)
        elsewhere = MembershipFactory.create(team_lead=True)
        colleague = MembershipFactory.create(organisation=member.organisation)
        may = [
            can_confirm(actor_of(m), member.user) for m in (lead, operator, elsewhere, colleague)
        ]
        assert may == [True, True, False, False]

    def test_nobody_their_own(self, lead: Membership) -> None:
        operator = MembershipFactory.create(role=Role.OPERATOR)
        assert not can_confirm(actor_of(lead), lead.user)
        assert not can_confirm(actor_of(operator), operator.user)
        with pytest.raises(IntegrityError), transaction.atomic():
            FactorRecovery.objects.create(
                user=lead.user,
                asked_at=timezone.now(),
                confirmed_at=timezone.now(),
                ready_at=timezone.now(),
                confirmed_by=lead.user,
                check_way="video",
            )

    def test_only_an_operator_for_whoever_opens_more_than_one_organisation(
        self, member: Membership, lead: Membership
    ) -> None:
        MembershipFactory.create(user=member.user, organisation=OrganisationFactory.create())
        operator = MembershipFactory.create(role=Role.OPERATOR)
        assert not can_confirm(actor_of(lead), member.user)
        assert can_confirm(actor_of(operator), member.user)
        assert operator.user_id in {who.user_id for who in approvers_of(member.user)}

    def test_strangers_find_nothing(self, loser: Client, lead: Membership) -> None:
        loser.post(LOST)
        elsewhere = Client()
        elsewhere.force_login(MembershipFactory.create(team_lead=True).user)
        assert elsewhere.get(page_of(FactorRecovery.objects.get())).status_code == 404
        assert loser.get("/nl/accounts/2fa/recoveries/").status_code == 302


class TestWhoAsks:
    def test_not_without_the_password(self, client: Client) -> None:
        assert client.post(LOST).headers["Location"] == LOGIN
        assert client.get(LOST).headers["Location"] == LOGIN

    def test_once_at_a_time_and_three_times_a_day(self, loser: Client, lead: Membership) -> None:
        for _ in range(5):
            loser.post(LOST)
            loser.post(LOST)
            loser.post(f"{LOST}cancel/")
        assert FactorRecovery.objects.count() == 3

    def test_a_session_from_before_the_factor_may_ask_too(
        self, client: Client, member: Membership
    ) -> None:
        client.force_login(member.user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": 1}]
        session.save()
        TOTP.activate(member.user, "JBSWY3DPEHPK3PXP")
        client.post(LOST)
        assert FactorRecovery.objects.get().user == member.user


def test_the_list_asks_the_same_however_long_it_is(
    lead: Membership, django_assert_num_queries: Any
) -> None:
    browser = Client()
    browser.force_login(lead.user)
    for people in (1, 3):
        for _ in range(people):
            colleague = MembershipFactory.create(organisation=lead.organisation)
            FactorRecovery.objects.create(user=colleague.user, asked_at=timezone.now())
        with django_assert_num_queries(8):
            page = browser.get("/nl/accounts/2fa/recoveries/")
        assert page.text.count("/2fa/recoveries/") >= people
