"""One transaction a request: it shows the actor's rows, and keeps nothing of a failed request."""

from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Membership
from protection.actor import current_actor
from protection.middleware import StreamedCaseData
from protection.models import AuditEntry
from referrals.models import Referral
from tests.factories import NOTE, MembershipFactory, ReferralFactory, acting

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.protection.urls"),
    pytest.mark.filterwarnings("ignore:No directory at"),
]


@pytest.fixture
def sender() -> Membership:
    return MembershipFactory.create()


@pytest.fixture
def referral(sender: Membership) -> Referral:
    return ReferralFactory.create(
        sender=sender, recipients=[MembershipFactory.create(belgian=True)]
    )


def browser(member: Membership | None) -> Client:
    """A browser in which this person is signed in; failures become error pages."""
    client = Client(raise_request_exception=False)
    if member:
        client.force_login(member.user)
    return client


def trail(member: Membership) -> list[tuple[str, str, str, str]]:
    fields = ("action", "subject", "subject_id", "detail")
    with acting(member):
        mine = AuditEntry.objects.filter(user_id=member.user_id).order_by("id")
        return list(mine.exclude(action__startswith="draft").values_list(*fields))


def test_one_connection_serves_each_actor_their_own_rows(
    sender: Membership, referral: Referral
) -> None:
    stranger = MembershipFactory.create()
    answers = [
        browser(who).get("/attack/count/").content.decode()
        for who in (sender, stranger, sender, stranger)
    ]
    assert [answer.split()[0] for answer in answers] == ["1", "0", "1", "0"]
    assert len({answer.split()[-1] for answer in answers}) == 1, "it was one pooled connection"
    assert current_actor() is None


def test_somebody_without_a_membership_sees_nothing(referral: Referral) -> None:
    member = MembershipFactory.create(organisation=referral.sender_organisation, active=False)
    assert browser(member).get("/attack/count/").content.startswith(b"0 of")


def test_a_streaming_response_is_refused(sender: Membership, referral: Referral) -> None:
    client = browser(sender)
    client.raise_request_exception = True
    with pytest.raises(StreamedCaseData, match="attack/stream"):
        client.get("/attack/stream/")
    answer = browser(sender).get("/attack/stream/")
    assert answer.status_code == 500
    assert referral.reference.encode() not in answer.content


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/attack/break/", 500),
        ("/attack/break-database/", 500),
        ("/attack/answer/400/", 400),
        ("/attack/answer/404/", 404),
        ("/attack/answer/422/", 422),
        ("/attack/answer/503/", 503),
    ],
)
def test_a_failed_request_leaves_nothing_half_written(
    sender: Membership, referral: Referral, address: str, status: int
) -> None:
    assert browser(sender).get(address).status_code == status
    with acting(sender):
        assert Referral.objects.get().callback_number == "+31201234567"
    written = [line for line in trail(sender) if line[0] == "wrote"]
    assert written == [("wrote", "referral", "1", '{"undone": "yes"}')]


@pytest.mark.parametrize("status", [200, 302])
def test_a_good_request_is_kept(sender: Membership, referral: Referral, status: int) -> None:
    browser(sender).get(f"/attack/answer/{status}/")
    with acting(sender):
        assert Referral.objects.get().callback_number == "+32000000000"
    assert [line[3] for line in trail(sender) if line[0] == "wrote"] == ["{}"]


def test_a_denied_access_leaves_evidence_although_the_request_is_rolled_back(
    referral: Referral,
) -> None:
    stranger = MembershipFactory.create()
    assert browser(stranger).get(f"/attack/show/{referral.pk}/").status_code in {404, 500}
    (line,) = trail(stranger)
    assert line[:3] == ("access_denied", "referral", str(referral.pk))


def test_a_view_that_says_no_without_a_word_leaves_evidence_too() -> None:
    stranger, wanted = MembershipFactory.create(), uuid4()
    assert browser(stranger).get(f"/attack/refuse/{wanted}/").status_code == 404
    assert trail(stranger) == [("access_denied", "refuse", str(wanted), "{}")]


def test_an_unknown_address_is_no_attempt() -> None:
    member = MembershipFactory.create()
    assert browser(member).get("/attack/nowhere/").status_code == 404
    assert trail(member) == []


@pytest.mark.parametrize("role", ["secretariat", "dpo"])
def test_roles_without_cases_that_try_a_referral_s_page_leave_evidence(
    referral: Referral, role: str
) -> None:
    member = MembershipFactory.create(**{role: True})
    assert browser(member).get(f"/nl/referrals/{referral.pk}/").status_code == 404
    assert [line[0] for line in trail(member)] == ["access_denied"]


def test_a_failing_audit_row_shows_no_case_data(sender: Membership, referral: Referral) -> None:
    page = f"/attack/show/{referral.pk}/"
    assert browser(sender).get(page).content.decode() == NOTE
    broken: Any = "INSERT INTO protection_auditentry (at) VALUES (now())"
    with patch("protection.audit.INSERT", broken), patch("protection.crypto._decrypt") as opened:
        answer = browser(sender).get(page)
    assert answer.status_code == 500
    assert opened.call_count == 0
    assert NOTE.encode() not in answer.content
    assert referral.reference.encode() not in answer.content
