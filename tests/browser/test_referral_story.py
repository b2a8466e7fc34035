"""The whole story of a referral, told by two people at two browsers, in Dutch and in French."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .conftest import Person
from .filing import choose, file_referral

Sit = Callable[[str, str], Person]

WORDS = {
    "nl": {
        "we_can": "Wij kunnen helpen",
        "confirm_yes": "Bevestigen: wij kunnen helpen",
        "we_cannot": "Wij kunnen niet helpen",
        "confirm_no": "Bevestigen: wij kunnen niet helpen",
        "withheld": "Niet vrijgegeven",
        "read": "De identiteit lezen",
        "hand_over": "De overdracht bevestigen",
        "close": "De doorverwijzing afsluiten",
        "ask": "De afzender een vraag stellen",
        "send_question": "De vraag verzenden",
        "answer": "De vraag beantwoorden",
        "send_answer": "Het antwoord verzenden",
        "withdraw": "De doorverwijzing intrekken",
    },
    "fr": {
        "we_can": "Nous pouvons aider",
        "confirm_yes": "Confirmer : nous pouvons aider",
        "we_cannot": "Nous ne pouvons pas aider",
        "confirm_no": "Confirmer : nous ne pouvons pas aider",
        "withheld": "Non communiquée",
        "read": "Lire l’identité",
        "hand_over": "Confirmer la remise",
        "close": "Clôturer l’orientation",
        "ask": "Poser une question à l’expéditeur",
        "send_question": "Envoyer la question",
        "answer": "Répondre à la question",
        "send_answer": "Envoyer la réponse",
        "withdraw": "Retirer l’orientation",
    },
}


@pytest.mark.parametrize(
    ("sender_login", "language", "recipient_login", "recipient_language", "country"),
    [
        ("caseworker@payoke.example", "nl", "contactpoint@comensha.example", "fr", "NL"),
        ("caseworker@pag-asa.example", "fr", "contactpoint@infotraite.example", "nl", "LU"),
    ],
)
def test_from_the_form_to_the_handover(
    person: Sit,
    sender_login: str,
    language: str,
    recipient_login: str,
    recipient_language: str,
    country: str,
) -> None:
    name = f"Verzonnen-Inventée {country}"
    sender = person(sender_login, language)
    path, reference = file_referral(sender, country, name)

    recipient = person(recipient_login, recipient_language)
    (mail, *_more) = recipient.mails(reference)
    assert name not in mail.as_string()
    words = WORDS[recipient_language]
    recipient.go("referrals/")
    recipient.check_page()
    recipient.page.get_by_role("link", name=reference).click()
    assert words["withheld"] in recipient.text
    assert name not in recipient.page.content()
    recipient.check_page()
    other = "nl" if recipient_language == "fr" else "fr"
    recipient.in_language(other)
    assert WORDS[other]["withheld"] in recipient.text
    recipient.check_page()
    recipient.in_language(recipient_language)
    recipient.go(f"{path}identity/")
    assert name not in recipient.page.content()

    recipient.go(path)
    recipient.press(words["ask"])
    recipient.check_page()
    recipient.page.fill("[name=note]", "Is er een tolk nodig? – Faut-il un interprète ?")
    recipient.press(words["send_question"])
    sender.go(path)
    assert "Faut-il un interprète ?" in sender.text
    sender.press(WORDS[language]["answer"])
    sender.check_page()
    sender.page.fill("[name=note]", "Ja – Oui")
    sender.press(WORDS[language]["send_answer"])

    recipient.go(path)
    assert "Ja – Oui" in recipient.text
    recipient.press(words["we_can"])
    recipient.check_page()
    recipient.press(words["confirm_yes"])
    recipient.check_page()
    recipient.press(words["read"])
    assert name in recipient.text
    recipient.check_page()

    assert len(sender.mails(reference)) >= 1
    sender.go(path)
    sender.check_page()
    sender.press(WORDS[language]["hand_over"])
    sender.check_page()
    sender.press(WORDS[language]["hand_over"])
    recipient.go(path)
    recipient.press(words["close"])
    recipient.check_page()
    choose(recipient, "outcome", "sheltered")
    choose(recipient, "guide_sufficed", "yes")
    recipient.press(words["close"])
    recipient.check_page()
    assert words["we_can"] not in recipient.page.locator(".actions").all_inner_texts()


def test_a_refusal_reaches_the_sender_with_its_reason(person: Sit) -> None:
    sender = person("caseworker@payoke.example", "nl")
    path, reference = file_referral(sender, "LU", "Verzonnen Weigering")
    recipient = person("contactpoint@infotraite.example", "fr")
    recipient.go(path)
    recipient.press(WORDS["fr"]["we_cannot"])
    recipient.press(WORDS["fr"]["confirm_no"])
    expect(recipient.page.locator(".error-summary")).to_be_visible()
    recipient.check_page()
    choose(recipient, "reason", "no_capacity")
    recipient.press(WORDS["fr"]["confirm_no"])
    recipient.check_page()
    sender.go(path)
    assert "Geen plaats beschikbaar" in sender.text
    assert any("niet helpen" in mail.get_content() for mail in sender.mails(reference))
    sender.check_page()


def test_of_two_who_move_at_once_one_wins_and_the_other_reads_why(person: Sit) -> None:
    sender = person("caseworker@payoke.example", "nl")
    path, _reference = file_referral(sender, "NL", "Verzonnen Gelijktijdig")
    recipient = person("contactpoint@comensha.example", "nl")
    recipient.go(path)
    recipient.press(WORDS["nl"]["we_can"])
    sender.go(path)
    sender.press(WORDS["nl"]["withdraw"])
    choose(sender, "reason", "solved_here")
    sender.press(WORDS["nl"]["withdraw"])
    recipient.page.fill("[name=note]", "Een plek vanaf morgen.")
    recipient.press(WORDS["nl"]["confirm_yes"])
    expect(recipient.page.locator(".error-summary")).to_contain_text("Dit kan niet meer")
    assert recipient.page.input_value("[name=note]") == "Een plek vanaf morgen."
    recipient.check_page()
