"""A first visit as a browser counts it (`make bench` has its time), and one without a script."""

from playwright.sync_api import Browser

from bench.slow_phone import watch
from tests.portal import RunningPortal
from tools.walk import sign_in

from .conftest import Person
from .filing import file_referral


class WithoutScript(Person):
    """Their pages are looked at elsewhere, with the script that looks."""

    def check_page(self) -> None:
        return


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


def test_without_javascript_a_referral_is_filed(portal: RunningPortal, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    sender = WithoutScript(portal, context.new_page(), "caseworker@pag-asa.example", "nl")
    path, reference = file_referral(sender, "NL", "Verzonnen-Inventée")
    # The switch is a plain link then.
    sender.in_language("fr")
    sender.go(path)
    assert reference in sender.text
    context.close()
