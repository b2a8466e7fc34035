"""The audit trail's rules while the portal runs: written first, in one's own name, for good."""

import json
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, ProgrammingError, transaction

from accounts.models import Role
from protection.actor import Actor, acting_as
from protection.audit import record
from protection.models import AuditEntry
from referrals.selectors import read_case, read_identity
from referrals.services import answering
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting, request_to

from .catalogue import changed, rows, value

pytestmark = pytest.mark.django_db

ALICE = Actor(901, 801, Role.CASEWORKER, "NL")
BOB = Actor(902, 801, Role.CASEWORKER, "NL")
LEAD = Actor(903, 801, Role.TEAM_LEAD, "NL")
ELSEWHERE = Actor(904, 802, Role.TEAM_LEAD, "BE")

FORGED = """
INSERT INTO protection_auditentry
    (at, user_id, organisation_id, role, country, action, subject, subject_id, purpose, detail)
VALUES ({at}, %s, %s, %s, %s, 'forged', 'referral', '1', '', '{{}}')
"""


def seen() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


def test_an_entry_names_its_actor() -> None:
    with acting_as(ALICE):
        record("looked", subject="referral", subject_id="1", purpose="intake", detail={"b": "é"})
        (entry,) = AuditEntry.objects.values()
    assert (entry["user_id"], entry["organisation_id"]) == (901, 801)
    assert (entry["role"], entry["country"]) == ("caseworker", "NL")
    assert json.loads(entry["detail"]) == {"b": "é"}


@pytest.mark.parametrize(
    "forged",
    [
        (902, 801, "caseworker", "NL"),
        (901, 802, "caseworker", "NL"),
        (None, None, "", ""),
        (901, 801, "dpo", "NL"),
        (901, 801, "caseworker", "BE"),
    ],
    ids=["another user", "another organisation", "nobody", "another role", "another country"],
)
def test_an_entry_in_another_s_name_is_refused(forged: tuple[Any, ...]) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(ALICE):
        changed(FORGED.format(at="clock_timestamp()"), list(forged))


@pytest.mark.parametrize("at", ["now() - interval '1 day'", "now() + interval '1 day'"])
def test_an_entry_of_another_time_is_refused(at: str) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(ALICE):
        changed(FORGED.format(at=at), [901, 801, "caseworker", "NL"])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE protection_auditentry SET action = 'nothing'",
        "DELETE FROM protection_auditentry",
        "TRUNCATE protection_auditentry",
        "UPDATE protection_audithead SET sequence = 0",
        "DELETE FROM protection_auditseal",
        "INSERT INTO protection_auditseal VALUES (1, 1, '', '')",
        "ALTER TABLE protection_auditentry DISABLE TRIGGER seal_entry",
        "DROP TRIGGER seal_entry ON protection_auditentry",
    ],
)
def test_the_trail_cannot_be_changed_emptied_or_unsealed(sql: str) -> None:
    with acting_as(ALICE):
        record("looked", subject="referral", subject_id="1")
        with (
            pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
            transaction.atomic(),
        ):
            changed(sql)
        assert seen() == ["looked"]


def test_who_reads_the_trail() -> None:
    """Oneself; the team lead one's organisation; the protection officer one's country, or all."""
    for actor in (ALICE, BOB, ELSEWHERE):
        with acting_as(actor):
            record(f"by_{actor.user_id}", subject="referral", subject_id="1")
    readers = {
        ALICE: ["by_901"],
        BOB: ["by_902"],
        LEAD: ["by_901", "by_902"],
        ELSEWHERE: ["by_904"],
        Actor(905, 803, Role.DPO, "BE"): ["by_904"],
        Actor(906, 804, Role.DPO, ""): ["by_901", "by_902", "by_904"],
        Actor(907, 801, Role.OPERATOR, "NL"): [],
        Actor(908, 805, Role.SECRETARIAT, ""): [],
        None: [],
    }
    for reader, expected in readers.items():
        with acting_as(reader):
            assert seen() == expected, reader


def test_without_a_seal_key_nothing_commits() -> None:
    with pytest.raises(DatabaseError, match="No seal key"), acting_as(ALICE):
        changed(
            "SELECT set_config('portal.seal_pads', '', true);"
            + FORGED.format(at="now()")
            + "; SET CONSTRAINTS ALL IMMEDIATE",
            [901, 801, "caseworker", "NL"],
        )


def test_a_failing_audit_row_shows_no_case_and_opens_nothing() -> None:
    """The entry is written before the first row is read and before a ciphertext is opened."""
    sender, recipient = MembershipFactory.create(), MembershipFactory.create(belgian=True)
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    with (
        patch("protection.audit.INSERT", "INSERT INTO protection_auditentry (at) VALUES (now())"),
        patch("protection.crypto._decrypt") as opened,
    ):
        for member in (sender, recipient):
            with pytest.raises(DatabaseError), acting(member):
                read_case(referral.pk, now=NOW)
        with pytest.raises(DatabaseError), acting(sender):
            read_identity(referral.pk, purpose="contact")
    assert opened.call_count == 0


def test_a_failing_audit_row_lets_no_move_happen() -> None:
    sender, recipient = MembershipFactory.create(), MembershipFactory.create(belgian=True)
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    with (
        patch("protection.audit.INSERT", "INSERT INTO protection_auditentry (at) VALUES (now())"),
        pytest.raises(DatabaseError),
        acting(recipient),
    ):
        answering.accept(referral.pk, request_to(referral, recipient).pk, now=NOW)
    with acting(sender):
        assert rows("SELECT state FROM referrals_request") == ["asked"]


def test_reading_a_case_and_its_identity_leaves_a_trace_with_its_purpose() -> None:
    sender, recipient = MembershipFactory.create(), MembershipFactory.create(belgian=True)
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    with acting(recipient):
        read_case(referral.pk, now=NOW)
        assert read_identity(referral.pk, purpose="contact") is None
        trace = AuditEntry.objects.order_by("id").values_list("action", "purpose", "subject_id")
        assert list(trace) == [
            ("referral_viewed", "", str(referral.pk)),
            ("identity_not_shown", "contact", str(referral.pk)),
        ]
    with acting(sender):
        assert read_identity(referral.pk, purpose="case") is not None
        last = AuditEntry.objects.latest("id")
        assert (last.action, last.purpose) == ("identity_viewed", "case")


def test_the_trail_holds_no_text_of_the_case() -> None:
    sender, recipient = MembershipFactory.create(), MembershipFactory.create(belgian=True)
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    with acting(sender):
        read_case(referral.pk, now=NOW)
        assert (
            value(
                "SELECT count(*) FROM protection_auditentry e WHERE e::text ~* 'amina|canal|grey'"
            )
            == 0
        )
