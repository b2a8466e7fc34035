"""Filing a referral in the browser: step by step, or by Spoed / Urgence."""

import re
from collections.abc import Iterable

from django.utils import timezone
from playwright.sync_api import expect

from .conftest import Person

GO_ON = {"nl": "Opslaan en doorgaan", "fr": "Enregistrer et continuer"}
SEND_NOW = {"nl": "Het verzoek nu verzenden", "fr": "Envoyer la demande maintenant"}


def choose(person: Person, name: str, value: str) -> None:
    """Choose a value, whether the page offers radio buttons or a list."""
    radio = person.page.locator(f"input[name={name}][value='{value}']")
    if radio.count():
        radio.check()
    else:
        person.page.select_option(f"select[name={name}]", value)


def go_on(sender: Person, *, look: bool = False) -> None:
    """Save the step and open the next one; `look` at it before."""
    if look:
        sender.check_page()
    sender.press(GO_ON[sender.language])


def file_referral(
    sender: Person, country: str, family_name: str, *, ask: Iterable[str] = (), look: bool = True
) -> tuple[str, str]:
    """Go through the steps and send; the referral's path and reference.

    `ask` are organisations by name, instead of the country's contact point.
    """
    page = sender.page
    sender.go("referrals/new/")
    page.check(f"[name=destination_country][value={country}]")
    page.check("[name=urgency][value=urgent]")
    go_on(sender, look=look)
    page.locator("[name=age_group]").first.wait_for()
    choose(sender, "age_group", "23-29")
    choose(sender, "gender", "F")
    go_on(sender, look=look)
    page.check("[name=needs][value=safe_accommodation]")
    page.check("[name=needs][value=medical]")
    go_on(sender, look=look)
    page.locator("[name=risk_level]").first.wait_for()
    go_on(sender, look=look)
    page.locator("[name=contact_point]").wait_for()
    for name in ask:
        page.get_by_label(re.compile(f"^{name}")).check()
    if not ask:
        page.check("[name=contact_point]")
    go_on(sender, look=look)
    page.fill("[name=family_name]", family_name)
    go_on(sender, look=look)
    agree(sender, "explicit_consent")
    go_on(sender, look=look)
    return check_and_send(sender, look=look)


def agree(sender: Person, basis: str) -> None:
    """The legal basis, and a consent of today that names everybody who is asked."""
    page = sender.page
    page.locator("[name=legal_basis]").first.wait_for()
    choose(sender, "legal_basis", basis)
    page.fill("[name=callback_number]", "+32 3 201 16 90")
    choose(sender, "consent_basis", basis)
    page.fill("[name=given_on]", timezone.localdate().isoformat())
    for box in page.locator("input[type=checkbox][name=organisations]").all():
        box.check()


def check_and_send(sender: Person, *, look: bool = True) -> tuple[str, str]:
    """From the page of the answers to the confirmation; path and reference."""
    page = sender.page
    expect(page).to_have_url(re.compile(r"/check/$"))
    if look:
        sender.check_page()
    page.locator("main form[action*='/send/'] button").first.click()
    return sent(sender, look=look)


def file_urgent(sender: Person, country: str) -> tuple[str, str]:
    """One screen: the contact point of the country is asked; the referral's path and reference."""
    sender.go(f"referrals/urgent/?country={country}")
    fill_in_urgent(sender)
    sender.press(SEND_NOW[sender.language])
    return sent(sender, look=False)


def fill_in_urgent(sender: Person) -> None:
    """What the screen requires."""
    sender.page.check("[name=needs][value=safe_accommodation]")
    choose(sender, "age_group", "23-29")
    choose(sender, "gender", "F")
    choose(sender, "legal_basis", "explicit_consent")


def sent(sender: Person, *, look: bool) -> tuple[str, str]:
    """The path and the reference, as the confirmation gives them."""
    expect(sender.page).to_have_url(re.compile(r"/confirmation/$"))
    if look:
        sender.check_page()
    reference = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", sender.text)
    path = re.search(r"/(referrals/[0-9a-f-]{36}/)", sender.page.url)
    assert reference is not None
    assert path is not None
    return path.group(1), reference.group()
