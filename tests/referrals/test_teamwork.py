"""One inbox for an organisation: who works on what, who stands in, what is written to whom."""

from datetime import timedelta

import pytest

from accounts.actors import actor_of
from accounts.models import Membership
from notifications.models import Notice
from referrals.colleagues import covered_by, stand_ins
from referrals.models import Absence, Assignment, Event, InternalNote, Message, Referral, Sight
from referrals.services import answering, deciding, messages, teamwork
from referrals.services.answering import Note
from referrals.services.writing import MoveRefused, NotAParty, own_party
from referrals.vault import Vault
from tests.factories import (
    NOW,
    MembershipFactory,
    OrganisationFactory,
    ReferralFactory,
    acting,
    request_to,
)

pytestmark = pytest.mark.django_db
DAY = NOW.date()


@pytest.fixture
def lead(recipient: Membership) -> Membership:
    return MembershipFactory.create(organisation=recipient.organisation, team_lead=True)


@pytest.fixture
def colleague(recipient: Membership) -> Membership:
    return MembershipFactory.create(organisation=recipient.organisation)


@pytest.fixture
def referral(sender: Membership, recipient: Membership) -> Referral:
    return ReferralFactory.create(sender=sender, recipients=[recipient])


def told(kind: str, person: Membership) -> bool:
    with acting(person):
        return Notice.objects.filter(kind=kind, user_id=person.user_id).exists()


def worked_on_by(referral: Referral, reader: Membership) -> int | None:
    with acting(reader):
        return (
            Assignment.objects.filter(referral=referral).values_list("user_id", flat=True).first()
        )


class TestClaims:
    def test_one_claims_and_the_next_reads_that_somebody_was_quicker(
        self, referral: Referral, recipient: Membership, colleague: Membership
    ) -> None:
        with acting(recipient):
            teamwork.claim(referral.pk, now=NOW)
            teamwork.claim(referral.pk, now=NOW)  # a double click
        with acting(colleague), pytest.raises(MoveRefused):
            teamwork.claim(referral.pk, now=NOW)
        assert worked_on_by(referral, colleague) == recipient.user_id

    def test_the_other_side_claims_for_itself_and_sees_nothing_of_this(
        self, referral: Referral, sender: Membership, recipient: Membership
    ) -> None:
        for person in (recipient, sender):
            with acting(person):
                teamwork.claim(referral.pk, now=NOW)
            assert worked_on_by(referral, person) == person.user_id

    def test_a_stranger_and_a_draft_are_not_claimed(
        self, referral: Referral, sender: Membership
    ) -> None:
        with acting(MembershipFactory.create()), pytest.raises(NotAParty):
            teamwork.claim(referral.pk, now=NOW)
        draft = ReferralFactory.create(
            sender=sender, recipients=[MembershipFactory.create(belgian=True)], draft=True
        )
        with acting(sender), pytest.raises(MoveRefused):
            teamwork.claim(draft.pk, now=NOW)

    def test_a_team_lead_gives_it_to_a_colleague_who_is_told(
        self, referral: Referral, recipient: Membership, colleague: Membership, lead: Membership
    ) -> None:
        with acting(recipient):
            teamwork.claim(referral.pk, now=NOW)
            with pytest.raises(MoveRefused):
                teamwork.assign(referral.pk, colleague.user_id, now=NOW)
        with acting(lead):
            teamwork.assign(referral.pk, colleague.user_id, now=NOW)
        assert worked_on_by(referral, lead) == colleague.user_id
        assert told("referral_assigned", colleague)

    def test_nobody_outside_the_organisation_is_given_work(
        self, referral: Referral, sender: Membership, lead: Membership
    ) -> None:
        with acting(lead), pytest.raises(MoveRefused):
            teamwork.assign(referral.pk, sender.user_id, now=NOW)

    def test_it_is_given_back_by_who_has_it_or_by_a_team_lead(
        self, referral: Referral, recipient: Membership, colleague: Membership, lead: Membership
    ) -> None:
        with acting(recipient):
            teamwork.claim(referral.pk, now=NOW)
        with acting(colleague), pytest.raises(MoveRefused):
            teamwork.unclaim(referral.pk)
        with acting(lead):
            teamwork.unclaim(referral.pk)
        assert worked_on_by(referral, lead) is None


class TestAbsence:
    def test_the_deputy_covers_on_the_first_and_the_last_day(
        self, recipient: Membership, colleague: Membership
    ) -> None:
        with acting(recipient):
            teamwork.plan_absence(
                recipient.user_id, colleague.user_id, DAY, DAY + timedelta(days=1)
            )
        with acting(colleague):
            own = (colleague.user_id, colleague.organisation_id)
            covered = [covered_by(*own, DAY + timedelta(days=n)) for n in (-1, 0, 1, 2)]
        assert covered == [[], [recipient.user_id], [recipient.user_id], []]

    def test_a_deputy_who_is_away_is_stood_in_for_by_theirs(
        self, recipient: Membership, colleague: Membership, lead: Membership
    ) -> None:
        with acting(lead):
            teamwork.plan_absence(recipient.user_id, colleague.user_id, DAY, DAY)
            teamwork.plan_absence(colleague.user_id, lead.user_id, DAY, DAY)
            organisation = recipient.organisation_id
            assert stand_ins([organisation], DAY) == {
                (organisation, recipient.user_id): lead.user_id,
                (organisation, colleague.user_id): lead.user_id,
            }
            teamwork.plan_absence(lead.user_id, recipient.user_id, DAY, DAY)
            assert stand_ins([organisation], DAY) == {}, "a circle stands in for nobody"

    def test_colleagues_are_planned_by_a_team_lead_alone(
        self, recipient: Membership, colleague: Membership, lead: Membership, sender: Membership
    ) -> None:
        with acting(recipient), pytest.raises(MoveRefused):
            teamwork.plan_absence(colleague.user_id, lead.user_id, DAY, DAY)
        with acting(lead):
            with pytest.raises(MoveRefused):
                teamwork.plan_absence(lead.user_id, sender.user_id, DAY, DAY)
            with pytest.raises(MoveRefused):
                teamwork.plan_absence(lead.user_id, colleague.user_id, DAY, DAY - timedelta(1))
            absence = teamwork.plan_absence(colleague.user_id, lead.user_id, DAY, DAY)
        with acting(recipient):
            assert not teamwork.end_absence(absence.pk)
        with acting(colleague):
            assert teamwork.end_absence(absence.pk)
            assert not Absence.objects.exists()


class TestNotes:
    def test_a_note_is_the_own_organisation_s_alone(
        self, referral: Referral, sender: Membership, recipient: Membership, colleague: Membership
    ) -> None:
        with acting(recipient):
            teamwork.write_note(referral.pk, "Bed 4 is free.", now=NOW)
        with acting(colleague):
            note = InternalNote.objects.get()
            assert b"Bed" not in bytes(note.text)
            assert Vault.open(referral.pk).text(note, "text") == "Bed 4 is free."
        with acting(sender):
            assert not InternalNote.objects.exists()

    def test_a_colleague_who_is_mentioned_is_told_and_nobody_else(
        self, referral: Referral, sender: Membership, recipient: Membership, colleague: Membership
    ) -> None:
        with acting(recipient):
            mentioned = [colleague.user_id, sender.user_id, recipient.user_id]
            teamwork.write_note(referral.pk, "Please look.", mentioned=mentioned, now=NOW)
        assert told("note_mention", colleague)
        assert not told("note_mention", sender)
        assert not told("note_mention", recipient)


class TestMessages:
    def test_both_sides_of_the_request_read_it_and_the_other_is_told(
        self, referral: Referral, sender: Membership, recipient: Membership
    ) -> None:
        with acting(sender):
            request = request_to(referral, recipient)
            messages.write_message(referral.pk, request.pk, Note("From 17 h.", "en"), now=NOW)
        with acting(recipient):
            (message,) = Message.objects.all()
            assert Vault.open(referral.pk).text(message, "text") == "From 17 h."
            messages.write_message(referral.pk, request.pk, Note("Goed.", "nl"), now=NOW)
        with acting(sender):
            assert Message.objects.count() == 2
            moves = Event.objects.filter(move="message").values_list("organisation_id", flat=True)
            assert list(moves) == [sender.organisation_id, recipient.organisation_id]
        assert told("message_written", recipient)
        assert told("message_written", sender)

    def test_another_recipient_reads_nothing_of_it(self, sender: Membership) -> None:
        first, second = (MembershipFactory.create(belgian=True) for _unused in range(2))
        referral = ReferralFactory.create(sender=sender, recipients=[first, second])
        with acting(first):
            request = request_to(referral, first)
            messages.write_message(referral.pk, request.pk, Note("Twijfel.", "nl"), now=NOW)
        with acting(second):
            assert not Message.objects.exists()
            with pytest.raises(NotAParty):
                messages.write_message(referral.pk, request.pk, Note("?", "nl"), now=NOW)

    def test_nobody_writes_once_it_has_ended(
        self, referral: Referral, sender: Membership, recipient: Membership
    ) -> None:
        with acting(sender):
            request = request_to(referral, recipient)
            deciding.withdraw(referral.pk, "solved_here", now=NOW)
            with pytest.raises(MoveRefused):
                messages.write_message(referral.pk, request.pk, Note("?", "nl"), now=NOW)


class TestReceipts:
    def test_first_and_last_look_of_each_person(
        self, referral: Referral, sender: Membership, recipient: Membership
    ) -> None:
        later = NOW + timedelta(minutes=20)
        with acting(recipient):
            for at in (NOW, later):
                teamwork.note_sight(own_party(referral.pk, actor_of(recipient)), now=at)
        with acting(sender):
            (sight,) = Sight.objects.all()
            assert (sight.first_at, sight.last_at) == (NOW, later)
            assert sight.organisation_id == recipient.organisation_id

    def test_recipients_do_not_see_one_another_s(self, sender: Membership) -> None:
        first, second = (MembershipFactory.create(belgian=True) for _unused in range(2))
        referral = ReferralFactory.create(sender=sender, recipients=[first, second])
        for person in (first, sender):
            with acting(person):
                teamwork.note_sight(own_party(referral.pk, actor_of(person)), now=NOW)
        with acting(second):
            seen = list(Sight.objects.values_list("organisation_id", flat=True))
        assert seen == [sender.organisation_id]


def test_who_answers_is_not_hindered_by_who_claimed_it(
    referral: Referral, recipient: Membership, colleague: Membership
) -> None:
    """A claim says who works on it; it never keeps a victim waiting."""
    with acting(recipient):
        teamwork.claim(referral.pk, now=NOW)
    with acting(colleague):
        answering.accept(referral.pk, request_to(referral, colleague).pk, now=NOW)
        assert Referral.objects.get(pk=referral.pk).state == "agreed"


def test_an_organisation_without_a_part_keeps_nothing_on_a_referral(referral: Referral) -> None:
    stranger = MembershipFactory.create(organisation=OrganisationFactory.create())
    with acting(stranger), pytest.raises(NotAParty):
        teamwork.write_note(referral.pk, "?", now=NOW)
