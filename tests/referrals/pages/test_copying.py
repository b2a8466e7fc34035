"""A referral that has ended is copied into a draft: its answers; texts and identity by choice."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from accounts.models import Role
from protection.models import AuditEntry
from referrals.models import CodedValue, Consent, Identity, IdentityField, Referral
from referrals.selectors import read_identity
from referrals.services.protecting import restrict

from .filing import IDENTITY, NOTE, PERSON, Filer, signed_in, text_of
from .test_moves import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Case:
    return Case()


def end(case: Case, reason: str = "solved_here") -> None:
    page = case.sender.client.get(case.sender.url("edit_identity", case.pk))
    form = {**IDENTITY, "version": page.context["form"]["version"].value()}
    answer = case.sender.client.post(case.sender.url("edit_identity", case.pk), form)
    assert answer.status_code == 302
    assert case.post(case.sender, "withdraw", reason=reason).status_code == 302


def copied(filer: Filer, case: Case, **data: Any) -> Referral:
    draft_id = uuid4()
    answer: Any = filer.client.post(case.url(filer, "copy"), {"draft_id": draft_id, **data})
    assert answer.url == filer.url("draft", draft_id), answer.text
    return filer.referral(draft_id)


def identity_of(filer: Filer, referral_id: UUID) -> str:
    with filer.acting():
        opened = read_identity(referral_id, purpose="test")
    return opened.texts["family_name"] if opened else ""


def test_the_coded_answers_are_taken_over_and_nothing_of_that_life(case: Case) -> None:
    end(case)
    page = case.sender.client.get(case.sender.url("detail", case.pk)).text
    assert f'href="{case.url(case.sender, "copy")}"' in page
    shown = text_of(case.sender.get("move", case.pk, "copy"))
    assert "toestemming" in shown
    draft = copied(case.sender, case)
    parent = case.sender.referral(case.pk)
    assert (draft.state, draft.age_group) == ("draft", PERSON["age_group"])
    assert draft.destination_country_id == parent.destination_country_id
    assert draft.reference != parent.reference
    assert (draft.urgency, draft.legal_basis, draft.callback_number) == ("", "", "")
    assert draft.note is None
    with case.sender.acting():
        assert CodedValue.objects.filter(referral=draft, kind="need").count() == 2
        assert not draft.requests.exists()
        assert not Consent.objects.filter(referral=draft).exists()
        assert not Identity.objects.filter(referral=draft).exists()


def test_texts_and_identity_come_along_when_they_are_ticked(case: Case) -> None:
    end(case)
    draft = copied(case.sender, case, also=["texts", "identity"])
    assert NOTE in case.sender.get("step", draft.pk, "situation").text
    assert identity_of(case.sender, draft.pk) == IDENTITY["family_name"]
    with case.sender.acting():
        ours = IdentityField.objects.get(referral=draft, field="family_name")
        theirs = IdentityField.objects.get(referral_id=case.pk, field="family_name")
    assert bytes(ours.sealed) != bytes(theirs.sealed), "a key of its own"


def test_a_second_click_makes_no_second_draft(case: Case) -> None:
    end(case)
    draft = copied(case.sender, case)
    again = {"draft_id": draft.pk, "also": ["texts"]}
    assert case.sender.client.post(case.url(case.sender, "copy"), again).status_code == 302
    assert case.sender.referral(draft.pk).version == draft.version


def test_a_withdrawn_consent_takes_the_identity_with_it(case: Case) -> None:
    end(case, reason="consent_withdrawn")
    page = case.sender.client.get(case.url(case.sender, "copy")).text
    assert 'value="identity"' not in page
    forged = {"draft_id": uuid4(), "also": ["identity"]}
    assert case.sender.client.post(case.url(case.sender, "copy"), forged).status_code == 422


def test_what_its_person_has_restricted_is_not_copied(case: Case) -> None:
    end(case)
    lead = signed_in("payoke", Role.TEAM_LEAD, "lead@payoke.example")
    with lead.acting():
        restrict(case.pk, "accuracy", now=timezone.now())
    answer = case.sender.client.post(case.url(case.sender, "copy"), {"draft_id": uuid4()})
    assert answer.status_code == 409


def test_only_the_sender_copies_and_only_what_has_ended(case: Case) -> None:
    page = case.url(case.sender, "copy")
    form = {"draft_id": uuid4()}
    assert case.sender.client.post(page, form).status_code == 409
    end(case)
    assert case.stranger.client.post(page, form).status_code == 404
    assert case.recipient.client.post(page, form).status_code in {404, 409}
    with case.sender.acting():
        assert not Referral.objects.filter(pk=form["draft_id"]).exists()


def test_both_ends_are_in_the_audit_trail(case: Case) -> None:
    end(case)
    draft = copied(case.sender, case, also=["identity"])
    with case.sender.acting():
        lines = AuditEntry.objects.filter(user_id=case.sender.membership.user_id)
        said = set(lines.filter(subject_id=str(case.pk)).values_list("action", "purpose"))
        own = set(lines.filter(subject_id=str(draft.pk)).values_list("action", flat=True))
    assert {("referral_copied", ""), ("identity_viewed", "copy")} <= said
    assert {"draft_created", "identity_written"} <= own
