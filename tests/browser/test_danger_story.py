"""A life in danger: a contact point opens an identity, an officer reads why, the sender ends it."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from .conftest import Person
from .filing import file_referral

Sit = Callable[[str, str], Person]
NAME = "Verzonnen-Inventée Gevaar"
REASON = "Belde in paniek: er staat iemand voor de deur."


def test_an_identity_opened_in_danger_is_seen_by_the_sender_who_ends_it(person: Sit) -> None:
    sender = person("caseworker@payoke.example", "fr")
    path, reference = file_referral(sender, "NL", NAME)

    reader = person("contactpoint@comensha.example", "nl")
    reader.go(path)
    reader.press("De identiteit wegens levensgevaar openen")
    assert "112" in reader.text
    reader.check_page()
    reader.page.check("[name=danger][value=person]")
    reader.page.check("[name=not_asked][value=no_time]")
    reader.page.fill("[name=reason]", REASON)
    reader.page.check("[name=sure]")
    reader.press("De identiteit voor één uur openen")
    expect(reader.page).to_have_url(re.compile(r"/identity/$"))
    assert NAME in reader.text
    assert "60 minuten" in reader.text
    reader.check_page()

    for told in ("dpo@benelux.example", sender.login):
        texts = [mail.get_content() for mail in sender.mails(reference, to=told)]
        assert all(NAME not in text and REASON not in text for text in texts)
        assert any("leven in gevaar" in text or "vie étant en danger" in text for text in texts)
    officer = person("dpo@benelux.example", "fr")
    officer.go("referrals/dangers/")
    assert REASON in officer.text
    assert reference in officer.text
    assert NAME not in officer.page.content()
    officer.check_page()

    sender.go(f"{path}consent/")
    assert REASON in sender.text
    sender.check_page()
    sender.press("Refermer maintenant")
    expect(sender.page).to_have_url(re.compile(rf"{path}$"))
    assert "Fin de l’ouverture" in sender.text
    sender.check_page()
    reader.page.reload()
    assert NAME not in reader.page.content()
