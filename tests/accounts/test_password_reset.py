"""A link for a new password: mailed by a worker, the same answer for every address."""

import logging
import re
import smtplib
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts import tasks
from accounts.models import Membership
from tests.conftest import Mailbox
from tests.factories import MembershipFactory
from tests.services import wait_until

URL = "/nl/accounts/password/reset/"


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_a_worker_mails_the_link_and_it_works(
    transactional_db: None,
    client: Client,
    smtp_server: Mailbox,
    celery_worker: Path,
    settings: Any,
) -> None:
    member = MembershipFactory.create()
    member.user.language = "fr"
    member.user.save()
    response = client.post(URL, {"email": member.user.email.upper()}, headers={"host": "evil.test"})
    assert response.status_code == 302
    wait_until(lambda: smtp_server.to(member.user.email), log=celery_worker)
    text = smtp_server.to(member.user.email)[0].get_content()
    link = re.search(r"https?://\S+", text)
    assert link is not None
    assert link[0].startswith(f"{settings.PORTAL_BASE_URL}/fr/accounts/password/reset/key/")
    page = client.get(link[0].removeprefix(settings.PORTAL_BASE_URL), follow=True)
    assert 'name="password1"' in page.text
    assert member.user.email not in celery_worker.read_text(encoding="utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_the_request_does_the_same_for_every_address(
    client: Client, member: Membership, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    queued: list[Any] = []
    monkeypatch.setattr(
        tasks.send_password_reset, "apply_async", lambda args, **_: queued.append(args)
    )
    email = member.user.email if known else "nobody@portal.test"
    response = client.post(URL, {"email": email})
    assert response.headers["Location"] == "/nl/accounts/password/reset/done/"
    assert queued == [([member.user.pk] if known else [],)]
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_mail_server_that_refuses_is_asked_again_and_leaves_no_address_in_the_log(
    member: Membership, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    queued: list[Any] = []
    monkeypatch.setattr(
        tasks.send_password_reset, "apply_async", lambda args, **_: queued.append(args)
    )

    def refuse(*args: Any, **kwargs: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({member.user.email: (550, b"unknown")})

    monkeypatch.setattr(tasks, "send_mail", refuse)
    with caplog.at_level(logging.DEBUG):
        tasks.send_password_reset([member.user.pk])
        tasks.send_password_reset([member.user.pk], tasks.MOST_ATTEMPTS)
    assert queued == [([member.user.pk], 2)]
    assert member.user.email not in caplog.text
