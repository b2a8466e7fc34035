"""The pages of an identity opened in danger: asked, read, ended, and watched by the officer."""

import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from protection.models import AuditEntry
from referrals.models import DangerOpening, Referral
from referrals.services import danger
from referrals.services.danger import Danger
from tests.factories import IDENTITY, NOW, MembershipFactory, ReferralFactory, acting

pytestmark = pytest.mark.django_db
TYPED = {
    "danger": "person",
    "not_asked": "no_time",
    "reason": "Called in panic, somebody is at the door.",
    "sure": "on",
}


@pytest.fixture
def sender() -> Membership:
    return MembershipFactory.create()


@pytest.fixture
def lead() -> Membership:
    return MembershipFactory.create(belgian=True, team_lead=True)


@pytest.fixture
def referral(sender: Membership, lead: Membership) -> Referral:
    return ReferralFactory.create(sender=sender, recipients=[lead], unnamed=True)


def browser(person: Membership) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def at(referral: Referral, page: str = "", language: str = "nl") -> str:
    return f"/{language}/referrals/{referral.pk}/{page}"


def test_a_lead_opens_it_reads_it_and_the_sender_ends_it(
    sender: Membership, lead: Membership, referral: Referral
) -> None:
    reader, owner = browser(lead), browser(sender)
    assert at(referral, "danger/") in reader.get(at(referral)).text
    asked = reader.get(at(referral, "danger/")).text
    assert 'href="tel:112"' in asked
    assert sender.organisation.name in asked
    answer = reader.post(at(referral, "danger/"), TYPED)
    assert answer.headers["Location"] == at(referral, "identity/")
    read = reader.get(at(referral, "identity/"))
    assert IDENTITY["family_name"] in read.text
    assert "over 60 minuten" in read.text
    assert "no-store" in read.headers["Cache-Control"]
    assert reader.get(at(referral, "danger/")).headers["Location"] == at(referral, "identity/")
    with acting(sender):
        (row,) = DangerOpening.objects.all()
    told = owner.get(at(referral, "consent/")).text
    assert TYPED["reason"] in told
    end = at(referral, f"danger/{row.pk}/end/")
    assert end in told
    assert end in owner.get(at(referral)).text
    assert owner.post(end).status_code == 302
    closed = reader.get(at(referral, "identity/")).text
    assert IDENTITY["family_name"] not in closed
    assert end not in owner.get(at(referral)).text


def test_what_is_missing_is_said_and_what_was_written_stays(
    lead: Membership, referral: Referral
) -> None:
    typed = {"danger": "person", "reason": TYPED["reason"]}
    answer = browser(lead).post(at(referral, "danger/"), typed)
    assert answer.status_code == 422
    assert TYPED["reason"] in answer.text
    with acting(lead):
        assert not DangerOpening.objects.exists()
        assert not AuditEntry.objects.filter(action="danger_opened").exists()


def test_a_refusal_is_said_in_words(lead: Membership, sender: Membership) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[lead], without_consent=True)
    with acting(sender):
        Referral.objects.filter(pk=referral.pk).update(legal_basis="refused")
    page = browser(lead).get(at(referral, "danger/", "fr")).text
    assert "que si la personne ne peut plus s’exprimer" in page
    answer = browser(lead).post(at(referral, "danger/", "fr"), TYPED)
    assert answer.status_code == 409
    assert TYPED["reason"] in answer.text


def shown_ago(client: Client, seconds: int) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - seconds}]
    session.save()


def test_the_second_step_is_asked_before_and_not_once_more_while_writing(
    lead: Membership, referral: Referral
) -> None:
    client = browser(lead)
    shown_ago(client, 3600)
    asked = client.get(at(referral, "danger/"))
    assert asked.status_code == 302
    assert client.post(at(referral, "danger/"), TYPED).status_code == 302
    with acting(lead):
        assert not DangerOpening.objects.exists()
    shown_ago(client, 10)
    assert client.get(at(referral, "danger/")).status_code == 200
    shown_ago(client, 600)
    answer = client.post(at(referral, "danger/"), TYPED)
    assert answer.headers["Location"] == at(referral, "identity/")


def test_a_caseworker_is_offered_nothing_and_finds_no_such_page(
    lead: Membership, referral: Referral
) -> None:
    caseworker = browser(MembershipFactory.create(organisation=lead.organisation))
    assert at(referral, "danger/") not in caseworker.get(at(referral)).text
    assert caseworker.get(at(referral, "danger/")).status_code == 404
    assert caseworker.post(at(referral, "danger/"), TYPED).status_code == 404


def test_the_officer_reads_all_of_them_in_as_many_queries(
    sender: Membership, lead: Membership, settings: Any
) -> None:
    officer = browser(MembershipFactory.create(dpo=True))
    counts = []
    for number in (1, 2):
        for _ in range(number):
            referral = ReferralFactory.create(sender=sender, recipients=[lead], unnamed=True)
            with acting(lead):
                why = Danger("missing", "out_of_reach", TYPED["reason"])
                danger.open_in_danger(referral.pk, why, now=NOW)
        officer.get("/nl/referrals/dangers/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = officer.get("/nl/referrals/dangers/").text
        counts.append(len(queries))
    assert page.count(TYPED["reason"]) == 3
    assert referral.reference in page
    assert "vermist" in page
    assert IDENTITY["family_name"] not in page
    assert counts[0] == counts[1]
    assert officer.get(at(referral)).status_code == 404
