"""One referral played move by move, in memory, by the rules of referrals.services.

The services write a move at a time; hundreds of referrals are loaded at once, so here the same
rows are gathered first. A test plays the same story through both and compares the rows.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from contacts.models import Organisation
from contacts.standard_questions import QuestionVersion
from referrals.codes import (
    CONSENT_BASES,
    OPEN_REQUEST,
    UNSETTLED_REQUEST,
    Channel,
    ChosenAs,
    Move,
    Order,
    RequestState,
    Side,
)
from referrals.models import (
    CodedValue,
    Consent,
    ConsentRecipient,
    Identity,
    Question,
    Request,
)
from referrals.name_index import index_rows
from referrals.services.consequences import CONSENT_WITHDRAWN

from .cast import Person
from .endings import Endings
from .ledger import Asked


class Life(Endings):
    """The draft, the moves and what the system does. Times must not run backwards."""

    # The draft.

    def fill(self, fields: Mapping[str, object], coded: Mapping[str, Iterable[str]]) -> None:
        """Codes, counts and days by field, lists of codes by kind."""
        self._saved()
        for name, value in fields.items():
            setattr(self.referral, name, value)
        self.coded += [
            CodedValue(referral=self.referral, kind=kind, code=code)
            for kind, codes in coded.items()
            for code in codes
        ]

    def note(self, text: str, language: str) -> None:
        self._saved()
        self.vault.seal(self.referral, "note", text)
        self.referral.note_language = language

    def explain_risk(self, text: str, language: str) -> None:
        self._saved()
        self.vault.seal(self.referral, "risk_reason", text)
        self.referral.risk_reason_language = language

    def address(
        self,
        destination: str,
        recipients: list[Asked],
        *,
        order: Order = Order.PARALLEL,
        release_to_first_yes: bool = True,
    ) -> None:
        """Who is to be asked; several at once are never released to the first yes."""
        self._saved()
        self.referral.destination_country_id = destination
        self.referral.asking_order = order
        self.referral.release_to_first_yes = release_to_first_yes and (
            order == Order.IN_ORDER or len(recipients) == 1
        )
        self._add_requests(recipients)

    def identify(self, texts: Mapping[str, str]) -> None:
        """The identity, each field encrypted in its place."""
        self._saved()
        self.identity = Identity(referral=self.referral)
        self.name_index = index_rows(self.referral, texts, written_by=self.sender.user.pk)
        self.identity_fields = [
            self.vault.sealed_field(name, text) for name, text in texts.items() if text
        ]

    def consent(
        self,
        basis: str,
        given_on: date,
        organisations: Iterable[Organisation],
        *,
        language: str,
        with_interpreter: bool,
        at: datetime,
    ) -> Consent:
        """A consent in force that names `organisations`."""
        consent = Consent(
            referral=self.referral,
            basis=basis,
            given_on=given_on,
            language=language if basis in CONSENT_BASES else "",
            with_interpreter=with_interpreter,
            recorded_by=self.sender.user,
            recorded_at=at,
        )
        self.consents.append(consent)
        named = {organisation.pk: organisation for organisation in organisations}
        self.consent_recipients += [
            ConsentRecipient(consent=consent, referral=self.referral, organisation=organisation)
            for organisation in named.values()
        ]
        return consent

    # The moves, as in referrals.services.

    def send(self, at: datetime) -> None:
        self._move(Move.SEND, self.sender, at)
        self.referral.sent_at = at
        one_by_one = self.referral.asking_order == Order.IN_ORDER
        for request in self.requests[:1] if one_by_one else list(self.requests):
            self._open(request, self.sender, at)

    def see(self, request: Request, by: Person, at: datetime) -> None:
        self._answering(Move.SEE, request, by, at)
        request.seen_at = at

    def ask(
        self,
        request: Request,
        by: Person,
        text: str,
        language: str,
        at: datetime,
        *,
        standard: Iterable[QuestionVersion] = (),
    ) -> None:
        self._answering(Move.ASK_QUESTION, request, by, at)
        asked = [Question(standard=version) for version in standard]
        if text:
            asked.append(Question(text_language=language))
            self.vault.seal(asked[-1], "text", text)
        for question in asked:
            question.referral, question.request, question.asked_at = self.referral, request, at
            question.asked_by_organisation = by.organisation
        self.questions += asked
        self._tell("question_asked", by, at)

    def reply(
        self, request: Request, text: str, language: str, at: datetime, *, coded: str = ""
    ) -> None:
        """`text` answers the free question, `coded` each standard one."""
        self._answering(Move.ANSWER_QUESTION, request, self.sender, at)
        opened = [q for q in self.questions if q.request == request and not q.answered_at]
        for question in opened:
            self.vault.seal(question, "answer", coded if question.standard else text)
            question.answer_language = "" if question.standard else language
            question.answered_at = at
        if request.due_at is not None:  # the recipient's clock stood still meanwhile
            request.due_at += at - opened[0].asked_at
        self._tell("question_answered", self.sender, at, request)

    def accept(
        self,
        request: Request,
        by: Person,
        at: datetime,
        *,
        channel: Channel = Channel.PORTAL,
        spoke: Organisation | None = None,
        place_kind: str = "",
        conditions: Iterable[str] = (),
    ) -> None:
        self._take_answer(request, by, at, channel, spoke)
        request.place_kind, request.conditions = place_kind, list(conditions)
        self._answering(Move.ACCEPT, request, by, at, channel=channel)
        before = self.referral.state
        self._enter(Move.ACCEPT)
        self.referral.answered_at = self.referral.answered_at or at
        if self.referral.release_to_first_yes:
            self._choose({ChosenAs.RECEIVES: request}, before, by, at)
        self._tell_of_answer("referral_accepted", request, by, at)

    def decline(
        self,
        request: Request,
        by: Person,
        reason: str,
        at: datetime,
        *,
        channel: Channel = Channel.PORTAL,
        spoke: Organisation | None = None,
    ) -> None:
        self._take_answer(request, by, at, channel, spoke)
        request.decline_reason = reason
        self._answering(Move.DECLINE, request, by, at, channel=channel, detail=reason)
        self._end_sight([request], at)
        self._tell_of_answer("referral_declined", request, by, at)
        self._go_on(by, at)

    def pass_on(
        self, request: Request, by: Person, organisation: Organisation, at: datetime
    ) -> Request:
        (onward,) = self._add_requests([Asked(request.country_id, organisation)])
        self._end_sight([request], at)
        if not request.to_contact_point:
            self._tell("referral_not_needed", by, at, request)
        request.answered_at, request.answered_by = at, by.user
        request.answer_channel, request.passed_on_to = Channel.PORTAL, onward
        self._answering(Move.PASS_ON, request, by, at)
        self._open(onward, by, at)
        self._give_sight(onward, [by.organisation], Side.CONTACT_POINT, at)
        self._tell("referral_passed_on", by, at)
        return onward

    def choose(self, request: Request, at: datetime) -> None:
        """The sender chooses who receives the person."""
        self.choose_several({ChosenAs.RECEIVES: request}, at)

    def choose_several(self, chosen: Mapping[ChosenAs, Request], at: datetime) -> None:
        self._choose(chosen, self.referral.state, self.sender, at)

    def ask_others(self, recipients: list[Asked], at: datetime) -> list[Request]:
        """An organisation that was asked before is asked once more."""
        known = {request.organisation: request for request in self.requests if request.organisation}
        again = [known[a.organisation] for a in recipients if a.organisation in known]
        further = self._add_requests([a for a in recipients if a.organisation not in known])
        self._move(Move.ASK_OTHERS, self.sender, at)
        for request in again:
            self.ask_again(request, self.sender, at)
        for request in further:
            self._open(request, self.sender, at)
        if len(self._in(*OPEN_REQUEST)) > 1:
            self.referral.release_to_first_yes = False
        return further

    def name_in_consent(self, consent: Consent, at: datetime) -> None:
        """Put a renewed consent (from `consent`) in force."""
        self._end_consents(at, but=consent)
        self._move(Move.NAME_IN_CONSENT, self.sender, at, detail=consent.basis)
        for request in self._in(RequestState.CHOSEN):
            self._disclose(request, consent, at)
            self._tell("identity_released", self.sender, at, request)

    def withdraw(self, reason: str, at: datetime) -> None:
        told = self._in(*OPEN_REQUEST, RequestState.CAN_HELP, RequestState.CHOSEN)
        self._move(Move.WITHDRAW, self.sender, at, detail=reason)
        self.referral.withdrawn_at, self.referral.withdrawal_reason = at, reason
        self._end_consents(at)
        self._release(self._in(*UNSETTLED_REQUEST, RequestState.CHOSEN), at)
        if reason == CONSENT_WITHDRAWN:  # against the person's will nobody keeps sight
            for party in self.parties:
                party.ends_at = at
        for request in told:
            self._tell("referral_withdrawn", self.sender, at, request)

    # The system's, as in referrals.escalation.

    def escalate(self, request: Request, at: datetime) -> None:
        """The answer is overdue: the contact point of the country is told and sees the request."""
        request.escalated_at = at
        present = [party.organisation for party in self._parties_of(request)]
        rota = [o for o in self.cast.rota(request.country_id) if o not in present]
        self._give_sight(request, rota, Side.CONTACT_POINT, at)
        self._log(Move.ESCALATE, None, at, request=request)
        self._tell("referral_overdue", None, at, request)

    def tell_secretariat(self, request: Request, at: datetime) -> None:
        """Overdue for as long again."""
        request.secretariat_told_at = at
        self._log(Move.TELL_SECRETARIAT, None, at, request=request)
        self._tell("referral_long_overdue", None, at, request)
