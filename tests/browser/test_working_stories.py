"""What caseworkers and contact points live through, each with a browser of their own.

Half of the stories are in Dutch, half in French.
"""

import re
from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import expect

from .conftest import Person
from .filing import (
    SEND_NOW,
    agree,
    check_and_send,
    choose,
    file_referral,
    file_urgent,
    fill_in_urgent,
    go_on,
    sent,
)

Sit = Callable[[str, str], Person]


def test_of_two_who_can_help_the_sender_chooses_one(person: Sit) -> None:
    """In Dutch: the one reads who it is, the other is told kindly and reads nothing."""
    name = "Verzonnen Keuze"
    sender = person("caseworker@comensha.example", "nl")
    path, _reference = file_referral(sender, "BE", name, ask=("Payoke", "PAG-ASA"), look=False)
    helpers = [person(f"caseworker@{slug}.example", "nl") for slug in ("payoke", "pag-asa")]
    for helper in helpers:
        helper.go(path)
        helper.press("Wij kunnen helpen")
        helper.press("Bevestigen: wij kunnen helpen")
        helper.go(f"{path}identity/")
        assert name not in helper.text  # nobody was chosen yet
    sender.go(path)
    sender.check_page()
    sender.page.get_by_role("article", name="PAG-ASA").get_by_role(
        "link", name="Deze organisatie kiezen"
    ).click()
    sender.check_page()
    sender.press("Kiezen")
    sender.check_page()
    other, chosen = helpers
    other.go(path)
    assert "Niet meer nodig" in other.text
    other.check_page()
    other.go(f"{path}identity/")
    assert name not in other.text
    chosen.go(f"{path}identity/")
    assert name in chosen.text


def test_a_question_of_the_list_and_one_of_ones_own(person: Sit) -> None:
    """In French: each reads the one in their own language, the other as it was written."""
    sender = person("caseworker@payoke.example", "nl")
    path, _reference = file_urgent(sender, "LU")
    recipient = person("contactpoint@infotraite.example", "fr")
    recipient.go(path)
    recipient.press("Poser une question à l’expéditeur")
    recipient.check_page()
    recipient.press("Envoyer la question")  # nothing was asked
    expect(recipient.page.locator(".error-summary")).to_be_visible()
    asked = recipient.page.locator("input[name=standard]").first
    words = recipient.page.locator(f"label[for={asked.get_attribute('id')}]").inner_text()
    asked.check()
    recipient.page.fill("[name=note]", "Peut-elle voyager ce soir ?")
    recipient.press("Envoyer la question")
    assert words.split("?")[0].strip() in recipient.text

    sender.go(path)
    assert "Peut-elle voyager ce soir ?" in sender.text
    assert words.split("?")[0].strip() not in sender.text  # in Dutch
    sender.press("De vraag beantwoorden")
    sender.check_page()
    sender.page.locator("main form input[type=radio]").first.check()
    sender.page.fill("[name=note]", "Ja, vanaf acht uur.")
    sender.press("Het antwoord verzenden")
    recipient.go(path)
    assert "Ja, vanaf acht uur." in recipient.text
    assert "Oui" in recipient.text
    recipient.check_page()


def test_after_a_refusal_another_is_asked(person: Sit) -> None:
    """In French: the reason is read, and the search goes on from the same page."""
    sender = person("caseworker@infotraite.example", "fr")
    path, reference = file_urgent(sender, "NL")
    recipient = person("contactpoint@comensha.example", "nl")
    recipient.go(path)
    recipient.press("Wij kunnen niet helpen")
    choose(recipient, "reason", "no_capacity")
    recipient.press("Bevestigen: wij kunnen niet helpen")
    assert any("ne peut pas donner suite" in mail.get_content() for mail in sender.mails(reference))
    sender.go(path)
    assert "Pas de place disponible" in sender.text
    sender.press("Solliciter une autre organisation")
    sender.check_page()
    sender.page.get_by_label(re.compile("^Moviera")).check()
    sender.page.get_by_role("button", name="Solliciter", exact=True).click()
    moviera = sender.page.get_by_role("article", name="Moviera")
    expect(moviera).to_contain_text("Demandée")
    sender.check_page()


def test_who_takes_the_consent_back_closes_the_identity_at_once(person: Sit) -> None:
    """In Dutch: it was read a moment ago; on the next look it is gone, and both are told."""
    name = "Verzonnen Intrekking"
    sender = person("caseworker@payoke.example", "nl")
    path, reference = file_referral(sender, "NL", name, look=False)
    recipient = person("contactpoint@comensha.example", "nl")
    recipient.go(path)
    recipient.press("Wij kunnen helpen")
    recipient.press("Bevestigen: wij kunnen helpen")
    recipient.press("De identiteit lezen")
    assert name in recipient.text

    sender.go(f"{path}consent/")
    sender.check_page()
    sender.press("De toestemming intrekken")
    sender.check_page()
    sender.page.check("[name=wish][value=go_on]")
    sender.press("De toestemming intrekken")
    sender.check_page()
    recipient.page.reload()
    assert name not in recipient.page.content()
    recipient.check_page()
    assert len(recipient.mails(reference)) >= 1


def test_a_deputy_finds_the_work_of_who_is_away(person: Sit) -> None:
    """In French."""
    away = person("caseworker@infotraite.example", "fr")
    path, reference = file_urgent(away, "BE")
    away.go(path)
    away.press("Je m’en occupe")
    deputy = person("contactpoint@infotraite.example", "fr")
    deputy.go("referrals/sent/?who=mine")
    assert reference not in deputy.text
    away.go("referrals/absences/")
    away.check_page()
    away.press("Enregistrer l’absence")
    expect(away.page.locator(".error-summary")).to_be_visible()
    away.check_page()
    today = timezone.localdate().isoformat()
    away.page.fill("[name=starts_on]", today)
    away.page.fill("[name=ends_on]", today)
    away.page.select_option("[name=deputy]", label="Demo Point de contact INFOTRAITE")
    away.press("Enregistrer l’absence")
    away.check_page()
    deputy.go("referrals/sent/?who=mine")
    assert reference in deputy.text
    away.press("Annuler")
    deputy.page.reload()
    assert reference not in deputy.text


def test_a_contact_point_passes_on_from_its_list(person: Sit) -> None:
    """In Dutch: in the row of the list; the sender sees to whom."""
    sender = person("caseworker@pag-asa.example", "nl")
    path, reference = file_urgent(sender, "NL")
    duty = person("contactpoint@comensha.example", "nl")
    duty.go("referrals/triage/")
    duty.check_page()
    row = duty.page.get_by_role("row", name=re.compile(reference))
    row.get_by_role("link", name=re.compile("^Doorgeven")).click()
    duty.check_page()
    duty.page.select_option("[name=organisation]", label="Moviera")
    duty.press("Doorgeven")
    duty.go("referrals/triage/")  # it is followed until there is an answer
    expect(row).to_contain_text("doorgegeven, nog geen antwoord")
    duty.check_page()
    sender.go(path)
    assert "Moviera" in sender.text
    sender.check_page()


def test_urgent_on_a_phone(person: Sit) -> None:
    """In French, at 390 pixels: who answers, the call that failed, ten fields, sent."""
    sender = person("caseworker@payoke.example", "fr")
    page = sender.page
    page.set_viewport_size({"width": 390, "height": 844})
    sender.go("referrals/")
    page.get_by_role("link", name="Urgence", exact=True).click()
    expect(page.get_by_role("link", name="112")).to_be_visible()
    page.get_by_role("link", name="Pays-Bas").click()
    sender.check_page()
    call = page.get_by_role("link", name=re.compile("^Appeler"))
    assert (call.first.get_attribute("href") or "").startswith("tel:+31")
    page.locator("main details summary").first.click()
    page.locator("button[name=call][value$=not_reached]").first.click()
    expect(page.get_by_text("CoMensha", exact=False).first).to_be_visible()
    sender.press(SEND_NOW["fr"])
    expect(page.locator(".error-summary")).to_be_focused()
    sender.check_page()
    fill_in_urgent(sender)
    sender.press(SEND_NOW["fr"])
    path, _reference = sent(sender, look=True)
    sender.go(path)
    assert "Appels jusqu’ici" in sender.text  # the call came along
    sender.check_page()


def test_a_minor_in_the_full_form(person: Sit) -> None:
    """In French: the guardian is asked for, and a child's own consent is not enough."""
    sender = person("caseworker@pag-asa.example", "fr")
    page = sender.page
    sender.go("referrals/new/")
    page.check("[name=destination_country][value=NL]")
    page.check("[name=urgency][value=priority]")
    go_on(sender)
    choose(sender, "age_group", "presumed_minor")
    choose(sender, "gender", "F")
    expect(page.locator("[name=guardian_kind]")).to_be_visible()
    choose(sender, "guardian_kind", "guardianship_service")
    go_on(sender, look=True)
    page.check("[name=needs][value=guardian]")
    go_on(sender)
    page.locator("[name=risk_level]").first.wait_for()
    go_on(sender)
    page.locator("[name=contact_point]").wait_for()
    assert "Nidos" in sender.text  # an unaccompanied minor goes there
    page.check("[name=contact_point]")
    go_on(sender)
    page.fill("[name=family_name]", "Inventée Mineure")
    page.fill("[name=guardian_name]", "Tutrice Inventée")
    page.fill("[name=guardian_phone]", "+32 2 511 64 64")
    go_on(sender, look=True)
    agree(sender, "explicit_consent")
    go_on(sender)
    expect(page.locator(".error-summary")).to_be_visible()
    sender.check_page()
    agree(sender, "guardian_consent")
    choose(sender, "given_by", "guardian")
    go_on(sender)
    assert "Tutrice Inventée" in sender.text
    check_and_send(sender)
