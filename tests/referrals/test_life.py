"""The life of a referral, told through the services as each side acts."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Membership
from contacts.models import Organisation
from referrals.codes import Channel
from referrals.models import Event, Party, Question, Referral, Request
from referrals.selectors import read_case, read_identity
from referrals.services import answering, deciding, questions
from referrals.services.answering import Answer, Note, Offer
from referrals.services.drafts import ConsentDetails, Recipient
from referrals.services.identity import save_identity
from referrals.services.rating import Verdict
from referrals.services.writing import MoveRefused, NotAParty
from tests.factories import (
    IDENTITY,
    NOW,
    MembershipFactory,
    ReferralFactory,
    acting,
    part_of,
    request_to,
)

from .conftest import Told

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
WEEK = timedelta(days=7)
BY_PHONE = Answer(Channel.PHONE)


def member_of(slug: str, **traits: Any) -> Membership:
    return MembershipFactory.create(organisation=Organisation.objects.get(slug=slug), **traits)


def accept(referral: Referral, person: Membership, at: Any = LATER, **rest: Any) -> None:
    with acting(person):
        request = Request.objects.get(parties__organisation=person.organisation_id)
        answering.accept(referral.pk, request.pk, now=at, **rest)


def decline(referral: Referral, person: Membership, reason: str = "no_capacity") -> None:
    with acting(person):
        request = Request.objects.get(parties__organisation=person.organisation_id)
        answering.decline(referral.pk, request.pk, reason, now=LATER)


def name_of(referral: Referral, person: Membership) -> str | None:
    """The family name as this person reads it, None where the identity is closed to them."""
    with acting(person):
        identity = read_identity(referral.pk, purpose="contact")
        return identity.texts["family_name"] if identity else None


def state(referral: Referral, sender: Membership) -> str:
    with acting(sender):
        return Referral.objects.get(pk=referral.pk).state


def test_one_recipient_who_says_yes_reads_the_identity_at_once(
    sender: Membership, recipient: Membership, told: Told
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    assert name_of(referral, recipient) is None
    accept(referral, recipient, offer=Offer("safe_place", date(2026, 3, 4), ("intake_first",)))
    assert state(referral, sender) == "agreed"
    assert name_of(referral, recipient) == IDENTITY["family_name"]
    assert told.kinds_to(sender) == ["referral_accepted"]


def test_in_order_the_next_is_asked_after_a_refusal_and_the_first_yes_agrees(
    sender: Membership, recipient: Membership, other: Membership, told: Told
) -> None:
    last = MembershipFactory.create(belgian=True)
    referral = ReferralFactory.create(
        sender=sender, recipients=[recipient, other, last], in_order=True
    )
    assert told.lines == [("referral_asked", recipient.user_id)]
    decline(referral, recipient)
    assert told.kinds_to(other) == ["referral_asked"]
    with acting(other):
        assert request_to(referral, other).due_at == LATER + timedelta(hours=4)
    accept(referral, other)
    assert state(referral, sender) == "agreed"
    assert name_of(referral, other) == IDENTITY["family_name"]
    with acting(last), pytest.raises(NotAParty):
        read_case(referral.pk, now=LATER)
    assert told.kinds_to(last) == [], "who never knew is not told that it is over"


def test_of_several_asked_at_once_the_sender_chooses(
    sender: Membership, recipient: Membership, other: Membership, told: Told
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient, other])
    assert not referral.release_to_first_yes
    accept(referral, recipient)
    accept(referral, other)
    assert state(referral, sender) == "answered"
    assert name_of(referral, recipient) is None
    with acting(sender):
        deciding.choose(referral.pk, request_to(referral, other).pk, now=LATER)
        assert part_of(referral, recipient).ends_at == LATER + WEEK
        assert part_of(referral, other).ends_at is None
    assert name_of(referral, other) == IDENTITY["family_name"]
    assert name_of(referral, recipient) is None
    assert told.kinds_to(recipient) == ["referral_asked", "referral_not_needed"]
    assert told.kinds_to(other) == ["referral_asked", "referral_chosen"]


def test_who_was_not_chosen_does_not_learn_who_was(
    sender: Membership, recipient: Membership, other: Membership
) -> None:
    """A shelter's name says where the person is."""
    referral = ReferralFactory.create(sender=sender, recipients=[recipient, other])
    accept(referral, recipient)
    with acting(sender):
        deciding.choose(referral.pk, request_to(referral, recipient).pk, now=LATER)
    with acting(recipient):
        deciding.hand_over(referral.pk, now=LATER)
    with acting(other):
        case = read_case(referral.pk, now=LATER)
        assert case.referral.state == "handed_over"
        assert recipient.organisation.name not in repr(case)
        assert not Event.objects.filter(organisation=recipient.organisation_id).exists()


def test_who_was_overtaken_by_a_first_yes_does_not_learn_whose_it_was(
    sender: Membership, recipient: Membership, other: Membership
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient, other], in_order=True)
    with acting(sender):
        later_too = [Recipient("BE", other.organisation_id)]
        deciding.ask_others(referral.pk, later_too, now=LATER)
        Referral.objects.update(release_to_first_yes=True)
    accept(referral, other)
    with acting(recipient):
        assert not Event.objects.filter(organisation=other.organisation_id).exists()
        assert request_to(referral, recipient).state == "released"


def test_a_consent_that_does_not_name_the_acceptor_releases_nothing_until_it_does(
    sender: Membership, recipient: Membership, told: Told
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient], unnamed=True)
    accept(referral, recipient)
    assert state(referral, sender) == "agreed"
    assert name_of(referral, recipient) is None
    renewed = ConsentDetails("explicit_consent", date(2026, 3, 2), (recipient.organisation_id,))
    with acting(sender):
        deciding.name_in_consent(referral.pk, renewed, now=LATER)
    assert name_of(referral, recipient) == IDENTITY["family_name"]
    assert told.kinds_to(recipient)[-1] == "identity_released"


def test_without_any_consent_nothing_is_released(sender: Membership, recipient: Membership) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient], without_consent=True)
    accept(referral, recipient)
    assert (state(referral, sender), name_of(referral, recipient)) == ("agreed", None)


def test_a_renewed_consent_that_names_somebody_no_more_closes_the_identity_to_them(
    sender: Membership, recipient: Membership
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    accept(referral, recipient)
    with acting(sender):
        narrower = ConsentDetails("explicit_consent", date(2026, 3, 2), ())
        deciding.name_in_consent(referral.pk, narrower, now=LATER)
    assert name_of(referral, recipient) is None


def test_a_withdrawal_closes_the_identity_at_once_and_tells_everybody_who_was_asked(
    sender: Membership, recipient: Membership, told: Told
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    accept(referral, recipient)
    with acting(sender):
        deciding.withdraw(referral.pk, "consent_withdrawn", now=LATER)
        assert Party.objects.get(side="recipient").state == "released"
    assert name_of(referral, recipient) is None
    assert told.kinds_to(recipient)[-1] == "referral_withdrawn"
    with acting(recipient), pytest.raises(MoveRefused):
        deciding.hand_over(referral.pk, now=LATER)


def test_sight_ends_seven_days_after_a_refusal(sender: Membership, recipient: Membership) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    decline(referral, recipient)
    with acting(sender):
        own = part_of(referral, recipient)
        assert own.ends_at == LATER + WEEK
        own.ends_at = timezone.now() + timedelta(minutes=1)
        own.save()
    with acting(recipient):
        read_case(referral.pk, now=LATER)
    with acting(sender):
        Party.objects.filter(pk=own.pk).update(ends_at=timezone.now() - timedelta(minutes=1))
    with acting(recipient), pytest.raises(NotAParty):
        read_case(referral.pk, now=LATER)


def test_a_question_stops_the_clock_until_it_is_answered(
    sender: Membership, recipient: Membership, told: Told
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    with acting(recipient):
        request = request_to(referral, recipient)
        questions.ask_question(referral.pk, request.pk, Note("Alleen?", "nl"), now=LATER)
        assert part_of(referral, recipient).due_at is None
    with acting(sender):
        answer = Note("Oui.", "fr")
        questions.answer_question(referral.pk, request.pk, answer, now=LATER + timedelta(days=1))
    with acting(recipient):
        due = NOW + timedelta(hours=4) + timedelta(days=1)
        assert request_to(referral, recipient).due_at == due
        assert part_of(referral, recipient).due_at == due
        (exchange,) = read_case(referral.pk, now=LATER).asked[0].exchanges
        assert (exchange.text, exchange.answer) == ("Alleen?", "Oui.")
        assert Question.objects.get().answer_language == "fr"
    assert told.kinds_to(sender) == ["question_asked"]
    assert told.kinds_to(recipient) == ["referral_asked", "question_answered"]


def test_when_all_have_declined_the_sender_asks_others_or_closes(
    sender: Membership, recipient: Membership, other: Membership, told: Told
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    decline(referral, recipient)
    assert state(referral, sender) == "answered"
    with acting(sender):
        deciding.ask_others(referral.pk, [Recipient("BE", other.organisation_id)], now=LATER)
    assert state(referral, sender) == "sent"
    assert told.kinds_to(other) == ["referral_asked"]
    decline(referral, other)
    with acting(sender):
        deciding.close(referral.pk, "not_arrived", now=LATER)
    assert state(referral, sender) == "closed"


def test_asking_two_more_at_once_leaves_the_choice_to_the_sender(
    sender: Membership, recipient: Membership, other: Membership
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    with acting(sender):
        deciding.ask_others(referral.pk, [Recipient("BE", other.organisation_id)], now=LATER)
    accept(referral, other)
    assert state(referral, sender) == "answered"
    assert name_of(referral, other) is None


def test_one_who_waits_for_its_turn_can_be_asked_now(
    sender: Membership, recipient: Membership, other: Membership
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient, other], in_order=True)
    again = [Recipient("BE", other.organisation_id)]
    with acting(sender):
        deciding.ask_others(referral.pk, again, now=LATER)
        assert request_to(referral, other).state == "asked"
        with pytest.raises(MoveRefused):
            deciding.ask_others(referral.pk, again, now=LATER)


def test_closing_tells_those_who_still_waited(
    sender: Membership, recipient: Membership, other: Membership, told: Told
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient, other])
    accept(referral, recipient)
    with acting(sender):
        deciding.close(referral.pk, "disappeared", now=LATER)
    for person in (recipient, other):
        assert told.kinds_to(person)[-1] == "referral_closed"
        with acting(sender):
            assert part_of(referral, person).ends_at == LATER + WEEK


@pytest.mark.parametrize("by", ["sender", "recipient"])
def test_either_side_hands_over_and_closes_and_the_other_is_told(
    sender: Membership, recipient: Membership, told: Told, by: str
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    accept(referral, recipient)
    mover, told_one = (sender, recipient) if by == "sender" else (recipient, sender)
    told.forget()
    with acting(mover):
        deciding.hand_over(referral.pk, now=LATER)
        deciding.close(referral.pk, "sheltered", now=LATER, verdict=Verdict("yes"))
    assert told.lines == [
        ("referral_handed_over", told_one.user_id),
        ("referral_closed", told_one.user_id),
    ]
    with acting(recipient):
        assert part_of(referral, recipient).state == "closed"
    with acting(sender), pytest.raises(MoveRefused):
        save_identity(referral.pk, referral.version, texts=IDENTITY, now=LATER)
