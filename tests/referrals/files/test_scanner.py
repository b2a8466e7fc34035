"""With a virus scanner, a file is served once it was found clean; a fake clamd speaks for it."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Membership
from notifications.models import Notice
from protection.files import scanner
from referrals.files.reading import open_file
from referrals.models import Attachment, AttachmentContent, Referral, Stage
from referrals.services.files import (
    NewFile,
    Waiting,
    add_file,
    files_to_scan,
    scan_file,
    scan_waiting_files,
)
from referrals.services.writing import NotAParty
from runtime.ports import free_port
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting

from . import samples

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
SIGN = b"a virus, as far as this test goes"


class Clamd(socketserver.StreamRequestHandler):
    """INSTREAM as clamd(8) describes it."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(length)
        found = SIGN in data
        self.wfile.write(b"stream: Test.Virus FOUND\0" if found else b"stream: OK\0")


@pytest.fixture
def clamd(settings: Any) -> Iterator[None]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.VIRUS_SCANNER = f"tcp:127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()
        thread.join()


@pytest.fixture
def referral(sender: Membership, recipient: Membership) -> Referral:
    return ReferralFactory.create(sender=sender, recipients=[recipient])


def add(referral: Referral, person: Membership, data: bytes) -> Any:
    with acting(person):
        return add_file(referral.pk, NewFile("a.pdf", data, Stage.REQUEST), now=LATER)


def scan(key: Any, referral: Referral, person: Membership) -> None:
    """As the task does; the system role reads committed rows only, so the ids come from here."""
    scan_file(
        Waiting(
            attachment_id=key,
            referral_id=referral.pk,
            organisation_id=person.organisation_id,
            sender_organisation_id=referral.sender_organisation_id,
            user_id=person.user_id,
        )
    )


@pytest.mark.usefixtures("clamd")
class TestWithScanner:
    def test_a_file_waits_until_it_was_found_clean(
        self, referral: Referral, sender: Membership, recipient: Membership
    ) -> None:
        key = add(referral, sender, samples.pdf())
        for person in (sender, recipient):
            with acting(person), pytest.raises(NotAParty):
                open_file(referral.pk, key)
        with acting(recipient):
            assert not AttachmentContent.objects.exists(), "the database too holds it back"
        scan(key, referral, sender)
        with acting(recipient):
            assert open_file(referral.pk, key).data == samples.pdf()

    @pytest.mark.parametrize("who", ["sender", "recipient"])
    def test_a_virus_is_thrown_away_and_its_people_are_told(
        self, referral: Referral, who: str, request: pytest.FixtureRequest
    ) -> None:
        person = request.getfixturevalue(who)
        key = add(referral, person, samples.pdf() + SIGN)
        scan(key, referral, person)
        with acting(person):
            row = Attachment.objects.get(pk=key)
            assert (row.state, row.name) == ("refused", None)
            assert not AttachmentContent.objects.exists()
            assert Notice.objects.filter(kind="file_refused", user_id=person.user_id).exists()


def test_a_scanner_that_is_away_leaves_the_file_waiting(
    referral: Referral, sender: Membership, settings: Any
) -> None:
    settings.VIRUS_SCANNER = f"tcp:127.0.0.1:{free_port()}"
    key = add(referral, sender, samples.pdf())
    with pytest.raises(scanner.ScannerAway):
        scan(key, referral, sender)
    with acting(sender):
        assert Attachment.objects.get(pk=key).state == "waiting"


def test_a_portal_without_scanner_serves_at_once(referral: Referral, sender: Membership) -> None:
    key = add(referral, sender, samples.pdf())
    with acting(sender):
        assert open_file(referral.pk, key).data == samples.pdf()


@pytest.mark.django_db(transaction=True, databases="__all__")
@pytest.mark.usefixtures("clamd")
def test_the_task_finds_what_waits_under_the_system_role() -> None:
    sender = MembershipFactory.create()
    referral = ReferralFactory.create(
        sender=sender, recipients=[MembershipFactory.create(belgian=True)]
    )
    key = add(referral, sender, samples.pdf())
    assert [waiting.attachment_id for waiting in files_to_scan()] == [key]
    scan_waiting_files()
    assert files_to_scan() == []
    with acting(sender):
        assert open_file(referral.pk, key).data == samples.pdf()
