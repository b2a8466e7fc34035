"""The rows that are gathered in memory are those that the services write, move by move."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.test import TestCase

from benelux_thb.demonstration.accounts import ensure_accounts
from benelux_thb.demonstration.cast import Cast
from benelux_thb.demonstration.history import year_2017
from benelux_thb.demonstration.life import Life
from benelux_thb.demonstration.live import live_cases
from protection.actor import Actor, acting_as
from referrals.codes import Channel, ChosenAs, Move, Order, State
from referrals.models import (
    Consent,
    Disclosure,
    Event,
    Handover,
    Party,
    Question,
    Referral,
    Request,
)
from referrals.services import answering, deciding, drafts, handover, questions, rating, splitting
from referrals.services.answering import Answer, Note
from referrals.services.drafts import ConsentDetails, Recipient
from referrals.services.fields import save_fields
from referrals.services.handover import Plan
from referrals.services.rating import Verdict

NOW = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
# Escalation is not a service: referrals.escalation writes it as the system.
ESCALATION = {Move.ESCALATE, Move.TELL_SECRETARIAT, Move.REMIND}
# Of these the invented histories tell nothing.
UNTOLD = {
    Move.OPEN_IN_DANGER,
    Move.END_DANGER,
    Move.WRITE_IDENTITY,
    Move.CORRECT,
    Move.MESSAGE,
    Move.ADD_FILE,
    Move.DELETE_FILE,
    Move.NARROW_CONSENT,
    Move.WITHDRAW_CONSENT,
    Move.RESTRICT,
    Move.LIFT_RESTRICTION,
}
STAMPS = ("sent_at", "answered_at", "agreed_at", "handed_over_at", "closed_at", "withdrawn_at")


class Replay:
    """One life, played again through the services."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.id = life.referral.pk
        self.places = {request.pk: request.position for request in life.requests}

    def run(self) -> None:
        self._draft()
        for event in self.life.events:
            if event.user_id is not None and event.organisation_id is not None:
                with acting_as(self._actor(event)):
                    self._move(event)

    def sender(self) -> Actor:
        """The sender sees every row of the case."""
        sender = self.life.sender
        return Actor(sender.user.pk, sender.organisation.pk, "caseworker", sender.country)

    def written(self) -> dict[str, Any]:
        """What the services wrote."""
        return picture(
            Referral.objects.get(pk=self.id),
            list(Request.objects.filter(referral=self.id).order_by("position")),
            list(Party.objects.filter(referral=self.id).order_by("pk")),
            list(Event.objects.filter(referral=self.id).order_by("sequence")),
            list(Question.objects.filter(referral=self.id).order_by("asked_at")),
            list(Disclosure.objects.filter(referral=self.id).order_by("opened_at")),
            list(Consent.objects.filter(referral=self.id).order_by("recorded_at")),
            Handover.objects.filter(pk=self.id).first(),
        )

    def _actor(self, event: Event) -> Actor:
        if event.organisation_id == self.life.sender.organisation.pk:
            return self.sender()
        country = self.life.referral.destination_country_id or ""
        return Actor(event.user_id or 0, event.organisation_id or 0, "contact_point", country)

    def _draft(self) -> None:
        life, referral = self.life, self.life.referral
        with acting_as(self.sender()):
            drafts.create_draft(self.id, now=referral.created_at)
            fields = {"urgency": referral.urgency, "age_group": "23-29", "gender": "F"}
            save_fields(
                self.id, 1, now=referral.created_at, fields=fields, coded={"need": ["social"]}
            )
            version = 2
            if referral.destination_country_id:
                drafts.save_recipients(
                    self.id,
                    version,
                    now=referral.created_at,
                    destination_country=referral.destination_country_id,
                    recipients=[self._recipient(request) for request in self._at_first()],
                    order=Order(referral.asking_order),
                    release_to_first_yes=referral.release_to_first_yes,
                )
                version += 1
            consent = next(iter(life.consents), None)
            drafts.save_consent(
                self.id,
                version,
                legal_basis=consent.basis if consent else "anonymous",
                callback_number=referral.callback_number,
                consent=self._details(consent) if consent else None,
                now=consent.recorded_at if consent else referral.created_at,
            )

    def _details(self, consent: Consent) -> ConsentDetails:
        named = [row for row in self.life.consent_recipients if row.consent == consent]
        organisations = tuple(row.organisation_id for row in named)
        return ConsentDetails(consent.basis, consent.given_on, organisations)

    def _recipient(self, request: Request) -> Recipient:
        organisation = None if request.to_contact_point else request.organisation_id
        return Recipient(request.country_id, organisation)

    def _at_first(self) -> list[Request]:
        """Not those that were asked by a later move."""
        events = self.life.events
        moves = {Move.ASK_OTHERS, Move.PASS_ON, Move.TRANSFER}
        later = {event.at for event in events if event.move in moves}
        again = {event.request for event in events if event.move == Move.ASK_AGAIN}
        return [r for r in self.life.requests if r.asked_at not in later or r in again]

    def _request(self, event: Event) -> tuple[UUID, Request]:
        """The request in the database, and the one of the life."""
        assert event.request is not None
        position = self.places[event.request.pk]
        with acting_as(self.sender()):  # a recipient sees its own request alone
            found = Request.objects.get(referral=self.id, position=position)
        return found.pk, event.request

    def _move(self, event: Event) -> None:
        at = event.at
        if event.request is not None:
            self._request_move(event)
        elif event.move == Move.SEND:
            version = Referral.objects.get(pk=self.id).version
            deciding.send(self.id, version, now=at)
        elif event.move == Move.ASK_OTHERS:
            others = [self._recipient(r) for r in self.life.requests if r.asked_at == at]
            deciding.ask_others(self.id, others, now=at)
        elif event.move == Move.NAME_IN_CONSENT:
            consent = next(c for c in self.life.consents if c.recorded_at == at)
            deciding.name_in_consent(self.id, self._details(consent), now=at)
        elif event.move == Move.WITHDRAW:
            deciding.withdraw(self.id, event.detail, now=at)
        elif event.move == Move.HAND_OVER:
            deciding.hand_over(self.id, now=at)
        elif event.move == Move.CHOOSE and not self.life.referral.release_to_first_yes:
            deciding.choose_several(self.id, self._chosen_at(at), now=at)
        elif event.move == Move.CLOSE:
            deciding.close(self.id, event.detail, now=at, verdict=self._verdict(event))
        else:
            self._later_move(event)

    def _later_move(self, event: Event) -> None:
        at = event.at
        if event.move == Move.SPLIT:
            splitting.split(self.id, uuid4(), ["social"], now=at)
        elif event.move == Move.TRANSFER:
            (to,) = (self._recipient(r) for r in self.life.requests if r.asked_at == at)
            consent = next(c for c in self.life.consents if c.recorded_at == at)
            details = self._details(consent)
            deciding.transfer(self.id, to, details, event.detail, now=at)
        elif event.move == Move.PLAN_HANDOVER:
            handover.plan_handover(self.id, 0, Plan(escort="both"), now=at)
        elif event.move == Move.CONFIRM_ARRIVAL:
            handover.confirm_arrival(self.id, now=at)
        elif event.move == Move.REOPEN:
            deciding.reopen(self.id, event.detail, now=at)
        elif event.move == Move.RATE:
            verdict = self._verdict(event)
            assert verdict is not None
            rating.rate(self.id, verdict, now=at)

    def _verdict(self, event: Event) -> Verdict | None:
        for row in self.life.ratings:
            if row.organisation.pk == event.organisation_id and row.rated_at == event.at:
                missing = tuple(gap.code for gap in self.life.gaps if gap.rating == row)
                return Verdict(row.guide_sufficed, missing, row.answered_in_time, row.effort)
        return None

    def _chosen_at(self, at: datetime) -> dict[UUID, ChosenAs]:
        chosen = [e for e in self.life.events if e.move == Move.CHOOSE and e.request and e.at == at]
        return {
            self._request(event)[0]: ChosenAs(event.request.chosen_as)
            for event in chosen
            if event.request
        }

    def _request_move(self, event: Event) -> None:
        at = event.at
        request_id, request = self._request(event)
        answer = Answer(Channel(event.channel or "portal"), request.organisation_id)
        if event.move == Move.SEE:
            answering.mark_seen(self.id, request_id, now=at)
        elif event.move == Move.ASK_QUESTION:
            asked = [q for q in self.life.questions if q.request == request and q.asked_at == at]
            standard = [q.standard for q in asked if q.standard]
            free = "?" if len(standard) < len(asked) else ""
            questions.ask_question(self.id, request_id, Note(free, "nl"), now=at, standard=standard)
        elif event.move == Move.ANSWER_QUESTION:
            questions.answer_question(self.id, request_id, Note("!", "nl"), now=at)
        elif event.move == Move.ACCEPT:
            answering.accept(self.id, request_id, now=at, answer=answer)
        elif event.move == Move.DECLINE:
            answering.decline(self.id, request_id, event.detail, now=at, answer=answer)
        elif event.move == Move.PASS_ON:
            assert request.passed_on_to is not None
            onward = request.passed_on_to.organisation_id or 0
            answering.pass_on(self.id, request_id, onward, now=at)


def picture(
    referral: Referral,
    requests: list[Request],
    parties: list[Party],
    events: list[Event],
    questions: list[Question],
    disclosures: list[Disclosure],
    consents: list[Consent],
    planned: Handover | None,
) -> dict[str, Any]:
    """The rows without their ids, which differ."""
    places = {request.pk: request.position for request in requests}
    return {
        "referral": [
            referral.state,
            referral.outcome,
            referral.withdrawal_reason,
            referral.guide_sufficed,
        ]
        + [getattr(referral, name) for name in STAMPS],
        "requests": sorted(
            [
                request.position,
                request.state,
                request.organisation_id,
                request.asked_at,
                request.due_at,
                request.seen_at,
                request.answered_at,
                request.answered_by_id,
                request.answer_channel,
                request.decline_reason,
                request.chosen_as,
                places.get(request.passed_on_to_id),  # type: ignore[arg-type]
            ]
            for request in requests
        ),
        "parties": sorted(
            [
                party.organisation_id,
                places.get(party.request_id, 0),  # type: ignore[arg-type]
                party.side,
                party.state,
                party.urgency,
                party.destination_country,
                party.sender_country,
                str(party.ends_at and party.ends_at.astimezone(UTC)),
                str(party.due_at and party.due_at.astimezone(UTC)),
                str(party.sort_at.astimezone(UTC)),
            ]
            for party in parties
        ),
        "events": [
            [
                event.move,
                places.get(event.request_id),  # type: ignore[arg-type]
                event.at,
                event.user_id,
                event.organisation_id,
                event.from_state,
                event.to_state,
                event.detail,
                event.channel,
            ]
            for event in events
        ],
        "questions": [[q.asked_by_organisation_id, q.asked_at, q.answered_at] for q in questions],
        "disclosures": [[d.organisation_id, d.opened_at, d.ended_at] for d in disclosures],
        "handover": planned and [planned.version, planned.escort, planned.confirmed_at],
        "consents": [[c.basis, c.recorded_at, c.withdrawn_at] for c in consents],
    }


def sample(cast: Cast) -> Iterator[Life]:
    """Some of the year, and the live cases that beat has not touched."""
    yield from islice(year_2017(cast), 0, None, 30)
    for life in live_cases(cast, NOW):
        touched = any(event.move == Move.ESCALATE for event in life.events)
        if not touched and life.referral.state != State.DRAFT:
            yield life


class SameAsTheServicesTests(TestCase):
    databases = {"default"}

    def test_the_same_moves_give_the_same_rows(self) -> None:
        ensure_accounts(using="default")
        met: set[str] = set()
        for life in sample(Cast(using="default")):
            replay = Replay(life)
            replay.run()
            with acting_as(replay.sender()):
                written = replay.written()
            gathered = picture(
                life.referral,
                life.requests,
                life.finished_parties(),
                life.events,
                life.questions,
                life.disclosures,
                life.consents,
                life.handover,
            )
            for part, rows in written.items():
                assert gathered[part] == rows, part
            met |= {event.move for event in life.events}
        # Its identities are complete when they are sent.
        assert met == set(Move) - ESCALATION - UNTOLD
