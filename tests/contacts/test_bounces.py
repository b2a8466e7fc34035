"""Mail that came back: read as a mail server hands it over, marked, shown, and forgotten."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from contacts.bounces import failed_addresses
from contacts.models import Organisation

from .forms import typed

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
# As Postfix writes it (RFC 3464), with the headers of the mail that came back.
RETURNED = """\
Return-Path: <>
Date: Sat, 21 Nov 2026 10:02:11 +0100 (CET)
From: MAILER-DAEMON@mx.portal.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: portal@benelux.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9B4F01A2C3.1763715731/mx.portal.example"
Message-Id: <20261121090211.B7D0E1A2C4@mx.portal.example>

This is a MIME-encapsulated message.

--9B4F01A2C3.1763715731/mx.portal.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<{address}>: host mx.fairwork.example[192.0.2.25] said: 550 5.1.1
    <{address}>: Recipient address rejected: User unknown in
    virtual mailbox table (in reply to RCPT TO command)

--9B4F01A2C3.1763715731/mx.portal.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.portal.example
X-Postfix-Queue-ID: 9B4F01A2C3
X-Postfix-Sender: rfc822; portal@benelux.example
Arrival-Date: Sat, 21 Nov 2026 10:02:09 +0100 (CET)

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.fairwork.example
Diagnostic-Code: smtp; 550 5.1.1 <{address}>: Recipient address
    rejected: User unknown in virtual mailbox table

--9B4F01A2C3.1763715731/mx.portal.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Subject: Benelux portal: message about your entry
From: Benelux THB portal <portal@benelux.example>
To: {address}

--9B4F01A2C3.1763715731/mx.portal.example--
"""


def returned(address: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    text = RETURNED.format(address=address, action=action, status=status)
    return text.replace("\n", "\r\n").encode()


def handed_over(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    """As by the pipe of a mail server."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    said = io.StringIO()
    call_command("read_returned_mail", stdout=said)
    return said.getvalue()


def fairwork() -> Organisation:
    return Organisation.objects.get(slug="fairwork")


def test_the_address_that_failed_is_read() -> None:
    assert failed_addresses(returned("Info@FairWork.example")) == ["info@fairwork.example"]


@pytest.mark.parametrize(
    "raw",
    [
        returned("info@fairwork.example", action="delayed", status="4.4.1"),
        returned("info@fairwork.example", action="delivered", status="2.0.0"),
        returned("info@fairwork.example", status="4.2.2"),
        returned("nobody"),
        b"From: a@b.example\r\nSubject: Status: 5.1.1\r\n\r\nFinal-Recipient: rfc822; x@y.example",
        b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: "
        b"message/delivery-status\r\n\r\n\xff\xfe\x00",
        b"",
        b"x" * 5_000_001,
    ],
    ids=["delayed", "delivered", "full", "no address", "plain mail", "bytes", "empty", "huge"],
)
def test_whatever_is_no_permanent_failure_marks_nothing(raw: bytes) -> None:
    assert failed_addresses(raw) == []


def test_it_is_shown_to_owner_and_finder_until_the_address_changes(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    Organisation.objects.filter(slug="fairwork").update(email="info@fairwork.example")
    assert "Marked: 1" in handed_over(returned("INFO@fairwork.example"), monkeypatch)
    assert "Marked: 0" in handed_over(returned("info@fairwork.example"), monkeypatch)
    client = sign_in("fairwork")
    assert "kwam op" in client.get("/nl/contacts/fairwork/").content.decode()
    path = "/nl/contacts/fairwork/edit/"
    assert client.post(path, typed(client, path, email="new@fairwork.example")).status_code == 302
    assert fairwork().email_bounced_at is None
    assert "kwam op" not in client.get("/nl/contacts/fairwork/").content.decode()


def test_a_maildir_is_read_once(tmp_path: Path) -> None:
    Organisation.objects.filter(slug="fairwork").update(email="info@fairwork.example")
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1.m.portal").write_bytes(returned("info@fairwork.example"))
    (tmp_path / "new" / "2.m.portal").write_bytes(b"Subject: out of office\r\n\r\nBack on Monday.")
    said = io.StringIO()
    call_command("read_returned_mail", maildir=tmp_path, stdout=said)
    assert "Messages read: 2. Marked: 1" in said.getvalue()
    assert list((tmp_path / "new").iterdir()) == []
    assert len(list((tmp_path / "cur").iterdir())) == 2


def test_what_is_no_maildir_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no maildir"):
        call_command("read_returned_mail", maildir=tmp_path)
