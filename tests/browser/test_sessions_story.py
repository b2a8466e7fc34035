"""A session ends while somebody types; another is ended from a second browser."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from .conftest import PASSWORD, Person

Sit = Callable[[str, str], Person]
TYPED = "Verzonnen-Getypt <b>& niet verzonden</b>"


def sign_in_again(person: Person) -> None:
    person.page.fill("[name=login]", person.login)
    person.page.fill("[name=password]", PASSWORD)
    person.page.press("[name=password]", "Enter")


def test_what_was_typed_is_back_after_the_session_ended(person: Sit) -> None:
    """In Dutch: the warning, the end, the same page with the same text; then another reader."""
    sender = person("caseworker@payoke.example", "nl")
    page = sender.page
    sender.go("referrals/new/")
    page.check("[name=destination_country][value=NL]")
    page.check("[name=urgency][value=urgent]")
    sender.press("Opslaan en doorgaan")
    page.locator("[name=age_group]").first.wait_for()
    draft = re.search(r"/(referrals/[0-9a-f-]{36}/)", page.url)
    assert draft is not None
    form = f"{draft[1]}step/identity/"

    page.clock.install()
    sender.go(form)
    page.fill("[name=family_name]", TYPED)
    page.clock.fast_forward("13:00")
    warning = page.get_by_role("dialog", name="Uw sessie eindigt bijna")
    expect(warning).to_be_visible()
    expect(page.get_by_role("button", name="Aangemeld blijven")).to_be_focused()
    sender.check_page()
    page.keyboard.press("Escape")
    expect(warning).to_be_hidden()
    assert page.input_value("[name=family_name]") == TYPED

    page.clock.fast_forward("15:00")
    page.wait_for_url("**/accounts/login/**")
    assert "Wat u typte, is bewaard" in sender.text
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    sender.check_page()
    sign_in_again(sender)
    expect(page).to_have_url(re.compile(rf"/nl/{form}$"))
    assert page.input_value("[name=family_name]") == TYPED
    assert "staat weer in het formulier" in sender.text
    sender.check_page()

    colleague = person("teamlead@payoke.example", "nl")
    colleague.go(form)
    assert colleague.page.input_value("[name=family_name]") == ""


def test_signing_out_everywhere_ends_the_other_browser(person: Sit) -> None:
    """In French."""
    here = person("caseworker@infotraite.example", "fr")
    elsewhere = person("caseworker@infotraite.example", "fr")
    elsewhere.go("notices/")
    assert "dans un navigateur qui n’avait jamais servi" in elsewhere.text
    here.go("accounts/sessions/")
    sessions = here.page.locator("main tbody tr")
    expect(sessions.nth(1)).to_be_visible()  # the other one, beside what earlier stories left
    expect(sessions.first).to_contain_text("Chrome sous Linux")
    here.check_page()
    here.press("Se déconnecter partout ailleurs")
    expect(sessions).to_have_count(1)
    here.check_page()
    elsewhere.go("notices/")
    expect(elsewhere.page).to_have_url(re.compile(r"/fr/accounts/login/"))
