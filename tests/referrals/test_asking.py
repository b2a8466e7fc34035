"""Asking and answering in full, told through the services as each side acts."""

from datetime import date, timedelta

import pytest

from accounts.models import Membership
from contacts import codes
from contacts.models import Code
from contacts.standard_questions import QuestionVersion
from referrals.codes import Channel, ChosenAs
from referrals.models import (
    Question,
    Referral,
)
from referrals.questions import current_questions
from referrals.selectors import read_case
from referrals.services import answering, deciding, questions
from referrals.services.answering import Answer, Note, Offer
from referrals.services.drafts import Recipient
from referrals.services.writing import MoveRefused, NotAParty
from tests.factories import (
    NOW,
    MembershipFactory,
    ReferralFactory,
    acting,
    part_of,
    request_to,
)

from .acts import LATER, accept, consent_for, reads_identity
from .conftest import Told

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


class TestAnswers:
    def test_what_is_offered_is_coded_and_read_by_the_sender(
        self, sender: Membership, recipient: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        accept(referral, recipient, Offer("emergency_bed", date(2026, 3, 4), ("with_escort",)))
        with acting(sender):
            request = request_to(referral, recipient)
            offered = (request.place_kind, request.available_from, request.conditions)
            assert offered == ("emergency_bed", date(2026, 3, 4), ["with_escort"])

    def test_a_refusal_may_suggest_another_service_which_is_not_told(
        self, sender: Membership, recipient: Membership, other: Membership, told: Told
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        with acting(recipient):
            request = request_to(referral, recipient).pk
            suggested = other.organisation_id
            answering.decline(referral.pk, request, "funding", now=LATER, suggested=suggested)
        with acting(sender):
            (asked,) = read_case(referral.pk, now=LATER).asked
            assert asked.suggested == other.organisation
        assert told.kinds_to(other) == []
        with acting(other), pytest.raises(NotAParty):
            read_case(referral.pk, now=LATER)

    def test_an_answer_by_phone_keeps_the_function_that_spoke_and_when(
        self, sender: Membership, recipient: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        spoke = Answer(Channel.PHONE, spoke_as="duty_worker", spoke_at=NOW + timedelta(minutes=5))
        with acting(sender):
            request = request_to(referral, recipient)
            answering.accept(referral.pk, request.pk, now=LATER, answer=spoke)
            request.refresh_from_db()
            assert (request.spoke_as, request.spoke_at) == ("duty_worker", spoke.spoke_at)
            assert request.answered_by_id == sender.user_id


class TestQuestions:
    def ask(self, referral: Referral, person: Membership, *names: str, free: str = "") -> None:
        versions = [v for v in current_questions() if v.question.code in names]
        with acting(person):
            request = request_to(referral, person).pk
            note = Note(free, "nl")
            questions.ask_question(referral.pk, request, note, now=NOW, standard=versions)

    def test_standard_questions_are_asked_and_answered_in_codes(
        self, sender: Membership, recipient: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        self.ask(referral, recipient, "travels_alone", "earliest_arrival", "walks", free="En?")
        with acting(sender):
            rows = {q.standard.question.code: q.pk for q in Question.objects.all() if q.standard}
            said = {
                rows["travels_alone"]: "no",
                rows["earliest_arrival"]: "2026-12-01",
                rows["walks"]: "",
            }
            request = request_to(referral, recipient).pk
            answer = Note("Oui", "fr")
            questions.answer_question(referral.pk, request, answer, now=LATER, coded=said)
        with acting(recipient):
            (asked,) = read_case(referral.pk, now=LATER).asked
            answers = {e.text: e.answer for e in asked.exchanges}
        assert answers == {
            "Can the person travel without an escort?": "No",
            "From which day can the person come?": "1 December 2026",
            "How does the person move about?": "",  # the sender cannot say
            "En?": "Oui",
        }

    def test_a_question_shows_as_it_was_asked_when_a_newer_version_is_written(
        self, sender: Membership, recipient: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        self.ask(referral, recipient, "animal")
        before = QuestionVersion.objects.get(question__code="animal")
        QuestionVersion.objects.create(
            question=before.question,
            number=2,
            kind="number",
            written_at=NOW,
            **{f"text_{language}": "How many?" for language in ("nl", "fr", "en")},
        )
        assert "How many?" in [version.text for version in current_questions()]
        with acting(recipient):
            (asked,) = read_case(referral.pk, now=LATER).asked
            assert [e.text for e in asked.exchanges] == [before.text]

    def test_nothing_asked_is_no_question(self, sender: Membership, recipient: Membership) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        with pytest.raises(MoveRefused):
            self.ask(referral, recipient)

    def test_answers_are_encrypted_whatever_their_kind(
        self, sender: Membership, recipient: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        self.ask(referral, recipient, "travels_alone")
        with acting(sender):
            (row,) = Question.objects.all()
            request = request_to(referral, recipient).pk
            said = {row.pk: "yes"}
            questions.answer_question(referral.pk, request, Note(), now=LATER, coded=said)
            row.refresh_from_db()
            assert b"yes" not in bytes(row.answer or b"")


class TestChoosing:
    def both_can_help(self, sender: Membership, *two: Membership) -> Referral:
        referral = ReferralFactory.create(sender=sender, recipients=list(two))
        for person in two:
            accept(referral, person)
        return referral

    def test_a_placing_body_and_a_host_may_both_be_chosen(
        self, sender: Membership, recipient: Membership, other: Membership
    ) -> None:
        referral = self.both_can_help(sender, recipient, other)
        with acting(sender):
            chosen = {
                request_to(referral, recipient).pk: ChosenAs.PLACES,
                request_to(referral, other).pk: ChosenAs.RECEIVES,
            }
            deciding.choose_several(referral.pk, chosen, now=LATER)
        assert reads_identity(referral, recipient)
        assert reads_identity(referral, other)

    def test_of_two_chosen_only_whom_the_consent_names_reads_the_identity(
        self, sender: Membership, recipient: Membership, other: Membership
    ) -> None:
        referral = ReferralFactory.create(
            sender=sender, recipients=[recipient, other], consent_names=[other]
        )
        accept(referral, recipient)
        accept(referral, other)
        with acting(sender):
            chosen = {
                request_to(referral, recipient).pk: ChosenAs.PLACES,
                request_to(referral, other).pk: ChosenAs.RECEIVES,
            }
            deciding.choose_several(referral.pk, chosen, now=LATER)
        assert not reads_identity(referral, recipient)
        assert reads_identity(referral, other)

    @pytest.mark.parametrize(
        "parts", [("receives", "receives"), ("places", "supports"), ("supports", "supports")]
    )
    def test_each_part_is_one_organisation_s_and_one_receives_the_person(
        self, sender: Membership, recipient: Membership, other: Membership, parts: tuple[str, str]
    ) -> None:
        referral = self.both_can_help(sender, recipient, other)
        with acting(sender):
            keys = [request_to(referral, person).pk for person in (recipient, other)]
            chosen = {key: ChosenAs(part) for key, part in zip(keys, parts, strict=True)}
            with pytest.raises(MoveRefused):
                deciding.choose_several(referral.pk, chosen, now=LATER)

    @pytest.mark.parametrize(
        ("kind", "basis", "reads"),
        [
            ("shelter", "vital_interest", True),
            ("police", "explicit_consent", True),
            ("police", "law_enforcement", True),
            ("police", "vital_interest", False),
            ("ministry", "explicit_consent", False),
            ("helpline", "legal_task", False),
        ],
    )
    def test_the_kind_of_organisation_says_whether_it_may_hold_an_identity(
        self, sender: Membership, kind: str, basis: str, reads: bool
    ) -> None:
        asked = MembershipFactory.create(belgian=True, organisation__kind=kind)
        referral = ReferralFactory.create(sender=sender, recipients=[asked], without_consent=True)
        with acting(sender):
            details = consent_for(asked, basis=basis)
            deciding.name_in_consent(referral.pk, details, now=NOW)
        accept(referral, asked)
        assert reads_identity(referral, asked) == reads

    def test_whether_a_kind_may_is_data(self, sender: Membership, recipient: Membership) -> None:
        row = Code.objects.get(list_id="org_type", code="shelter")
        assert "identity_bases" not in row.attributes
        assert codes.attribute("org_type", "police", "identity_bases")

    def test_the_others_are_told_and_lose_sight_after_seven_days(
        self, sender: Membership, recipient: Membership, other: Membership, told: Told
    ) -> None:
        referral = self.both_can_help(sender, recipient, other)
        with acting(sender):
            deciding.choose(referral.pk, request_to(referral, other).pk, now=LATER)
            assert part_of(referral, recipient).ends_at == LATER + WEEK
        assert told.kinds_to(recipient)[-1] == "referral_not_needed"

    def test_who_was_let_go_can_be_asked_once_more(
        self, sender: Membership, recipient: Membership, told: Told
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        with acting(recipient):
            request = request_to(referral, recipient).pk
            answering.decline(referral.pk, request, "no_capacity", now=LATER)
        told.forget()
        again = LATER + timedelta(minutes=5)
        with acting(sender):
            deciding.ask_others(
                referral.pk, [Recipient("BE", recipient.organisation_id)], now=again
            )
            row = request_to(referral, recipient)
            assert (row.state, row.decline_reason, row.asked_at) == ("asked", "", again)
            assert part_of(referral, recipient).ends_at is None
        assert told.kinds_to(recipient) == ["referral_asked"]
        accept(referral, recipient)
