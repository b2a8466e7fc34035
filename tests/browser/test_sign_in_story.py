"""First sign-in with a second factor: an authenticator app (NL), a passkey (FR)."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from .conftest import PASSWORD


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_password(page: Page, login: str) -> None:
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def test_an_app_is_connected_and_asked_for_and_a_recovery_code_replaces_it(person: Any) -> None:
    member = person("member@justitie-nl.example", "nl")
    page = member.page
    member.go("accounts/2fa/")
    member.check_page()
    member.press("Een app koppelen")
    member.check_page()
    secret = page.locator("main p code").inner_text()
    page.fill("[name=code]", code_of(secret))
    member.press("Koppelen")
    recovery = page.locator(".codes code").first.inner_text()
    member.check_page()

    page.get_by_role("button", name="Afmelden").first.click()
    page.wait_for_url(re.compile(r"/accounts/login/"))
    give_password(page, member.login)
    member.check_page()
    page.fill("[name=code]", "000000")
    page.press("[name=code]", "Enter")
    expect(page.locator(".error-summary, [data-focus]").first).to_be_visible()
    page.fill("[name=code]", recovery)
    page.press("[name=code]", "Enter")
    expect(page).to_have_url(re.compile(r"/nl/$"))

    member.go("accounts/2fa/totp/deactivate/")
    member.press("De app ontkoppelen")
    expect(page.locator("main")).to_contain_text("Het best: een passkey")


def test_a_passkey_alone_opens_the_portal(person: Any) -> None:
    member = person("member@justice-lu.example", "fr")
    page = member.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    member.go("accounts/2fa/")
    member.press("Ajouter une clé d’accès")
    member.check_page()
    member.press("Ajouter une clé d’accès")
    expect(page.locator(".codes code")).to_have_count(10)
    member.check_page()

    page.get_by_role("button", name="Se déconnecter").first.click()
    page.wait_for_url(re.compile(r"/accounts/login/"))  # what was typed elsewhere is kept first
    member.check_page()
    member.press("Se connecter avec une clé d’accès")
    expect(page).to_have_url(re.compile(r"/fr/$"))

    member.go("accounts/2fa/webauthn/")
    member.check_page()
    member.press("Supprimer")
    member.press("Supprimer")
    member.go("accounts/2fa/")
    expect(page.locator("main")).to_contain_text("Le mieux")
