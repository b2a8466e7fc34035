"""The secretariat has the draft progress report written, and the working group reads it."""

import hashlib
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from .conftest import Person

Sit = Callable[[str, str], Person]

PACKAGE = b"PK\x03\x04"
BEGINNINGS = {"pdf": b"%PDF-1.7", "docx": PACKAGE, "odt": PACKAGE, "xlsx": PACKAGE, "json": b"{"}
MEMBERS = ("member@justitie-nl.example", "member@justice-be.example", "member@justice-lu.example")
APPROVED = {"nl": "goedgekeurd op", "fr": "approuvé le"}


def submit(page: Page, form: str = "main form") -> None:
    """Send a form and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(f"{form} [type=submit]").first.click()


def follow(page: Page, link: str) -> None:
    """Click a link and wait for the page that it leads to."""
    with page.expect_navigation():
        page.locator(link).click()


def comes(page: Page, what: str) -> None:
    """Read the page again until it has this: workers and beat take their time."""
    found = page.locator(what)
    deadline = time.monotonic() + 150
    while not found.count() and time.monotonic() < deadline:
        page.wait_for_timeout(500)
        page.reload()
    expect(found.first).to_be_visible()


@pytest.mark.parametrize(
    ("language", "length", "sentence"),
    [("nl", "full", "De landen helpen elkaar."), ("fr", "short", "Les pays s’aident.")],
)
def test_from_one_button_to_the_published_report(
    person: Sit, language: str, length: str, sentence: str
) -> None:
    secretariat = person("secretariat@benelux.example", language)
    page = secretariat.page
    secretariat.go("reports/")
    secretariat.check_page()
    page.fill("[name=period_from]", "2016-12-02")
    page.fill("[name=period_to]", "2017-12-31")
    page.check(f"[name=length][value={length}]")
    submit(page, "main form[action$='/reports/']")
    report = page.url
    members = [person(login, language) for login in MEMBERS]
    assert members[0].page.goto(report).status == 404  # type: ignore[union-attr]
    comes(page, "a[href*='.fr.xlsx']")
    secretariat.check_page()
    for name in page.locator("a[download]").all_inner_texts():
        answer = page.request.get(f"{report}files/{name}")
        assert answer.body().startswith(BEGINNINGS[name.rpartition(".")[2]]), name
    assert page.locator("a[download]").count() == 9
    submit(page, "form[action$='/move/share/']")

    # A member comments on a text; the secretariat edits it and says so.
    text = f"{report}texts/trainings/"
    members[0].page.goto(text)
    members[0].page.fill("[name=text]", "Graag een zin over de samenwerking.")
    submit(members[0].page, "form[action$='/comments/']")
    members[0].check_page()
    page.goto(text)
    for one in ("nl", "fr"):
        field = page.locator(f"[name={one}]")
        field.fill(f"{field.input_value()}\n\n{sentence}")
    submit(page, "form:has([name=revision])")
    page.fill("[name=answer]", "Een zin is toegevoegd.")
    submit(page, "form[action$='/resolve/']")
    secretariat.check_page()
    page.goto(report)
    submit(page, "form[action$='/make-files/']")
    comes(page, "main:not(:has(form[action$='/make-files/'])) form[action$='/run/']")

    # The three countries vote; the last of them adopts it.
    page.goto(f"{report}put/")
    page.fill("[name=answer_by]", (timezone.localdate() + timedelta(days=14)).isoformat())
    submit(page)
    follow(page, "main a[href*='/procedures/']")
    procedure = page.url
    for member in members:
        member.page.goto(procedure)
        member.page.check("[name=answer][value=approve]")
        submit(member.page)
    page.goto(report)
    comes(page, "a[href$='/send/']")
    expect(page.locator(".report-status")).to_contain_text(APPROVED[language])

    # It is mailed with its files and their hashes; its receipt is recorded.
    page.goto(f"{report}send/")
    page.fill("[name=address]", f"cm-{language}@benelux.example")
    submit(page)
    (mail,) = secretariat.mails("2017", to=f"cm-{language}@benelux.example")
    attached = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    assert len(attached) == 8
    body = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    for content in attached.values():
        assert hashlib.sha256(content).hexdigest() in body
    page.goto(report)
    comes(page, "a[href$='/receipt/']")
    follow(page, "a[href$='/receipt/']")
    page.fill("[name=received_on]", timezone.localdate().isoformat())
    page.fill("[name=receipt]", "M(2018)1")
    submit(page)

    follow(page, "a[href$='/publish/']")
    secretariat.check_page()
    for box in page.locator("[name=confirmed]").all():
        box.check()
    submit(page)
    comes(page, "a[href*='public=yes']")
    secretariat.check_page()
    stranger = person("caseworker@payoke.example", language)
    assert stranger.page.goto(report).status == 404  # type: ignore[union-attr]


def test_a_period_that_cannot_be_is_answered_beside_the_field(person: Sit) -> None:
    secretariat = person("secretariat@benelux.example", "fr")
    secretariat.go("reports/")
    secretariat.page.fill("[name=period_from]", "2017-12-31")
    secretariat.page.fill("[name=period_to]", "2016-12-02")
    secretariat.page.locator("main form button[type=submit]").last.click()
    expect(secretariat.page.locator(".error-summary")).to_be_visible()
    assert secretariat.page.input_value("[name=period_from]") == "2017-12-31"
    secretariat.check_page()
