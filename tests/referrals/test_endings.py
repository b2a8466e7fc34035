"""What follows an agreement: split, transfer, handover, end, reopening, rating."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import Membership
from contacts.models import Organisation
from referrals.models import (
    CodedValue,
    DataKey,
    Handover,
    Party,
    Rating,
    RatingGap,
    Referral,
)
from referrals.selectors import read_case, read_identity
from referrals.services import answering, deciding, handover, rating, splitting
from referrals.services.answering import Note
from referrals.services.drafts import Recipient, StaleDraft
from referrals.services.handover import Plan, read_handover
from referrals.services.rating import Verdict
from referrals.services.writing import MoveRefused, NotAParty
from tests.factories import (
    IDENTITY,
    MembershipFactory,
    ReferralFactory,
    acting,
    request_to,
)

from .acts import LATER, accept, consent_for, reads_identity
from .conftest import Told

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


class TestSplit:
    def test_part_of_the_needs_gets_a_life_and_a_key_of_its_own(
        self, sender: Membership, recipient: Membership
    ) -> None:
        parent = ReferralFactory.create(sender=sender, recipients=[recipient])
        with acting(sender):
            child = splitting.split(parent.pk, uuid4(), ["legal"], now=LATER)
            kept = CodedValue.objects.filter(referral=child, kind="need")
            assert list(kept.values_list("code", flat=True)) == ["legal"]
            assert (child.state, child.legal_basis) == ("draft", "")
            assert child.requests.count() == child.consents.count() == 0
            opened = read_identity(child.pk, purpose="case")
            assert opened is not None
            assert opened.texts["family_name"] == IDENTITY["family_name"]
            keys = DataKey.objects.filter(pk__in=[parent.pk, child.pk])
            assert len({bytes(key.wrapped) for key in keys}) == 2
        with acting(recipient), pytest.raises(NotAParty):
            read_case(child.pk, now=LATER)

    def test_a_double_click_makes_one_draft(
        self, sender: Membership, recipient: Membership
    ) -> None:
        parent = ReferralFactory.create(sender=sender, recipients=[recipient])
        key = uuid4()
        with acting(sender):
            splitting.split(parent.pk, key, ["legal"], now=LATER)
            splitting.split(parent.pk, key, ["legal"], now=LATER)
            assert Referral.objects.filter(split_from=parent).count() == 1
            assert parent.events.filter(move="split").count() == 1


class TestTransfer:
    def test_it_closes_to_the_one_and_opens_to_the_other_on_its_yes(
        self, sender: Membership, recipient: Membership, other: Membership, told: Told
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        accept(referral, recipient)
        to = Recipient("BE", other.organisation_id)
        with acting(sender):
            handover.plan_handover(referral.pk, 0, Plan(meeting_point="Platform 2"), now=LATER)
            details = consent_for(other)
            deciding.transfer(referral.pk, to, details, "place_lost", now=LATER)
        assert told.kinds_to(recipient)[-1] == "referral_transferred"
        assert told.kinds_to(other) == ["referral_asked"]
        assert not reads_identity(referral, recipient)
        assert not reads_identity(referral, other)
        accept(referral, other)
        assert reads_identity(referral, other)
        with acting(other):
            assert read_handover(referral.pk) is None, "the plan made with another is gone"

    def test_only_with_a_consent_that_names_it_and_in_the_same_country(
        self, sender: Membership, recipient: Membership, other: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        accept(referral, recipient)
        abroad = MembershipFactory.create(organisation__luxembourgish=True)
        with acting(sender):
            for country, to, named in (("BE", other, recipient), ("LU", abroad, abroad)):
                service = Recipient(country, to.organisation_id)
                details = consent_for(named)
                with pytest.raises(MoveRefused):
                    deciding.transfer(referral.pk, service, details, "other", now=LATER)


class TestReopening:
    @pytest.mark.parametrize(("days", "possible"), [(30, True), (31, False)])
    def test_within_thirty_days(
        self, sender: Membership, recipient: Membership, days: int, possible: bool, told: Told
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        accept(referral, recipient)
        with acting(sender):
            deciding.hand_over(referral.pk, now=LATER)
            deciding.close(referral.pk, "sheltered", now=LATER)
        told.forget()
        with acting(recipient):
            at = LATER + timedelta(days=days)
            if not possible:
                with pytest.raises(MoveRefused):
                    deciding.reopen(referral.pk, "came_back", now=at)
                return
            deciding.reopen(referral.pk, "came_back", now=at)
        assert told.kinds_to(sender) == ["referral_reopened"]
        with acting(sender):
            row = Referral.objects.get(pk=referral.pk)
            assert (row.state, row.outcome, row.closed_at) == ("handed_over", "", None)

    def test_one_that_nobody_could_help_with_goes_on_asking(
        self, sender: Membership, recipient: Membership, other: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        with acting(recipient):
            request = request_to(referral, recipient).pk
            answering.decline(referral.pk, request, "no_capacity", now=LATER)
        with acting(sender):
            deciding.close(referral.pk, "advice_only", now=LATER)
            deciding.reopen(referral.pk, "new_facts", now=LATER)
            assert Referral.objects.get(pk=referral.pk).state == "answered"
            deciding.ask_others(referral.pk, [Recipient("BE", other.organisation_id)], now=LATER)


class TestHandover:
    PLAN = Plan("2026-12-01T10:30", "Under the clock", "both", "train", ("documents",))

    def test_time_and_place_are_the_two_sides_own(
        self, sender: Membership, recipient: Membership, other: Membership, told: Told
    ) -> None:
        looking_on = MembershipFactory.create(
            organisation=Organisation.objects.get(slug="payoke"), contact_point=True
        )
        referral = ReferralFactory.create(sender=sender, recipients=[recipient, "BE", other])
        accept(referral, recipient)
        with acting(sender):
            deciding.choose(referral.pk, request_to(referral, recipient).pk, now=LATER)
            handover.plan_handover(referral.pk, 0, self.PLAN, now=LATER)
        assert told.kinds_to(recipient)[-1] == "handover_planned"
        with acting(recipient):
            opened = read_handover(referral.pk)
            assert opened is not None
            assert opened.meeting_point == "Under the clock"
            assert b"clock" not in bytes(opened.row.meeting_point or b"")
        for person in (other, looking_on):
            with acting(person):
                assert Party.objects.filter(referral=referral).exists(), "sees stage 1 still"
                assert read_handover(referral.pk) is None
                assert not Handover.objects.exists()

    def test_of_two_who_change_the_plan_the_slower_reads_so(
        self, sender: Membership, recipient: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        accept(referral, recipient)
        with acting(recipient):
            handover.plan_handover(referral.pk, 0, self.PLAN, now=LATER)
        with acting(sender):
            with pytest.raises(StaleDraft):
                handover.plan_handover(referral.pk, 0, Plan(), now=LATER)
            handover.plan_handover(referral.pk, 1, Plan("", "Elsewhere"), now=LATER)

    def test_the_receiver_confirms_once(
        self, sender: Membership, recipient: Membership, told: Told
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        accept(referral, recipient)
        with acting(sender):
            deciding.hand_over(referral.pk, now=LATER)
            with pytest.raises(MoveRefused):
                handover.confirm_arrival(referral.pk, now=LATER)
        with acting(recipient):
            handover.confirm_arrival(referral.pk, now=LATER)
            with pytest.raises(MoveRefused):
                handover.confirm_arrival(referral.pk, now=LATER)
        assert told.kinds_to(sender)[-1] == "arrival_confirmed"


class TestRating:
    VERDICT = Verdict("partly", ("residence",), "yes", "little", Note("Clear.", "en"))

    def test_both_sides_rate_and_neither_reads_the_other(
        self, sender: Membership, recipient: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        accept(referral, recipient)
        with acting(recipient):
            deciding.hand_over(referral.pk, now=LATER)
            verdict = Verdict("no", effort="much")
            deciding.close(referral.pk, "sheltered", now=LATER, verdict=verdict)
        with acting(sender):
            assert not Rating.objects.exists()
            rating.rate(referral.pk, self.VERDICT, now=LATER)
            rating.rate(referral.pk, self.VERDICT, now=LATER)
            (own,) = Rating.objects.all()
            assert (own.side, own.guide_sufficed, own.effort) == ("sender", "partly", "little")
            assert [gap.code for gap in RatingGap.objects.all()] == ["residence"]
            # The figures count one verdict on the guide a referral: the sender's comes first.
            assert Referral.objects.get(pk=referral.pk).guide_sufficed == "partly"
        with acting(recipient):
            (theirs,) = Rating.objects.all()
            assert (theirs.side, theirs.effort) == ("recipient", "much")
