"""Walks a running demonstration as each role, by the links of its pages."""

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page

from accounts.demonstration import DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD

MOST_PAGES = 80  # a role's pages; more means that an identifier is not recognised below
IDENTIFIER = re.compile(r"/(?:[0-9a-f]{8}-[0-9a-f-]{27}|\d[\w-]*)(?=/|$)")
SLUG = re.compile(
    r"(/contacts|/guide/compare)/[\w-]+/"
    r"|(?<=/guide)/(?:nl|be|lu|signals)-\w+/(?:feedback/)?|(?<=/guide)/[\w-]+/(?=feedback/)"
    r"|(?<=/guide/edit)/(?!links/)[\w-]+/"
    r"|(?<=/guide/glossary)/[\w-]+/(?=edit/)|(?<=/guide/translations/\w\w)/[\w.]+/.+"
)
NOT_PAGES = re.compile(
    r"logout|download|/pdf/$|/brochure/(?:nl|fr)/|\.(?:pdf|docx|odt|json|txt|csv|ics|xlsx|eml|xlf|vcf)$|/(?:static|api)/"
)
# A case looks different in each state and to each side: so many of them are opened.
CASE, CASES = re.compile(r"^/\w\w/referrals/id/$"), 5


def one_login_a_role() -> dict[str, str]:
    """Role -> the first demonstration account of it."""
    found: dict[str, str] = {}
    for account in DEMONSTRATION_ACCOUNTS:
        found.setdefault(account.role, account.login)
    return found


def pattern_of(path: str) -> str:
    """The path without what tells one case or organisation from another."""
    return SLUG.sub(r"\1/slug/", IDENTIFIER.sub("/id", path))


def sign_in(page: Page, base: str, language: str, login: str) -> None:
    """By the form, with the demonstration's password; ends at home."""
    page.goto(f"{base}/{language}/accounts/login/")
    page.locator("#id_login").fill(login)
    page.locator("#id_password").fill(DEMONSTRATION_PASSWORD)
    page.locator("form:has(#id_login) [type=submit]").first.click()
    page.wait_for_url(f"{base}/{language}/")


def pages_from(
    page: Page, base: str, language: str, start: str, known: frozenset[str] | set[str] = frozenset()
) -> Iterator[tuple[str, int]]:
    """Opens each page that can be reached from `start` and yields its pattern and status.

    Pages that differ only by an identifier are opened once; `known` patterns not at all, `start`
    apart. Whoever iterates may look at `page`, and must leave it at the address it shows.
    """
    seen = set(known) - {pattern_of(start)}
    cases: set[str] = set()
    waiting = deque([start])
    opened = 0
    while waiting and opened < MOST_PAGES:
        path = waiting.popleft()
        pattern = pattern_of(path)
        if CASE.match(pattern) and path not in cases and len(cases) < CASES:
            cases.add(path)
            pattern += str(len(cases))
        # The admin site is Django's: its first page stands for it.
        if pattern in seen or (path.startswith("/admin/") and path != "/admin/"):
            continue
        seen.add(pattern)
        opened += 1
        response = page.goto(base + path)
        waiting.extend(_links(page, base, language))
        yield pattern, response.status if response else 0


def _links(page: Page, base: str, language: str) -> list[str]:
    """Paths of this site's pages, in this language, that the page links to."""
    addresses: list[str] = page.eval_on_selector_all(
        "a[href]:not([download])",
        # A link of a drawing has no address as text.
        "all => all.map(a => new URL(a.getAttribute('href'), document.baseURI).href)",
    )
    paths = []
    for address in addresses:
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" != base or NOT_PAGES.search(parts.path):
            continue
        if parts.path.startswith((f"/{language}/", "/admin/")):
            paths.append(parts.path)
    return paths
