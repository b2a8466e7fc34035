"""Public pages and the gallery in Chromium: axe, narrow screens, keyboard, no JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "nl/about/",
    "fr/help/",
    "nl/contact/",
    "fr/privacy/",
    "nl/accessibility/",
    "nl/gallery/",
    "fr/gallery/",
    "nl/accounts/login/",
    "fr/accounts/password/reset/",
    "nl/no/such/page/",
]
WIDTHS = [320, 1280]


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(site: str, page: Page, width: int) -> None:
    axe = Axe()
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        for path in PAGES:
            page.goto(f"{site}/{path}")
            results = axe.run(page)
            if results.violations_count:
                found[path, scheme] = results.generate_report()
    assert found == {}


def test_nothing_scrolls_sideways_on_a_narrow_screen(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    too_wide = []
    for path in PAGES:
        page.goto(f"{site}/{path}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            too_wide.append(path)
    assert too_wide == []


def test_the_browser_has_nothing_to_report(site: str, page: Page) -> None:
    """Neither the content policy nor a script complains, and nothing comes from elsewhere."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((site, "data:")) else complaints.append(request.url)
        ),
    )
    for path in PAGES[:-1]:
        page.goto(f"{site}/{path}")
    assert complaints == []


def test_the_keyboard_reaches_the_content_first(site: str, page: Page) -> None:
    page.goto(f"{site}/nl/about/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(site: str, page: Page) -> None:
    page.goto(f"{site}/nl/gallery/")
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").first.click()
    expect(page.locator("#id_bad-name")).to_be_focused()


def test_quick_exit_leaves_no_way_back(site: str, page: Page) -> None:
    page.route("https://www.wikipedia.org/", lambda route: route.fulfill(body="elsewhere"))
    page.goto(f"{site}/nl/about/")
    page.goto(f"{site}/nl/help/")
    page.locator("[data-exit]").click()
    expect(page).to_have_url("https://www.wikipedia.org/")
    page.go_back()
    expect(page).to_have_url(f"{site}/nl/about/")


def test_quick_exit_is_a_link_without_javascript(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("https://www.wikipedia.org/", lambda route: route.fulfill(body="elsewhere"))
    page.goto(f"{site}/fr/about/")
    page.locator("[data-exit]").click()
    expect(page).to_have_url("https://www.wikipedia.org/")
    context.close()


def test_a_demonstration_account_signs_in_without_javascript(
    site: str, browser: Browser, member: object
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/nl/accounts/login/?account=editor@example.org")
    page.locator("#id_password").fill("a long password for tests")
    page.locator("main form").first.get_by_role("button").click()
    expect(page).to_have_url(f"{site}/nl/")
    page.get_by_role("button", name="Afmelden").click()
    expect(page.locator(".site-nav")).to_contain_text("Aanmelden")
    context.close()
