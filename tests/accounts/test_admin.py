"""What an operator can do to accounts: never to their own, and never without a trace."""

import json
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from accounts.models import Membership, Role, User
from protection.actor import Actor, acting_as
from protection.models import AuditEntry
from tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Membership:
    made = MembershipFactory.create(
        role=Role.OPERATOR, organisation=OrganisationFactory.create(of_the_benelux=True)
    )
    User.objects.filter(pk=made.user_id).update(is_staff=True, is_superuser=True)
    return made


@pytest.fixture
def site(client: Client, operator: Membership) -> Client:
    client.force_login(User.objects.get(pk=operator.user_id))
    return client


def membership(of: Membership, **changed: Any) -> dict[str, Any]:
    data = {"user": of.user_id, "organisation": of.organisation_id, "role": of.role, "active": "on"}
    return data | changed


def account(of: User) -> dict[str, Any]:
    """The change form of an account as it stands, with its memberships."""
    data: dict[str, Any] = {"email": of.email, "language": of.language, "is_active": "on"}
    rows = list(of.memberships.all())
    prefix = "memberships"
    data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{k}": v for k, v in membership(row).items()}
        data |= {f"{prefix}-{number}-id": row.pk}
    return data


def test_nobody_gives_themselves_a_membership(site: Client, operator: Membership) -> None:
    elsewhere = MembershipFactory.create()
    into_the_house = membership(
        operator, organisation=elsewhere.organisation_id, role=Role.CASEWORKER
    )
    own = f"/admin/accounts/membership/{operator.pk}/change/"
    assert site.post(own, into_the_house).status_code == 403
    assert (
        "cannot change your own"
        in site.post("/admin/accounts/membership/add/", into_the_house).content.decode()
    )
    taken_over = f"/admin/accounts/membership/{elsewhere.pk}/change/"
    answer = site.post(taken_over, membership(elsewhere, user=operator.user_id))
    assert "cannot change your own" in answer.content.decode()
    through_the_user = account(User.objects.get(pk=operator.user_id))
    through_the_user["memberships-0-role"] = Role.CASEWORKER
    own = f"/admin/accounts/user/{operator.user_id}/change/"
    assert site.post(own, through_the_user).status_code == 403
    assert [*Membership.objects.filter(user=operator.user_id).values_list("role", flat=True)] == [
        Role.OPERATOR
    ]


def test_every_change_of_somebody_else_stands_in_the_trail(site: Client) -> None:
    member = MembershipFactory.create()
    page = f"/admin/accounts/membership/{member.pk}/change/"
    assert site.post(page, membership(member, role=Role.TEAM_LEAD)).status_code == 302
    member.refresh_from_db()
    data = account(member.user) | {"memberships-0-role": Role.CASEWORKER}
    page = f"/admin/accounts/user/{member.user_id}/change/"
    assert site.post(page, data).status_code == 302
    with acting_as(Actor(0, 0, "dpo", "")):
        lines = list(AuditEntry.objects.filter(action__endswith="_changed").order_by("id"))
    assert [(line.action, json.loads(line.detail).get("role")) for line in lines] == [
        ("membership_changed", "team_lead"),
        ("user_changed", None),
        ("membership_changed", "caseworker"),
    ]
    assert member.user.email not in "".join(line.detail for line in lines)


def test_accounts_are_made_inactive_not_deleted(site: Client) -> None:
    member = MembershipFactory.create()
    for page in (f"membership/{member.pk}", f"user/{member.user_id}"):
        assert site.post(f"/admin/accounts/{page}/delete/", {"post": "yes"}).status_code == 403
    assert Membership.objects.filter(pk=member.pk).exists()


def test_no_page_shows_the_secrets_of_second_factors(site: Client) -> None:
    registered = {model._meta.label for model in admin.site._registry}
    assert "mfa.Authenticator" not in registered
    assert not {label for label in registered if label.startswith(("referrals.", "protection."))}
    assert site.get("/admin/mfa/authenticator/").status_code == 404
