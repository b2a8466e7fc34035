"""A meeting of the ad-hoc group: from the agenda through invitations and minutes to their
approval in writing."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.portal import RunningPortal

MEMBERS = ("member@justitie-nl.example", "member@justice-be.example", "member@justice-lu.example")
WORDS = {
    "nl": {"invited": "uitgenodigd", "accepted": "doet mee", "approved": "goedgekeurd"},
    "fr": {"invited": "invité", "accepted": "participe", "approved": "approuvé"},
}


def submit(page: Page, form: str = "main form") -> None:
    """Send a form and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(f"{form} [type=submit]").first.click()


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_from_the_agenda_to_approved_minutes(
    portal: RunningPortal, person: Any, language: str
) -> None:
    words = WORDS[language]
    today = timezone.localdate()
    title = f"Proef {language}"
    clerk = person("secretariat@benelux.example", language)
    page = clerk.page
    clerk.go("working-group/meetings/plan/")
    page.check("[name=body][value=ad-hoc]")
    for field, text in {
        "title_nl": title,
        "title_fr": title,
        "day": today.isoformat(),
        "begins": "23:58",
        "ends": "23:59",
        "place": "Brussel",
    }.items():
        page.fill(f"[name={field}]", text)
    clerk.check_page()
    submit(page)

    page.locator("a[href$='/agenda/add/']").first.click()
    page.fill("[name=title_nl]", "De bedenktijd")
    page.fill("[name=title_fr]", "Le délai de réflexion")
    page.check("[name=kinds][value=ministry]")
    submit(page)
    meeting = page.url

    page.locator("a[href$='/invite/']").click()
    # The three ministries of justice are proposed, and that of equality in Luxembourg.
    expect(page.locator("[name=organisations]:checked")).to_have_count(4)
    clerk.check_page()
    submit(page)
    expect(page.locator("h1 + .tag")).to_have_text(words["invited"])

    members = [person(login, language) for login in MEMBERS]
    for member in members:
        member.page.goto(meeting)
        member.page.check("[name=reply][value=accepted]")
        submit(member.page, "form[action$='/reply/']")
        expect(member.page.locator("table").get_by_text(words["accepted"]).first).to_be_visible()
    members[0].check_page()

    page.goto(meeting)
    page.locator("a[href$='/presence/']").click()
    submit(page)
    page.locator("a[href$='/minutes/']").click()
    expect(page.locator("[name=text_nl]")).to_have_value("1. De bedenktijd")
    for one in ("nl", "fr"):
        page.locator(f"[name=text_{one}]").fill(f"Tekst {one}")
    clerk.check_page()
    submit(page)
    page.locator("a[href$='/minutes/ask/']").click()
    page.fill("[name=due]", (today + timedelta(days=14)).isoformat())
    submit(page)
    procedure = page.url

    for member in members:
        member.page.goto(procedure)
        member.page.check("[name=answer][value=approve]")
        submit(member.page)
        expect(member.page.locator("[name=answer]")).to_have_count(0)
    members[-1].check_page()
    page.goto(meeting)
    expect(page.locator("#minutes + p .tag")).to_have_text(words["approved"])
    expect(page.locator("a[href$='/minutes/']")).to_have_count(0)
