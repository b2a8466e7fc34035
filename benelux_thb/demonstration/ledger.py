"""The rows of one referral as they come about in memory: log, requests, parties, disclosures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from contacts.models import Organisation
from protection.crypto import new_data_key, wrap
from referrals.codes import (
    AWAITING_RECIPIENT,
    OPEN_FOR_ANSWERS,
    REFERRAL_MOVES,
    REQUEST_MOVES,
    UNSETTLED_REQUEST,
    Channel,
    ChosenAs,
    Move,
    RequestState,
    Side,
    State,
)
from referrals.models import (
    CodedValue,
    Consent,
    ConsentRecipient,
    DataKey,
    Disclosure,
    Event,
    Handover,
    Identity,
    IdentityField,
    IdentityIndex,
    Party,
    Question,
    Rating,
    RatingGap,
    Referral,
    Request,
)
from referrals.services.writing import SIGHT_AFTER_RELEASE
from referrals.vault import Vault

from .cast import Cast, Person
from .dice import Dice


class Impossible(ValueError):
    """A story asks for a move that the transition tables do not have."""


@dataclass(frozen=True)
class Asked:
    """Whom to ask: an organisation, or the country's contact point when None."""

    country: str
    organisation: Organisation | None = None


@dataclass(frozen=True)
class Notice:
    """What a move tells: to the people of `request`, or to the sender's when None; not to `by`,
    who made the move. None is the system."""

    kind: str
    at: datetime
    by: Person | None
    request: Request | None = None


@dataclass(frozen=True)
class Hold:
    """Why it is not erased when its term is over (code list `hold_reason`), and since when."""

    reason: str
    at: datetime


class Ledger:
    """The rows of one referral so far. Times must not run backwards."""

    def __init__(self, cast: Cast, dice: Dice, sender: Person, *, at: datetime) -> None:
        self.cast, self.sender = cast, sender
        self.referral = Referral(
            pk=dice.uuid(),
            reference=dice.reference(),
            sender_organisation=sender.organisation,
            sender_country=sender.country,
            created_by=sender.user,
            created_at=at,
            updated_at=at,
        )
        key = new_data_key()
        wrapped = wrap(key, str(self.referral.pk))
        self.data_key = DataKey(
            referral=self.referral, wrapped=wrapped.wrapped, kek_version=wrapped.kek_version
        )
        self.vault = Vault(self.referral.pk, key)
        self.coded: list[CodedValue] = []
        self.requests: list[Request] = []
        self.parties: list[Party] = []
        self.events: list[Event] = []
        self.questions: list[Question] = []
        self.consents: list[Consent] = []
        self.consent_recipients: list[ConsentRecipient] = []
        self.disclosures: list[Disclosure] = []
        self.handover: Handover | None = None
        self.ratings: list[Rating] = []
        self.gaps: list[RatingGap] = []
        self.identity: Identity | None = None
        self.identity_fields: list[IdentityField] = []
        self.name_index: list[IdentityIndex] = []
        self.notices: list[Notice] = []
        self.hold: Hold | None = None

    def finished_parties(self) -> list[Party]:
        """The parties with what their lists show (services.writing.refresh_parties keeps it)."""
        referral = self.referral
        awaited = [r.due_at for r in self._in(*AWAITING_RECIPIENT) if r.due_at]
        whole = referral.state in {State.AGREED, State.HANDED_OVER, State.CLOSED, State.WITHDRAWN}
        needs = sorted(row.code for row in self.coded if row.kind == CodedValue.Kind.NEED)
        for request in self.requests:
            chosen = request.state == RequestState.CHOSEN
            for party in self._parties_of(request):
                party.needs = needs
                party.state = referral.state if chosen and whole else request.state
                party.due_at = request.due_at if request.state in AWAITING_RECIPIENT else None
        own = Party(
            referral=referral,
            organisation=self.sender.organisation,
            sender_organisation=self.sender.organisation,
            side=Side.SENDER,
            sort_at=referral.sent_at or referral.updated_at,
            reference=referral.reference,
            state=referral.state,
            urgency=referral.urgency,
            due_at=min(awaited, default=None),
            sender_country=referral.sender_country,
            destination_country=referral.destination_country_id or "",
            needs=needs,
        )
        return [own, *self.parties]

    def _parties_of(self, request: Request) -> list[Party]:
        return [party for party in self.parties if party.request == request]

    def chosen(self) -> Request | None:
        return next(iter(self._in(RequestState.CHOSEN)), None)

    def _in(self, *states: str) -> list[Request]:
        return [request for request in self.requests if request.state in states]

    def _saved(self) -> None:
        """A step of the draft was saved."""
        self.referral.version += 1

    def _add_requests(self, recipients: list[Asked]) -> list[Request]:
        first = len(self.requests) + 1
        added = [
            Request(
                referral=self.referral,
                to_contact_point=asked.organisation is None,
                country_id=asked.country,
                organisation=asked.organisation,
                position=position,
            )
            for position, asked in enumerate(recipients, start=first)
        ]
        self.requests += added
        return added

    def _log(
        self,
        move: Move,
        by: Person | None,
        at: datetime,
        *,
        request: Request | None = None,
        before: str = "",
        after: str = "",
        detail: str = "",
        channel: str = "",
    ) -> None:
        if at < self.referral.updated_at:
            raise Impossible(f"{move}: {at} is before {self.referral.updated_at}")
        self.referral.version += 1
        self.referral.updated_at = at
        self.events.append(
            Event(
                referral=self.referral,
                request=request,
                at=at,
                sequence=self.referral.version,
                user=by.user if by else None,
                organisation=by.organisation if by else None,
                move=move,
                from_state=before,
                to_state=after,
                detail=detail,
                channel=channel,
            )
        )

    def _enter(self, move: Move, *, to: str | None = None) -> tuple[str, str]:
        """Make a move of the whole referral; the state before, and the one it leads to."""
        transition, before = REFERRAL_MOVES[move], self.referral.state
        if before not in transition.sources:
            raise Impossible(f"{move} of a referral that is {before}")
        self.referral.state = to or transition.target or before
        return before, to or transition.target or ""

    def _move(
        self, move: Move, by: Person, at: datetime, *, detail: str = "", to: str | None = None
    ) -> None:
        before, after = self._enter(move, to=to)
        self._log(move, by, at, before=before if after else "", after=after, detail=detail)

    def _request_move(
        self,
        move: Move,
        request: Request,
        by: Person | None,
        at: datetime,
        *,
        detail: str = "",
        channel: str = "",
    ) -> None:
        transition, before = REQUEST_MOVES[move], request.state
        if before not in transition.sources or transition.target is None:
            raise Impossible(f"{move} of a request that is {before}")
        request.state = transition.target
        self._log(
            move,
            by,
            at,
            request=request,
            before=before,
            after=request.state,
            detail=detail,
            channel=channel,
        )

    def _answering(
        self,
        move: Move,
        request: Request,
        by: Person,
        at: datetime,
        *,
        detail: str = "",
        channel: str = "",
    ) -> None:
        if self.referral.state not in OPEN_FOR_ANSWERS:
            raise Impossible(f"{move} when the referral is {self.referral.state}")
        self._request_move(move, request, by, at, detail=detail, channel=channel)

    def _open(self, request: Request, by: Person, at: datetime) -> None:
        """Ask one recipient: its clock starts, its people get sight of stage 1 and are told."""
        referral = self.referral
        request.asked_at = at
        request.due_at = at + timedelta(hours=self.cast.answer_hours(referral.urgency))
        request.state = RequestState.ASKED
        if request.organisation is not None:
            self._give_sight(request, [request.organisation], Side.RECIPIENT, at)
        else:
            self._give_sight(request, self.cast.rota(request.country_id), Side.CONTACT_POINT, at)
        self._tell("referral_asked", by, at, request)

    def _give_sight(
        self, request: Request, organisations: list[Organisation], side: Side, at: datetime
    ) -> None:
        referral = self.referral
        self.parties += [
            Party(
                referral=referral,
                request=request,
                organisation=organisation,
                sender_organisation=referral.sender_organisation,
                side=side,
                sort_at=at,
                reference=referral.reference,
                urgency=referral.urgency,
                sender_country=referral.sender_country,
                destination_country=request.country_id,
            )
            for organisation in organisations
        ]

    def _take_answer(
        self,
        request: Request,
        by: Person,
        at: datetime,
        channel: Channel,
        spoke: Organisation | None,
    ) -> None:
        """Who answered, when and by which way; a contact point's answer names the organisation."""
        request.answered_at, request.answered_by = at, by.user
        request.answer_channel = channel
        if not request.to_contact_point or request.organisation is not None:
            return
        request.organisation = spoke or by.organisation
        for party in self._parties_of(request):
            if party.organisation == request.organisation:
                party.side = Side.RECIPIENT
            else:
                party.ends_at = at + SIGHT_AFTER_RELEASE

    def _choose(
        self, chosen: Mapping[ChosenAs, Request], before: str, by: Person, at: datetime
    ) -> None:
        for part, request in chosen.items():
            request.chosen_as = part
            self._request_move(Move.CHOOSE, request, by, at)
        self._enter(Move.CHOOSE)
        # A yes that agrees at once does so by the sender's instruction: nobody's name is logged.
        chosen_by_sender = by.organisation == self.sender.organisation
        chooser = by if chosen_by_sender else None
        self._log(Move.CHOOSE, chooser, at, before=before, after=State.AGREED)
        self.referral.agreed_at = at
        in_force = [consent for consent in self.consents if consent.withdrawn_at is None]
        for consent in in_force:
            for request in chosen.values():
                self._disclose(request, consent, at)
        rest = self._in(*UNSETTLED_REQUEST)
        told = [other for other in rest if other.state != RequestState.QUEUED]
        self._release(rest, at)
        # The contact point that passed it on, or was called in when it was late, is done.
        for party in self.parties:
            if party.side == Side.CONTACT_POINT and party.ends_at is None:
                party.ends_at = at + SIGHT_AFTER_RELEASE
        for other in told:
            self._tell("referral_not_needed", by, at, other)
        if chosen_by_sender:
            for request in chosen.values():
                self._tell("referral_chosen", by, at, request)

    def _disclose(self, request: Request, consent: Consent, at: datetime) -> None:
        """Open the identity to a chosen recipient, if and only if the consent names it."""
        organisation = request.organisation
        if organisation is None or organisation not in self._named(consent):
            return
        self.disclosures.append(
            Disclosure(
                referral=self.referral,
                organisation=organisation,
                sender_organisation=self.referral.sender_organisation,
                consent=consent,
                opened_at=at,
            )
        )

    def _named(self, consent: Consent) -> list[Organisation]:
        return [row.organisation for row in self.consent_recipients if row.consent == consent]

    def _end_consents(self, at: datetime, *, but: Consent | None = None) -> None:
        for consent in self.consents:
            if consent != but and consent.withdrawn_at is None:
                consent.withdrawn_at = at
        for disclosure in self.disclosures:
            disclosure.ended_at = disclosure.ended_at or at

    def _release(self, requests: list[Request], at: datetime) -> None:
        for request in requests:
            self._request_move(Move.RELEASE, request, None, at)
        self._end_sight(requests, at)

    def _end_sight(self, requests: list[Request], at: datetime) -> None:
        for party in self.parties:
            if party.request in requests and party.ends_at is None:
                party.ends_at = at + SIGHT_AFTER_RELEASE

    def _go_on(self, by: Person, at: datetime) -> None:
        """After a refusal: the next in order is asked, or all have declined."""
        queued = self._in(RequestState.QUEUED)
        waiting = self._in(*UNSETTLED_REQUEST)
        if queued and len(queued) == len(waiting):
            self._request_move(Move.ASK_NEXT, queued[0], None, at)
            self._open(queued[0], by, at)
        elif not waiting and self.referral.state == State.SENT:
            before, after = self._enter(Move.ALL_DECLINED)
            self._log(Move.ALL_DECLINED, None, at, before=before, after=after)
            self.referral.answered_at = self.referral.answered_at or at

    def _tell(
        self, kind: str, by: Person | None, at: datetime, request: Request | None = None
    ) -> None:
        self.notices.append(Notice(kind, at, by, request))

    def _tell_of_answer(self, kind: str, request: Request, by: Person, at: datetime) -> None:
        """The sender; and who is said to have answered, where somebody recorded it for them."""
        self._tell(kind, by, at)
        if request.organisation != by.organisation:
            self._tell("answer_recorded", by, at, request)

    def _tell_other_side(self, kind: str, by: Person, at: datetime) -> None:
        if by.organisation != self.sender.organisation:
            self._tell(kind, by, at)
        for request in self._in(RequestState.CHOSEN):
            self._tell(kind, by, at, request)
