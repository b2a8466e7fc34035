"""What nobody answers in time goes to the contact point on duty, then to the secretariat."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import Membership
from contacts.models import Organisation
from notifications.models import Notice
from referrals import escalation
from referrals.codes import Channel
from referrals.escalation import escalate_overdue
from referrals.models import Event, Party, Referral, Request
from referrals.services import answering, deciding, questions
from referrals.services.answering import Answer, Note
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting, request_to
from tests.protection.catalogue import rows
from tests.services import wait_until

pytestmark = pytest.mark.django_db(
    transaction=True, databases=["default", "owner", "system"], available_apps=None
)
DUE = NOW + timedelta(hours=4)  # urgent
LATE = DUE + timedelta(minutes=1)
VERY_LATE = DUE + timedelta(hours=4, minutes=1)


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    connections["system"].close()


@pytest.fixture
def duty() -> Membership:
    return MembershipFactory.create(
        organisation=Organisation.objects.get(slug="payoke"), contact_point=True
    )


def sent_to(sender: Membership, *recipients: Membership, **how: Any) -> Referral:
    return ReferralFactory.create(sender=sender, recipients=recipients, **how)


def told(*kinds: str) -> list[tuple[str, int]]:
    """(kind, user id) of the notices of these kinds."""
    notices = Notice.objects.using("owner").filter(kind__in=kinds)
    return sorted(notices.values_list("kind", "user_id"))


def test_nothing_is_escalated_before_its_time(sender: Membership, recipient: Membership) -> None:
    sent_to(sender, recipient)
    assert escalate_overdue(DUE) == 0
    assert told("referral_overdue") == []


def test_the_contact_point_of_the_country_is_told_and_sees_stage_1(
    sender: Membership, recipient: Membership, duty: Membership
) -> None:
    referral = sent_to(sender, recipient)
    assert escalate_overdue(LATE) == 1
    assert told("referral_overdue") == sorted(
        ("referral_overdue", person.user_id) for person in (sender, duty)
    )
    with acting(duty):
        assert Referral.objects.get().state == "sent"
        request = request_to(referral, recipient)
        answering.accept(referral.pk, request.pk, now=LATE, answer=Answer(Channel.PHONE))
    with acting(sender):
        assert Referral.objects.get().state == "agreed"
        looking_on = Party.objects.filter(side="contact_point")
        assert None not in looking_on.values_list("ends_at", flat=True)
    assert escalate_overdue(VERY_LATE) == 0


def test_the_secretariat_is_told_as_long_again_later_by_reference_only(
    sender: Membership, recipient: Membership, duty: Membership
) -> None:
    secretariat = MembershipFactory.create(secretariat=True)
    referral = sent_to(sender, recipient)
    assert [escalate_overdue(at) for at in (LATE, LATE, VERY_LATE, VERY_LATE)] == [1, 0, 1, 0]
    (notice,) = Notice.objects.using("owner").filter(user_id=secretariat.user_id)
    assert (notice.kind, notice.reference) == ("referral_long_overdue", referral.reference)
    assert (notice.path_name, notice.path_args) == ("home", [])
    with acting(secretariat):
        assert not Referral.objects.exists()


def test_in_order_the_next_is_asked_as_well(sender: Membership, recipient: Membership) -> None:
    following = MembershipFactory.create(belgian=True)
    referral = sent_to(sender, recipient, following, in_order=True)
    escalate_overdue(LATE)
    with acting(following):
        assert request_to(referral, following).due_at == LATE + timedelta(hours=4)
    assert ("referral_asked", following.user_id) in told("referral_asked")
    with acting(recipient):
        assert request_to(referral, recipient).state == "asked"


def test_an_open_question_and_an_ended_referral_are_nobody_s_delay(
    sender: Membership, recipient: Membership
) -> None:
    asking, withdrawn = sent_to(sender, recipient), sent_to(sender, recipient)
    with acting(recipient):
        request = request_to(asking, recipient)
        questions.ask_question(asking.pk, request.pk, Note("?", "nl"), now=NOW)
    with acting(sender):
        deciding.withdraw(withdrawn.pk, "solved_here", now=NOW)
    assert escalate_overdue(VERY_LATE) == 0


def test_the_log_goes_on_without_a_gap_and_names_nobody(
    sender: Membership, recipient: Membership
) -> None:
    referral = sent_to(sender, recipient)
    escalate_overdue(LATE)
    escalate_overdue(VERY_LATE)
    with acting(sender):
        events = list(Event.objects.all())
        version = Referral.objects.get(pk=referral.pk).version
    assert [event.move for event in events] == ["send", "escalate", "tell_secretariat"]
    assert [event.sequence for event in events] == list(range(version - 2, version + 1))
    assert [event.user_id for event in events[1:]] == [None, None]
    trail = "SELECT count(*) FROM protection_auditentry WHERE action LIKE 'referral\\_%%esc%%'"
    assert rows(trail, using="owner") == [1]


def test_many_that_wait_for_the_secretariat_do_not_crowd_out_a_new_one(
    sender: Membership, recipient: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escalation, "BATCH", 2)
    for _ in range(3):
        sent_to(sender, recipient)
    assert [escalate_overdue(LATE) for _ in range(3)] == [2, 1, 0]
    fresh = sent_to(sender, recipient, now=NOW + timedelta(hours=1))
    assert escalate_overdue(LATE + timedelta(hours=1)) == 1
    with acting(sender):
        assert request_to(fresh, recipient).escalated_at is not None


def test_a_move_that_is_under_way_is_not_disturbed(
    sender: Membership, recipient: Membership
) -> None:
    """Both lock the referral first; the escalation comes back at the next beat."""
    referral = sent_to(sender, recipient)
    with acting(sender):
        Referral.objects.select_for_update().get(pk=referral.pk)
        assert escalate_overdue(LATE) == 0
        deciding.withdraw(referral.pk, "solved_here", now=LATE)
    assert escalate_overdue(LATE) == 0


def test_a_real_beat_and_worker_escalate_and_the_mailbox_holds_the_mail(
    sender: Membership, duty: Membership, smtp_server: Any, celery_worker: Path, celery_beat: Path
) -> None:
    recipient = MembershipFactory.create(belgian=True, user__reads_french=True)
    long_ago = timezone.now() - timedelta(hours=5)
    referral = sent_to(sender, recipient, now=long_ago)
    wait_until(lambda: smtp_server.to(duty.user.email), within=90, log=celery_worker)
    (message,) = smtp_server.to(duty.user.email)
    body = message.get_content()
    assert referral.reference in body
    assert str(referral.pk) in body, "it leads to the referral's page"
    assert "Geheimhouder" not in str(message)
    wait_until(lambda: smtp_server.to(recipient.user.email), within=20, log=celery_worker)
    assert "Votre organisation" in smtp_server.to(recipient.user.email)[0].get_content()
    with acting(sender):
        request = Request.objects.get()
        assert request.escalated_at is not None
        assert isinstance(request.escalated_at, datetime)
        assert Event.objects.filter(move="escalate").count() == 1
