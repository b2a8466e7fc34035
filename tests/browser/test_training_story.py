"""From what organisations need to a full training: need, session, nomination, waiting list."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Person

# Of each language: who states the need, who comes, and the words of the pages.
STORIES: dict[str, dict[str, str]] = {
    "nl": {
        "lead": "teamlead@payoke.example",
        "first": "caseworker@payoke.example",
        "second": "caseworker@comensha.example",
        "state": "Een behoefte opgeven",
        "save": "Opslaan",
        "make": "Er een opleiding van maken",
        "open": "Inschrijving openen",
        "register": "Inschrijven",
        "placed": "plaats toegewezen",
        "waiting": "op de wachtlijst",
        "withdraw": "Intrekken",
        "give_up": "De inschrijving intrekken",
        "law": "Belgisch recht",
        "met": "Een opleiding vervult deze behoefte",
        "mail": "een plaats in een opleiding",
    },
    "fr": {
        "lead": "member@justice-lu.example",
        "first": "caseworker@infotraite.example",
        "second": "caseworker@pag-asa.example",
        "state": "Exprimer un besoin",
        "save": "Enregistrer",
        "make": "En faire une formation",
        "open": "Ouvrir les inscriptions",
        "register": "S’inscrire",
        "placed": "place attribuée",
        "waiting": "sur la liste d’attente",
        "withdraw": "Retirer",
        "give_up": "Retirer l’inscription",
        "law": "droit belge",
        "met": "Une formation répond à ce besoin",
        "mail": "une place dans une formation",
    },
}


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_need_becomes_a_training_that_fills_up(person: Any, language: str) -> None:
    words = STORIES[language]
    need = stated(person(words["lead"], language), words)
    office = person("secretariat@benelux.example", language)
    training = opened(office, need, words)

    first, second = (person(words[who], language) for who in ("first", "second"))
    for somebody, where in ((first, "placed"), (second, "waiting")):
        somebody.page.goto(training)
        somebody.press(words["register"])
        expect(somebody.page.locator(".inset")).to_contain_text(words[where])
    second.check_page()
    first.press(words["withdraw"])
    first.press(words["give_up"])
    second.page.reload()
    expect(second.page.locator(".inset")).to_contain_text(words["placed"])
    assert second.mails(words["mail"]), "who moves up is told by mail"

    office.page.goto(need)
    expect(office.page.get_by_text(words["met"])).to_be_visible()


def stated(lead: Person, words: dict[str, str]) -> str:
    """A need in the open round; gives its address."""
    lead.go("trainings/needs/")
    lead.page.locator("ol.directory a").first.click()
    expect(lead.page.locator("figure.chart img")).to_be_visible()
    lead.check_page()
    lead.press(words["state"])
    lead.page.select_option("[name=topic]", "online")
    lead.page.fill("[name=subject]", "Werving online")
    lead.page.fill("[name=people]", "4")
    lead.page.locator("[name=urgency]").first.check()
    lead.check_page()
    lead.press(words["save"])
    expect(lead.page.locator("h1")).to_have_text("Werving online")
    lead.check_page()
    return lead.page.url


def opened(office: Person, need: str, words: dict[str, str]) -> str:
    """A training of it with one place in the reserve; gives its address."""
    today = timezone.localdate()
    office.page.goto(need)
    office.press(words["make"])
    page = office.page
    texts = {
        "title_nl": "Werving online herkennen",
        "title_fr": "Reconnaître le recrutement en ligne",
        "aims_nl": "U weet wat u ziet.",
        "aims_fr": "Vous savez ce que vous voyez.",
        "place": "Genk",
        "reserve": "1",
        "register_until": (today + timedelta(days=20)).isoformat(),
    }
    for name, typed in texts.items():
        page.fill(f"[name={name}]", typed)
    page.uncheck("[name=nomination_needed]")
    office.check_page()
    office.press(words["save"])
    training = page.url
    rows = {
        "days": {"row-0-day": (today + timedelta(days=30)).isoformat()},
        "programme": {"row-0-title_nl": "Het recht", "row-0-title_fr": "Le droit"},
    }
    for part, fields in rows.items():
        page.locator(f"a[href$='edit/{part}/']").click()
        for name, typed in fields.items():
            page.fill(f"[name={name}]", typed)
        if part == "programme":
            page.select_option("[name=row-0-jurisdiction]", "BE")
        office.check_page()
        office.press(words["save"])
        page.wait_for_url(training)
    expect(page.get_by_text(re.compile(words["law"]))).to_be_visible()
    office.press(words["open"])
    page.wait_for_url(f"{training}move/open/")
    office.press(words["open"])
    page.wait_for_url(training)
    office.check_page()
    return training
