"""A French-speaking shelter for a woman with a child, found from a Dutch organisation."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .conftest import Person

WORDS = {
    "nl": ("veil", "Veilige opvang", "Wie neemt nu op", "Kaart", "Brussels Hoofdstedelijk Gewest"),
    "fr": (
        "héberg",
        "Hébergement sûr",
        "Qui répond maintenant",
        "Carte",
        "Région de Bruxelles-Capitale",
    ),
}


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_shelter_across_the_border(person: Callable[[str, str], Person], language: str) -> None:
    typed, need, who, on_the_map, brussels = WORDS[language]
    worker = person("caseworker@comensha.example", language)
    page = worker.page

    # A suggestion, by the keyboard alone.
    worker.go("contacts/")
    field = page.locator("#id_q")
    field.press_sequentially(typed)
    first = page.get_by_role("option").first
    expect(first).to_contain_text(need)
    expect(field).to_have_attribute("aria-expanded", "true")
    worker.check_page()
    field.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    with page.expect_navigation():
        field.press("Enter")
    assert "need=safe_accommodation" in page.url

    # A woman with a child, in French; in the other country.
    page.select_option("#id_target_group", "with_children")
    page.select_option("#id_language", "fr")
    page.select_option("#id_country", "BE")
    with page.expect_navigation():
        page.locator(".directory-filters button").click()
    expect(page.get_by_role("link", name="PAG-ASA")).to_be_visible()
    expect(page.get_by_role("link", name="Jade")).to_have_count(0)
    worker.check_page()

    # The same on the map: its tile for Brussels is opened by the keyboard.
    with page.expect_navigation():
        page.get_by_role("link", name=on_the_map, exact=True).click()
    tile = page.locator(".region-map").get_by_role("link", name=re.compile(brussels))
    worker.check_page()
    tile.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "region=BE10" in page.url
    assert "language=fr" in page.url
    expect(page.get_by_role("link", name="PAG-ASA")).to_be_visible()

    # Whoever answers now is one tap away.
    with page.expect_navigation():
        page.get_by_role("link", name=who, exact=True).first.click()
    assert page.locator("main a.btn[href^='tel:']").count()
    worker.check_page()
