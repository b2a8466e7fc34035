"""Who may open a file, and until when; nothing of it lies about in plain text."""

from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import Membership
from contacts.models import Organisation
from protection.files.checks import FileRefused
from protection.models import AuditEntry
from referrals.files.reading import files_of, open_file, read_file_page
from referrals.models import Attachment, AttachmentContent, Event, Referral, Stage
from referrals.services import answering, deciding, drafts
from referrals.services import files as service
from referrals.services.files import NewFile, add_file, delete_file
from referrals.services.writing import MoveRefused, NotAParty
from referrals.vault import Vault
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting, request_to

from . import samples

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
FILE = samples.pdf()


@pytest.fixture
def first() -> Membership:
    return MembershipFactory.create(belgian=True)


@pytest.fixture
def second() -> Membership:
    return MembershipFactory.create(belgian=True)


def add(
    referral: Referral, person: Membership, *, stage: Stage = Stage.IDENTITY, name: str = "a.pdf"
) -> object:
    with acting(person):
        return add_file(referral.pk, NewFile(name, FILE, stage), now=LATER)


def seen_by(referral: Referral, person: Membership) -> list[str]:
    with acting(person):
        if not Referral.objects.filter(pk=referral.pk).exists():
            return []
        return sorted(shown.name for shown in files_of(referral.pk, Vault.open(referral.pk)))


def answer(referral: Referral, person: Membership, *, yes: bool) -> None:
    with acting(person):
        request = request_to(referral, person)
        if yes:
            answering.accept(referral.pk, request.pk, now=LATER)
        else:
            answering.decline(referral.pk, request.pk, now=LATER, reason="no_capacity")


def test_a_stage_2_file_opens_with_the_identity(
    sender: Membership, first: Membership, second: Membership
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[first, second], in_order=True)
    add(referral, sender, stage=Stage.REQUEST, name="need.pdf")
    add(referral, sender, name="passport.pdf")
    assert seen_by(referral, sender) == ["need.pdf", "passport.pdf"]
    assert seen_by(referral, first) == ["need.pdf"]
    assert seen_by(referral, second) == []
    answer(referral, first, yes=True)
    assert seen_by(referral, first) == ["need.pdf", "passport.pdf"]
    assert seen_by(referral, second) == []


def test_who_declined_loses_the_files_at_once(sender: Membership, first: Membership) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[first])
    add(referral, sender, stage=Stage.REQUEST)
    answer(referral, first, yes=False)
    assert seen_by(referral, first) == []
    with acting(first):
        assert Referral.objects.filter(pk=referral.pk).exists(), "stage 1 stays for a week"


def test_withdrawal_closes_the_files_at_once(sender: Membership, first: Membership) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[first])
    attachment = add(referral, sender)
    answer(referral, first, yes=True)
    with acting(sender):
        deciding.withdraw(referral.pk, now=LATER, reason="consent_withdrawn")
    assert seen_by(referral, first) == []
    with acting(first), pytest.raises(NotAParty):
        open_file(referral.pk, attachment)  # type: ignore[arg-type]


def test_what_a_recipient_adds_is_the_sender_s_and_its_own(
    sender: Membership, first: Membership, second: Membership
) -> None:
    referral = ReferralFactory.create(
        sender=sender, recipients=[first, second], sender_chooses=True
    )
    add(referral, first, stage=Stage.REQUEST, name="place.pdf")
    assert seen_by(referral, sender) == seen_by(referral, first) == ["place.pdf"]
    assert seen_by(referral, second) == []


def test_a_stranger_finds_no_file_and_leaves_a_trace(sender: Membership, first: Membership) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[first])
    attachment = add(referral, sender)
    stranger = MembershipFactory.create(organisation__luxembourgish=True)
    with acting(stranger):
        assert not AttachmentContent.objects.exists()
        with pytest.raises(NotAParty):
            open_file(referral.pk, attachment)  # type: ignore[arg-type]
        with pytest.raises(NotAParty):
            read_file_page(referral.pk)
        with pytest.raises(NotAParty):
            add_file(referral.pk, NewFile("a.pdf", FILE, Stage.REQUEST), now=LATER)
        assert not Attachment.objects.exists()
        actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"file_not_shown", "access_denied"} <= actions


def test_what_comes_out_is_what_went_in(sender: Membership, first: Membership) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[first])
    with acting(sender):
        key = add_file(
            referral.pk, NewFile("Brief van Fatima.PDF.exe", FILE, Stage.IDENTITY), now=LATER
        )
        opened = open_file(referral.pk, key)
    assert (opened.data, opened.content_type) == (FILE, "application/pdf")
    assert opened.name == "Brief van Fatima.PDF.pdf", "the ending says what the file is"


def test_neither_name_nor_content_lies_in_the_database(
    sender: Membership, first: Membership
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[first])
    add(referral, sender, name="Fatima.pdf")
    with acting(sender), connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.name, c.sealed FROM referrals_attachment a "
            "JOIN referrals_attachmentcontent c ON c.attachment_id = a.id"
        )
        ((name, sealed),) = cursor.fetchall()
    assert b"Fatima" not in bytes(name)
    assert b"%PDF" not in bytes(sealed)


def test_the_other_side_is_told_and_the_log_says_so(sender: Membership, first: Membership) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[first])
    add(referral, first)
    with acting(sender):
        moves = list(Event.objects.filter(referral=referral).values_list("move", flat=True))
    assert moves[-1] == "add_file"


def test_nothing_is_added_to_what_is_over(sender: Membership, first: Membership) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[first])
    answer(referral, first, yes=False)
    with acting(first), pytest.raises(MoveRefused):
        add_file(referral.pk, NewFile("a.pdf", FILE, Stage.REQUEST), now=LATER)
    with acting(sender):
        deciding.withdraw(referral.pk, now=LATER, reason="other")
    with acting(sender), pytest.raises(MoveRefused):
        add_file(referral.pk, NewFile("a.pdf", FILE, Stage.REQUEST), now=LATER)


def test_a_draft_takes_its_files_with_it(sender: Membership, first: Membership) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[first], draft=True)
    add(referral, sender)
    with acting(sender):
        drafts.delete_draft(referral.pk, now=LATER)
    connection.check_constraints()  # no row points at what is gone


def test_only_who_added_a_file_deletes_it(sender: Membership, first: Membership) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[first])
    attachment = add(referral, first)
    with acting(sender), pytest.raises(NotAParty):
        delete_file(referral.pk, attachment, now=LATER)  # type: ignore[arg-type]
    with acting(first):
        delete_file(referral.pk, attachment, now=LATER)  # type: ignore[arg-type]
    assert seen_by(referral, sender) == [""], "that there was a file stays, its name does not"
    with acting(sender):
        assert not AttachmentContent.objects.exists()


def test_a_hundred_files_are_enough(
    sender: Membership, first: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert service.MAX_FILES == 100
    monkeypatch.setattr(service, "MAX_FILES", 2)
    referral = ReferralFactory.create(sender=sender, recipients=[first])
    add(referral, sender)
    attachment = add(referral, first)
    with pytest.raises(FileRefused, match="100 files"):
        add(referral, sender)
    with acting(first):
        delete_file(referral.pk, attachment, now=LATER)  # type: ignore[arg-type]
    add(referral, sender)


def test_passing_on_leaves_the_files_with_who_follows_it(sender: Membership) -> None:
    contact_point, other = (
        MembershipFactory.create(
            organisation=Organisation.objects.get(slug=slug), contact_point=True
        )
        for slug in ("payoke", "surya")
    )
    shelter = MembershipFactory.create(belgian=True)
    referral = ReferralFactory.create(sender=sender, recipients=["BE"])
    add(referral, sender, stage=Stage.REQUEST)
    assert seen_by(referral, contact_point) == seen_by(referral, other) == ["a.pdf"]
    with acting(contact_point):
        answering.pass_on(
            referral.pk, request_to(referral, "BE").pk, shelter.organisation_id, now=LATER
        )
    assert seen_by(referral, other) == []
    assert seen_by(referral, shelter) == seen_by(referral, contact_point) == ["a.pdf"]
