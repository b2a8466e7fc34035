"""People at their browsers: each has a context of their own on the same running portal."""

import email
import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.portal import RunningPortal

PASSWORD = "grens-frontiere-2017"
# Codes as programs write them; on a page they must have become words.
CODE = re.compile(
    r"\b(safe_accommodation|exploited_elsewhere|explicit_consent|no_capacity|can_help|cannot_help|"
    r"question_open|question_answered|passed_on|handed_over|contact_point|not_target_group)\b"
)

# Whether pressing it leaves the page: a form that is sent, or a link to another page.
LEAVES = """one => one.type === 'submit'
    ? one.form.method === 'post'
    : one.hasAttribute('href') && !one.hash && !one.hasAttribute('download') && !one.target"""


class Person:
    """Somebody with an account, signed in, in one language."""

    def __init__(self, portal: RunningPortal, page: Page, login: str, language: str) -> None:
        self.portal = portal
        self.page = page
        self.login = login
        self.language = language
        self.complaints: list[str] = []
        page.on("console", lambda message: self._note(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.go("accounts/login/")
        page.fill("[name=login]", login)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")

    def _note(self, text: str) -> None:
        # A refusal is answered by 404, 409 or 422, which the browser reports as a failed load.
        if not re.search(r"status of (404|409|422) ", text):
            self.complaints.append(text)

    def go(self, path: str) -> None:
        """Open a page by its path after the language."""
        self.page.goto(f"{self.portal.base_url}/{self.language}/{path}")

    def in_language(self, language: str) -> None:
        """Read the same page in another language, by the switch."""
        self.page.locator(f"header a[hreflang={language}]").click()
        self.language = language

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()

    def press(self, label: str, *, stays: bool = False) -> None:
        """Press the button, or follow the link, of this name, and arrive where it leads.

        A form with text asks first whether its line and session stand, so it leaves a moment later,
        or `stays`.
        """
        pattern = re.compile(rf"^{re.escape(label)}")
        button = self.page.get_by_role("button", name=pattern)
        link = self.page.locator("main").get_by_role("link", name=pattern)
        # The page before may have had neither, and may stand for another moment.
        button.or_(link).first.wait_for()
        found = button.first if button.count() else link.first
        if not stays and found.evaluate(LEAVES):
            with self.page.expect_navigation():
                found.click()
        else:
            found.click()

    def check_page(self) -> None:
        """Accessible, wholly translated, nothing reported, nothing wider than a small screen."""
        results = Axe().run(self.page)
        assert results.violations_count == 0, results.generate_report()
        assert CODE.search(self.text) is None, CODE.search(self.text)
        assert self.complaints == []
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 800})
        assert not self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), (
            f"{self.page.url} scrolls sideways"
        )
        if size:
            self.page.set_viewport_size(size)

    def mails(
        self, about: str, *, to: str = "", says: str = "", within: float = 30
    ) -> list[EmailMessage]:
        """The mails to this person, or to another, with these words in the subject and text; waits
        for the first."""
        deadline = time.monotonic() + within
        while True:
            found = [
                mail
                for file in self.portal.mailbox.glob("*.eml")
                if (mail := _read(file.read_bytes()))["To"] == (to or self.login)
                and about in mail["Subject"]
                and says in _text(mail)
            ]
            if found or time.monotonic() > deadline:
                return found
            time.sleep(0.3)


def _read(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


@pytest.fixture
def person(portal: RunningPortal, browser: Browser) -> Iterator[Any]:
    """`person("caseworker@payoke.example", "nl")`: a browser context of their own."""
    contexts = []

    def sit_down(login: str, language: str) -> Person:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(20_000)
        contexts.append(context)
        return Person(portal, context.new_page(), login, language)

    yield sit_down
    for context in contexts:
        context.close()
