"""Every page that each role can reach by links: accessible, contained, in the reader's language."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.portal import RunningPortal
from tools.walk import one_login_a_role, pages_from, sign_in

WIDTHS = (320, 1280)
WATCH = """
window.reports = [];
document.addEventListener("securitypolicyviolation", function (event) {
  window.reports.push(event.violatedDirective + " " + event.blockedURI);
});
"""
RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(
  violation => [violation.id, violation.help, violation.nodes.map(node => node.html)]))"""
# Words of English that are words of neither Dutch nor French.
ENGLISH = re.compile(
    r"\b(the|and|with|your|you|this|that|from|have|which|they|their|when|where|please|should|been|"
    r"must|would|because|these|those|into|after|before|what|how|not|only|each|other)\b",
    re.IGNORECASE,
)
# The portal says u and vous.
FAMILIAR = {
    "nl": re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(tu|toi|ton|tes)\b", re.IGNORECASE),
}
# What the page says in its own language: not names, what people typed, or other languages.
SAID = """language => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll("script, style, code, [translate=no], [dir=auto]").forEach(e => e.remove());
  copy.querySelectorAll("[lang]").forEach(e => { if (e.lang !== language) e.remove(); });
  const labels = Array.from(copy.querySelectorAll("[aria-label], [alt], [title]")).map(
    e => [e.ariaLabel, e.alt, e.title].join(" "));
  return [document.title, copy.textContent, ...labels].join("\\n");
}"""


class Findings:
    """What is wrong with the pages, by page."""

    def __init__(self, axe: bool) -> None:
        self.axe = Axe().axe_script if axe else ""
        self.wrong: dict[tuple[Any, ...], Any] = {}
        self.seen: set[str] = set()

    def look(self, page: Page, role: str, pattern: str, status: int, language: str) -> None:
        """One page load for everything."""
        where = f"{role} {pattern}"
        if status >= 400:
            self.wrong[where, "status"] = status
        if self.axe:
            page.evaluate(self.axe)
        for width in WIDTHS if self.axe else ():
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                self.wrong[where, width, "scrolls sideways"] = page.url
            # The admin site's own pages are Django's.
            if not pattern.startswith("/admin/") and (found := page.evaluate(RUN)):
                self.wrong[where, width] = found
        if reports := page.evaluate("window.reports"):
            self.wrong[where, "reports"] = reports
        said = page.evaluate(SAID, language)
        for pattern_of_words in (ENGLISH, FAMILIAR[language]):
            words = {match.group(0).lower() for match in pattern_of_words.finditer(said)}
            if words and not pattern.startswith("/admin/"):
                self.wrong[where, "words"] = sorted(words)


@pytest.mark.parametrize(("language", "axe"), [("nl", True), ("fr", False)])
def test_every_page_of_every_role(
    portal: RunningPortal, browser: Browser, language: str, axe: bool
) -> None:
    """axe at 320 and 1280 pixels, on one load; no report of the content policy; no English."""
    findings = Findings(axe)
    for role, login in {"public": "", **one_login_a_role()}.items():
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_init_script(WATCH)
        page = context.new_page()
        start = f"/{language}/about/"
        if login:
            start = f"/{language}/"
            sign_in(page, portal.base_url, language, login)
        for pattern, status in pages_from(page, portal.base_url, language, start, findings.seen):
            findings.look(page, role, pattern, status, language)
            findings.seen.add(pattern)
        context.close()
    assert findings.wrong == {}
    assert len(findings.seen) > 30  # fewer: the walk no longer finds its way
