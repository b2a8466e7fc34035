"""Weighty steps ask for the second factor again, unless it was shown within five minutes."""

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts.models import Membership
from accounts.step_up import LASTS, step_up_for_download, step_up_required
from benelux_thb import urls
from tests.factories import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"
done: list[str] = []


@step_up_required
def weighty(request: HttpRequest) -> HttpResponse:
    done.append(str(request.method))
    return HttpResponse("weighty")


@step_up_for_download
def download(request: HttpRequest) -> HttpResponse:
    return HttpResponse("file")


urlpatterns = [path("weighty/", weighty), path("file/", download), *urls.urlpatterns]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def signed_in(client: Client, member: Membership) -> Client:
    """Signed in with an authenticator app, longer ago than a step-up lasts."""
    TOTP.activate(member.user, SECRET)
    client.force_login(member.user)
    shown(client, "mfa", LASTS + 1)
    done.clear()
    return client


def shown(client: Client, method: str, ago: float) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time() - ago}]
    session.save()


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def test_what_was_just_shown_is_not_asked_again(signed_in: Client) -> None:
    shown(signed_in, "mfa", LASTS - 10)
    assert signed_in.get("/weighty/").text == "weighty"


def test_after_five_minutes_it_is_asked_and_leads_back(signed_in: Client) -> None:
    asked = signed_in.get("/weighty/?year=2017")
    assert asked.status_code == 302
    page = "/en/accounts/2fa/reauthenticate/?next=%2Fweighty%2F%3Fyear%3D2017"
    assert asked.headers["Location"] == page
    back = signed_in.post(page, {"code": code(), "next": "/weighty/?year=2017"})
    assert back.headers["Location"] == "/weighty/?year=2017"
    assert signed_in.get("/weighty/?year=2017").text == "weighty"


def test_a_form_is_shown_again_and_says_that_nothing_was_done(signed_in: Client) -> None:
    came_from = {"referer": "http://testserver/nl/help/?a=b"}
    asked = signed_in.post("/weighty/", {"x": "1"}, headers=came_from)
    assert asked.headers["Location"].endswith("?next=%2Fnl%2Fhelp%2F%3Fa%3Db")
    assert "Nothing has been done yet." in signed_in.get(asked.headers["Location"]).text
    assert done == []


def test_a_form_of_another_site_leads_home(signed_in: Client) -> None:
    asked = signed_in.post("/weighty/", headers={"referer": "https://evil.test/weighty/"})
    assert asked.headers["Location"].endswith("?next=%2Fen%2F")


def test_a_password_is_no_step_up_for_who_has_a_factor(
    signed_in: Client, member: Membership, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    shown(signed_in, "password", 1)
    assert signed_in.get("/weighty/").status_code == 302
    by_password = signed_in.get("/en/accounts/reauthenticate/?next=/weighty/")
    assert by_password.headers["Location"] == "/en/accounts/2fa/reauthenticate/?next=%2Fweighty%2F"


def test_in_demonstration_mode_the_password_stands_in_for_a_factor(
    client: Client, member: Membership, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    member.user.set_password(PASSWORD)
    member.user.save()
    client.force_login(member.user)
    shown(client, "password", LASTS + 1)
    asked = client.get("/weighty/")
    assert asked.headers["Location"] == "/en/accounts/reauthenticate/?next=%2Fweighty%2F"
    answer = {"password": PASSWORD, "next": "/weighty/"}
    assert client.post("/en/accounts/reauthenticate/", answer).headers["Location"] == "/weighty/"
    assert client.get("/weighty/").text == "weighty"


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/weighty/").headers["Location"].startswith("/en/accounts/login/")


def test_a_download_leads_back_to_the_page_with_the_link(signed_in: Client) -> None:
    asked = signed_in.get("/file/", headers={"referer": "http://testserver/nl/help/"})
    assert asked.headers["Location"].endswith("?next=%2Fnl%2Fhelp%2F")
    shown(signed_in, "mfa", 1)
    assert signed_in.get("/file/").text == "file"


def test_deleting_in_the_admin_asks_for_it(signed_in: Client, member: Membership) -> None:
    member.user.is_staff = member.user.is_superuser = True
    member.user.save()
    slug = member.organisation.pk
    for answer in (
        signed_in.get(f"/admin/contacts/organisation/{slug}/delete/"),
        signed_in.post("/admin/contacts/organisation/", {"action": "delete_selected"}),
    ):
        assert "/2fa/reauthenticate/?next=" in answer.headers["Location"]
    assert signed_in.get("/admin/contacts/organisation/").status_code == 200
