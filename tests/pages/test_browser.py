"""Public pages and the gallery in Chromium: axe, narrow screens, keyboard, no JavaScript."""

from pathlib import Path

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
def test_axe_finds_nothing_in_the_dark(site: str, page: Page, width: int) -> None:
    """In the light, tests/browser/test_every_page.py looks at every page."""
    found = {}
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("fr/gallery/", "nl/accounts/login/"):
        page.goto(f"{site}/{path}")
        results = Axe().run(page)
        if results.violations_count:
            found[path] = results.generate_report()
    assert found == {}


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_the_gallery_is_photographed(site: str, page: Page, language: str, tmp_path: Path) -> None:
    """Every component drawn: in forced colours, on paper and at 320 and 1600 pixels."""
    page.goto(f"{site}/{language}/gallery/")
    for name, width, media in (
        ("narrow", 320, {}),
        ("widest", 1600, {"reduced_motion": "reduce"}),
        ("forced", 1280, {"forced_colors": "active"}),
        ("paper", 1280, {"media": "print"}),
    ):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(**media)  # type: ignore[arg-type]
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    # On paper the content alone; in forced colours a focus ring of the system's.
    assert not page.locator(".site-nav").is_visible()
    assert page.locator("h1").is_visible()


def test_escape_three_times_leaves(site: str, page: Page) -> None:
    page.route("https://www.wikipedia.org/", lambda route: route.fulfill(body="elsewhere"))
    page.goto(f"{site}/fr/help/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{site}/fr/help/")
    page.keyboard.press("Escape")
    expect(page).to_have_url("https://www.wikipedia.org/")


def test_the_language_switch_keeps_what_was_typed(site: str, page: Page) -> None:
    page.goto(f"{site}/nl/accounts/password/reset/")
    page.locator("#id_email").fill("jos@example.org")
    page.locator("header a[hreflang=fr]").click()
    expect(page).to_have_url(f"{site}/fr/accounts/password/reset/")
    expect(page.locator("#id_email")).to_have_value("jos@example.org")


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
    page.locator("form:has(#id_login) [type=submit]").first.click()
    expect(page).to_have_url(f"{site}/nl/")
    page.get_by_role("button", name="Afmelden").click()
    expect(page.locator(".site-nav")).to_contain_text("Aanmelden")
    context.close()
