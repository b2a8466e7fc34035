"""A change of the guide: from an editor through the country's contact point to its readers."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.portal import RunningPortal

# Of each language: a page that nobody else changes, its reviewer, and the words of the buttons.
STORIES = {
    "nl": (
        "be-contact",
        "contactpoint@payoke.example",
        {
            "write": "Een nieuwe versie schrijven",
            "save": "Concept opslaan",
            "send": "Ter beoordeling sturen",
            "agree": "Akkoord: de tekst mag openbaar worden",
            "confirm": "Bevestigen",
            "public": "De tekst is nu openbaar.",
        },
    ),
    "fr": (
        "lu-contact",
        "contactpoint@infotraite.example",
        {
            "write": "Rédiger une nouvelle version",
            "save": "Enregistrer le brouillon",
            "send": "Envoyer en relecture",
            "agree": "D’accord : le texte peut devenir public",
            "confirm": "Confirmer",
            "public": "Le texte est désormais public.",
        },
    ),
}


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_change_is_written_reviewed_and_read(
    portal: RunningPortal, person: Any, language: str
) -> None:
    slug, login, words = STORIES[language]
    sentence = f"Proef {language}: bel gerust"
    editor = person("editor@benelux.example", language)
    editor.go(f"guide/edit/{slug}/")
    editor.press(words["write"])
    for one in ("nl", "fr"):
        field = editor.page.locator(f"#id_s0_body_{one}")
        field.fill(f"{field.input_value()}\n\n**{sentence}**")
    preview = editor.page.locator(f"#id_s0_body_{language}-preview strong").last
    expect(preview).to_have_text(sentence)
    editor.check_page()
    editor.press(words["save"])
    editor.press(words["send"])
    editor.page.fill("[name=reason]", "Bereikbaarheid")
    editor.press(words["send"])

    reviewer = person(login, language)
    reviewer.go(f"guide/edit/{slug}/review/")
    expect(reviewer.page.locator("ins", has_text=sentence)).to_have_count(2)
    reviewer.check_page()
    reviewer.page.get_by_label(words["agree"]).check()
    reviewer.press(words["confirm"])
    expect(reviewer.page.get_by_text(words["public"])).to_be_visible()

    for one in ("nl", "fr"):
        editor.page.goto(f"{portal.base_url}/{one}/guide/{slug}/")
        expect(editor.page.locator("main strong", has_text=sentence)).to_be_visible()
