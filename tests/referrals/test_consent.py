"""Consent narrows and ends at once: for every reader, in every state, in the database itself."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Membership
from referrals.models import (
    Consent,
    Disclosure,
    Event,
    Identity,
    IdentityField,
    Party,
    Referral,
)
from referrals.selectors import read_identity
from referrals.services import answering, consent, deciding, drafts
from referrals.services.drafts import ConsentDetails
from referrals.services.identity import save_identity
from referrals.services.writing import MoveRefused, NotAParty
from tests.factories import (
    IDENTITY,
    NOW,
    MembershipFactory,
    ReferralFactory,
    acting,
    request_to,
)
from tests.protection.catalogue import rows

from .conftest import Told

pytestmark = pytest.mark.django_db

GIVEN = date(2026, 3, 1)


@pytest.fixture
def host() -> Membership:
    return MembershipFactory.create(belgian=True)


def agreed(sender: Membership, *asked: Membership) -> Referral:
    """All are asked and named; the first says yes and is chosen."""
    referral = ReferralFactory.create(sender=sender, recipients=list(asked), sender_chooses=True)
    with acting(asked[0]):
        answering.accept(referral.pk, request_to(referral, asked[0]).pk, now=NOW)
    with acting(sender):
        deciding.choose(referral.pk, request_to(referral, asked[0]).pk, now=NOW)
    return referral


def fields_seen_by(person: Membership) -> set[str]:
    """Straight from the table, past every service: what the database itself shows."""
    with acting(person):
        return set(rows("SELECT field FROM referrals_identityfield"))


class TestWithheld:
    def test_the_database_shows_a_withheld_field_to_nobody_it_is_withheld_from(
        self, sender: Membership, host: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[host], without_consent=True)
        with acting(host):
            answering.accept(referral.pk, request_to(referral, host).pk, now=NOW)
        details = ConsentDetails(
            "explicit_consent",
            GIVEN,
            (host.organisation_id,),
            withheld={host.organisation_id: ("whereabouts", "safe_contact")},
        )
        with acting(sender):
            deciding.name_in_consent(referral.pk, details, now=NOW)
        assert fields_seen_by(host) == set(IDENTITY) - {"whereabouts"}
        assert fields_seen_by(sender) == set(IDENTITY)
        with acting(host):
            opened = read_identity(referral.pk, purpose="case")
        assert opened is not None
        assert opened.texts["whereabouts"] == opened.texts["safe_contact"] == ""
        # Withheld, filled in or not; what nobody filled in reads otherwise.
        assert opened.withheld == {"whereabouts", "safe_contact"}
        assert opened.texts["alias"] == ""

    def test_what_is_filled_in_later_stays_withheld(
        self, sender: Membership, host: Membership
    ) -> None:
        referral = agreed(sender, host)
        with acting(sender):
            consent.narrow_consent(referral.pk, {host.organisation_id: ["alias"]}, now=NOW)
            version = Referral.objects.get(pk=referral.pk).version
            save_identity(referral.pk, version, texts={**IDENTITY, "alias": "Lena"}, now=NOW)
        assert "alias" in fields_seen_by(sender)
        assert "alias" not in fields_seen_by(host)

    def test_a_recipient_cannot_lift_what_is_withheld(
        self, sender: Membership, host: Membership
    ) -> None:
        referral = agreed(sender, host)
        with acting(sender):
            consent.narrow_consent(referral.pk, {host.organisation_id: ["alias"]}, now=NOW)
        with acting(host):
            assert Disclosure.objects.filter(referral=referral).update(withheld=[]) == 0


class TestNarrowing:
    def test_a_dropped_recipient_loses_the_identity_at_once_and_is_told(
        self, sender: Membership, host: Membership, other: Membership, told: Told
    ) -> None:
        referral = agreed(sender, host, other)
        assert fields_seen_by(host) == set(IDENTITY)
        told.forget()
        with acting(sender):
            consent.narrow_consent(referral.pk, {other.organisation_id: []}, now=NOW)
        assert fields_seen_by(host) == set()
        assert told.kinds_to(host) == ["consent_narrowed"]
        assert told.kinds_to(other) == []
        with acting(host):
            assert read_identity(referral.pk, purpose="case") is None
            assert Referral.objects.filter(pk=referral.pk).exists(), "stage 1 stays"

    def test_each_change_is_a_record_of_its_own(self, sender: Membership, host: Membership) -> None:
        referral = agreed(sender, host)
        with acting(sender):
            consent.narrow_consent(referral.pk, {host.organisation_id: ["remarks"]}, now=NOW)
            first, second = Consent.objects.filter(referral=referral).order_by("-withdrawn_at")
            assert {first.withdrawn_at, second.withdrawn_at} == {NOW, None}
            moves = Event.objects.filter(referral=referral).values_list("move", flat=True)
            assert moves.last() == "narrow_consent"

    @pytest.mark.parametrize(
        ("keep", "why"), [(None, "withdraw the consent instead"), ([], "Nothing was narrowed")]
    )
    def test_it_only_ever_narrows(
        self, sender: Membership, host: Membership, keep: Any, why: str
    ) -> None:
        referral = agreed(sender, host)
        stranger = MembershipFactory.create(belgian=True).organisation_id
        allowed = {stranger: []} if keep is None else {host.organisation_id: keep, stranger: []}
        with acting(sender), pytest.raises(MoveRefused, match=why):
            consent.narrow_consent(referral.pk, allowed, now=NOW)

    def test_what_was_withheld_stays_withheld(self, sender: Membership, host: Membership) -> None:
        referral = agreed(sender, host)
        with acting(sender):
            for withheld in (["alias"], ["remarks"]):
                consent.narrow_consent(referral.pk, {host.organisation_id: withheld}, now=NOW)
        assert fields_seen_by(host) == set(IDENTITY) - {"remarks"}
        with acting(host):
            withheld = Disclosure.objects.get(ended_at=None).withheld
        assert withheld == ["alias", "remarks"]


class TestWithdrawal:
    def test_the_identity_closes_and_the_search_for_help_goes_on(
        self, sender: Membership, host: Membership, told: Told
    ) -> None:
        referral = agreed(sender, host)
        told.forget()
        with acting(sender):
            consent.withdraw_consent(referral.pk, go_on=True, now=NOW)
        assert fields_seen_by(host) == set()
        assert told.kinds_to(host) == ["consent_withdrawn"]
        with acting(host):
            assert Referral.objects.get(pk=referral.pk).state == "agreed"

    def test_the_referral_goes_with_it_and_nobody_keeps_sight(
        self, sender: Membership, host: Membership, other: Membership, told: Told
    ) -> None:
        referral = ReferralFactory.create(
            sender=sender, recipients=[host, other], sender_chooses=True
        )
        told.forget()
        with acting(sender):
            consent.withdraw_consent(referral.pk, go_on=False, now=NOW)
            assert Referral.objects.get(pk=referral.pk).withdrawal_reason == "consent_withdrawn"
        for person in (host, other):
            assert told.kinds_to(person) == ["referral_withdrawn"]
            with acting(person):
                assert not Referral.objects.exists()
                assert not Party.objects.exists()

    @pytest.mark.parametrize("until", ["handed_over", "closed"])
    def test_also_after_the_handover_and_the_end(
        self, sender: Membership, host: Membership, until: str
    ) -> None:
        referral = agreed(sender, host)
        with acting(sender):
            deciding.hand_over(referral.pk, now=NOW)
            if until == "closed":
                deciding.close(referral.pk, "unknown", now=NOW)
            assert fields_seen_by(host) == set(IDENTITY)
        with acting(sender), pytest.raises(MoveRefused):
            consent.withdraw_consent(referral.pk, go_on=False, now=NOW)
        with acting(sender):
            consent.withdraw_consent(referral.pk, go_on=True, now=NOW)
            assert Referral.objects.get(pk=referral.pk).state == until
        assert fields_seen_by(host) == set()

    def test_there_must_be_something_to_withdraw(
        self, sender: Membership, host: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[host], without_consent=True)
        with acting(sender), pytest.raises(MoveRefused, match="No consent is in force"):
            consent.withdraw_consent(referral.pk, go_on=True, now=NOW)

    def test_only_the_sender_withdraws_it(self, sender: Membership, host: Membership) -> None:
        referral = agreed(sender, host)
        with acting(host), pytest.raises(MoveRefused):
            consent.withdraw_consent(referral.pk, go_on=True, now=NOW)
        stranger = MembershipFactory.create()
        with acting(stranger), pytest.raises(NotAParty):
            consent.withdraw_consent(referral.pk, go_on=True, now=NOW)

    def test_a_renewed_consent_that_leaves_the_reader_out_closes_it_to_them(
        self, sender: Membership, host: Membership, other: Membership, told: Told
    ) -> None:
        referral = agreed(sender, host, other)
        told.forget()
        details = ConsentDetails("explicit_consent", GIVEN, (other.organisation_id,))
        with acting(sender):
            deciding.name_in_consent(referral.pk, details, now=NOW)
        assert fields_seen_by(host) == set()
        assert told.kinds_to(host) == ["consent_withdrawn"]


class TestRefusal:
    @pytest.mark.parametrize("basis", ["refused", "anonymous"])
    def test_what_must_not_be_shared_is_not_kept(
        self, sender: Membership, host: Membership, basis: str
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[host], draft=True)
        with acting(sender):
            assert Identity.objects.filter(pk=referral.pk).exists()
            saved = drafts.save_consent(
                referral.pk,
                Referral.objects.get(pk=referral.pk).version,
                legal_basis=basis,
                callback_number="+31201234567",
                consent=None,
                now=NOW,
            )
            deciding.send(referral.pk, saved.version, now=NOW)
            assert not Identity.objects.exists()
            assert not IdentityField.objects.exists()
        with acting(host):  # the consultation itself goes on
            accepted = answering.accept(referral.pk, request_to(referral, host).pk, now=NOW)
        assert accepted.state == "agreed"
        assert fields_seen_by(host) == set()

    def test_a_minor_does_not_consent_alone(self, sender: Membership, host: Membership) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[host], without_consent=True)
        details = ConsentDetails("explicit_consent", GIVEN, (host.organisation_id,))
        with acting(sender):
            Referral.objects.filter(pk=referral.pk).update(age_group="presumed_minor")
            with pytest.raises(MoveRefused, match="minor"):
                deciding.name_in_consent(referral.pk, details, now=NOW)
            guardian = ConsentDetails("guardian_consent", GIVEN, (host.organisation_id,))
            deciding.name_in_consent(referral.pk, guardian, now=NOW)
