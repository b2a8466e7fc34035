"""What follows a training: attendance, certificates, somebody checks one, evaluation."""

import io
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Person
from tests.portal import RunningPortal

GUEST = "deelnemer4@verzonnen.example"  # the first of the demonstration who has no account
# Of each language: who was there, what was held yesterday, and the words of the pages.
STORIES: dict[str, dict[str, str]] = {
    "nl": {
        "who": "caseworker@payoke.example",
        "training": "Uitbuiting in de landbouw herkennen",
        "lists": "Aanwezigheidslijsten",
        "all": "Iedereen op deze pagina was aanwezig",
        "certificates": "Bewijzen van deelname",
        "make": "De bewijzen maken",
        "made": "Iedereen die aanwezig was, heeft een bewijs.",
        "fetch": "Uw bewijs ophalen",
        "check": "Controleren",
        "valid": "Dit bewijs is geldig.",
        "wrong": "Geen enkel bewijs heeft deze code.",
        "questions": "De vragen beantwoorden",
        "thanks": "Uw antwoord wordt zonder uw naam bewaard.",
    },
    "fr": {
        "who": "caseworker@infotraite.example",
        "training": "À table avec une tutrice ou un tuteur",
        "lists": "Listes de présence",
        "all": "Toutes les personnes de cette page étaient présentes",
        "certificates": "Attestations",
        "make": "Établir les attestations",
        "made": "Toutes les personnes présentes ont une attestation.",
        "fetch": "Télécharger votre attestation",
        "check": "Vérifier",
        "valid": "Cette attestation est valable.",
        "wrong": "Aucune attestation ne porte ce code.",
        "questions": "Répondre aux questions",
        "thanks": "Votre réponse est conservée sans votre nom.",
    },
}


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_who_was_there_gets_a_certificate_that_anybody_can_check_and_is_asked(
    person: Any, portal: RunningPortal, browser: Browser, language: str
) -> None:
    words = STORIES[language]
    office = person("secretariat@benelux.example", language)
    office.go("trainings/?view=past")
    office.press(words["training"])
    training = office.page.url
    reference = re.findall(r"T-\d{4}", office.page.inner_text("body"))[0]
    take_lists(office, words)
    make_certificates(office, training, words)

    there = person(words["who"], language)
    there.page.goto(training)
    with there.page.expect_download() as download:
        there.press(words["fetch"])
    paper = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages[0].extract_text()
    there.press(words["questions"])
    answer(there.page)
    expect(there.page.get_by_text(words["thanks"])).to_be_visible()
    assert there.page.get_by_role("link", name=words["questions"]).count() == 0

    stranger = browser.new_context().new_page()
    check(stranger, f"{portal.base_url}/{language}/trainings/certificate/", paper, words)
    (mail,) = there.mails("", to=GUEST, says=reference)
    stranger.goto(re.findall(r"https?://\S+", mail.get_content())[0])
    assert "Verzonnen" not in stranger.locator("main").inner_text()
    answer(stranger)
    expect(stranger.locator("main form")).to_have_count(0)
    stranger.context.close()


def take_lists(office: Person, words: dict[str, str]) -> None:
    """Everybody was there, morning and afternoon."""
    office.press(words["lists"])
    lists = office.page.url
    office.check_page()
    for half_day in (0, 1):
        office.page.goto(lists)
        with office.page.expect_navigation():
            office.page.locator("main a[href*='/attendance/']").nth(half_day).click()
        if half_day == 0:
            office.check_page()
        office.press(words["all"])


def make_certificates(office: Person, training: str, words: dict[str, str]) -> None:
    """A worker makes them while the page tells how far it is."""
    office.page.goto(training)
    office.press(words["certificates"])
    office.press(words["make"])
    expect(office.page.get_by_text(words["made"])).to_be_visible(timeout=20_000)
    office.check_page()


def check(stranger: Page, address: str, paper: str, words: dict[str, str]) -> None:
    """The code on the paper is valid, one with another sign is unknown, without sign-in."""
    stranger.goto(address)
    code = re.search(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b", paper)
    assert code is not None
    stranger.fill("[name=code]", code[0].lower())
    with stranger.expect_navigation():
        stranger.get_by_role("button", name=words["check"]).click()
    expect(stranger.get_by_text(words["valid"])).to_be_visible()
    expect(stranger.get_by_text(words["training"])).to_be_visible()
    stranger.fill("[name=code]", "0000-0000-0000-0000")
    with stranger.expect_navigation():
        stranger.get_by_role("button", name=words["check"]).click()
    expect(stranger.get_by_text(words["wrong"])).to_be_visible()


def answer(page: Page) -> None:
    """The first choice of each question; a guest reads them in a language of their own."""
    names = {box.get_attribute("name") for box in page.locator("main input[type=radio]").all()}
    for name in sorted(one for one in names if one):
        page.locator(f"[name={name}]").first.check()
    with page.expect_navigation():
        page.locator("main form button").click()
