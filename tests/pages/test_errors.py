"""Error pages speak the reader's language, say what to do, and name a reference."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from accounts.models import Membership
from benelux_thb import errors, views
from protection.crypto import UnknownKey

HEADINGS = {
    400: ("De aanvraag is niet begrepen", "La requête n’a pas été comprise"),
    403: ("U mag dit niet doen", "Vous ne pouvez pas faire cela"),
    404: ("Pagina niet gevonden", "Page introuvable"),
    413: ("Te veel ineens", "Trop de données à la fois"),
    429: ("Te veel pogingen", "Trop de tentatives"),
    500: ("Er ging iets mis", "Un problème est survenu"),
    503: (
        "Het portaal is even niet beschikbaar",
        "Le portail est momentanément indisponible",
    ),
}
RAISED = {
    400: SuspiciousOperation("no"),
    403: PermissionDenied("no"),
    413: RequestDataTooBig("no"),
    500: ValueError("no"),
    503: OperationalError("no"),
}


def failing_about(monkeypatch: pytest.MonkeyPatch, exception: Exception) -> None:
    """Makes the page "about" fail: its view looks `render` up when it is called."""

    def fail(request: HttpRequest, *args: Any) -> HttpResponse:
        raise exception

    monkeypatch.setattr(views, "render", fail)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.parametrize("status", RAISED)
def test_what_a_view_raises_becomes_a_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, status: int, language: str
) -> None:
    failing_about(monkeypatch, RAISED[status])
    client.raise_request_exception = False
    response = client.get(f"/{language}/about/")
    assert response.status_code == status
    page = response.text
    assert f"<h1>{HEADINGS[status][language == 'fr']}</h1>" in page
    assert f'<html lang="{language}">' in page
    reference = response["X-Request-ID"]
    assert re.fullmatch(r"\w{4}-\w{4}", reference)
    assert reference in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "fr"])
def test_an_address_that_leads_nowhere(client: Client, language: str) -> None:
    response = client.get(f"/{language}/no/such/page/")
    assert response.status_code == 404
    assert f"<h1>{HEADINGS[404][language == 'fr']}</h1>" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "fr"])
def test_too_many_requests(rf: RequestFactory, language: str) -> None:
    with translation.override("en"):
        response = errors.too_many_requests(rf.get(f"/{language}/accounts/login/"))
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert f"<h1>{HEADINGS[429][language == 'fr']}</h1>" in response.text


@pytest.mark.parametrize("template", ["500", "503"])
def test_the_last_pages_need_no_database(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, template: str
) -> None:
    """No `django_db` mark: a query would fail this test."""
    try:
        raise RAISED[int(template)]
    except (ValueError, OperationalError):
        response = errors.server_error(rf.get("/nl/"))
    assert response.status_code == int(template)
    assert response.has_header("Retry-After") == (template == "503")


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("nl", "Deze pagina kan niet worden getoond"),
        ("fr", "Cette page ne peut pas être affichée"),
    ],
)
def test_what_does_not_decrypt_is_said_so_without_details(
    rf: RequestFactory, caplog: pytest.LogCaptureFixture, language: str, heading: str
) -> None:
    try:
        raise UnknownKey("Key-encryption key version 7 was not given to this process.")
    except UnknownKey:
        response = errors.server_error(rf.get(f"/{language}/a%0Aforged log line/"))
    assert response.status_code == 500
    assert f"<h1>{heading}</h1>" in response.text
    assert "version 7" not in response.text
    assert "\nforged" not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("nl", "Deze pagina stond te lang open"),
        ("fr", "Cette page est restée ouverte trop longtemps"),
    ],
)
def test_a_form_that_is_older_than_the_session(language: str, heading: str) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(f"/{language}/accounts/login/", {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert f"<h1>{heading}</h1>" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "fr"])
def test_while_the_database_is_away_the_portal_says_so(
    client: Client, member: Membership, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """From the first thing that asks it, the session, on."""
    client.force_login(member.user)
    client.raise_request_exception = False

    def away(*_args: Any, **_more: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.contrib.sessions.backends.base.SessionBase._get_session", away)
    monkeypatch.setattr(
        "django.contrib.sessions.backends.base.SessionBase._session", property(away)
    )
    response = client.get(f"/{language}/")
    assert response.status_code == 503
    assert f"<h1>{HEADINGS[503][language == 'fr']}</h1>" in response.text
    assert response["Retry-After"] == "30"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_the_reference_of_an_error_is_in_its_line_of_the_log(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing_about(monkeypatch, ValueError("no"))
    client.raise_request_exception = False
    response = client.get("/nl/about/")
    lines = [line for line in caplog.messages if response["X-Request-ID"] in line]
    assert len(lines) == 1
    assert "status 500" in lines[0]
