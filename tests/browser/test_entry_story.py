"""An organisation keeps its entry true, in Dutch and in French, and a second person agrees."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .conftest import Person

WORDS = {
    "nl": {
        "missing": "ontbreekt: Frans", "draft": "Opslaan als concept", "publish": "Publiceren",
        "decide": "Beslissen", "approve": "Goedkeuren", "correct": "Ja, klopt nog",
        "restore": "Ja, deze versie terugzetten", "undo": "Ongedaan maken",
        "confirmed": "vanaf vandaag bevestigd", "see": "Bekijken wat er wijzigt",
        "waits": "wacht op een tweede persoon", "yes": "Ja, er is plaats", "holds": "Dit geldt tot",
    },
    "fr": {
        "missing": "manque : Français", "draft": "Enregistrer comme brouillon",
        "publish": "Publier", "decide": "Décider", "approve": "Approuver",
        "correct": "Oui, toujours exact", "restore": "Oui, rétablir cette version",
        "undo": "Annuler ceci", "confirmed": "à la date d’aujourd’hui",
        "see": "Voir ce qui change", "waits": "attend une deuxième personne",
        "yes": "Oui, il y a de la place", "holds": "Ceci vaut jusqu’au",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "slug", "second"), [("nl", "payoke", "payoke"), ("fr", "infotraite", "infotraite")]
)
def test_an_entry_is_kept_true(
    person: Callable[[str, str], Person], language: str, slug: str, second: str
) -> None:
    words, path = WORDS[language], f"contacts/{slug}/"
    owner = person(f"caseworker@{slug}.example", language)
    approver = person(f"contactpoint@{second}.example", language)
    # The Dutch alone is a draft, on which the missing French is marked.
    owner.go(f"{path}edit/")
    owner.page.fill("[name=notes_fr]", "")
    owner.page.fill("[name=notes_nl]", f"Verzonnen zin over {slug}.")
    owner.press(words["draft"])
    assert words["missing"].lower() in owner.text.replace("\xa0", " ").lower()
    owner.check_page()
    owner.page.locator(".error-summary a[href='#id_notes_fr']").click()
    owner.page.fill("[name=notes_fr]", f"Phrase inventée sur {slug}.")
    owner.press(words["publish"])
    assert words["waits"] in owner.text
    # A second person sees the difference and agrees.
    approver.go(path)
    approver.press(words["see"])
    assert "Phrase inventée" in approver.text
    approver.check_page()
    approver.page.get_by_label(words["approve"]).check()
    approver.press(words["decide"])
    expect(approver.page.locator("main")).to_contain_text(f"{slug}.")
    # “Still correct” is one click from the page of the reminder's link.
    owner.go(f"{path}confirm/")
    owner.check_page()
    owner.press(words["correct"])
    assert words["confirmed"] in owner.page.locator("body").inner_text()
    # What was before comes back as a new version, after a question.
    owner.go(f"{path}history/")
    owner.check_page()
    owner.go(f"{path}history/1/")
    owner.check_page()
    owner.press(words["restore"])
    owner.go(path)
    assert words["waits"] in owner.text
    # Room in one click, and taken back by one more.
    owner.go(f"{path}capacity/")
    owner.check_page()
    owner.press(words["yes"])
    assert words["holds"] in owner.text
    owner.check_page()
    owner.press(words["undo"])
