"""A good practice: from its contributor through the secretariat to another country."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.portal import RunningPortal

# Of each language: who contributes, who does the same elsewhere, and the words of the buttons.
STORIES = {
    "nl": (
        "contactpoint@comensha.example",
        "contactpoint@payoke.example",
        "BE",
        {
            "save": "Opslaan",
            "send": "Naar het secretariaat sturen",
            "publish": "Openbaar maken",
            "confirm": "Bevestigen",
            "mark": "Overname noteren",
            "since": "Aangeven dat een land hetzelfde doet",
            "comment": "De opmerking toevoegen",
        },
    ),
    "fr": (
        "contactpoint@infotraite.example",
        "contactpoint@comensha.example",
        "NL",
        {
            "save": "Enregistrer",
            "send": "Envoyer au secrétariat",
            "publish": "Publier",
            "confirm": "Confirmer",
            "mark": "Noter la reprise",
            "since": "Indiquer qu’un pays fait de même",
            "comment": "Ajouter le commentaire",
        },
    ),
}


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_practice_goes_through_its_review(
    portal: RunningPortal, person: Any, language: str
) -> None:
    login, elsewhere, country, words = STORIES[language]
    writer = person(login, language)
    writer.go("working-group/practices/add/")
    writer.page.select_option("[name=theme]", "reception")
    for one, title, body in (
        ("nl", f"Proef {language}: een vaste gids", "Wie aankomt, krijgt een vaste gids."),
        ("fr", f"Essai {language} : un guide fixe", "Qui arrive reçoit un guide fixe."),
    ):
        writer.page.fill(f"[name=title_{one}]", title)
        writer.page.fill(f"[name=body_{one}]", body)
    named = f"[name=body_{language}]"
    good = writer.page.input_value(named)
    writer.page.fill(named, f"{good} 0475 12 34 56")
    writer.press(words["save"])
    expect(writer.page.get_by_text("0475 12 34 56").first).to_be_visible()
    writer.page.fill(named, good)
    writer.press(words["save"])
    writer.check_page()
    writer.press(words["send"])
    address = writer.page.url.split(f"/{language}/")[1]

    reviewer = person("secretariat@benelux.example", language)
    reviewer.go(f"{address}review/")
    reviewer.check_page()
    reviewer.page.get_by_label(words["publish"]).check()
    reviewer.press(words["confirm"])

    reader = person(elsewhere, language)
    reader.go(address)
    reader.page.get_by_text(words["since"]).click()
    reader.page.select_option("[name=adoption-country]", country)
    reader.page.fill("[name=adoption-on]", "2026-05-01")
    reader.press(words["mark"])
    reader.page.fill("[name=comment-text]", "Bij ons ook." if language == "nl" else "Nous aussi.")
    reader.press(words["comment"])
    reader.check_page()
    reader.go(f"working-group/practices/?theme=reception&adopted={country}")
    title = "Proef nl" if language == "nl" else "Essai fr"
    expect(reader.page.get_by_role("link", name=title)).to_be_visible()
    reader.check_page()
