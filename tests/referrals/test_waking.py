"""Reminders and escalation wake somebody: never a person who left, never nobody."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.db import connections

from accounts.models import Membership
from contacts.models import DutyShift, Organisation
from notifications.models import Notice
from referrals.escalation import escalate_overdue, remind_at_half_time
from referrals.models import Absence, Assignment, Event, Referral, Request
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting

pytestmark = pytest.mark.django_db(
    transaction=True, databases=["default", "owner", "system"], available_apps=None
)
HALF = NOW + timedelta(hours=2)  # urgent: four hours
LATE = NOW + timedelta(hours=4, minutes=1)


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    connections["system"].close()


def contact_point(slug: str = "payoke") -> Membership:
    organisation = Organisation.objects.get(slug=slug)
    return MembershipFactory.create(organisation=organisation, contact_point=True)


def on_duty(person: Membership, *, deputy: bool = False) -> None:
    """Day and night, every day."""
    DutyShift.objects.create(
        country_id="BE",
        organisation=person.organisation,
        user=person.user,
        phone="+32 3 201 16 90",
        deputy=deputy,
        weekdays=[1, 2, 3, 4, 5, 6, 7],
        from_time=time(0),
        to_time=time(0),
    )


def away(person: Membership, deputy: Membership) -> None:
    days = {"starts_on": NOW.date(), "ends_on": NOW.date() + timedelta(days=2)}
    with acting(person):
        Absence.objects.create(
            organisation=person.organisation, user=person.user, deputy=deputy.user, **days
        )


def leave(person: Membership) -> None:
    person.user.is_active = False
    person.user.save()


def told(kind: str) -> set[int]:
    return set(Notice.objects.using("owner").filter(kind=kind).values_list("user_id", flat=True))


def claimed(referral: Referral, person: Membership) -> None:
    with acting(person):
        Assignment.objects.create(
            referral=referral,
            organisation=person.organisation,
            user=person.user,
            assigned_by=person.user,
            at=NOW,
        )


class TestReminder:
    def test_once_when_half_of_the_time_is_over(
        self, sender: Membership, recipient: Membership
    ) -> None:
        ReferralFactory.create(sender=sender, recipients=[recipient])
        assert remind_at_half_time(HALF - timedelta(minutes=1)) == 0
        assert [remind_at_half_time(HALF), remind_at_half_time(HALF)] == [1, 0]
        assert told("referral_reminder") == {recipient.user_id}
        with acting(sender):
            assert Event.objects.filter(move="remind").count() == 1

    def test_who_claimed_it_is_reminded_alone(
        self, sender: Membership, recipient: Membership
    ) -> None:
        colleague = MembershipFactory.create(organisation=recipient.organisation)
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        claimed(referral, colleague)
        remind_at_half_time(HALF)
        assert told("referral_reminder") == {colleague.user_id}

    def test_the_deputy_of_who_claimed_it_and_is_away(
        self, sender: Membership, recipient: Membership
    ) -> None:
        colleague = MembershipFactory.create(organisation=recipient.organisation)
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        claimed(referral, recipient)
        away(recipient, colleague)
        remind_at_half_time(HALF)
        assert told("referral_reminder") == {colleague.user_id}

    def test_the_team_when_who_claimed_it_left(
        self, sender: Membership, recipient: Membership
    ) -> None:
        colleague = MembershipFactory.create(organisation=recipient.organisation)
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        claimed(referral, colleague)
        leave(colleague)
        remind_at_half_time(HALF)
        assert told("referral_reminder") == {recipient.user_id}

    def test_at_the_end_the_recipient_is_told_too(
        self, sender: Membership, recipient: Membership
    ) -> None:
        ReferralFactory.create(sender=sender, recipients=[recipient])
        contact_point()
        escalate_overdue(LATE)
        assert told("referral_due") == {recipient.user_id}


class TestEscalation:
    """To whoever is on duty in the country, and on to somebody else when they are not there."""

    @pytest.fixture(autouse=True)
    def overdue(self, sender: Membership, recipient: Membership) -> None:
        ReferralFactory.create(sender=sender, recipients=[recipient])

    def woken(self, sender: Membership) -> set[int]:
        assert escalate_overdue(LATE) == 1
        return told("referral_overdue") - {sender.user_id}

    def test_those_on_duty_and_not_their_colleagues(self, sender: Membership) -> None:
        first, colleague, deputy = contact_point(), contact_point(), contact_point("surya")
        on_duty(first)
        on_duty(deputy, deputy=True)
        assert self.woken(sender) == {first.user_id}
        assert colleague.user_id not in told("referral_overdue")

    def test_who_is_on_duty_and_away_is_stood_in_for(self, sender: Membership) -> None:
        first, colleague = contact_point(), contact_point()
        on_duty(first)
        away(first, colleague)
        assert self.woken(sender) == {colleague.user_id}

    def test_the_deputies_when_the_person_on_duty_left(self, sender: Membership) -> None:
        first, deputy = contact_point(), contact_point("surya")
        on_duty(first)
        on_duty(deputy, deputy=True)
        leave(first)
        assert self.woken(sender) == {deputy.user_id}

    def test_all_contact_points_of_the_country_when_the_deputies_left_too(
        self, sender: Membership
    ) -> None:
        first, deputy, last = contact_point(), contact_point("surya"), contact_point("pag-asa")
        on_duty(first)
        on_duty(deputy, deputy=True)
        leave(first)
        leave(deputy)
        assert self.woken(sender) == {last.user_id}

    def test_the_operator_when_nobody_of_the_country_is_left(self, sender: Membership) -> None:
        operator = MembershipFactory.create(
            role="operator", organisation=Organisation.objects.get(slug="benelux")
        )
        first = contact_point()
        on_duty(first)
        leave(first)
        assert self.woken(sender) == set()
        assert told("escalation_unheard") == {operator.user_id}
        notice = Notice.objects.using("owner").get(kind="escalation_unheard")
        assert (notice.path_name, notice.path_args) == ("home", [])

    def test_a_rota_without_a_shift_at_this_hour_is_told_as_a_whole(
        self, sender: Membership
    ) -> None:
        both = {contact_point().user_id, contact_point("surya").user_id}
        assert self.woken(sender) == both


def test_a_request_to_the_contact_point_reminds_those_on_duty(sender: Membership) -> None:
    first, _other = contact_point(), contact_point("surya")
    on_duty(first)
    ReferralFactory.create(sender=sender, recipients=["BE"])
    remind_at_half_time(HALF)
    assert told("referral_reminder") == {first.user_id}
    with acting(sender):
        assert Request.objects.get().reminded_at == HALF
