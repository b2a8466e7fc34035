"""Outside demonstration mode a session goes nowhere without a second factor."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from accounts.models import Membership

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


def code_now() -> str:
    """What an authenticator app with SECRET shows now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def sign_in(client: Client, member: Membership) -> None:
    client.post(
        "/nl/accounts/login/",
        {"login": member.user.email, "password": "a long password for tests"},
    )


def confirm_password(client: Client) -> None:
    client.post("/nl/accounts/reauthenticate/", {"password": "a long password for tests"})


@pytest.mark.parametrize(
    "path", ["/nl/", "/nl/accounts/password/change/", "/nl/accounts/2fa/recovery-codes/"]
)
def test_without_any_factor_only_enrolment_is_open(
    client: Client, member: Membership, path: str
) -> None:
    sign_in(client, member)
    response = client.get(path)
    assert response.headers["Location"].startswith("/nl/accounts/2fa/?next=")


def test_the_admin_site_is_held_too(client: Client, member: Membership) -> None:
    member.user.is_staff = member.user.is_superuser = True
    member.user.save()
    sign_in(client, member)
    assert client.get("/admin/").headers["Location"].startswith("/en/accounts/2fa/")


def test_the_admins_own_sign_in_leads_to_the_portals(client: Client) -> None:
    response = client.get("/admin/login/?next=/admin/")
    assert "/accounts/login/?next=" in response.headers["Location"]


def test_enrolment_and_leaving_are_open(client: Client, member: Membership) -> None:
    sign_in(client, member)
    assert client.get("/nl/accounts/2fa/").status_code == 200
    confirm_password(client)
    assert client.get("/nl/accounts/2fa/totp/activate/").status_code == 200
    assert client.get("/nl/accounts/2fa/webauthn/add/").status_code == 200
    assert client.get("/nl/about/").status_code == 200
    assert client.post("/nl/accounts/logout/").status_code == 302


@pytest.mark.django_db(transaction=True)  # allauth tells of it after the commit
def test_setting_up_a_factor_opens_the_portal(client: Client, member: Membership) -> None:
    sign_in(client, member)
    confirm_password(client)
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    client.post("/nl/accounts/2fa/totp/activate/", {"code": code_now()})
    assert Authenticator.objects.filter(user=member.user).exists()
    assert client.get("/nl/").status_code == 200


def test_a_password_alone_does_not_reach_an_account_with_a_factor(
    client: Client, member: Membership
) -> None:
    TOTP.activate(member.user, SECRET)
    sign_in(client, member)
    assert client.get("/nl/").headers["Location"].startswith("/nl/accounts/login/")


def test_the_code_completes_sign_in(client: Client, member: Membership) -> None:
    TOTP.activate(member.user, SECRET)
    sign_in(client, member)
    client.post("/nl/accounts/2fa/authenticate/", {"code": code_now()})
    assert client.get("/nl/").status_code == 200


def test_a_session_older_than_the_factor_must_show_it(client: Client, member: Membership) -> None:
    sign_in(client, member)
    TOTP.activate(member.user, SECRET)
    RecoveryCodes.activate(member.user)
    response = client.get("/nl/")
    assert response.headers["Location"].startswith("/nl/accounts/2fa/reauthenticate/")
    # It may not set up another factor either.
    response = client.get("/nl/accounts/2fa/webauthn/add/")
    assert response.headers["Location"].startswith("/nl/accounts/2fa/reauthenticate/")
    client.post("/nl/accounts/2fa/reauthenticate/", {"code": code_now()})
    assert client.get("/nl/").status_code == 200


def test_demonstration_mode_asks_for_none(
    client: Client, member: Membership, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    sign_in(client, member)
    assert client.get("/nl/").status_code == 200


def test_the_sign_in_page_fills_in_a_demonstration_account(client: Client, settings: Any) -> None:
    path = "/nl/accounts/login/?account=secretariat@benelux.example"
    assert "grens-frontiere-2017" not in client.get(path).text
    settings.DEMONSTRATION = True
    page = client.get(path).text
    assert 'value="secretariat@benelux.example"' in page
    assert 'value="grens-frontiere-2017"' in page
    assert "caseworker@payoke.example" in page


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/"])
def test_nobody_signs_up_or_changes_an_address(
    client: Client, member: Membership, path: str
) -> None:
    client.force_login(member.user)
    assert client.get(f"/nl/accounts/{path}").status_code == 404
