"""A country's contact point: a rota, passing on, and answers that come in by phone or mail."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Membership
from contacts.models import Organisation
from referrals.codes import Channel
from referrals.models import Event, Party, Referral, Request
from referrals.selectors import read_case, read_identity
from referrals.services import answering, deciding
from referrals.services.answering import Answer
from referrals.services.drafts import Recipient
from referrals.services.writing import MoveRefused, NotAParty
from tests.factories import (
    IDENTITY,
    NOW,
    MembershipFactory,
    ReferralFactory,
    acting,
    request_to,
)

from .conftest import Told

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
WEEK = timedelta(days=7)
BY_PHONE = Answer(Channel.PHONE)


def member_of(slug: str, **traits: Any) -> Membership:
    return MembershipFactory.create(organisation=Organisation.objects.get(slug=slug), **traits)


@pytest.fixture
def rota() -> dict[str, Membership]:
    """The contact points of the Belgian rota."""
    return {slug: member_of(slug, contact_point=True) for slug in ("payoke", "pag-asa", "surya")}


@pytest.fixture
def to_belgium(sender: Membership, rota: dict[str, Membership]) -> Referral:
    return ReferralFactory.create(sender=sender, recipients=["BE"])


def the_request(referral: Referral, person: Membership) -> Request:
    with acting(person):
        return Request.objects.filter(referral=referral).order_by("position").last()  # type: ignore


def sees(referral: Referral, person: Membership) -> bool:
    with acting(person):
        return Referral.objects.filter(pk=referral.pk).exists()


def end_all_sight(referral: Referral, sender: Membership) -> None:
    """As if seven days had passed."""
    with acting(sender):
        parties = Party.objects.filter(referral=referral, ends_at__isnull=False)
        parties.update(ends_at=NOW)  # before this transaction began


def test_every_contact_point_of_the_rota_is_asked_and_its_caseworkers_are_not(
    sender: Membership, rota: dict[str, Membership], told: Told
) -> None:
    caseworker = member_of("payoke")
    referral = ReferralFactory.create(sender=sender, recipients=["BE"])
    assert sorted(told.lines) == sorted(("referral_asked", p.user_id) for p in rota.values())
    assert all(sees(referral, person) for person in rota.values())
    assert not sees(referral, caseworker)


def test_one_of_the_rota_answers_and_the_others_lose_sight_a_week_later(
    sender: Membership, rota: dict[str, Membership], to_belgium: Referral
) -> None:
    request = the_request(to_belgium, sender)
    with acting(rota["pag-asa"]):
        answering.accept(to_belgium.pk, request.pk, now=LATER)
        identity = read_identity(to_belgium.pk, purpose="contact")
        assert identity is not None
        assert identity.texts["family_name"] == IDENTITY["family_name"]
    with acting(rota["surya"]):
        assert read_identity(to_belgium.pk, purpose="contact") is None
        with pytest.raises(MoveRefused):
            answering.accept(to_belgium.pk, request.pk, now=LATER)
    with acting(sender):
        ends = dict(Party.objects.exclude(side="sender").values_list("organisation_id", "ends_at"))
    assert ends == {
        rota["payoke"].organisation_id: LATER + WEEK,
        rota["pag-asa"].organisation_id: None,
        rota["surya"].organisation_id: LATER + WEEK,
    }
    end_all_sight(to_belgium, sender)
    assert [slug for slug, person in rota.items() if sees(to_belgium, person)] == ["pag-asa"]
    assert sees(to_belgium, member_of("pag-asa")), "its caseworkers take the case over"


def test_the_identity_goes_to_who_answered_only_if_the_consent_names_them(
    sender: Membership, rota: dict[str, Membership]
) -> None:
    referral = ReferralFactory.create(
        sender=sender, recipients=["BE"], consent_names=[rota["payoke"]]
    )
    with acting(rota["surya"]):
        answering.accept(referral.pk, the_request(referral, sender).pk, now=LATER)
        assert read_identity(referral.pk, purpose="contact") is None


def test_passing_on_asks_another_organisation_of_the_country(
    sender: Membership, rota: dict[str, Membership], to_belgium: Referral, told: Told
) -> None:
    shelter = MembershipFactory.create(belgian=True)
    request = the_request(to_belgium, sender)
    with acting(rota["payoke"]):
        answering.pass_on(to_belgium.pk, request.pk, shelter.organisation_id, now=LATER)
    assert told.kinds_to(shelter) == ["referral_asked"]
    assert told.kinds_to(sender) == ["referral_passed_on"]
    with acting(shelter):
        assert request_to(to_belgium, shelter).due_at == LATER + timedelta(hours=4)
        assert Request.objects.count() == 1, "it reads its own request only"
    with acting(sender):
        assert [r.state for r in Request.objects.order_by("position")] == ["passed_on", "asked"]


@pytest.mark.parametrize("where", ["the sender", "another country", "inactive"])
def test_nothing_is_passed_on_across_the_border_or_to_nobody(
    sender: Membership, rota: dict[str, Membership], to_belgium: Referral, where: str
) -> None:
    inactive = MembershipFactory.create(belgian=True, organisation__active=False)
    wrong = {
        "the sender": sender,
        "another country": MembershipFactory.create(organisation__luxembourgish=True),
        "inactive": inactive,
    }[where]
    request = the_request(to_belgium, sender)
    with acting(rota["payoke"]), pytest.raises(MoveRefused):
        answering.pass_on(to_belgium.pk, request.pk, wrong.organisation_id, now=LATER)
    assert wrong == sender or not sees(to_belgium, wrong)


def test_who_passed_on_follows_it_records_its_answer_and_then_loses_sight(
    sender: Membership, rota: dict[str, Membership], to_belgium: Referral, told: Told
) -> None:
    shelter = MembershipFactory.create(belgian=True)
    payoke = rota["payoke"]
    with acting(payoke):
        request = the_request(to_belgium, payoke)
        answering.pass_on(to_belgium.pk, request.pk, shelter.organisation_id, now=LATER)
    end_all_sight(to_belgium, sender)
    assert [slug for slug, person in rota.items() if sees(to_belgium, person)] == ["payoke"]
    told.forget()
    with acting(payoke):
        onward = request_to(to_belgium, shelter)
        with pytest.raises(MoveRefused, match="way"):
            answering.accept(to_belgium.pk, onward.pk, now=LATER)
        answering.accept(to_belgium.pk, onward.pk, now=LATER, answer=BY_PHONE)
        assert read_identity(to_belgium.pk, purpose="contact") is None
    assert told.kinds_to(sender) == ["referral_accepted"]
    assert told.kinds_to(shelter) == ["answer_recorded"]
    with acting(sender):
        accepted = Event.objects.get(move="accept")
        assert (accepted.channel, accepted.user_id) == ("phone", payoke.user_id)
        assert Referral.objects.get().state == "agreed"
    end_all_sight(to_belgium, sender)
    assert not sees(to_belgium, payoke)
    assert sees(to_belgium, shelter)


def test_the_sender_records_an_answer_given_by_phone(sender: Membership, told: Told) -> None:
    recipient = MembershipFactory.create(belgian=True)
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    with acting(sender):
        request = request_to(referral, recipient)
        with pytest.raises(MoveRefused, match="way"):
            answering.accept(referral.pk, request.pk, now=LATER)
        answering.accept(referral.pk, request.pk, now=LATER, answer=BY_PHONE)
        request.refresh_from_db()
    assert (request.answer_channel, request.answered_by_id) == ("phone", sender.user_id)
    assert request.answered_at == LATER
    assert told.kinds_to(sender) == []
    assert told.kinds_to(recipient) == ["referral_asked", "referral_chosen", "answer_recorded"]


def test_the_sender_says_which_of_the_rota_answered_by_phone(
    sender: Membership, rota: dict[str, Membership], to_belgium: Referral
) -> None:
    request = the_request(to_belgium, sender)
    outsider = MembershipFactory.create(belgian=True).organisation_id
    with acting(sender):
        for spoke in (None, outsider, sender.organisation_id):
            with pytest.raises(MoveRefused, match="which organisation"):
                answering.accept(
                    to_belgium.pk, request.pk, now=LATER, answer=Answer(Channel.PHONE, spoke)
                )
        surya = Answer(Channel.MAIL, rota["surya"].organisation_id)
        answering.decline(to_belgium.pk, request.pk, "no_capacity", now=LATER, answer=surya)
        assert Request.objects.get().organisation_id == rota["surya"].organisation_id


def test_an_organisation_asked_twice_hands_over_by_the_request_that_was_chosen(
    sender: Membership, rota: dict[str, Membership]
) -> None:
    """Payoke said no as itself, and yes as one of the rota."""
    payoke = rota["payoke"]
    referral = ReferralFactory.create(sender=sender, recipients=[payoke])
    with acting(payoke):
        own = Request.objects.get()
        answering.decline(referral.pk, own.pk, "no_capacity", now=LATER)
    with acting(sender):
        deciding.ask_others(referral.pk, [Recipient("BE")], now=LATER)
    with acting(payoke):
        of_rota = Request.objects.get(to_contact_point=True)
        answering.accept(referral.pk, of_rota.pk, now=LATER)
        assert read_case(referral.pk, now=LATER).party.request_id == of_rota.pk
        deciding.hand_over(referral.pk, now=LATER)


def test_a_contact_point_of_another_country_has_no_part(
    sender: Membership, to_belgium: Referral
) -> None:
    infotraite = member_of("infotraite", contact_point=True)
    request = the_request(to_belgium, sender)
    with acting(infotraite), pytest.raises(NotAParty):
        answering.accept(to_belgium.pk, request.pk, now=LATER)
