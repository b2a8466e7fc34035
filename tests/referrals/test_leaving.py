"""Somebody leaves: what they had claimed goes to a colleague or the team, and nothing waits."""

import pytest
from django.utils import timezone

from accounts.leaving import end_membership, work_left_by
from accounts.models import Membership, Role, User
from accounts.tasks import release_left_work
from notifications.models import Notice
from referrals.models import Assignment, Referral
from referrals.services import answering, teamwork
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting, request_to

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


@pytest.fixture
def leaver() -> Membership:
    return MembershipFactory.create()


@pytest.fixture
def lead(leaver: Membership) -> Membership:
    return MembershipFactory.create(organisation=leaver.organisation, role=Role.TEAM_LEAD)


@pytest.fixture
def claimed(leaver: Membership) -> Referral:
    """A referral that the leaver's organisation was asked about, and the leaver works on."""
    sender = MembershipFactory.create(belgian=True)
    referral = ReferralFactory.create(sender=sender, recipients=[leaver])
    with acting(leaver):
        teamwork.claim(referral.pk, now=NOW)
    return referral


def held_by(reader: Membership) -> list[int]:
    with acting(reader):
        return list(Assignment.objects.values_list("user_id", flat=True))


def test_the_lead_sees_what_is_left_and_gives_it_to_a_colleague(
    leaver: Membership, lead: Membership, claimed: Referral
) -> None:
    colleague = MembershipFactory.create(organisation=leaver.organisation)
    with acting(lead):
        (work,) = work_left_by(leaver)
        assert [piece.title for piece in work.pieces] == [claimed.reference]
        assert end_membership(leaver, successor_id=colleague.user_id, now=timezone.now()) == 1
    assert held_by(lead) == [colleague.user_id]
    with acting(colleague):
        assert Notice.objects.filter(kind="referral_assigned").count() == 1


def test_or_leaves_it_to_the_team_and_anybody_answers(
    leaver: Membership, lead: Membership, claimed: Referral
) -> None:
    with acting(lead):
        end_membership(leaver, successor_id=None, now=timezone.now())
    assert held_by(lead) == []
    with acting(lead):
        teamwork.claim(claimed.pk, now=NOW)
    assert held_by(lead) == [lead.user_id]


def test_an_account_closed_in_another_way_stops_no_answer(
    leaver: Membership, lead: Membership, claimed: Referral
) -> None:
    User.objects.filter(pk=leaver.user_id).update(is_active=False)
    sender = Membership.objects.get(organisation_id=claimed.sender_organisation_id)
    with acting(sender):
        request_id = request_to(claimed, leaver).pk
    with acting(lead):
        answering.decline(claimed.pk, request_id, reason="no_capacity", now=NOW)
    assert release_left_work() == 1
    assert held_by(lead) == []
