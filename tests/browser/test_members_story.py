"""Coming, acting for two organisations, and leaving: told at browsers, in Dutch and in French."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from .conftest import Person
from .test_sign_in_story import code_of, give_password

Sit = Callable[[str, str], Person]
OWN_PASSWORD = "twaalf olifanten in de tuin"


def invited(lead: Person, email: str, slug: str) -> str:
    """Invite somebody as a caseworker; the path of the link in their mail."""
    page = lead.page
    lead.go(f"members/of/{slug}/invite/")
    page.fill("[name=email]", email)
    page.check("[name=role][value=caseworker]")
    page.check(f"[name=language][value={lead.language}]")
    lead.check_page()
    page.press("[name=email]", "Enter")
    expect(page.get_by_role("rowheader", name=email)).to_be_visible()
    lead.check_page()
    about = {"nl": "uitnodiging", "fr": "invitation"}[lead.language]
    texts = "\n".join(mail.get_content() for mail in lead.mails(about, to=email))
    (found,) = re.findall(r"https?://[^/\s]+(/\S+/invitation/[A-Za-z0-9_-]{43}/)", texts)
    return str(found)


def make_account(page: Page, link: str) -> None:
    """The page of the invitation, which no longer has the token in its address."""
    page.goto(link)
    assert page.url.endswith("/nl/accounts/invitation/")
    page.fill("[name=first_name]", "Noor")
    page.fill("[name=last_name]", "Verzonnen")
    page.fill("[name=password1]", OWN_PASSWORD)
    page.fill("[name=password2]", OWN_PASSWORD)
    page.press("[name=password2]", "Enter")
    expect(page.locator(".who")).to_contain_text("Payoke")


def test_from_the_invitation_to_the_hand_over_of_what_was_claimed(
    person: Sit, browser: Browser
) -> None:
    """In Dutch: invited, an account made, work taken on; then deactivated, and signed out."""
    lead = person("teamlead@payoke.example", "nl")
    base = lead.portal.base_url
    path = invited(lead, "noor.verzonnen@payoke.example", "payoke")
    context = browser.new_context()
    page = context.new_page()
    make_account(page, base + path)
    page.goto(f"{base}/nl/referrals/")
    claim = page.get_by_role("button", name=re.compile("^Ik neem dit op mij")).first
    reference = claim.inner_text().split()[-1]
    claim.click()
    expect(page.locator("main")).to_contain_text("Noor Verzonnen")

    lead.go("members/of/payoke/")
    row = lead.page.get_by_role("row").filter(has_text="Noor Verzonnen")
    row.get_by_role("link", name=re.compile("^Deactiveren")).click()
    expect(lead.page.get_by_role("link", name=reference)).to_be_visible()
    lead.check_page()
    lead.page.get_by_label("Demo Teamleider Payoke").check()
    lead.press("Deactiveren")
    expect(lead.page.locator("h1")).to_contain_text("Vroegere leden")
    expect(lead.page.locator("main")).to_contain_text("Noor Verzonnen")
    lead.check_page()
    lead.go("referrals/")
    mine = lead.page.get_by_role("row").filter(has_text=reference)
    expect(mine).to_contain_text("Demo Teamleider Payoke")
    page.goto(f"{base}/nl/referrals/")
    expect(page).to_have_url(re.compile("/login/"))
    context.close()


def test_one_person_acts_for_two_organisations(person: Sit) -> None:
    """In French."""
    login = "caseworker@infotraite.example"
    path = invited(person("operator@benelux.example", "fr"), login, "payoke")
    reader = person(login, "fr")
    page = reader.page
    page.goto(reader.portal.base_url + path)
    reader.check_page()
    reader.press("Accepter")
    expect(page.locator(".who")).to_contain_text("Payoke")
    reader.go("accounts/membership/")
    reader.check_page()
    page.get_by_label(re.compile("^INFOTRAITE")).check()
    reader.press("Agir pour cette organisation")
    expect(page.locator(".who")).to_contain_text("INFOTRAITE")
    reader.go("accounts/profile/")
    reader.check_page()


def test_a_lost_second_step_waits_for_a_colleague_and_for_a_day(person: Sit) -> None:
    """In French: asked after the password, confirmed by the operator, then called off."""
    member = person("dpo@benelux.example", "fr")
    page = member.page
    member.go("accounts/2fa/totp/activate/")
    page.fill("[name=code]", code_of(page.locator("main p code").inner_text()))
    page.press("[name=code]", "Enter")
    expect(page.locator(".codes code")).to_have_count(10)
    page.get_by_role("button", name="Se déconnecter").first.click()
    page.wait_for_url(re.compile(r"/accounts/login/"))
    give_password(page, member.login)
    member.press("Je n’ai pas de code de récupération")
    member.check_page()
    member.press("Demander le retrait de ma deuxième étape")
    expect(page.locator("main")).to_contain_text("Appelez maintenant")
    member.check_page()

    operator = person("operator@benelux.example", "fr")
    operator.go("accounts/2fa/recoveries/")
    operator.check_page()
    operator.page.locator("main th a").click()
    operator.page.check("[name=way][value=called]")
    operator.page.check("[name=asked_for_it]")
    operator.check_page()
    operator.press("Confirmer l’identité")
    expect(operator.page.locator("main")).to_contain_text("délai d’attente")

    page.reload()
    expect(page.locator("main")).to_contain_text("Votre identité a été confirmée")
    member.check_page()
    member.press("Annuler cela")
    expect(page.locator("main")).to_contain_text("Votre deuxième étape reste comme elle était")
