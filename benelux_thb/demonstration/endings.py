"""The later part of a referral's life, in memory: transfer, handover, close, reopen, rate.

As referrals.services does it, a move at a time; a test compares the two.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from referrals.codes import (
    OPEN_REQUEST,
    REOPEN_TO,
    UNSETTLED_REQUEST,
    Move,
    RequestState,
    Side,
)
from referrals.models import Consent, Handover, Rating, RatingGap, Request
from referrals.services.rating import Verdict

from .cast import Person
from .ledger import Asked, Ledger


class Endings(Ledger):
    """What follows after an agreement, or when nobody could help."""

    def ask_again(self, request: Request, by: Person, at: datetime) -> None:
        """Follows from asking others, or from a transfer."""
        self._request_move(Move.ASK_AGAIN, request, by, at)
        request.asked_at = at
        request.due_at = at + timedelta(hours=self.cast.answer_hours(self.referral.urgency))
        request.seen_at = request.answered_at = request.answered_by = None
        request.answer_channel = request.decline_reason = request.chosen_as = ""
        for party in self._parties_of(request):
            if party.organisation == request.organisation:
                party.ends_at, party.sort_at = None, at
        self._tell("referral_asked", by, at, request)

    def split(self, at: datetime) -> None:
        """Part of the needs is asked apart, in a life of its own."""
        self._move(Move.SPLIT, self.sender, at)

    def transfer(self, to: Asked, consent: Consent, reason: str, at: datetime) -> Request:
        """To another service of the country; `consent` is the renewed one that names it."""
        chosen = self._in(RequestState.CHOSEN)
        self._move(Move.TRANSFER, self.sender, at, detail=reason)
        self._end_consents(at, but=consent)
        self.handover = None
        self._release(chosen, at)
        for request in chosen:
            self._tell("referral_transferred", self.sender, at, request)
        self.referral.agreed_at, self.referral.release_to_first_yes = None, True
        known = [r for r in self.requests if r.organisation == to.organisation]
        if known:
            self.ask_again(known[0], self.sender, at)
            return known[0]
        (onward,) = self._add_requests([to])
        self._open(onward, self.sender, at)
        return onward

    def plan_handover(
        self,
        by: Person,
        at: datetime,
        *,
        appointment: datetime,
        meeting_point: str,
        escort: str,
        transport: str,
        ready: Iterable[str],
    ) -> None:
        """A plan that the two sides alone read."""
        self._move(Move.PLAN_HANDOVER, by, at)
        row = self.handover or Handover(referral=self.referral, version=0)
        self.vault.seal(row, "appointment", appointment.strftime("%Y-%m-%dT%H:%M"))
        self.vault.seal(row, "meeting_point", meeting_point)
        row.escort, row.transport, row.ready = escort, transport, list(ready)
        row.version += 1
        self.handover = row
        self._tell_other_side("handover_planned", by, at)

    def hand_over(self, by: Person, at: datetime) -> None:
        self._move(Move.HAND_OVER, by, at)
        self.referral.handed_over_at = at
        if by.organisation != self.sender.organisation:
            self._arrived(by, at)
        self._tell_other_side("referral_handed_over", by, at)

    def confirm_arrival(self, by: Person, at: datetime) -> None:
        self._move(Move.CONFIRM_ARRIVAL, by, at)
        self._arrived(by, at)
        self._tell("arrival_confirmed", by, at)

    def _arrived(self, by: Person, at: datetime) -> None:
        own = [r for r in self._in(RequestState.CHOSEN) if r.organisation == by.organisation]
        self.handover = self.handover or Handover(referral=self.referral)
        self.handover.confirmed_at, self.handover.confirmed_by = at, own[0]

    def close(
        self, by: Person, outcome: str, at: datetime, *, verdict: Verdict | None = None
    ) -> None:
        self._move(Move.CLOSE, by, at, detail=outcome)
        self.referral.closed_at, self.referral.outcome = at, outcome
        told = self._in(*OPEN_REQUEST, RequestState.CAN_HELP)
        self._release(self._in(*UNSETTLED_REQUEST), at)
        for request in told:
            self._tell("referral_closed", by, at, request)
        self._tell_other_side("referral_closed", by, at)
        if verdict is not None:
            self._rated(by, verdict, at)

    def reopen(self, by: Person, reason: str, at: datetime) -> None:
        to = REOPEN_TO[self.referral.handed_over_at is not None]
        self._move(Move.REOPEN, by, at, detail=reason, to=to)
        self.referral.closed_at, self.referral.outcome = None, ""
        self._tell_other_side("referral_reopened", by, at)

    def rate(self, by: Person, verdict: Verdict, at: datetime) -> None:
        self._move(Move.RATE, by, at)
        self._rated(by, verdict, at)

    def _rated(self, by: Person, verdict: Verdict, at: datetime) -> None:
        of_sender = by.organisation == self.sender.organisation
        if of_sender or not self.referral.guide_sufficed:
            self.referral.guide_sufficed = verdict.guide_sufficed or self.referral.guide_sufficed
        self.ratings = [row for row in self.ratings if row.organisation != by.organisation]
        self.gaps = [row for row in self.gaps if row.organisation != by.organisation]
        rating = Rating(
            referral=self.referral,
            organisation=by.organisation,
            side=Side.SENDER if of_sender else Side.RECIPIENT,
            rated_at=at,
            guide_sufficed=verdict.guide_sufficed,
            answered_in_time=verdict.answered_in_time,
            effort=verdict.effort,
        )
        self.ratings.append(rating)
        self.gaps += [
            RatingGap(
                rating=rating, referral=self.referral, organisation=by.organisation, code=code
            )
            for code in verdict.missing
        ]
