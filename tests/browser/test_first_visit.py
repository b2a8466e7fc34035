"""What a first visit costs, as a browser counts it; `make bench` measures the time it takes."""

import pytest
from playwright.sync_api import Browser

from bench.slow_phone import watch
from tests.portal import RunningPortal
from tools.walk import sign_in

pytestmark = pytest.mark.xdist_group("portal")


def test_sign_in_to_home_is_120_kb_and_6_requests_at_most(
    portal: RunningPortal, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    answers = watch(page)
    sign_in(page, portal.base_url, "fr", "caseworker@payoke.example")
    page.wait_for_load_state("networkidle")
    context.close()
    assert len(answers) <= 6
    assert sum(answers) <= 120_000


def test_without_javascript_a_referral_is_filed_and_a_switch_of_language_is_a_link(
    portal: RunningPortal, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, portal.base_url, "nl", "caseworker@pag-asa.example")
    page.get_by_role("link", name="Nieuwe doorverwijzing").click()
    page.check("[name=destination_country][value=NL]")
    page.check("[name=urgency][value=urgent]")
    page.get_by_role("button", name="Opslaan en doorgaan").click()
    page.locator("header a[hreflang=fr]").click()
    page.wait_for_url(f"{portal.base_url}/fr/referrals/*/step/*/")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    # What is missing is said on top, and each line leads to its field.
    summary = page.locator(".error-summary a").first
    target = summary.get_attribute("href")
    assert target
    assert page.locator(target).count() == 1
    context.close()
