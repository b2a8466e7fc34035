"""The relay against a real mail server, and against one that is away."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import get_language

from notifications import rendering
from notifications.models import Notice, NoticeState
from notifications.services import Recipient
from notifications.tasks import MOST_ATTEMPTS, delay_after, relay_outbox
from tests.conftest import Mailbox
from tests.services import wait_until

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
Person = Callable[..., Recipient]
Tell = Callable[..., int]


def outbox() -> Any:
    return Notice.objects.using("owner")


def make_due() -> None:
    outbox().update(next_attempt_at=timezone.now())


def test_each_reader_gets_a_mail_in_their_language(
    smtp_server: Mailbox, person: Person, tell: Tell, settings: Any
) -> None:
    assert tell(person(), person("lecteur@infotraite.example", "fr")) == 2
    assert relay_outbox() == 2
    dutch, french = (
        smtp_server.to(address)[0]
        for address in ("reader@payoke.example", "lecteur@infotraite.example")
    )
    assert dutch["Subject"] == "Beneluxportaal: bericht over BE-2026-0001"
    assert french["Subject"] == "Portail Benelux : message concernant BE-2026-0001"
    assert f"{settings.PORTAL_BASE_URL}/nl/contacts/payoke/" in dutch.get_content()
    assert f"{settings.PORTAL_BASE_URL}/fr/contacts/payoke/" in french.get_content()
    assert set(outbox().values_list("state", "attempts")) == {(NoticeState.SENT, 1)}


def test_a_mail_is_sent_once_and_known_by_its_notice(
    smtp_server: Mailbox, person: Person, tell: Tell
) -> None:
    tell(person())
    assert [relay_outbox(), relay_outbox()] == [1, 0]
    assert len(smtp_server.messages) == 1
    notice = outbox().get()
    assert smtp_server.messages[0]["Message-ID"] == f"<{notice.pk}@benelux.example>"


def test_one_person_is_told_once_however_often_named(person: Person, tell: Tell) -> None:
    reader = person()
    assert tell(reader, reader) == 1


def test_server_away_then_back(
    smtp_server: Mailbox, person: Person, tell: Tell, settings: Any
) -> None:
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 9  # nobody listens on "discard"
    tell(person(), person("second@payoke.example"))
    assert relay_outbox() == 0
    waiting = outbox().get(attempts=1)
    assert waiting.state == NoticeState.PENDING
    assert waiting.next_attempt_at > timezone.now() + delay_after(1) - timedelta(seconds=5)
    settings.EMAIL_PORT = there
    assert relay_outbox() == 1  # the one that was not tried; the other waits its time
    make_due()
    assert relay_outbox() == 1
    assert len(smtp_server.messages) == 2


def test_given_up_loudly_and_without_an_address(
    smtp_server: Mailbox, person: Person, tell: Tell, caplog: pytest.LogCaptureFixture
) -> None:
    smtp_server.refusing = True
    tell(person())
    for _ in range(MOST_ATTEMPTS):
        make_due()
        relay_outbox()
    assert outbox().get().state == NoticeState.FAILED
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 1
    assert "451" in errors[0].getMessage()
    assert "reader@" not in caplog.text
    smtp_server.refusing = False
    make_due()
    assert relay_outbox() == 0


def test_a_notice_that_cannot_be_rendered_does_not_hold_the_others(
    smtp_server: Mailbox, person: Person, tell: Tell
) -> None:
    tell(person(), person("second@payoke.example"))
    outbox().filter(email="reader@payoke.example").update(path_name="nowhere:at_all")
    assert relay_outbox() == 1
    assert smtp_server.messages[0]["To"] == "second@payoke.example"


def test_delays_grow_to_an_hour() -> None:
    delays = [delay_after(attempts) for attempts in range(1, MOST_ATTEMPTS)]
    assert delays == sorted(delays)
    assert delays[0] == timedelta(seconds=10)
    assert delays[-1] == timedelta(hours=1)
    assert sum(delays, timedelta()) > timedelta(hours=9)


def test_a_real_worker_mails_what_a_real_beat_asks_for(
    smtp_server: Mailbox, celery_beat: Path, person: Person, tell: Tell
) -> None:
    tell(person())
    wait_until(lambda: smtp_server.to("reader@payoke.example"), within=30, log=celery_beat)


def test_a_calendar_goes_along_with_the_kind_that_has_one(
    smtp_server: Mailbox, person: Person, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    languages = []

    def calendar(notice: Notice) -> rendering.CalendarPart:
        languages.append(get_language())
        return rendering.CalendarPart("dates.ics", "SUMMARY:Été\r\n".encode(), "CANCEL")

    monkeypatch.setattr(rendering, "_CALENDARS", {"referral_asked": calendar})
    tell(person(), person("lecteur@infotraite.example", "fr"))
    assert relay_outbox() == 2
    assert languages == ["nl", "fr"]
    (part,) = smtp_server.messages[0].iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert (part.get_param("method"), part.get_filename()) == ("CANCEL", "dates.ics")
    assert part.get_content() == "SUMMARY:Été\r\n"
