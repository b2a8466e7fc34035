"""The identity's own pages: read by the sender and the chosen, written by the sender."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Membership
from protection.models import AuditEntry
from referrals.models import Referral
from referrals.services import answering, deciding
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def sender() -> Membership:
    return MembershipFactory.create(belgian=True)


@pytest.fixture
def recipient() -> Membership:
    return MembershipFactory.create()


def browser(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


def accepted(sender: Membership, recipient: Membership) -> Referral:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    with acting(recipient):
        request = referral.requests.get()
        answering.accept(referral.pk, request.pk, now=LATER)
    return referral


def version(sender: Membership, referral: Referral) -> int:
    with acting(sender):
        return Referral.objects.get(pk=referral.pk).version


def test_the_sender_completes_it_after_a_yes_and_the_chosen_reads_it(
    sender: Membership, recipient: Membership
) -> None:
    referral = accepted(sender, recipient)
    page = f"/nl/referrals/{referral.pk}/identity/"
    typed = {"family_name": "Verzonnen-Later", "version": version(sender, referral)}
    assert browser(sender).post(f"{page}edit/", typed).status_code == 302
    read = browser(recipient).get(page)
    assert "Verzonnen-Later" in read.content.decode()
    assert "no-store" in read["Cache-Control"]
    with acting(recipient):
        viewed = AuditEntry.objects.filter(action="identity_viewed", purpose="case")
        assert [line.subject_id for line in viewed] == [str(referral.pk)]


def test_a_page_that_is_out_of_date_writes_nothing_and_keeps_what_was_typed(
    sender: Membership, recipient: Membership
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    page = f"/nl/referrals/{referral.pk}/identity/"
    first = version(sender, referral)
    with acting(recipient):
        answering.mark_seen(referral.pk, referral.requests.get().pk, now=LATER)
    typed = {"family_name": "Verzonnen-Tabblad", "version": first}
    refused = browser(sender).post(f"{page}edit/", typed)
    text = refused.content.decode()
    assert refused.status_code == 409
    assert "intussen gewijzigd" in text
    assert 'value="Verzonnen-Tabblad"' in text
    assert f'value="{version(sender, referral)}"' in text  # the next try is possible
    assert "Verzonnen-Tabblad" not in browser(sender).get(page).content.decode()


def test_nobody_else_writes_it(sender: Membership, recipient: Membership) -> None:
    referral = accepted(sender, recipient)
    page = f"/nl/referrals/{referral.pk}/identity/edit/"
    typed = {"family_name": "Verzonnen", "version": 1}
    for stranger in (recipient, MembershipFactory.create()):
        assert browser(stranger).get(page).status_code == 404
        assert browser(stranger).post(page, typed).status_code == 404


def test_after_the_handover_it_stays_as_it_is(sender: Membership, recipient: Membership) -> None:
    referral = accepted(sender, recipient)
    with acting(sender):
        deciding.hand_over(referral.pk, now=LATER)
    page = f"/nl/referrals/{referral.pk}/identity/edit/"
    typed = {"family_name": "Te laat", "version": version(sender, referral)}
    answer = browser(sender).post(page, typed, follow=True)
    assert "kan niet meer worden gewijzigd" in answer.content.decode()
    assert "Te laat" not in browser(sender).get(page[: -len("edit/")]).content.decode()


def test_who_is_only_asked_reads_that_it_is_withheld(
    sender: Membership, recipient: Membership
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    text = browser(recipient).get(f"/nl/referrals/{referral.pk}/identity/").content.decode()
    assert "Niet vrijgegeven" in text
    assert "niet ingevuld" not in text
