"""The frame around every page: languages, navigation, headers."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import Membership, Role, User

pytestmark = pytest.mark.django_db

PUBLIC = ["public_about", "public_help", "public_contact", "public_privacy", "public_accessibility"]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_is_open_to_strangers_in_every_language(
    client: Client, name: str, language: str
) -> None:
    with translation.override(language):
        response = client.get(reverse(name))
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text
    assert response["Content-Language"] == language


@pytest.mark.parametrize(
    ("accepts", "expected"),
    [("nl-BE,nl;q=0.9", "/nl/"), ("fr-LU", "/fr/"), ("de", "/en/")],
)
def test_the_root_leads_to_the_readers_language(
    client: Client, accepts: str, expected: str
) -> None:
    response = client.get("/", headers={"Accept-Language": accepts})
    assert response.headers["Location"] == expected


def test_a_stranger_is_sent_to_sign_in_and_back(client: Client) -> None:
    response = client.get("/fr/")
    assert response.headers["Location"] == "/fr/accounts/login/?next=/fr/"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/nl/help/?step=2&q=a%20b", "/fr/help/?step=2&amp;q=a%20b"),
        ("/nl/no/such/page/?x=1", "/fr/no/such/page/?x=1"),
        ("/no/such/page/", "/fr/"),
    ],
)
def test_the_language_switch_stays_on_the_page_with_its_query(
    client: Client, path: str, expected: str
) -> None:
    page = client.get(path).text
    assert f'<a href="{expected}" lang="fr" hreflang="fr"' in page


def test_the_title_names_no_purpose_and_no_person(client: Client) -> None:
    for name in PUBLIC:
        for language in ("nl", "fr", "en"):
            with translation.override(language):
                page = client.get(reverse(name)).text
            title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
            assert title
            assert not re.search(
                r"mensenhandel|slachtoffer|traite|victime|traffick|victim", title[1], re.IGNORECASE
            )


def test_headers_of_a_public_page(client: Client) -> None:
    response = client.get("/nl/about/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "geolocation=()" in response["Permissions-Policy"]
    assert re.fullmatch(r"\w{4}-\w{4}", response["X-Request-ID"])
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_what_is_behind_sign_in_is_not_stored(client: Client, member: Membership) -> None:
    client.force_login(member.user)
    for path in ("/nl/", "/nl/about/", "/nl/no/such/page/"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_the_navigation_follows_the_role(client: Client, member: Membership) -> None:
    client.force_login(member.user)
    page = client.get("/nl/").text
    assert reverse("admin:index") not in page
    member.role = Role.OPERATOR
    member.save()
    assert reverse("admin:index") in client.get("/nl/").text


def test_the_current_part_is_marked(client: Client, member: Membership) -> None:
    client.force_login(member.user)
    assert '<a href="/nl/" aria-current="true">' in client.get("/nl/").text


def test_security_txt(client: Client) -> None:
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert re.search(r"^Contact: mailto:", response.text, re.MULTILINE)
    assert re.search(r"^Expires: 20\d\d-\d\d-\d\dT00:00:00", response.text, re.MULTILINE)


def test_the_gallery_exists_in_demonstration_mode_only(client: Client, settings: Any) -> None:
    assert client.get("/nl/gallery/").status_code == 404
    settings.DEMONSTRATION = True
    assert client.get("/nl/gallery/").status_code == 200


def test_the_demonstration_is_announced_only_when_it_is_one(client: Client, settings: Any) -> None:
    assert 'class="demonstration"' not in client.get("/nl/about/").text
    settings.DEMONSTRATION = True
    assert 'class="demonstration"' in client.get("/nl/about/").text


def test_a_members_own_language_comes_first(client: Client, member: Membership) -> None:
    User.objects.filter(pk=member.user_id).update(language="fr")
    client.force_login(User.objects.get(pk=member.user_id))
    assert client.get("/", headers={"Accept-Language": "nl"}).headers["Location"] == "/fr/"


def test_the_icon_in_the_page_is_the_mark(client: Client) -> None:
    """It is in the page, so that it is no request of its own; /favicon.ico leads to the file."""
    icon = re.search(
        r'<link rel="icon" href="data:image/svg\+xml,([^"]+)"', client.get("/nl/about/").text
    )
    assert icon
    mark = (Path(settings.BASE_DIR) / "static/img/mark.svg").read_text().strip()
    assert unquote(icon[1]) == mark.replace('"', "'")
