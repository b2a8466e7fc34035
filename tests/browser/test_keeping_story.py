"""What was found is kept: a favourite and a search, by buttons alone, in French."""

from collections.abc import Callable

from playwright.sync_api import expect

from .conftest import Person


def test_a_favourite_and_a_search_are_kept(person: Callable[[str, str], Person]) -> None:
    worker = person("caseworker@infotraite.example", "fr")
    page = worker.page

    # From the list, and back to it.
    worker.go("contacts/?country=BE&sort=name")
    first = page.locator("ol.directory > li").first
    name = first.get_by_role("link").first.inner_text()
    with page.expect_navigation():
        first.get_by_role("button", name="Ajouter aux favoris").click()
    assert "country=BE" in page.url
    expect(first.get_by_role("button", name="Retirer des favoris")).to_be_visible()
    worker.check_page()

    # The search has a name, and its mails are stopped by one click.
    page.get_by_role("link", name="Enregistrer cette recherche").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.get_by_label("Nom de cette recherche").fill("La Belgique")
    worker.check_page()
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="La Belgique")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Arrêter ces mails").click()
    expect(page.get_by_role("button", name="M’envoyer un mail")).to_be_visible()
    worker.check_page()

    # The favourite is at hand; taken away by mistake, it is put back.
    worker.go("contacts/favourites/")
    mine = page.get_by_role("link", name=name, exact=True)
    expect(mine).to_be_visible()
    row = page.locator("ol.directory > li", has=mine)
    with page.expect_navigation():
        row.get_by_role("button", name="Retirer des favoris").click()
    expect(mine).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("button", name="Annuler ceci").click()
    expect(mine).to_be_visible()
    worker.check_page()
