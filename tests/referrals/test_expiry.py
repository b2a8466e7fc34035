"""Drafts: reminded of after 21 days, deleted after 28, and nothing else is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connections

from accounts.models import Membership
from referrals.expiry import days_left, expire_drafts
from referrals.models import Party, Referral
from referrals.services.calling import log_call
from referrals.services.drafts import OF_A_DRAFT
from referrals.services.fields import save_fields
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting
from tests.protection.catalogue import value

pytestmark = pytest.mark.django_db(
    transaction=True, databases=["default", "owner", "system"], available_apps=None
)


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    connections["system"].close()


def _drafted() -> tuple[Membership, Referral, Referral]:
    sender = MembershipFactory.create()
    recipient = MembershipFactory.create(belgian=True)
    sent = ReferralFactory.create(sender=sender, recipients=[recipient])
    draft = ReferralFactory.create(sender=sender, recipients=[recipient], draft=True)
    with acting(sender):
        save_fields(draft.pk, draft.version, now=NOW, own_reference="D-1")
        log_call(draft.pk, recipient.organisation_id, "yes", now=NOW)
    return sender, sent, draft


def test_after_21_days_a_notice_and_after_28_nothing_is_left() -> None:
    sender, sent, draft = _drafted()
    expire_drafts(NOW + timedelta(days=20, hours=23))
    assert (
        value(
            "SELECT count(*) FROM notifications_notice WHERE kind = 'draft_expiring'", using="owner"
        )
        == 0
    )
    for _twice in range(2):
        assert expire_drafts(NOW + timedelta(days=22)) == 0
    with acting(sender):
        assert Referral.objects.get(pk=draft.pk).draft_reminded_at is not None
    assert expire_drafts(NOW + timedelta(days=28)) == 1
    with acting(sender):
        assert [r.pk for r in Referral.objects.all()] == [sent.pk]
        assert {p.referral_id for p in Party.objects.all()} == {sent.pk}
        for model in OF_A_DRAFT:
            rows = f"SELECT count(*) FROM {model._meta.db_table} WHERE referral_id = %s"
            assert value(rows, [draft.pk], using="owner") == 0, model


def test_saving_begins_the_days_anew() -> None:
    sender, _sent, draft = _drafted()
    later = NOW + timedelta(days=27)
    with acting(sender):
        version = Referral.objects.get(pk=draft.pk).version
        save_fields(draft.pk, version, now=later, fields={"gender": "M"})
    assert expire_drafts(NOW + timedelta(days=30)) == 0
    assert days_left(later, NOW + timedelta(days=30)) == 25


def test_the_system_deletes_no_sent_referral() -> None:
    _sender, sent, _draft = _drafted()
    with connections["system"].cursor() as cursor:
        cursor.execute("DELETE FROM referrals_referral WHERE id = %s", [sent.pk])
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM referrals_datakey WHERE referral_id = %s", [sent.pk])
        assert cursor.rowcount == 0
