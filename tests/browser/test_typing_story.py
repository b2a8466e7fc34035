"""A draft on a phone: the line drops and comes back, a second tab saves, the session ends."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize, expect

from .conftest import PASSWORD, Person

Sit = Callable[[str, str], Person]
WORDS = {
    "nl": {
        "go on": "Opslaan en doorgaan",
        "saved": "Opgeslagen om",
        "kept": "Voor u bewaard om",
        "lost": "Er is niets verzonden: er is geen verbinding.",
        "back": "De verbinding is terug.",
        "meanwhile": "Zoals intussen opgeslagen:",
        "typed": "Zoals u het typte:",
    },
    "fr": {
        "go on": "Enregistrer et continuer",
        "saved": "Enregistré à",
        "kept": "Conservé pour vous à",
        "lost": "Rien n’a été envoyé : il n’y a pas de connexion.",
        "back": "La connexion est rétablie.",
        "meanwhile": "Comme enregistré entre-temps :",
        "typed": "Comme vous l’avez écrit :",
    },
}
PHONE = ViewportSize(width=390, height=844)


def plain(text: str) -> str:
    """With ordinary spaces: French writes no-break ones before a colon."""
    return re.sub(r"[\u00a0\u202f]", " ", text)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_nothing_that_was_typed_is_lost(person: Sit, language: str) -> None:
    words = WORDS[language]
    sender = person("caseworker@payoke.example", language)
    page = sender.page
    page.set_viewport_size(PHONE)
    page.clock.install()
    sender.go("referrals/new/")
    page.check("[name=destination_country][value=NL]")
    page.check("[name=urgency][value=urgent]")

    # Half a minute later it is a draft, and this page is its first step.
    page.clock.fast_forward("00:31")
    expect(page.locator(".typing-status")).to_contain_text(words["saved"])
    draft = re.search(r"/(referrals/[0-9a-f-]{36}/)step/request/", page.url)
    assert draft is not None
    sender.check_page()
    form = f"{draft[1]}step/situation/"

    # The line drops: nothing is sent, the page stays, and it says when the line is back.
    sender.go(form)
    page.check("[name=needs][value=legal]")
    page.fill("[name=note]", "Eerste woorden")
    page.context.set_offline(True)
    sender.press(words["go on"], stays=True)
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text(words["lost"])
    assert page.input_value("[name=note]") == "Eerste woorden"
    page.context.set_offline(False)
    page.clock.fast_forward("00:06")
    expect(notice).to_contain_text(words["back"])
    expect(page.locator(".typing-status")).to_contain_text(words["saved"])
    sender.complaints.clear()  # the browser reports what it could not load meanwhile
    sender.check_page()

    # Another tab writes something else into the same step; here the reader sees both.
    other = page.context.new_page()
    other.goto(page.url)
    assert other.input_value("[name=note]") == "Eerste woorden"
    other.fill("[name=note]", "Uit het andere tabblad")
    other.get_by_role("button", name=words["go on"]).click()
    other.wait_for_url(re.compile(r"/step/exploitation/"))
    page.fill("[name=note]", "Uit dit tabblad")
    page.clock.fast_forward("00:31")
    expect(page.locator(".typing-status")).to_contain_text(words["kept"])
    sender.press(words["go on"])
    both = page.get_by_role("group").filter(has=page.locator("[name=keep-note]"))
    expect(both).to_contain_text("Uit het andere tabblad")
    expect(both).to_contain_text("Uit dit tabblad")
    assert words["meanwhile"] in plain(both.inner_text())
    sender.check_page()
    page.check("[name=keep-note][value=typed]")
    sender.press(words["go on"])
    page.wait_for_url(re.compile(r"/step/exploitation/"))
    other.close()

    # The session ends on purpose, in another tab, while half an answer stands here.
    sender.go(form)
    assert page.input_value("[name=note]") == "Uit dit tabblad"
    page.fill("[name=note]", "<Nog niet af>")
    other = page.context.new_page()
    other.goto(f"{sender.portal.base_url}/{language}/notices/")
    other.locator("[data-ends-session] button").click()
    expect(other.locator("[data-ends-session]")).to_have_count(0)
    sender.press(words["go on"], stays=True)
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.input_value("[name=note]") == "<Nog niet af>"
    page.goto(f"{sender.portal.base_url}/{language}/accounts/login/")
    page.fill("[name=login]", sender.login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(rf"/{language}/"))
    sender.go(form)
    assert page.input_value("[name=note]") == "<Nog niet af>"
