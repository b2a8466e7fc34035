"""Two people at once, with real threads and committed rows: one wins, the other is told why."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from accounts.models import Membership
from contacts.models import Organisation
from referrals.codes import Channel
from referrals.models import Disclosure, Event, Identity, Party, Referral, Request
from referrals.services import answering, deciding, drafts
from referrals.services.answering import Answer
from referrals.services.drafts import Recipient
from referrals.services.fields import save_fields
from referrals.services.writing import MoveRefused, NotAParty
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting, request_to

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(hours=1)
ROUNDS = 3


def at_once(*moves: tuple[Membership, Callable[[], object]]) -> list[object]:
    """Let each person make their move at the same moment; gives what came of each, in order."""
    start = Barrier(len(moves))

    def make(person: Membership, move: Callable[[], object]) -> object:
        try:
            with acting(person):
                start.wait(5)
                return move()
        except (MoveRefused, NotAParty) as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(moves)) as pool:
        pending = [pool.submit(make, person, move) for person, move in moves]
        return [one.result(timeout=30) for one in pending]


def refusals(outcomes: list[object]) -> list[str]:
    return [type(outcome).__name__ for outcome in outcomes if isinstance(outcome, Exception)]


def assert_log_is_whole(referral: Referral, sender: Membership) -> None:
    with acting(sender):
        sequence = list(Event.objects.filter(referral=referral).values_list("sequence", flat=True))
        assert sequence == list(range(sequence[0], sequence[0] + len(sequence)))
        assert Referral.objects.get(pk=referral.pk).version == sequence[-1]


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_accept_against_withdraw(round_: int) -> None:
    sender, recipient = MembershipFactory.create(), MembershipFactory.create(belgian=True)
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    with acting(sender):
        request = request_to(referral, recipient).pk
    accepted, withdrawn = at_once(
        (recipient, lambda: answering.accept(referral.pk, request, now=LATER)),
        (sender, lambda: deciding.withdraw(referral.pk, "solved_here", now=LATER)),
    )
    # A withdrawal is possible after a yes as well; a yes after the withdrawal is not.
    assert not isinstance(withdrawn, Exception)
    assert isinstance(accepted, MoveRefused | Referral)
    with acting(sender):
        assert Referral.objects.get(pk=referral.pk).state == "withdrawn"
        assert not Disclosure.objects.filter(ended_at__isnull=True).exists()
        assert Request.objects.get().state == "released"
    with acting(recipient):
        assert not Identity.objects.exists()
    assert_log_is_whole(referral, sender)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_of_a_rota_say_yes(round_: int) -> None:
    sender = MembershipFactory.create()
    rota = [
        MembershipFactory.create(
            organisation=Organisation.objects.get(slug=slug), contact_point=True
        )
        for slug in ("payoke", "pag-asa", "surya")
    ]
    referral = ReferralFactory.create(sender=sender, recipients=["BE"])
    with acting(sender):
        request = Request.objects.get().pk
    outcomes = at_once(
        *((p, lambda: answering.accept(referral.pk, request, now=LATER)) for p in rota)
    )
    assert refusals(outcomes) == ["MoveRefused"] * 2
    (winner,) = (
        person
        for person, outcome in zip(rota, outcomes, strict=True)
        if isinstance(outcome, Referral)
    )
    with acting(sender):
        disclosed = list(Disclosure.objects.values_list("organisation_id", flat=True))
        assert disclosed == [winner.organisation_id]
        lasting = Party.objects.filter(ends_at__isnull=True).exclude(side="sender")
        assert list(lasting.values_list("organisation_id", flat=True)) == disclosed
    assert_log_is_whole(referral, sender)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_the_first_yes_of_two_requests_wins_the_identity(round_: int) -> None:
    """In order, and the second was asked because the first was late."""
    sender = MembershipFactory.create()
    two = [MembershipFactory.create(belgian=True) for _ in range(2)]
    referral = ReferralFactory.create(sender=sender, recipients=two, in_order=True)
    with acting(sender):
        second = Recipient("BE", two[1].organisation_id)
        deciding.ask_others(referral.pk, [second], now=NOW)
        Referral.objects.update(release_to_first_yes=True)
        requests = [request_to(referral, person).pk for person in two]
    outcomes = at_once(
        (two[0], lambda: answering.accept(referral.pk, requests[0], now=LATER)),
        (two[1], lambda: answering.accept(referral.pk, requests[1], now=LATER)),
    )
    assert refusals(outcomes) == ["MoveRefused"]
    with acting(sender):
        assert Request.objects.filter(state="chosen").count() == 1
        assert Disclosure.objects.filter(ended_at__isnull=True).count() == 1
    assert_log_is_whole(referral, sender)


def test_two_people_of_the_sender_choose() -> None:
    sender = MembershipFactory.create()
    colleague = MembershipFactory.create(organisation=sender.organisation, team_lead=True)
    two = [MembershipFactory.create(belgian=True) for _ in range(2)]
    referral = ReferralFactory.create(sender=sender, recipients=two)
    with acting(sender):
        requests = [request_to(referral, person).pk for person in two]
    for person, request in zip(two, requests, strict=True):
        with acting(person):
            answering.accept(referral.pk, request, now=LATER)
    outcomes = at_once(
        (sender, lambda: deciding.choose(referral.pk, requests[0], now=LATER)),
        (colleague, lambda: deciding.choose(referral.pk, requests[1], now=LATER)),
    )
    assert refusals(outcomes) == ["MoveRefused"]
    with acting(sender):
        assert Request.objects.filter(state="chosen").count() == 1
        assert Disclosure.objects.count() == 1
    assert_log_is_whole(referral, sender)


def test_a_referral_is_sent_once_however_often_one_clicks() -> None:
    sender, recipient = MembershipFactory.create(), MembershipFactory.create(belgian=True)
    draft = ReferralFactory.create(sender=sender, recipients=[recipient], draft=True)
    outcomes = at_once(
        *((sender, lambda: deciding.send(draft.pk, draft.version, now=NOW)) for _ in range(3))
    )
    assert refusals(outcomes) == ["MoveRefused"] * 2
    with acting(sender):
        assert Event.objects.filter(move="send").count() == 1
        assert Party.objects.filter(side="recipient").count() == 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_double_click_begins_one_draft(round_: int) -> None:
    sender, draft_id = MembershipFactory.create(), uuid4()
    outcomes = at_once(
        *((sender, lambda: drafts.create_draft(draft_id, now=NOW).pk) for _ in range(3))
    )
    assert outcomes == [draft_id] * 3
    with acting(sender):
        assert Referral.objects.count() == Party.objects.count() == 1


def test_an_id_that_another_organisation_used_begins_nothing_and_shows_nothing() -> None:
    sender, stranger = MembershipFactory.create(), MembershipFactory.create()
    recipient = MembershipFactory.create(belgian=True)
    taken = ReferralFactory.create(sender=sender, recipients=[recipient]).pk
    for person in (stranger, recipient):
        with acting(person), pytest.raises(NotAParty):
            drafts.create_draft(taken, now=NOW)


def test_two_tabs_save_one_draft_and_one_is_told() -> None:
    sender, recipient = MembershipFactory.create(), MembershipFactory.create(belgian=True)
    draft = ReferralFactory.create(sender=sender, recipients=[recipient], draft=True)

    def save(code: str) -> Callable[[], object]:
        return lambda: save_fields(draft.pk, draft.version, now=NOW, fields={"urgency": code})

    outcomes = at_once((sender, save("standard")), (sender, save("emergency")))
    assert refusals(outcomes) == ["StaleDraft"]
    (saved,) = (one for one in outcomes if isinstance(one, Referral))
    with acting(sender):
        assert Referral.objects.get().urgency == saved.urgency


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_saving_against_deleting_leaves_a_whole_draft_or_none(round_: int) -> None:
    sender, recipient = MembershipFactory.create(), MembershipFactory.create(belgian=True)
    draft = ReferralFactory.create(sender=sender, recipients=[recipient], draft=True)
    save = save_fields
    at_once(
        (sender, lambda: save(draft.pk, draft.version, now=NOW, fields={"urgency": "standard"})),
        (sender, lambda: drafts.delete_draft(draft.pk, now=NOW)),
    )
    with acting(sender):
        assert Referral.objects.count() == Party.objects.count() == Identity.objects.count()


def test_the_sender_records_a_yes_while_the_recipient_says_no() -> None:
    sender, recipient = MembershipFactory.create(), MembershipFactory.create(belgian=True)
    referral = ReferralFactory.create(sender=sender, recipients=[recipient])
    by_phone = Answer(Channel.PHONE)
    with acting(sender):
        request = request_to(referral, recipient).pk
    outcomes = at_once(
        (sender, lambda: answering.accept(referral.pk, request, now=LATER, answer=by_phone)),
        (recipient, lambda: answering.decline(referral.pk, request, "no_capacity", now=LATER)),
    )
    assert refusals(outcomes) == ["MoveRefused"]
    assert_log_is_whole(referral, sender)
