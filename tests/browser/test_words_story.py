"""Words: an editor translates what is missing, and a reader finds what a term means."""

from playwright.sync_api import Browser, expect

from tests.portal import RunningPortal
from tools.walk import sign_in


def test_an_editor_translates_a_missing_text(portal: RunningPortal, browser: Browser) -> None:
    """In Dutch: from the figures to the list, one text, and on to the next."""
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, portal.base_url, "nl", "editor@benelux.example")
    page.goto(f"{portal.base_url}/nl/guide/translations/")
    page.locator("a[href$='/translations/de/?area=glossary']").click()
    page.locator("main tbody a").first.click()
    source = page.locator(".translation-source").inner_text()
    page.get_by_label("In het Duits").fill("Auf Deutsch geschrieben.")
    page.get_by_role("button", name="Opslaan en naar de volgende").click()
    expect(page.get_by_text("De vertaling is opgeslagen.")).to_be_visible()
    expect(page.locator(".translation-source")).not_to_have_text(source)
    context.close()


def test_a_reader_finds_what_a_term_means(portal: RunningPortal, browser: Browser) -> None:
    """In French: by the keyboard on a wide screen, by touch on a phone, on to the glossary."""
    address = f"{portal.base_url}/fr/guide/be-stay/"
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    term = page.get_by_role("button", name="annexe 15")
    note = page.get_by_role("dialog", name="annexe 15")
    term.focus()
    page.keyboard.press("Enter")
    expect(note).to_contain_text("délai de réflexion")
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(term).to_be_focused()
    context.close()

    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="annexe 15").tap()
    note = page.get_by_role("dialog", name="annexe 15")
    expect(note).to_be_visible()
    note.get_by_role("link", name="Dans le glossaire").tap()
    expect(page.locator(".glossary-entry:target")).to_contain_text("annexe 15")
    context.close()
