"""Several organisations around referrals, and what must be true of them after every move."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts.models import Membership
from contacts.models import Organisation
from referrals.models import (
    Consent,
    DangerOpening,
    Disclosure,
    Event,
    Identity,
    Party,
    Question,
    Referral,
    Request,
)
from tests.factories import MembershipFactory, acting
from tests.protection.catalogue import tables_of_referrals

HOURS = {"emergency": 1, "urgent": 4, "priority": 24, "standard": 72}
AWAITED = {"asked", "seen", "question_answered"}
OPEN = AWAITED | {"question_open"}
WHOLE = {"agreed", "handed_over", "closed", "withdrawn"}


@dataclass
class Tracked:
    """A referral as the test knows it: by what was done, not by what the rows say."""

    pk: UUID
    sender: Membership
    names: set[int]  # whom the consent in force names
    opened: set[int] = field(default_factory=set)  # users who opened it in danger


@dataclass
class World:
    senders: list[Membership] = field(default_factory=list)
    asked: list[Membership] = field(default_factory=list)
    outsiders: list[Membership] = field(default_factory=list)
    referrals: list[Tracked] = field(default_factory=list)

    @classmethod
    def create(cls) -> "World":
        payoke, surya = (Organisation.objects.get(slug=slug) for slug in ("payoke", "surya"))
        return cls(
            senders=[MembershipFactory.create(), MembershipFactory.create(team_lead=True)],
            asked=[
                MembershipFactory.create(belgian=True, team_lead=True),
                MembershipFactory.create(belgian=True),
                MembershipFactory.create(organisation=payoke, contact_point=True),
                MembershipFactory.create(organisation=surya, contact_point=True),
                MembershipFactory.create(organisation=payoke),
            ],
            outsiders=[
                MembershipFactory.create(organisation__luxembourgish=True, contact_point=True),
                MembershipFactory.create(secretariat=True),
                MembershipFactory.create(dpo=True),
            ],
        )

    @property
    def everybody(self) -> list[Membership]:
        return [*self.senders, *self.asked, *self.outsiders]


def counted(person: Membership) -> int:
    """How many rows of all case tables this person sees, but those that an officer watches."""
    tables = set(tables_of_referrals()) - {"referrals_retention", "referrals_dangeropening"}
    union = " UNION ALL ".join(f"SELECT 1 FROM {table}" for table in sorted(tables))
    with acting(person), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({union}) seen")
        return int(cursor.fetchone()[0])


def check(world: World, tracked: Tracked) -> None:
    """Every invariant of one referral."""
    with acting(tracked.sender):
        referral = Referral.objects.get(pk=tracked.pk)
        requests = list(Request.objects.filter(referral=referral))
        parties = list(Party.objects.filter(referral=referral))
        events = list(Event.objects.filter(referral=referral))
        questions = list(Question.objects.filter(referral=referral))
        open_to = set(
            Disclosure.objects.filter(referral=referral, ended_at=None).values_list(
                "organisation_id", flat=True
            )
        )
        in_danger = set(
            DangerOpening.objects.filter(
                referral=referral, ended_at=None, until__gt=timezone.now()
            ).values_list("user_id", flat=True)
        )
        consents = Consent.objects.filter(referral=referral, withdrawn_at=None).count()
    assert consents <= 1
    chosen = [request for request in requests if request.state == "chosen"]
    parts = [request.chosen_as for request in chosen]
    assert len(set(parts)) == len(parts), "one for each part"
    assert ("receives" in parts) == (
        referral.state in {"agreed", "handed_over"}
        or (referral.state == "closed" and referral.handed_over_at is not None)
    )
    named_and_chosen = {request.organisation_id for request in chosen} & tracked.names
    assert open_to == named_and_chosen
    assert in_danger <= tracked.opened
    check_sight(world, tracked, parties, open_to, in_danger)
    check_log(referral, requests, events)
    check_lists(referral, requests, parties)
    check_deadlines(referral, requests, questions)


def check_sight(
    world: World, tracked: Tracked, parties: list[Party], open_to: set[int], in_danger: set[int]
) -> None:
    """Only a party that still has sight sees stage 1; the identity only the sender, whom it is
    open to, and those people who opened it in danger."""
    lasting = {
        (party.organisation_id, party.side)
        for party in parties
        if party.ends_at is None or party.ends_at > datetime.now(party.ends_at.tzinfo)
    }
    for person in [*world.senders, *world.asked]:
        own = {side for organisation, side in lasting if organisation == person.organisation_id}
        if person.role != "contact_point":
            own.discard("contact_point")
        with acting(person):
            assert Referral.objects.filter(pk=tracked.pk).exists() == bool(own)
            assert Identity.objects.filter(pk=tracked.pk).exists() == (
                "sender" in own
                or (bool(own) and person.organisation_id in open_to)
                or (bool(own) and person.user_id in in_danger)
            )


def check_log(referral: Referral, requests: list[Request], events: list[Event]) -> None:
    """Without gaps, each line begins where the one before it ended, and the last is what is."""
    if events:
        first = events[0].sequence
        assert [event.sequence for event in events] == list(range(first, first + len(events)))
        assert referral.version == events[-1].sequence
        assert [event.at for event in events] == sorted(event.at for event in events)
    states = {"draft"}
    for event in events:
        if event.request_id is None and event.to_state:
            assert event.from_state in states, (event.move, event.from_state, states)
            states = {event.to_state}
        elif event.move == "accept":  # a yes answers the referral, or agrees it in one step
            states = states | {"answered"}
    assert referral.state in states
    for request in requests:
        own = [e for e in events if e.request_id == request.pk]
        steps = [(e.from_state, e.to_state) for e in own if e.to_state]
        start = "asked" if not steps or steps[0][0] == "asked" else "queued"
        for before, after in steps:
            assert before == start, (before, start)
            start = after
        if request.asked_at is None:
            assert request.state in {"queued", "released"}
        else:
            assert request.state == start


def check_lists(referral: Referral, requests: list[Request], parties: list[Party]) -> None:
    """The rows of the lists say what the referral and its requests say."""
    (of_sender,) = (party for party in parties if party.side == "sender")
    due = [r.due_at for r in requests if r.state in AWAITED and r.due_at]
    assert (of_sender.state, of_sender.due_at) == (referral.state, min(due, default=None))
    for request in requests:
        own = [party for party in parties if party.request_id == request.pk]
        assert bool(own) == (request.asked_at is not None)
        shown = (
            referral.state
            if request.state == "chosen" and referral.state in WHOLE
            else request.state
        )
        for party in own:
            assert party.state == shown
            assert party.due_at == (request.due_at if request.state in AWAITED else None)
        if request.state in {"cannot_help", "passed_on", "released"}:
            assert all(party.ends_at is not None for party in own), "sight ends with the part"
        if request.state == "chosen":
            lasting = [p.organisation_id for p in own if p.ends_at is None]
            assert lasting == [request.organisation_id]


def check_deadlines(referral: Referral, requests: list[Request], questions: list[Question]) -> None:
    """The urgency's hours after it was asked, without the time its questions were open."""
    for request in requests:
        if request.asked_at is None:
            continue
        # Several questions asked together wait once; what was asked before it was asked again is
        # over.
        waits = {
            (question.asked_at, question.answered_at)
            for question in questions
            if question.request_id == request.pk
            and question.answered_at
            and question.asked_at >= request.asked_at
        }
        waited = sum((until - since for since, until in waits), timedelta())
        hours = timedelta(hours=HOURS[referral.urgency])
        assert request.due_at == request.asked_at + hours + waited
