"""Photographs every page for every role, wide and narrow, in Dutch and French.

The portal must be running (`make run`): `python -m tools.screenshots [http://localhost:8000]`
signs in as one demonstration account of each role, follows the links it finds and writes PNG files
to `screenshots/LANGUAGE/WIDTH/ROLE/`. Pages that differ only by an identifier are taken once.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tools.walk import one_login_a_role, pages_from, sign_in

FOLDER = Path(__file__).resolve().parent.parent / "screenshots"
LANGUAGES = ("nl", "fr")
WIDTHS = {"wide": 1280, "narrow": 390}


def file_name(pattern: str) -> str:
    return pattern.strip("/").replace("/", ".") or "root"


def walk(context: BrowserContext, base: str, language: str, start: str, folders: list[Path]) -> int:
    """Photograph all that can be reached from `start`; one folder a width. Gives the number."""
    page = context.new_page()
    number = 0
    for pattern, status in pages_from(page, base, language, start):
        number += 1
        if status >= 400:
            print(f"  {status} {page.url}", file=sys.stderr)
        for folder, width in zip(folders, WIDTHS.values(), strict=True):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=folder / f"{file_name(pattern)}.png", full_page=True)
    page.close()
    return number


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
