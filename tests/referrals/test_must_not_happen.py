"""What users of such portals complain of, each as a rule: here it does not happen.

The list names the tests that hold each rule; docs/complaints.md says who complained of it where.
What no other module tests is tested below it.
"""

from datetime import timedelta
from functools import reduce
from importlib import import_module

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
HELD_BY = {
    "the sender is not told of a refusal": (
        "referrals.test_must_not_happen:TestTheSenderIsToldOfEveryRefusal",
        "notifications.test_delivery:TestChoices.test_the_mails_about_danger_and_refusals_have_no_choice",
        "browser.test_referral_story:test_a_refusal_reaches_the_sender_with_its_reason",
    ),
    "two moves at once both succeed": (
        "referrals.test_races:test_accept_against_withdraw",
        "referrals.test_races:test_two_of_a_rota_say_yes",
        "referrals.test_races:test_the_first_yes_of_two_requests_wins_the_identity",
        "referrals.test_races:test_two_people_of_the_sender_choose",
        "referrals.api.test_once:test_two_changes_of_one_version_cannot_both_succeed",
        "browser.test_referral_story:test_of_two_who_move_at_once_one_wins_and_the_other_reads_why",
    ),
    "the same referral is sent twice": (
        "referrals.test_must_not_happen:TestNothingIsSentTwice",
        "referrals.test_races:test_a_referral_is_sent_once_however_often_one_clicks",
        "referrals.api.test_once:test_two_at_the_same_moment_file_one_referral",
    ),
    "a disabled user stops an answer": (
        "referrals.test_must_not_happen:TestADisabledUserStopsNothing",
        "referrals.test_waking:TestReminder.test_the_team_when_who_claimed_it_left",
        "accounts.test_members:TestNobodyWaitsForSomebodyWhoLeft",
    ),
    "identity in a preview, list or search result": (
        "referrals.test_nowhere:test_on_no_list_preview_or_search",
        "referrals.test_nowhere:test_on_the_page_of_the_referral_for_nobody",
        "referrals.test_nowhere:test_in_no_answer_to_a_program",
        "referrals.test_duplicates:TestDuplicates.test_the_two_contact_points_are_told_and_never_who_typed",
    ),
    "identity in a mail": (
        "referrals.test_nowhere:test_in_no_mail",
        "notifications.test_pages:test_notices_hold_no_free_text",
    ),
    "identity in a log, an address or a title": (
        "referrals.test_nowhere:_everything_logged",
        "referrals.test_nowhere:visited",
        "referrals.pages.test_filing_secrets:test_nothing_personal_in_addresses_titles_and_logs",
        "protection.test_audit_rules:test_the_trail_holds_no_text_of_the_case",
    ),
    "identity in the browser’s cache": (
        "pages.test_frame:test_what_is_behind_sign_in_is_not_stored",
        "referrals.test_nowhere:visited",
    ),
    "identity in the report of an error": (
        "referrals.test_nowhere:test_in_no_report_of_an_error",
        "pages.test_errors:test_what_does_not_decrypt_is_said_so_without_details",
    ),
    "identity in an export": (
        "referrals.test_nowhere:test_in_no_export",
        "referrals.test_exports_and_feeds:TestExport.test_coded_columns_of_the_filtered_list",
        "referrals.test_exports_and_feeds:TestCalendar.test_references_and_times_and_nothing_else",
    ),
    "a list is slower at a million rows": (
        "referrals.pages.test_plans:test_every_list_is_read_by_an_index_of_its_own",
        "referrals.pages.test_queries:test_received",
        "referrals.pages.test_queries:test_sent",
        "bench.lists:measure",  # at 10,000 and 1,000,000 rows, flat within 1.3 x
        "bench.names:measure",
    ),
    "a filter is lost on paging": (
        "referrals.pages.test_inbox:TestFilters.test_paging_loses_neither_a_filter_nor_a_row",
    ),
    "text is lost when the session ends": (
        "accounts.sessions.test_keeping:test_a_form_that_is_sent_too_late_is_kept_and_leads_to_the_sign_in",
        "accounts.sessions.test_keeping:test_the_same_person_finds_it_back_on_its_page",
        "browser.test_sessions_story:test_what_was_typed_is_back_after_the_session_ended",
    ),
    "an escalation wakes nobody": (
        "referrals.test_waking:TestEscalation",
        "notifications.test_delivery:TestQuietHours.test_an_escalation_wakes_somebody",
        "referrals.test_escalation:test_a_real_beat_and_worker_escalate_and_the_mailbox_holds_the_mail",
    ),
}
LATER = NOW + timedelta(minutes=10)


def disable(person: Membership) -> None:
    User.objects.filter(pk=person.user_id).update(is_active=False)


@pytest.mark.parametrize("complaint", HELD_BY)
def test_what_holds_it_exists(complaint: str) -> None:
    for place in HELD_BY[complaint]:
        module, _colon, name = place.partition(":")
        whole = module if module.startswith("bench.") else f"tests.{module}"
        found = reduce(getattr, name.split("."), import_module(whole))
        assert callable(found), place


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
