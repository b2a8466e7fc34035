"""The invented year: referrals sent from 2 December 2016 to 31 December 2017, all of them ended.

The same seed gives the same referrals everywhere, so that figures can be compared. Only bodies
that existed in 2017 take part: in Luxembourg SAVTEH and COTEH, which became INFOTRAITE in 2020.
"""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from accounts.models import Role
from referrals.codes import (
    OPEN_FOR_ANSWERS,
    OPEN_REQUEST,
    UNSETTLED_REQUEST,
    Channel,
    Order,
    RequestState,
    State,
)
from referrals.models import Request
from referrals.services.rating import Verdict

from .cast import Cast, Person
from .details import detail
from .dice import Dice
from .drafting import ANSWERS, NOTES, QUESTIONS, language_of, record_consent
from .ledger import Asked
from .life import Life
from .people import Profile, Weights, invent

SEED = "2 December 2016"
NUMBER = 424
LOCAL = ZoneInfo("Europe/Brussels")
FIRST = datetime(2016, 12, 2, 9, 20, tzinfo=LOCAL)
LAST = datetime(2017, 12, 31, 22, 40, tzinfo=LOCAL)

MONTHS: Weights = {
    "2016-12": 22,
    "2017-01": 27,
    "2017-02": 28,
    "2017-03": 34,
    "2017-04": 29,
    "2017-05": 33,
    "2017-06": 36,
    "2017-07": 26,
    "2017-08": 25,
    "2017-09": 38,
    "2017-10": 42,
    "2017-11": 44,
    "2017-12": 38,
}
PAIRS: Weights = {"NL-BE": 32, "BE-NL": 35, "BE-LU": 9, "LU-BE": 11, "NL-LU": 6, "LU-NL": 7}
SENDERS: dict[str, Weights] = {
    "NL": {
        "comensha": 45,
        "politie-avim": 14,
        "fairwork": 12,
        "shop-den-haag": 10,
        "moviera": 9,
        "pmw-humanitas": 10,
    },
    "BE": {
        "payoke": 40,
        "pag-asa": 32,
        "surya": 18,
        "federale-politie-mensenhandel": 10,
    },
    "LU": {"savteh": 58, "coteh": 42},
}
RECIPIENTS: dict[str, Weights] = {
    "NL": {
        "comensha": 40,
        "acm-amsterdam": 12,
        "pmw-humanitas": 10,
        "moviera": 9,
        "fairwork": 9,
        "shop-den-haag": 8,
        "jade": 6,
        "kadera": 3,
        "blijf-groep": 3,
    },
    "BE": {"payoke": 40, "pag-asa": 38, "surya": 22},
    "LU": {"savteh": 55, "coteh": 45},
}
FOR_CHILDREN: dict[str, Weights] = {
    "NL": {"nidos": 35, "fier": 45, "comensha": 20},
    "BE": {"esperanto": 45, "minor-ndako": 35, "payoke": 20},
    "LU": {"savteh": 55, "coteh": 45},
}

DECLINES: Weights = {
    "no_capacity": 38,
    "not_target_group": 14,
    "not_competent": 12,
    "no_indication": 9,
    "no_residence_basis": 7,
    "safety_risk": 6,
    "care_too_complex": 6,
    "incomplete": 4,
    "funding": 2,
    "no_exploitation_here": 2,
}
OUTCOMES: Weights = {
    "sheltered": 34,
    "ambulatory": 20,
    "reflection_granted": 15,
    "status_granted": 7,
    "returned": 7,
    "onward_referral": 5,
    "ended_by_person": 4,
    "disappeared": 4,
    "not_victim": 2,
    "unknown": 2,
}
ENDS_WITHOUT_HELP: Weights = {
    "advice_only": 50,
    "onward_referral": 24,
    "ended_by_person": 14,
    "unknown": 12,
}
WITHDRAWALS: Weights = {
    "consent_withdrawn": 32,
    "solved_here": 28,
    "person_left": 27,
    "duplicate": 7,
    "sent_in_error": 6,
}
GUIDE: Weights = {"yes": 46, "partly": 27, "no": 13, "": 14}


def year_2017(cast: Cast) -> Iterator[Life]:
    """The ended referrals, oldest first."""
    dice = Dice(SEED)
    sent = sorted([FIRST, LAST, *(_moment(dice) for _ in range(NUMBER - 2))])
    for number, at in enumerate(sent, start=1):
        # Dice of its own: what changes in one story leaves the others as they are.
        yield _Story(cast, Dice(f"{SEED} {number}"), number, at).play()


def _moment(dice: Dice) -> datetime:
    """A time in the year: mostly on working days, between eight and seven."""
    year, month = (int(part) for part in dice.pick(MONTHS).split("-"))
    while True:
        day, hour = dice.whole(1, 31), dice.between(8, 19)
        try:
            at = datetime(year, month, day, tzinfo=LOCAL) + timedelta(hours=hour)
        except ValueError:  # no such day in this month
            continue
        weekend = at.weekday() >= 5 and not dice.chance(0.15)
        if FIRST < at < LAST and not weekend:
            return at


class _Story:
    """One referral: what happens is put on an agenda and played in the order of time."""

    def __init__(self, cast: Cast, dice: Dice, number: int, at: datetime) -> None:
        self.cast, self.dice, self.number, self.sent_at = cast, dice, number, at
        here, there = dice.pick(PAIRS).split("-")
        self.here, self.there = here, there
        self.sender = cast.person(dice.pick(SENDERS[here]))
        self.language = language_of(self.sender)
        self.profile: Profile = invent(
            dice,
            number=number,
            country=here,
            destination=there,
            language=self.language,
            today=at.date(),
        )
        self.life = Life(cast, dice, self.sender, at=at - timedelta(hours=dice.between(0.4, 30)))
        self._agenda: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._ticket = count()
        self._planned: set[str] = set()
        self._met: set[str] = set()

    def play(self) -> Life:
        life = self.life
        self._write_draft()
        life.send(self.sent_at)
        if self.dice.chance(0.09):
            self._plan(self._after(self.sent_at, 2, 90), self._withdraw)
        self._follow(self.sent_at)
        while self._agenda:
            at, _ticket, happen = heapq.heappop(self._agenda)
            happen(at)
            self._follow(at)
        if life.referral.state not in {State.CLOSED, State.WITHDRAWN}:
            raise RuntimeError(f"A story of the history did not end: {life.referral.state}")
        return life

    def _write_draft(self) -> None:
        life, dice, profile = self.life, self.dice, self.profile
        more = detail(
            Dice(f"{SEED} {self.number}: details"),
            profile,
            country=self.here,
            destination=self.there,
            language=self.language,
            on=self.sent_at.date(),
        )
        life.fill({**profile.fields, **more.fields}, {**profile.coded, **more.coded})
        if dice.chance(0.3):
            life.note(NOTES[self.language], self.language)
        if more.risk:
            life.explain_risk(more.risk, self.language)
        way = dice.pick({"one": 52, "contact_point": 26, "in_order": 12, "parallel": 10})
        if way == "contact_point" and self.there != "LU":
            recipients = [Asked(self.there)]
        else:
            many = 1 if way in {"one", "contact_point"} else dice.whole(2, 3)
            choice = FOR_CHILDREN if profile.child else RECIPIENTS
            recipients = [
                Asked(self.there, self.cast.organisation(slug))
                for slug in dice.some(choice[self.there], many)
            ]
        life.address(
            self.there,
            recipients,
            order=Order.IN_ORDER if way == "in_order" else Order.PARALLEL,
            release_to_first_yes=dice.chance(0.85),
        )
        if profile.identity:
            life.identify({**profile.identity, **more.identity})
            named = recipients if dice.chance(0.85) else []
            record_consent(life, profile, dice, named, at=life.referral.created_at)

    def _plan(self, at: datetime, happen: Callable[[datetime], None]) -> None:
        heapq.heappush(self._agenda, (at, next(self._ticket), happen))

    def _after(self, at: datetime, low: float, high: float) -> datetime:
        """Some hours later."""
        return at + timedelta(hours=self.dice.between(low, high))

    def _once(self, name: str) -> bool:
        first = name not in self._planned
        self._planned.add(name)
        return first

    def _follow(self, at: datetime) -> None:
        """Plan what the latest move calls for."""
        life = self.life
        for request in life.requests:
            if request.state == RequestState.ASKED and self._once(f"answer {request.pk}"):
                self._plan_answer(request, at)
        waiting = any(request.state in UNSETTLED_REQUEST for request in life.requests)
        can_help = any(request.state == RequestState.CAN_HELP for request in life.requests)
        if life.referral.state == State.ANSWERED and can_help and self._once("choose"):
            self._plan(self._after(at, 1, 40), self._choose)
        elif life.referral.state == State.ANSWERED and not waiting:
            self._plan_after_refusals(at)
        elif life.referral.state == State.AGREED and self._once("agreed"):
            self._plan_after_agreement(at)

    def _plan_answer(self, request: Request, at: datetime) -> None:
        dice, hours = self.dice, self.cast.answer_hours(self.profile.fields["urgency"])
        # Four in five answer within the indicative time.
        share = dice.between(0.08, 0.95) if dice.chance(0.8) else dice.between(1.02, 2.6)
        answer_at = at + timedelta(hours=hours * share)
        by = self._who_answers(request)
        if dice.chance(0.16):
            answered = Channel.PHONE if dice.chance(0.75) else Channel.MAIL
            self._plan(answer_at, lambda then: self._answer(request, self.sender, then, answered))
            return
        self._plan(at + (answer_at - at) * 0.4, lambda then: self._see(request, by, then))
        if dice.chance(0.14):
            self._plan(at + (answer_at - at) * 0.6, lambda then: self._ask(request, by, then))
            asked_at = at + (answer_at - at) * 0.6
            reply_at = self._after(asked_at, 0.3, 8)
            self._plan(reply_at, lambda then: self._reply(request, then))
            answer_at = max(answer_at, reply_at + timedelta(minutes=25))
        self._plan(answer_at, lambda then: self._answer(request, by, then, Channel.PORTAL))

    def _who_answers(self, request: Request) -> Person:
        if request.organisation is not None:
            return self.cast.person(request.organisation.slug)
        rota = {organisation.slug: 1.0 for organisation in self.cast.rota(request.country_id)}
        return self.cast.person(self.dice.pick(rota), Role.CONTACT_POINT)

    def _open(self, request: Request) -> bool:
        return request.state in OPEN_REQUEST and self.life.referral.state in OPEN_FOR_ANSWERS

    def _see(self, request: Request, by: Person, at: datetime) -> None:
        if self._open(request):
            self.life.see(request, by, at)

    def _ask(self, request: Request, by: Person, at: datetime) -> None:
        if self._open(request):
            language = language_of(by)
            self.life.ask(request, by, QUESTIONS[language], language, at)

    def _reply(self, request: Request, at: datetime) -> None:
        if self._open(request):
            self.life.reply(request, ANSWERS[self.language], self.language, at)

    def _answer(self, request: Request, by: Person, at: datetime, channel: Channel) -> None:
        if not self._open(request):
            return
        dice, life = self.dice, self.life
        on_behalf = by is self.sender
        spoke = self._who_answers(request).organisation if on_behalf else None
        onward = self._onward(request) if request.to_contact_point and not on_behalf else ""
        if onward and dice.chance(0.4):
            life.pass_on(request, by, self.cast.organisation(onward), at)
        elif dice.chance(0.66):
            life.accept(request, by, at, channel=channel, spoke=spoke)
        else:
            life.decline(request, by, dice.pick(DECLINES), at, channel=channel, spoke=spoke)

    def _onward(self, request: Request) -> str:
        """An organisation of the country that was not asked yet."""
        asked = {r.organisation.slug for r in self.life.requests if r.organisation}
        asked |= {organisation.slug for organisation in self.cast.rota(request.country_id)}
        choice = FOR_CHILDREN if self.profile.child else RECIPIENTS
        left = {slug: w for slug, w in choice[self.there].items() if slug not in asked}
        return self.dice.pick(left) if left else ""

    def _choose(self, at: datetime) -> None:
        if self.life.referral.state == State.ANSWERED:
            able = [r for r in self.life.requests if r.state == RequestState.CAN_HELP]
            self.life.choose(able[0], at)

    def _plan_after_refusals(self, at: datetime) -> None:
        further = self._further()
        if further and self._once("ask others") and self.dice.chance(0.55):
            others = [Asked(self.there, self.cast.organisation(slug)) for slug in further]
            self._plan(self._after(at, 0.5, 30), lambda then: self._ask_others(others, then))
        elif self._once("end"):
            self._plan(self._after(at, 20, 300), self._close_without_help)

    def _further(self) -> list[str]:
        asked = {r.organisation.slug for r in self.life.requests if r.organisation}
        left = {s: w for s, w in RECIPIENTS[self.there].items() if s not in asked}
        return self.dice.some(left, self.dice.whole(1, 2))

    def _ask_others(self, others: list[Asked], at: datetime) -> None:
        if self.life.referral.state in OPEN_FOR_ANSWERS:
            self.life.ask_others(others, at)

    def _plan_after_agreement(self, at: datetime) -> None:
        chosen = self.life.chosen()
        if self.profile.identity and chosen and not self.life.disclosures:
            self._plan(self._after(at, 0.5, 24), self._renew_consent)
        if self.dice.chance(0.04):
            self._plan(self._after(at, 26, 200), self._withdraw)
        else:
            self._plan(self._after(at, 26, 320), self._hand_over)

    def _renew_consent(self, at: datetime) -> None:
        chosen = self.life.chosen()
        if self.life.referral.state == State.AGREED and chosen and chosen.organisation:
            named = [Asked(self.there, chosen.organisation)]
            consent = record_consent(self.life, self.profile, self.dice, named, at=at)
            self.life.name_in_consent(consent, at)

    def _hand_over(self, at: datetime) -> None:
        chosen = self.life.chosen()
        if self.life.referral.state != State.AGREED or chosen is None:
            return
        theirs = self._who_answers(chosen)
        self.life.hand_over(theirs if self.dice.chance(0.6) else self.sender, at)
        closer = theirs if self.dice.chance(0.5) else self.sender
        self._plan(self._after(at, 24 * 5, 24 * 120), lambda then: self._close(closer, then))

    def _close(self, by: Person, at: datetime) -> None:
        outcome = self.dice.pick(OUTCOMES)
        verdict = self._verdict(self.dice.pick(GUIDE), by)
        self.life.close(by, outcome, at, verdict=verdict)

    def _verdict(self, sufficed: str, by: Person) -> Verdict:
        """What follows from the story itself: who waited long says so."""
        requests = self.life.requests
        late = any(r.answered_at and r.due_at and r.answered_at > r.due_at for r in requests)
        of_sender = by.organisation == self.sender.organisation
        return Verdict(
            guide_sufficed=sufficed,
            missing={"partly": ("night_weekend",), "no": ("who_is_competent", "residence")}.get(
                sufficed, ()
            ),
            answered_in_time=("late_but_useful" if late else "yes") if of_sender else "",
            effort="much" if len(requests) > 2 else "reasonable" if late else "little",
        )

    def _close_without_help(self, at: datetime) -> None:
        if self.life.referral.state == State.ANSWERED:
            outcome = self.dice.pick(ENDS_WITHOUT_HELP)
            verdict = self._verdict(self.dice.pick(GUIDE), self.sender)
            self.life.close(self.sender, outcome, at, verdict=verdict)

    def _withdraw(self, at: datetime) -> None:
        if self.life.referral.state in {State.SENT, State.ANSWERED, State.AGREED}:
            self.life.withdraw(self.dice.pick(WITHDRAWALS), at)
