"""What users of such portals complain of, each as a rule: here it does not happen."""

from datetime import timedelta

import pytest

from accounts.models import Membership, User
from contacts.models import Organisation
from referrals.codes import Channel, Move
from referrals.models import Event, Referral, Request
from referrals.services import answering, deciding
from referrals.services.answering import Answer
from referrals.services.drafts import Recipient
from referrals.services.writing import MoveRefused
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting, request_to

from .conftest import Told

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)


def disable(person: Membership) -> None:
    User.objects.filter(pk=person.user_id).update(is_active=False)


class TestTheSenderIsToldOfEveryRefusal:
    def test_given_in_the_portal(
        self, sender: Membership, recipient: Membership, told: Told
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        with acting(recipient):
            request = request_to(referral, recipient).pk
            answering.decline(referral.pk, request, "no_capacity", now=LATER)
        assert "referral_declined" in told.kinds_to(sender)

    def test_written_down_by_the_contact_point_that_passed_it_on(
        self, sender: Membership, recipient: Membership, told: Told
    ) -> None:
        payoke = Organisation.objects.get(slug="payoke")
        on_duty = MembershipFactory.create(organisation=payoke, contact_point=True)
        referral = ReferralFactory.create(sender=sender, recipients=["BE"])
        with acting(on_duty):
            first = request_to(referral, "BE").pk
            answering.pass_on(referral.pk, first, recipient.organisation_id, now=LATER)
            onward = request_to(referral, recipient).pk
            by_phone = Answer(Channel.PHONE, spoke_as="duty_worker")
            answering.decline(referral.pk, onward, "funding", now=LATER, answer=by_phone)
        assert "referral_declined" in told.kinds_to(sender)

    def test_written_down_by_a_colleague(
        self, sender: Membership, recipient: Membership, told: Told
    ) -> None:
        colleague = MembershipFactory.create(organisation=sender.organisation)
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        with acting(colleague):
            request = request_to(referral, recipient).pk
            by_mail = Answer(Channel.MAIL, spoke_as="intake")
            answering.decline(referral.pk, request, "funding", now=LATER, answer=by_mail)
        assert "referral_declined" in told.kinds_to(sender)


class TestNothingIsSentTwice:
    def test_a_draft(self, sender: Membership, recipient: Membership, told: Told) -> None:
        draft = ReferralFactory.create(sender=sender, recipients=[recipient], draft=True)
        with acting(sender):
            deciding.send(draft.pk, draft.version, now=NOW)
            with pytest.raises(MoveRefused):
                deciding.send(draft.pk, draft.version, now=NOW)
            assert Event.objects.filter(referral=draft, move=Move.SEND).count() == 1
        assert told.kinds_to(recipient) == ["referral_asked"]

    def test_a_request_to_one_who_is_asked_already(
        self, sender: Membership, recipient: Membership, told: Told
    ) -> None:
        other = MembershipFactory.create(belgian=True)
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        onward = [Recipient("BE", other.organisation_id)]
        with acting(sender):
            deciding.ask_others(referral.pk, onward, now=LATER)
            with pytest.raises(MoveRefused):
                deciding.ask_others(referral.pk, onward, now=LATER)
            assert Request.objects.filter(referral=referral).count() == 2
        assert told.kinds_to(other) == ["referral_asked"]


class TestADisabledUserStopsNothing:
    def test_a_colleague_answers_for_whom_was_told_first(
        self, sender: Membership, recipient: Membership, told: Told
    ) -> None:
        colleague = MembershipFactory.create(organisation=recipient.organisation)
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        with acting(recipient):
            request = request_to(referral, recipient).pk
            answering.mark_seen(referral.pk, request, now=NOW)
        disable(recipient)
        with acting(colleague):
            answering.accept(referral.pk, request, now=LATER)
        assert "referral_accepted" in told.kinds_to(sender)

    def test_a_yes_agrees_though_whoever_sent_it_is_gone(
        self, sender: Membership, recipient: Membership, told: Told
    ) -> None:
        colleague = MembershipFactory.create(organisation=sender.organisation)
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        disable(sender)
        with acting(recipient):
            answering.accept(referral.pk, request_to(referral, recipient).pk, now=LATER)
        assert told.kinds_to(sender) == []
        assert told.kinds_to(colleague) == ["referral_accepted"]
        with acting(colleague):
            assert Referral.objects.get(pk=referral.pk).state == "agreed"

    def test_where_nobody_is_left_the_answer_is_written_down_for_them(
        self, sender: Membership, recipient: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        disable(recipient)
        with acting(sender):
            request = request_to(referral, recipient).pk
            by_phone = Answer(Channel.PHONE, spoke_as="management")
            answering.accept(referral.pk, request, now=LATER, answer=by_phone)
            assert Referral.objects.get(pk=referral.pk).state == "agreed"
