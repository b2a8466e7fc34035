"""The guide in the field: read without a connection, and nothing of a case is ever kept."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.portal import RunningPortal
from tools.walk import sign_in

KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      found[new URL(request.url).pathname] = await (await caches.match(request)).text();
    }
  }
  return found;
}"""


def test_the_guide_is_read_without_a_connection(portal: RunningPortal, browser: Browser) -> None:
    """In Dutch: a caseworker reads the guide and a case; then the connection is gone."""
    login = "caseworker@payoke.example"
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    sign_in(page, portal.base_url, "nl", login)
    page.goto(f"{portal.base_url}/nl/guide/checklist/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.goto(f"{portal.base_url}/nl/referrals/")
    page.locator("main tbody a, main .table a").first.click()
    expect(page.locator("h1")).to_be_visible()
    case = page.url

    kept = page.evaluate(KEPT)
    assert "/nl/guide/checklist/" in kept
    for address, text in kept.items():
        assert re.match(r"/nl/guide/|/static/(css|js)/", address)
        assert login not in text, "what is kept is what a stranger sees"
    assert not any("/referrals/" in address for address in kept)

    context.set_offline(True)
    page.goto(f"{portal.base_url}/nl/guide/checklist/")
    expect(page.get_by_text("Er is geen verbinding.")).to_be_visible()
    expect(page.get_by_text("Geen beschikking over eigen papieren").first).to_be_visible()
    expect(page.get_by_text(login)).to_have_count(0)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(case)
    context.close()


def test_the_brochure_is_taken_without_an_account_and_an_editor_sees_what_to_improve(
    portal: RunningPortal, browser: Browser
) -> None:
    """In French: a stranger downloads it; the editor opens the list of what readers miss."""
    stranger = browser.new_context()
    page = stranger.new_page()
    page.goto(f"{portal.base_url}/fr/guide/")
    page.get_by_role("link", name="Brochure (PDF)").click()
    # Beat and a worker make the first edition within a minute of the start.
    for _ in range(40):
        if page.get_by_role("button", name="Télécharger le PDF (Français)").count():
            break
        page.wait_for_timeout(2000)
        page.reload()
    page.get_by_label("Où travaillez-vous").select_option("BE.police")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Télécharger le PDF (Français)").click()
    assert taken.value.suggested_filename.startswith("benelux-fr-")
    assert taken.value.path().read_bytes().startswith(b"%PDF")
    assert stranger.cookies() == []
    stranger.close()

    editor = browser.new_context()
    page = editor.new_page()
    sign_in(page, portal.base_url, "fr", "editor@benelux.example")
    page.goto(f"{portal.base_url}/fr/guide/")
    page.get_by_role("link", name="Que faut-il améliorer").click()
    expect(page.get_by_role("table").first).to_contain_text("à examiner")
    page.get_by_role("link", name="Diffusion de la brochure").click()
    page.get_by_role("link", name="2017").click()
    expect(page.get_by_text("Totaux de 2017")).to_be_visible()
    editor.close()
