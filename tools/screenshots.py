"""Photographs every page for every role, wide and narrow, in Dutch and French.

The portal must be running (`make run`): `python -m tools.screenshots [http://localhost:8000]`
signs in as one demonstration account of each role, follows the links it finds and writes PNG files
to `screenshots/LANGUAGE/WIDTH/ROLE/`. Pages that differ only by an identifier are taken once.
"""

import argparse
import os
import re
import shutil
import sys
from collections import deque
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from accounts.demonstration import DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD

FOLDER = Path(__file__).resolve().parent.parent / "screenshots"
LANGUAGES = ("nl", "fr")
WIDTHS = {"wide": 1280, "narrow": 390}
MOST_PAGES = 60  # a role's pages; more means that an identifier is not recognised below
IDENTIFIER = re.compile(r"/(?:[0-9a-f]{8}-[0-9a-f-]{27}|\d[\w-]*)(?=/|$)")
SLUG = re.compile(r"(/contacts)/[\w-]+/")
NOT_PAGES = re.compile(r"logout|download|\.(?:pdf|docx|odt|json|txt|csv|ics)$|/(?:static|api)/")


def one_login_a_role() -> dict[str, str]:
    """Role -> the first demonstration account of it."""
    found: dict[str, str] = {}
    for account in DEMONSTRATION_ACCOUNTS:
        found.setdefault(account.role, account.login)
    return found


def pattern_of(path: str) -> str:
    """The path without what tells one case or organisation from another."""
    return SLUG.sub(r"\1/slug/", IDENTIFIER.sub("/id", path))


def file_name(pattern: str) -> str:
    return pattern.strip("/").replace("/", ".") or "root"


def links(page: Page, base: str, language: str) -> list[str]:
    """Paths of this site's pages, in this language, that the page links to."""
    addresses: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    paths = []
    for address in addresses:
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" != base or NOT_PAGES.search(parts.path):
            continue
        if parts.path.startswith((f"/{language}/", "/admin/")):
            paths.append(parts.path)
    return paths


def sign_in(page: Page, base: str, language: str, login: str) -> None:
    page.goto(f"{base}/{language}/accounts/login/")
    page.locator("#id_login").fill(login)
    page.locator("#id_password").fill(DEMONSTRATION_PASSWORD)
    page.locator("form:has(#id_login) [type=submit]").first.click()
    page.wait_for_url(f"{base}/{language}/")


def walk(context: BrowserContext, base: str, language: str, start: str, folders: list[Path]) -> int:
    """Photograph all that can be reached from `start`; one folder a width. Gives the number."""
    page = context.new_page()
    seen: set[str] = set()
    waiting = deque([start])
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft()
        pattern = pattern_of(path)
        # The admin site is Django's: its first page stands for it.
        if pattern in seen or (path.startswith("/admin/") and path != "/admin/"):
            continue
        seen.add(pattern)
        response = page.goto(base + path)
        status = response.status if response else 0
        if status >= 400:
            print(f"  {status} {path}", file=sys.stderr)
        for folder, width in zip(folders, WIDTHS.values(), strict=True):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=folder / f"{file_name(pattern)}.png", full_page=True)
        waiting.extend(links(page, base, language))
    page.close()
    return len(seen)


def photograph(browser: Browser, base: str) -> int:
    total = 0
    for language in LANGUAGES:
        for role, login in {"public": "", **one_login_a_role()}.items():
            folders = [FOLDER / language / width / role for width in WIDTHS]
            for folder in folders:
                folder.mkdir(parents=True)
            context = browser.new_context(locale=language)
            start = f"/{language}/about/"
            if login:
                start = f"/{language}/"
                sign_in(context.new_page(), base, language, login)
            pages = walk(context, base, language, start, folders)
            context.close()
            print(f"{language} {role}: {pages} pages")
            total += pages
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    port = os.environ.get("PORT", "8000")
    parser.add_argument("base", nargs="?", default=f"http://localhost:{port}")
    base = parser.parse_args().base.rstrip("/")
    shutil.rmtree(FOLDER, ignore_errors=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            # Chromium's sandbox needs a user other than root.
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        total = photograph(browser, base)
        browser.close()
    print(f"{total} pages, each wide and narrow, in {FOLDER}")


if __name__ == "__main__":
    main()
