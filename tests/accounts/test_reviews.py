"""Every six months each organisation says who still works there, and is reminded until it has."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.joining import MemberReview
from accounts.models import Membership, Role
from accounts.reviewing import EVERY, OVERDUE_AFTER, REMIND_AFTER, begin_and_remind
from notifications.models import Notice
from tests.factories import MembershipFactory

from .people import lead_of, signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
NOW = timezone.now()


def told(kind: str) -> list[int | None]:
    return list(Notice.objects.using("owner").filter(kind=kind).values_list("user_id", flat=True))


def long_ago(*members: Membership) -> None:
    Membership.objects.filter(pk__in=[m.pk for m in members]).update(
        joined_at=NOW - EVERY - timedelta(days=1), reviewed_at=None
    )


@pytest.fixture
def lead(member: Membership) -> Membership:
    made = lead_of(member)
    long_ago(member, made)
    return made


def test_the_whole_of_it_as_a_team_lead_lives_it(member: Membership, lead: Membership) -> None:
    new = MembershipFactory.create(organisation=member.organisation)
    assert begin_and_remind(NOW) == 1
    assert begin_and_remind(NOW + timedelta(days=1)) == 0
    assert told("member_review_due") == [lead.user_id]
    client = signed_in(lead)
    # Home shows it as a task: one person, as nobody is asked about newcomers or oneself.
    (task,) = [w for w in client.get("/nl/").context["waiting"] if "/members/" in w.url]
    assert (task.title, task.count) == ("Te bevestigen leden", 1)
    page = client.get(f"/nl/members/of/{member.organisation.slug}/")
    asked = [line.membership for line in page.context["page"].lines if line.changeable]
    assert "Werkt hier nog" in page.text
    assert set(asked) == {member, new}
    client.post(f"/nl/members/{member.pk}/confirm/")
    review = MemberReview.objects.get()
    assert review.finished_at is not None
    assert begin_and_remind(NOW + REMIND_AFTER + timedelta(days=1)) == 0
    assert not [w for w in client.get("/nl/").context["waiting"] if "/members/" in w.url]


def test_who_has_left_needs_no_other_answer(member: Membership, lead: Membership) -> None:
    begin_and_remind(NOW)
    signed_in(lead).post(f"/nl/members/{member.pk}/leave/")
    assert MemberReview.objects.get().finished_at is not None


def test_reminders_go_on_until_done_and_then_the_operator_is_told(
    member: Membership, lead: Membership
) -> None:
    operator = MembershipFactory.create(role=Role.OPERATOR)
    for day in range(OVERDUE_AFTER.days + 2):
        begin_and_remind(NOW + timedelta(days=day))
    assert told("member_review_due") == [lead.user_id] * 5
    assert told("member_review_overdue") == [operator.user_id]


def test_without_a_team_lead_the_operator_reviews(member: Membership) -> None:
    operator = MembershipFactory.create(role=Role.OPERATOR)
    long_ago(member)
    begin_and_remind(NOW)
    assert told("member_review_due") == [operator.user_id]
    client = signed_in(operator)
    client.post(f"/nl/members/{member.pk}/confirm/")
    assert MemberReview.objects.get().finished_at is not None


def test_six_months_later_it_begins_again(member: Membership, lead: Membership) -> None:
    begin_and_remind(NOW)
    signed_in(lead).post(f"/nl/members/{member.pk}/confirm/")
    assert begin_and_remind(NOW + EVERY - timedelta(days=1)) == 0
    assert begin_and_remind(NOW + EVERY + timedelta(days=1)) == 1
