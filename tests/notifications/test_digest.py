"""Digests against a real mail server; the end of a notice's term."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from notifications.kinds import INVITATION
from notifications.models import Notice, NoticePreference, NoticeState
from notifications.services import Recipient, queue_link, queue_notice
from notifications.tasks import TERM, compose_digests, purge_notices, relay_outbox
from tests.conftest import Mailbox

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
Person = Callable[..., Recipient]


def outbox() -> Any:
    return Notice.objects.using("owner")


@pytest.fixture
def contact_point(person: Person) -> Recipient:
    return replace(person("point@infotraite.example", "fr"), as_contact_point=True)


def ask(*people: Recipient, kind: str = "referral_asked", reference: str = "AB12-CD34") -> None:
    queue_notice(
        kind, people, reference=reference, path_name="contacts:detail", path_args=["payoke"]
    )


def make_due() -> None:
    outbox().update(next_attempt_at=timezone.now())


def test_one_mail_counts_what_is_new_and_names_nothing(
    smtp_server: Mailbox, contact_point: Recipient, settings: Any
) -> None:
    ask(contact_point)
    ask(contact_point, reference="EF56-GH78")
    assert relay_outbox() == 0
    assert compose_digests() == 0  # not before its hour
    make_due()
    assert compose_digests() == 1
    assert [relay_outbox(), compose_digests(), relay_outbox()] == [1, 0, 0]
    (mail,) = smtp_server.messages
    text = mail.get_content()
    assert mail["Subject"] == "Portail Benelux : ce qui est nouveau"
    assert "2 × Une nouvelle demande" in text
    assert f"{settings.PORTAL_BASE_URL}/fr/notices/" in text
    assert "AB12-CD34" not in mail.as_string()


def test_what_was_read_meanwhile_needs_no_mail(
    smtp_server: Mailbox, contact_point: Recipient
) -> None:
    ask(contact_point)
    relay_outbox()
    outbox().update(read_at=timezone.now(), next_attempt_at=timezone.now())
    assert [compose_digests(), relay_outbox()] == [0, 0]
    assert outbox().get().state == NoticeState.PORTAL


def test_a_choice_holds_for_what_already_waits(smtp_server: Mailbox, person: Person) -> None:
    reader = person()
    ask(reader, kind="referral_closed")
    NoticePreference.objects.using("owner").create(
        user_id=reader.user_id, ways={"referral_closed": "portal"}
    )
    assert relay_outbox() == 0
    assert smtp_server.messages == []
    assert outbox().get().state == NoticeState.PORTAL


def test_who_left_gets_no_mail_that_still_waited(smtp_server: Mailbox, person: Person) -> None:
    reader = person()
    ask(reader)
    get_user_model().objects.using("owner").update(is_active=False)
    assert relay_outbox() == 0
    assert smtp_server.messages == []


def test_somebody_without_account_is_invited_by_the_same_relay(smtp_server: Mailbox) -> None:
    queue_link(
        INVITATION,
        "new@payoke.example",
        "nl",
        reference="Payoke",
        path_name="account:invitation_link",
        path_args=[str(uuid4()), "nonce"],
    )
    assert relay_outbox() == 1
    (mail,) = smtp_server.to("new@payoke.example")
    assert mail["Subject"] == "Beneluxportaal: uw uitnodiging"
    assert "Payoke" in mail.get_content()


def test_notices_end_after_their_term_except_what_is_still_to_be_sent(
    smtp_server: Mailbox, person: Person
) -> None:
    ask(person())
    relay_outbox()
    ask(person("second@payoke.example"))
    assert purge_notices() == 0
    outbox().update(created_at=timezone.now() - TERM - timedelta(hours=1))
    assert purge_notices() == 1
    assert outbox().get().state == NoticeState.PENDING
