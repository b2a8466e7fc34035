"""A draft until it is sent: whole, encrypted, its sender's alone, and across a border."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import Membership
from protection.actor import Actor, acting_as
from referrals.codes import Order
from referrals.models import Consent, Event, Party, Referral, Request
from referrals.selectors import read_case
from referrals.services import deciding, drafts
from referrals.services.drafts import ALPHABET, ConsentDetails, Recipient, StaleDraft
from referrals.services.fields import save_fields
from referrals.services.identity import save_identity
from referrals.services.writing import MoveRefused, NotAParty
from tests.factories import IDENTITY, NOTE, NOW, MembershipFactory, ReferralFactory, acting
from tests.protection.catalogue import tables_of_referrals, value

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(sender: Membership, recipient: Membership) -> Referral:
    return ReferralFactory.create(sender=sender, recipients=[recipient], draft=True)


def save_recipients(draft: Referral, recipients: list[Recipient], **how: Any) -> Referral:
    given: dict[str, Any] = {
        "destination_country": "BE",
        "order": Order.PARALLEL,
        "release_to_first_yes": True,
        "recipients": recipients,
    }
    return drafts.save_recipients(draft.pk, draft.version, now=NOW, **(given | how))


def test_only_the_sender_s_organisation_sees_a_draft(
    draft: Referral, sender: Membership, recipient: Membership
) -> None:
    colleague = MembershipFactory.create(organisation=sender.organisation)
    with acting(colleague):
        assert read_case(draft.pk, now=NOW).note == NOTE
    with acting(recipient), pytest.raises(NotAParty):
        read_case(draft.pk, now=NOW)


@pytest.mark.parametrize("role", ["secretariat", "member", "editor", "dpo", "operator"])
def test_roles_without_cases_begin_no_draft(sender: Membership, role: str) -> None:
    actor = Actor(sender.user_id, sender.organisation_id, role, "NL")
    with acting_as(actor), pytest.raises(NotAParty):
        drafts.create_draft(uuid4(), now=NOW)


def test_a_benelux_body_begins_no_draft(sender: Membership) -> None:
    actor = replace(Actor(sender.user_id, sender.organisation_id, "caseworker", "NL"), country="")
    with acting_as(actor), pytest.raises(NotAParty):
        drafts.create_draft(uuid4(), now=NOW)


def test_a_stale_version_writes_nothing(draft: Referral, sender: Membership) -> None:
    stale = draft.version - 1
    with acting(sender):
        for save in (
            lambda: save_fields(draft.pk, stale, now=NOW, fields={"urgency": "standard"}),
            lambda: save_identity(draft.pk, stale, texts=IDENTITY, now=NOW),
            lambda: deciding.send(draft.pk, stale, now=NOW),
        ):
            with pytest.raises(StaleDraft):
                save()
        kept = Referral.objects.get()
        assert (kept.urgency, kept.version, kept.state) == ("urgent", draft.version, "draft")


@pytest.mark.parametrize(
    "field", ["urgency", "age_group", "gender", "legal_basis", "callback_number", "needs"]
)
def test_what_is_required_is_missed_before_it_is_sent(
    draft: Referral, sender: Membership, field: str
) -> None:
    changes: dict[str, Any] = (
        {"coded": {"need": []}} if field == "needs" else {"fields": {field: ""}}
    )
    with acting(sender):
        saved = save_fields(draft.pk, draft.version, now=NOW, **changes)
        assert drafts.missing_for_sending(saved) == [field]
        with pytest.raises(MoveRefused):
            deciding.send(draft.pk, saved.version, now=NOW)
        assert not Event.objects.exists()


def test_without_recipients_or_country_nothing_is_sent(draft: Referral, sender: Membership) -> None:
    with acting(sender):
        saved = save_recipients(draft, [])
        assert drafts.missing_for_sending(saved) == ["recipients"]
        saved = save_fields(
            draft.pk, saved.version, now=NOW, fields={"destination_country_id": None}
        )
        with pytest.raises(MoveRefused):
            deciding.send(draft.pk, saved.version, now=NOW)


def test_nobody_is_asked_who_cannot_be(
    draft: Referral, sender: Membership, recipient: Membership
) -> None:
    compatriot = MembershipFactory.create()
    closed = MembershipFactory.create(belgian=True, organisation__active=False)
    for wrong in (
        Recipient("NL", sender.organisation_id),
        Recipient("NL", compatriot.organisation_id),
        Recipient("BE", compatriot.organisation_id),
        Recipient("LU", recipient.organisation_id),
        Recipient("BE", closed.organisation_id),
        Recipient("BE", 2**31),
        Recipient("NL"),
        Recipient("DE"),
    ):
        with acting(sender):
            with pytest.raises(MoveRefused):
                save_recipients(draft, [wrong])
            assert Request.objects.get().organisation_id == recipient.organisation_id


def test_the_same_recipient_twice_is_asked_once(
    draft: Referral, sender: Membership, recipient: Membership
) -> None:
    same = Recipient("BE", recipient.organisation_id)
    with acting(sender):
        save_recipients(draft, [same, Recipient("BE"), same, Recipient("BE")])
        assert [r.position for r in Request.objects.all()] == [1, 2]


@pytest.mark.parametrize(
    ("order", "number", "kept"),
    [
        (Order.PARALLEL, 1, True),
        (Order.PARALLEL, 2, False),
        (Order.IN_ORDER, 1, True),
        (Order.IN_ORDER, 2, True),
    ],
)
def test_the_release_to_the_first_yes_needs_one_recipient_or_an_order(
    draft: Referral, sender: Membership, order: Order, number: int, kept: bool
) -> None:
    asked = [
        Recipient("BE", MembershipFactory.create(belgian=True).organisation_id)
        for _ in range(number)
    ]
    with acting(sender):
        assert save_recipients(draft, asked, order=order).release_to_first_yes is kept


@pytest.mark.parametrize("basis", ["anonymous", "refused"])
def test_a_basis_that_forbids_a_release_records_no_consent(
    draft: Referral, sender: Membership, basis: str
) -> None:
    consent = ConsentDetails("explicit_consent", date(2026, 3, 1), ())
    with acting(sender):
        drafts.save_consent(
            draft.pk,
            draft.version,
            legal_basis=basis,
            callback_number="+31201234567",
            consent=consent,
            now=NOW,
        )
        assert not Consent.objects.exists()


def test_a_sent_referral_is_no_draft_any_more(sender: Membership, recipient: Membership) -> None:
    sent = ReferralFactory.create(sender=sender, recipients=[recipient])
    with acting(sender):
        for move in (
            lambda: drafts.delete_draft(sent.pk, now=NOW),
            lambda: deciding.send(sent.pk, sent.version, now=NOW),
        ):
            with pytest.raises(MoveRefused):
                move()
    with acting(recipient), pytest.raises((MoveRefused, NotAParty)):
        drafts.delete_draft(sent.pk, now=NOW)


def test_a_deleted_draft_leaves_no_row(draft: Referral, sender: Membership) -> None:
    with acting(sender):
        drafts.delete_draft(draft.pk, now=NOW)
        assert sum(value(f"SELECT count(*) FROM {table}") for table in tables_of_referrals()) == 0
        with pytest.raises(NotAParty):
            drafts.delete_draft(draft.pk, now=NOW)


def test_references_say_nothing_and_are_read_out_safely() -> None:
    references = {drafts.new_reference() for _ in range(200)}
    assert len(references) == 200
    assert not set("ILOU") & set(ALPHABET)
    assert {len(reference) for reference in references} == {9}


def test_the_sender_s_list_shows_the_draft(draft: Referral, sender: Membership) -> None:
    with acting(sender):
        row = Party.objects.get()
        assert (row.state, row.urgency, row.destination_country) == ("draft", "urgent", "BE")
