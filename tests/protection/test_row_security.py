"""Attacks on other organisations' rows, in SQL, as the role the web logs in with."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, InternalError, ProgrammingError, connection, transaction

from accounts.models import AnsweredCall, Membership, Role
from accounts.programs import create_account
from contacts.models import Organisation
from protection.actor import Actor, acting_as
from referrals.models import (
    Absence,
    Assignment,
    CalendarFeed,
    InboxExport,
    InternalNote,
    Message,
    Party,
    PhoneCall,
    Rating,
    RatingGap,
    Referral,
    SavedFilter,
    SenderFile,
    Sight,
    Stage,
    Webhook,
    WebhookDelivery,
)
from referrals.services import answering, danger, handover, questions
from referrals.services.answering import Note
from referrals.services.files import NewFile, add_file
from referrals.services.handover import Plan
from tests.factories import (
    NOW,
    MembershipFactory,
    OrganisationFactory,
    ReferralFactory,
    acting,
    request_to,
)
from tests.referrals.files import samples

from .catalogue import changed, rows, tables_of_referrals, value

pytestmark = pytest.mark.django_db
# What contact points alone are told: whoever typed a name must not learn who is known here.
# The outbox of webhooks is read by the relay alone.
NOT_THE_SENDER_S = {"referrals_duplicatewarning", "referrals_untoldevent"}
# Without content of a case: the data protection officer keeps an eye on them.
OFFICER_S = {"referrals_retention", "referrals_dangeropening"}
AT_COMMIT = "SET CONSTRAINTS ALL IMMEDIATE; "  # what is deferred happens with the statement


@dataclass
class Case:
    referral: Referral
    sender: Membership
    recipient: Membership
    stranger: Membership


@pytest.fixture
def case() -> Case:
    """An agreed referral that has a row in every case table."""
    sender, stranger = MembershipFactory.create(), MembershipFactory.create()
    recipient = MembershipFactory.create(belgian=True)
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    lead = MembershipFactory.create(organisation=recipient.organisation, team_lead=True)
    with acting(lead):
        why = danger.Danger("person", "no_time", "Somebody is at the door.")
        danger.open_in_danger(referral.pk, why, now=NOW)
    with acting(recipient):
        request = request_to(referral, recipient)
        questions.ask_question(referral.pk, request.pk, Note("Alone?", "en"), now=NOW)
        answering.accept(referral.pk, request.pk, now=NOW)
    with acting(sender):
        write_what_it_keeps_for_itself(sender, referral)
    return Case(referral, sender, recipient, stranger)


def write_what_it_keeps_for_itself(sender: Membership, referral: Referral) -> None:
    """A row of each table in which an organisation, or one of its people, works for itself."""
    own = {"organisation_id": sender.organisation_id, "user_id": sender.user_id}
    of_case = {**own, "referral_id": referral.pk}
    colleague = MembershipFactory.create(organisation=sender.organisation)
    day = NOW.date()
    kept = {"created_at": NOW, "language": "nl", "role": sender.role}
    Assignment.objects.create(**of_case, assigned_by_id=sender.user_id, at=NOW)
    Absence.objects.create(**own, deputy_id=colleague.user_id, starts_on=day, ends_on=day)
    InternalNote.objects.create(**of_case, at=NOW, text=b"sealed")
    Sight.objects.create(**of_case, first_at=NOW, last_at=NOW)
    handover.plan_handover(referral.pk, 0, Plan(meeting_point="Platform 2"), now=NOW)
    rating = Rating.objects.create(
        referral=referral, organisation_id=sender.organisation_id, side="sender", rated_at=NOW
    )
    RatingGap.objects.create(
        rating=rating, referral=referral, organisation_id=sender.organisation_id, code="residence"
    )
    request = referral.requests.get()
    Message.objects.create(**of_case, request=request, at=NOW, text=b"sealed", text_language="nl")
    PhoneCall.objects.create(
        **of_case, form_id=referral.pk, called_id=sender.organisation_id, outcome="no", at=NOW
    )
    SenderFile.objects.create(referral=referral, own_reference=b"sealed")
    add_file(referral.pk, NewFile("a.pdf", samples.pdf(), Stage.IDENTITY), now=NOW)
    SavedFilter.objects.create(user_id=sender.user_id, list_name="sent", name="A", query="")
    InboxExport.objects.create(**own, **kept, list_name="sent", format="csv", expires_at=NOW)
    CalendarFeed.objects.create(**own, **kept, token_hash="0" * 64)
    AnsweredCall.objects.create(**own, key="one", fingerprint=b"digest", expires_at=NOW)
    tell_its_program(sender, referral)


def tell_its_program(sender: Membership, referral: Referral) -> None:
    """A webhook, which a team lead keeps; the sender stands here for the program itself."""
    lead = MembershipFactory.create(organisation=sender.organisation, team_lead=True)
    own = {"organisation_id": sender.organisation_id, "user_id": sender.user_id}
    with acting(lead):
        account = create_account(sender.organisation, "Program", now=NOW)
        webhook = Webhook.objects.create(
            **own, account=account, address="-", secret=b"sealed", created_by=lead.user,
            created_at=NOW,
        )  # fmt: skip
        WebhookDelivery.objects.create(
            **own, webhook=webhook, referral=referral, kind="referral.send", at=NOW,
            next_attempt_at=NOW, give_up_at=NOW,
        )  # fmt: skip


def counts() -> dict[str, int]:
    return {table: value(f"SELECT count(*) FROM {table}") for table in tables_of_referrals()}


def test_the_connection_is_the_web_s_own_role_without_set_role() -> None:
    assert rows("SELECT session_user, current_user") == [("portal_app", "portal_app")]
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        changed("SET ROLE portal_owner")


def test_the_sender_sees_rows_in_every_case_table(case: Case) -> None:
    with acting(case.sender):
        unseen = {table for table, number in counts().items() if number == 0}
    assert unseen == NOT_THE_SENDER_S


def test_another_organisation_sees_no_row_of_any_case_table(case: Case) -> None:
    with acting(case.stranger):
        assert {table: n for table, n in counts().items() if n} == {}


def test_without_an_actor_there_are_no_rows(case: Case) -> None:
    with acting_as(None):
        assert {table: n for table, n in counts().items() if n} == {}


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.CASEWORKER, Role.TEAM_LEAD, Role.CONTACT_POINT})
)
def test_other_roles_of_the_very_same_organisation_see_no_case(case: Case, role: str) -> None:
    for member in (case.sender, case.recipient):
        actor = Actor(member.user_id, member.organisation_id, role, "NL")
        with acting_as(actor):
            seen = {table for table, number in counts().items() if number}
        assert seen <= (OFFICER_S if role == Role.DPO else set())


def test_another_organisation_changes_and_deletes_no_row_of_any_case_table(case: Case) -> None:
    touched = []
    with acting(case.stranger):
        for table in tables_of_referrals():
            column = value(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1",
                [table],
            )
            for sql in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
                with suppress(ProgrammingError), transaction.atomic():
                    touched += [sql] * changed(sql)
    assert touched == []
    with acting(case.sender):
        assert {table for table, n in counts().items() if n == 0} == NOT_THE_SENDER_S


def test_a_recipient_writes_nothing_under_its_own_name(case: Case) -> None:
    with acting(case.recipient):
        assert changed("UPDATE referrals_referral SET state = 'closed'") == 0
        for table in ("request", "party", "identity", "consent", "disclosure", "codedvalue"):
            assert changed(f"UPDATE referrals_{table} SET referral_id = referral_id") == 0, table
            if table != "disclosure":  # which is never deleted
                assert changed(f"DELETE FROM referrals_{table}") == 0, table


def test_what_an_organisation_keeps_for_itself_never_reaches_the_other_side(case: Case) -> None:
    with acting(case.recipient):
        for table in ("internalnote", "assignment", "absence", "savedfilter", "inboxexport"):
            assert counts()[f"referrals_{table}"] == 0, table
        assert counts()["referrals_message"] == 1


def test_the_other_side_writes_no_note_in_the_name_of_this_one(case: Case) -> None:
    insert = (
        "INSERT INTO referrals_internalnote"
        " (id, referral_id, organisation_id, user_id, at, text, mentioned)"
        " VALUES (gen_random_uuid(), %s, %s, %s, now(), 'x', '{}')"
    )
    values = [str(case.referral.pk), case.sender.organisation_id, case.recipient.user_id]
    with pytest.raises(ProgrammingError, match="row-level security"), acting(case.recipient):
        changed(insert, values)
    own = [str(case.referral.pk), case.stranger.organisation_id, case.stranger.user_id]
    with pytest.raises(ProgrammingError, match="row-level security"), acting(case.stranger):
        changed(insert, own)


@pytest.mark.parametrize("side", ["sender", "recipient"])
def test_nobody_makes_itself_a_party_to_another_s_referral(case: Case, side: str) -> None:
    """A row of one's own that points at a foreign referral would open the whole case."""
    own = case.stranger.organisation_id
    with pytest.raises(DatabaseError), acting(case.stranger):
        changed(
            AT_COMMIT + "INSERT INTO referrals_party (id, referral_id, organisation_id,"
            " sender_organisation_id, side, sort_at, reference, state, urgency, sender_country,"
            " destination_country)"
            " VALUES (gen_random_uuid(), %s, %s, %s, %s, now(), 'AAAA-AAAA', 'sent', '', 'NL', '')",
            [str(case.referral.pk), own, own, side],
        )


def test_nobody_moves_its_own_party_row_to_another_s_referral(case: Case) -> None:
    ReferralFactory.create(sender=case.stranger, recipients=[case.recipient], draft=True)
    with pytest.raises(DatabaseError), acting(case.stranger):
        changed(AT_COMMIT + "UPDATE referrals_party SET referral_id = %s", [str(case.referral.pk)])


def test_nobody_opens_an_identity_to_itself(case: Case) -> None:
    own = case.stranger.organisation_id
    with acting(case.sender):
        consent = value("SELECT id FROM referrals_consent")
    with pytest.raises(DatabaseError), acting(case.stranger):
        changed(
            AT_COMMIT + "INSERT INTO referrals_disclosure (id, referral_id, organisation_id,"
            " sender_organisation_id, consent_id, opened_at)"
            " VALUES (gen_random_uuid(), %s, %s, %s, %s, now())",
            [str(case.referral.pk), own, own, str(consent)],
        )


def test_nobody_sends_in_another_organisation_s_name(case: Case) -> None:
    with acting(case.sender):
        referral = Referral.objects.get(pk=case.referral.pk)
    referral.pk = "00000000-0000-4000-8000-000000000001"
    referral.reference = "AAAA-AAAA"
    with pytest.raises(ProgrammingError, match="row-level security"), acting(case.stranger):
        referral.save(force_insert=True)


def test_a_connection_that_served_another_actor_sees_nothing(case: Case) -> None:
    with acting(case.sender):
        backend = value("SELECT pg_backend_pid()")
        assert counts()["referrals_referral"] == 1
    assert value("SELECT pg_backend_pid()") == backend
    assert counts()["referrals_referral"] == 0
    with acting(case.stranger):
        assert counts()["referrals_referral"] == 0


def test_row_security_cannot_be_switched_off(case: Case) -> None:
    with pytest.raises(ProgrammingError), acting(case.stranger):
        rows("SET LOCAL row_security = off; SELECT * FROM referrals_referral")


def test_triggers_and_foreign_keys_cannot_be_switched_off() -> None:
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        changed("SET session_replication_role = replica")


@pytest.mark.parametrize("table", ["referrals_referral", "referrals_event"])
def test_truncate_is_refused(case: Case, table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), acting(case.sender):
        changed(f"TRUNCATE {table} CASCADE")


def test_not_even_the_sender_rewrites_the_log_or_deletes_a_sent_referral(case: Case) -> None:
    for sql in ("UPDATE referrals_event SET move = 'close'", "DELETE FROM referrals_event"):
        with pytest.raises(ProgrammingError, match="permission denied"), acting(case.sender):
            changed(sql)
    with acting(case.sender):
        assert changed("DELETE FROM referrals_referral") == 0


def test_a_queued_recipient_does_not_know_of_the_referral() -> None:
    first, second = MembershipFactory.create(belgian=True), MembershipFactory.create(belgian=True)
    ReferralFactory.create(
        sender=MembershipFactory.create(), recipients=[first, second], in_order=True
    )
    with acting(second):
        assert {table: n for table, n in counts().items() if n} == {}


def test_recipients_see_neither_one_another_nor_who_else_the_consent_names() -> None:
    first, second = MembershipFactory.create(belgian=True), MembershipFactory.create(belgian=True)
    ReferralFactory.create(sender=MembershipFactory.create(), recipients=[first, second])
    with acting(first):
        for table in ("request", "party", "consentrecipient"):
            seen = rows(f"SELECT organisation_id FROM referrals_{table}")
            assert seen == [first.organisation_id], table


def test_a_request_to_a_country_is_for_the_contact_point_role_only() -> None:
    payoke = Organisation.objects.get(slug="payoke")
    ReferralFactory.create(sender=MembershipFactory.create(), recipients=["BE"])
    with acting(MembershipFactory.create(organisation=payoke)):
        assert counts()["referrals_referral"] == 0
    with acting(MembershipFactory.create(organisation=payoke, contact_point=True)):
        assert counts()["referrals_referral"] == 1
    with acting(MembershipFactory.create(belgian=True, contact_point=True)):
        assert counts()["referrals_referral"] == 0


def test_sight_ends_at_its_time(case: Case) -> None:
    with acting(case.recipient):
        assert counts()["referrals_referral"] == 1
    with acting(case.sender):
        Party.objects.filter(side="recipient").update(ends_at="2020-01-01T00:00:00Z")
    with acting(case.recipient):
        left = counts()
        for table in ("disclosure", "dangeropening"):  # that it was opened to them stays
            del left[f"referrals_{table}"]
        assert {table: n for table, n in left.items() if n} == {}


def test_a_user_of_two_organisations_acts_in_one_at_a_time(case: Case) -> None:
    other = MembershipFactory.create(
        user=case.sender.user, organisation=OrganisationFactory.create()
    )
    with acting(other):
        assert counts()["referrals_referral"] == 0


def test_the_web_reads_no_table_that_it_was_not_meant_to() -> None:
    with connection.cursor() as cursor:
        for table in ("protection_auditseal", "protection_audithead"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(f"SELECT * FROM {table}")
