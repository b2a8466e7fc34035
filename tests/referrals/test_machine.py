"""Several organisations move at random; who may is the permissions' table, and nothing breaks."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from accounts.models import Membership
from referrals.codes import Channel, ChosenAs, Order
from referrals.models import DangerOpening, Handover, Party, Referral, Request
from referrals.services import (
    answering,
    consent,
    danger,
    deciding,
    handover,
    questions,
    rating,
    splitting,
    writing,
)
from referrals.services.answering import Answer, Note
from referrals.services.danger import Danger
from referrals.services.drafts import ConsentDetails, Recipient
from referrals.services.handover import Plan
from referrals.services.identity import save_identity
from referrals.services.rating import Verdict
from referrals.services.writing import MoveRefused, NotAParty
from tests.factories import IDENTITY, NOW, ReferralFactory, acting

from .conftest import Told
from .test_permissions import ALLOWED
from .world import Tracked, World, check, counted

# Whom a move tells, where it tells one side for certain: kinds that only the other side may get.
TO_SENDER = {"referral_accepted", "referral_declined", "referral_passed_on", "question_asked"}
TO_RECIPIENTS = {
    "referral_asked",
    "referral_chosen",
    "referral_not_needed",
    "referral_withdrawn",
    "question_answered",
    "identity_released",
    "answer_recorded",
    "referral_transferred",
    "consent_narrowed",
    "consent_withdrawn",
}
# What a request's move is called among the permissions, and which kind it sends for certain.
REQUEST_MOVES = {
    "accept": "referral_accepted",
    "decline": "referral_declined",
    "ask_question": "question_asked",
    "answer_question": "question_answered",
    "pass_on": "referral_passed_on",
    "choose": "referral_chosen",
}
WHOLE_MOVES = (
    "ask_others",
    "name_in_consent",
    "narrow_consent",
    "withdraw_consent",
    "withdraw",
    "hand_over",
    "close",
    "edit_identity",
    "choose_several",
    "split",
    "transfer",
    "plan_handover",
    "confirm_arrival",
    "reopen",
    "rate",
    "open_in_danger",
    "end_danger",
)


ORDER = ["sender", "recipient", "contact_point"]


def version_of(key: UUID) -> int:
    """The version that the acting person sees; 0 for a stranger."""
    return Referral.objects.filter(pk=key).values_list("version", flat=True).first() or 0


def plan_version(key: UUID) -> int:
    """The version of the plan that the acting person sees; 0 for none."""
    return Handover.objects.filter(pk=key).values_list("version", flat=True).first() or 0


class Referrals(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.world = World.create()
        self.now = NOW
        self.told = Told()
        self.ears = patch.object(writing, "queue_notice", self.told.listening())
        self.ears.start()

    def teardown(self) -> None:
        self.ears.stop()
        assert [counted(person) for person in self.world.outsiders] == [0, 0, 0]
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @precondition(lambda self: len(self.world.referrals) < 3)
    @rule(data=st.data())
    def file(self, data: st.DataObject) -> None:
        sender = data.draw(st.sampled_from(self.world.senders), "sender")
        shelters = self.world.asked[:2]
        asked: list[Membership | str] = data.draw(
            st.sampled_from(
                [["BE"], shelters[:1], shelters, [shelters[0], "BE"], ["BE", *shelters]]
            ),
            "recipients",
        )
        named = data.draw(st.lists(st.sampled_from(self.world.asked), max_size=3), "consent names")
        referral = ReferralFactory.create(
            sender=sender,
            recipients=asked,
            consent_names=list({person.organisation_id: person for person in named}.values()),
            order=data.draw(st.sampled_from(list(Order)), "order"),
            urgency=data.draw(st.sampled_from(["emergency", "standard"]), "urgency"),
            now=self.now,
        )
        names = {person.organisation_id for person in named}
        self.world.referrals.append(Tracked(referral.pk, sender, names))
        self.told.forget()
        check(self.world, self.world.referrals[-1])

    @precondition(lambda self: self.world.referrals)
    @rule(data=st.data())
    def move_another_request(self, data: st.DataObject) -> None:
        """Most of what happens happens to requests."""
        self.move_one(data)

    @precondition(lambda self: self.world.referrals)
    @rule(data=st.data())
    def move_a_request(self, data: st.DataObject) -> None:
        self.move_one(data)

    def move_one(self, data: st.DataObject) -> None:
        tracked = data.draw(st.sampled_from(self.world.referrals), "referral")
        with acting(tracked.sender):
            requests = list(Request.objects.filter(referral=tracked.pk))
        request = data.draw(st.sampled_from(requests), "request")
        person, move, allowed = self.drawn(data, tracked, REQUEST_MOVES, request)
        channel = self.channel(person, request)
        answer = Answer(channel, self.world.asked[2].organisation_id)
        onward = self.world.asked[1].organisation_id
        key = (tracked.pk, request.pk)
        perform: dict[str, Callable[[], object]] = {
            "accept": lambda: answering.accept(*key, now=self.now, answer=answer),
            "decline": lambda: answering.decline(*key, "no_capacity", now=self.now, answer=answer),
            "ask_question": lambda: questions.ask_question(*key, Note("?", "nl"), now=self.now),
            "answer_question": lambda: questions.answer_question(
                *key, Note("!", "fr"), now=self.now
            ),
            "pass_on": lambda: answering.pass_on(*key, onward, now=self.now),
            "choose": lambda: deciding.choose(*key, now=self.now),
        }
        asked_already = move == "pass_on" and onward in {r.organisation_id for r in requests}
        may = None if allowed and asked_already else allowed
        self.make(tracked, person, perform[move], may, certain=REQUEST_MOVES[move])

    @precondition(lambda self: self.world.referrals)
    @rule(data=st.data())
    def move_the_whole(self, data: st.DataObject) -> None:
        tracked = data.draw(st.sampled_from(self.world.referrals), "referral")
        person, move, allowed = self.drawn(data, tracked, WHOLE_MOVES, None)
        named = data.draw(st.sets(st.sampled_from([0, 1, 2, 3])), "named")
        names = {self.world.asked[index].organisation_id for index in named}
        details = ConsentDetails("explicit_consent", date(2026, 3, 1), tuple(sorted(names)))
        other = Recipient("BE", self.world.asked[1].organisation_id)
        why = data.draw(st.sampled_from(["no_time", "incapable"]), "why not asked")
        key, onto = tracked.pk, self.world.asked[1].organisation_id
        perform: dict[str, Callable[[], object]] = {
            "ask_others": lambda: deciding.ask_others(key, [other], now=self.now),
            "name_in_consent": lambda: deciding.name_in_consent(key, details, now=self.now),
            "narrow_consent": lambda: consent.narrow_consent(
                key, {pk: ["remarks"] for pk in names}, now=self.now
            ),
            "withdraw_consent": lambda: consent.withdraw_consent(key, go_on=True, now=self.now),
            "withdraw": lambda: deciding.withdraw(key, "other", now=self.now),
            "hand_over": lambda: deciding.hand_over(key, now=self.now),
            "close": lambda: deciding.close(key, "unknown", now=self.now),
            "choose_several": lambda: deciding.choose_several(
                key, self.able(tracked), now=self.now
            ),
            "split": lambda: splitting.split(key, uuid4(), ["legal"], now=self.now),
            "transfer": lambda: deciding.transfer(
                key, other, replace(details, organisation_ids=(onto,)), "other", now=self.now
            ),
            "plan_handover": lambda: handover.plan_handover(
                key, plan_version(key), Plan("", "Platform 2"), now=self.now
            ),
            "confirm_arrival": lambda: handover.confirm_arrival(key, now=self.now),
            "reopen": lambda: deciding.reopen(key, "other", now=self.now),
            "rate": lambda: rating.rate(key, Verdict("yes"), now=self.now),
            "open_in_danger": lambda: danger.open_in_danger(
                key, Danger("person", why, "Somebody is at the door."), now=self.now
            ),
            "end_danger": lambda: danger.end_danger(key, self.opening(tracked), now=self.now),
            "edit_identity": lambda: save_identity(
                key, version_of(key), texts=IDENTITY, now=self.now
            ),
        }
        # It may be asked already; there may be no consent, or nothing left to narrow.
        # Fewer than two may be able to help; the other service may have it, or not be asked yet.
        # In danger it may be open, be nobody's to end, or have been refused by the person.
        unsure = {
            "ask_others", "narrow_consent", "withdraw_consent", "choose_several", "transfer",
            "confirm_arrival", "open_in_danger", "end_danger",
        }  # fmt: skip
        may = None if allowed and move in unsure else allowed
        if self.make(tracked, person, perform[move], may):
            if move == "name_in_consent":
                tracked.names = names
            if move == "transfer":
                tracked.names = {onto}
            if move == "narrow_consent":
                tracked.names &= names
            if move in {"withdraw", "withdraw_consent"}:
                tracked.names = set()
            if move in {"withdraw", "withdraw_consent", "name_in_consent", "transfer"}:
                tracked.opened = set()
            if move == "open_in_danger":
                tracked.opened.add(person.user_id)
        check(self.world, tracked)

    @precondition(lambda self: self.world.referrals)
    @rule(data=st.data())
    def see(self, data: st.DataObject) -> None:
        tracked = data.draw(st.sampled_from(self.world.referrals), "referral")
        person = data.draw(st.sampled_from(self.world.asked), "person")
        with acting(person):
            for request in Request.objects.filter(referral=tracked.pk):
                answering.mark_seen(tracked.pk, request.pk, now=self.now)
        assert self.told.lines == []
        check(self.world, tracked)

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(minutes=hours)

    @precondition(lambda self: self.world.referrals)
    @rule()
    def a_week_passes_for_those_who_are_out(self) -> None:
        for tracked in self.world.referrals:
            with acting(tracked.sender):
                out = Party.objects.filter(referral=tracked.pk, ends_at__isnull=False)
                out.update(ends_at=NOW - timedelta(days=1))
            check(self.world, tracked)

    def able(self, tracked: Tracked) -> dict[UUID, ChosenAs]:
        """The two who said first that they can help: one receives the person, one finds a place."""
        with acting(tracked.sender):
            able = Request.objects.filter(referral=tracked.pk, state="can_help")[:2]
            return {
                r.pk: p for r, p in zip(able, [ChosenAs.RECEIVES, ChosenAs.PLACES], strict=False)
            }

    def opening(self, tracked: Tracked) -> UUID:
        """The last opening in danger, an unknown one for none."""
        with acting(tracked.sender):
            last = DangerOpening.objects.filter(referral=tracked.pk).first()
        return last.pk if last else uuid4()

    def channel(self, person: Membership, request: Request) -> Channel:
        """In the portal for those who are asked, by phone for what others record."""
        with acting(person):
            own = Party.objects.filter(request=request, organisation=person.organisation_id)
            party = own.first()
        asked = party is not None and (party.side == "recipient" or request.to_contact_point)
        return Channel.PORTAL if asked else Channel.PHONE

    def drawn(
        self, data: st.DataObject, tracked: Tracked, moves: Iterable[str], request: Request | None
    ) -> tuple[Membership, str, bool]:
        """A person, a move, and whether the table allows it: mostly one that it does."""
        people = [tracked.sender, *self.world.asked]
        places = [(person, self.place(person, tracked, request)) for person in people]
        possible = [
            (person, move)
            for person, place in places
            for move in moves
            if (move, *place) in ALLOWED
        ]
        if possible and data.draw(st.integers(0, 3), "try what is not allowed") != 3:
            person, move = data.draw(st.sampled_from(possible), "person and move")
            return person, move, True
        person = data.draw(st.sampled_from(self.world.everybody), "person")
        move = data.draw(st.sampled_from(sorted(moves)), "move")
        return person, move, (move, *self.place(person, tracked, request)) in ALLOWED

    def place(
        self, person: Membership, tracked: Tracked, request: Request | None
    ) -> tuple[object, ...]:
        """Where the person stands, as the table has it; empty for who has no part."""
        with acting(person):
            referral = Referral.objects.filter(pk=tracked.pk).first()
            parts = Party.objects.filter(referral=tracked.pk, organisation=person.organisation_id)
            sides = list(parts.values_list("side", "request", "ends_at"))
            sides = [s for s in sides if s[0] == "sender" or not request or s[1] == request.pk]
            if referral is None or not sides:
                return ()
            first = min(sides, key=lambda s: (ORDER.index(s[0]), s[2] is not None))
            about = request or Request.objects.filter(pk=first[1]).first()
        to_country = bool(about and about.to_contact_point)
        state = about.state if about else "none"
        return (str(person.role), first[0], to_country, referral.state, state)

    def make(
        self,
        tracked: Tracked,
        person: Membership,
        perform: Callable[[], object],
        may: bool | None,
        certain: str = "",
    ) -> bool:
        """Make the move; it happens if and only if the table allows it (None: either)."""
        self.told.forget()
        try:
            with acting(person):
                perform()
            happened = True
        except (MoveRefused, NotAParty):
            happened = False
        assert may is None or happened == may
        if happened:
            self.check_notices(tracked, person, certain)
        else:
            assert self.told.lines == []
        self.told.forget()
        if certain:
            check(self.world, tracked)
        return happened

    def check_notices(self, tracked: Tracked, mover: Membership, certain: str) -> None:
        organisations = {p.user_id: p.organisation_id for p in self.world.everybody}
        sender = tracked.sender.organisation_id
        assert mover.user_id not in [user_id for _kind, user_id in self.told.lines]
        for kind, user_id in self.told.lines:
            if kind in TO_SENDER:
                assert organisations[user_id] == sender
            if kind in TO_RECIPIENTS:
                assert organisations[user_id] != sender
        kinds = {kind for kind, _user_id in self.told.lines}
        if mover.organisation_id != sender and certain in TO_SENDER:
            assert certain in kinds, "the sender is told of every answer"
        if mover.organisation_id == sender and certain in TO_RECIPIENTS:
            assert certain in kinds, "the recipient is told of what the sender did"
        if mover.organisation_id == sender and certain in {
            "referral_accepted",
            "referral_declined",
        }:
            assert "answer_recorded" in kinds


@pytest.mark.django_db
def test_whatever_they_do_every_rule_holds() -> None:
    run_state_machine_as_test(
        Referrals,
        settings=settings(
            max_examples=14,
            phases=[Phase.generate],  # a shrunk example costs minutes
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
