"""The secretariat has the draft progress report written, and the working group reads it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .conftest import Person

pytestmark = pytest.mark.xdist_group("portal")
Sit = Callable[[str, str], Person]

BEGINNINGS = {"pdf": b"%PDF-1.7", "docx": b"PK\x03\x04", "odt": b"PK\x03\x04"}


@pytest.mark.parametrize(
    ("language", "first_day", "member"),
    [
        ("nl", "2016-12-02", "member@justitie-nl.example"),
        ("fr", "2017-01-01", "member@justice-lu.example"),
    ],
)
def test_six_files_from_one_button(person: Sit, language: str, first_day: str, member: str) -> None:
    secretariat = person("secretariat@benelux.example", language)
    page = secretariat.page
    secretariat.go("reports/")
    secretariat.check_page()
    page.fill("[name=period_from]", first_day)
    page.fill("[name=period_to]", "2017-12-31")
    page.locator("main form button[type=submit]").last.click()
    expect(page).to_have_url(re.compile(r"/reports/[0-9a-f-]{36}/$"))
    path = re.sub(r"^.*?/(?=reports/)", "", page.url)

    watcher = person("secretariat@benelux.example", "fr" if language == "nl" else "nl")
    watcher.go(path)
    expect(watcher.page.locator("#progress")).to_be_visible()
    expect(watcher.page.locator("#files")).to_be_visible(timeout=120_000)

    secretariat.go(path)
    secretariat.check_page()
    for name in page.locator("a[download]").all_inner_texts():
        answer = page.request.get(f"{secretariat.portal.base_url}/{language}/{path}files/{name}")
        beginning = BEGINNINGS.get(name.rpartition(".")[2], b"{")
        assert answer.body().startswith(beginning), name
    assert len(page.locator("a[download]").all()) == 7

    reader = person(member, language)
    assert reader.page.goto(page.url).status == 404  # type: ignore[union-attr]
    secretariat.page.locator("form[action$='/move/share/'] button").click()
    secretariat.check_page()
    reader.page.goto(page.url)
    reader.check_page()
    stranger = person("caseworker@payoke.example", language)
    assert stranger.page.goto(page.url).status == 404  # type: ignore[union-attr]


def test_a_period_that_cannot_be_is_answered_beside_the_field(person: Sit) -> None:
    secretariat = person("secretariat@benelux.example", "fr")
    secretariat.go("reports/")
    secretariat.page.fill("[name=period_from]", "2017-12-31")
    secretariat.page.fill("[name=period_to]", "2016-12-02")
    secretariat.page.locator("main form button[type=submit]").last.click()
    expect(secretariat.page.locator(".error-summary")).to_be_visible()
    assert secretariat.page.input_value("[name=period_from]") == "2017-12-31"
    secretariat.check_page()
