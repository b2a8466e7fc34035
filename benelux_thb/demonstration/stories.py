"""What happens to the live cases: each story a few moves, at shares of the time since sending.

An organisation without an account answers by phone: the sender, or the contact point, records it.
"""

from datetime import datetime, timedelta

from accounts.models import Role
from referrals.codes import Channel, ChosenAs
from referrals.models import Request
from referrals.questions import YES
from referrals.services.rating import Verdict

from .cast import Person
from .dice import Dice
from .drafting import ANSWERS, MEETING_POINTS, QUESTIONS, language_of, record_consent
from .ledger import Asked, Hold
from .life import Life
from .people import Profile


class Scene:
    """A referral that was sent, and the means to go on with it."""

    def __init__(self, life: Life, profile: Profile, dice: Dice, now: datetime) -> None:
        self.life, self.profile, self.dice, self.now = life, profile, dice, now
        self.offshoots: list[Life] = []

    def at(self, share: float) -> datetime:
        """A time between sending (0) and now (1)."""
        sent = self.life.referral.sent_at or self.now
        return sent + (self.now - sent) * share

    def first(self) -> Request:
        return self.life.requests[0]

    def asked(self, request: Request) -> Person:
        """Who answers for the recipient: of a rota, the one with a contact point's account."""
        cast = self.life.cast
        if request.organisation is not None:
            return cast.person(request.organisation.slug)
        return cast.person(cast.rota(request.country_id)[0].slug, Role.CONTACT_POINT)

    def accept(self, request: Request, share: float) -> None:
        self.life.accept(
            request,
            self.asked(request),
            self.at(share),
            place_kind="minors_place" if self.profile.child else "safe_place",
            conditions=("intake_first", "daytime_arrival"),
        )

    def decline(self, request: Request, share: float, reason: str) -> None:
        """By phone, written down by the sender."""
        life = self.life
        life.decline(request, life.sender, reason, self.at(share), channel=Channel.PHONE)


def unanswered(scene: Scene) -> None:
    """Nobody has opened it."""


def seen(scene: Scene) -> None:
    scene.life.see(scene.first(), scene.asked(scene.first()), scene.at(0.3))


def question_open(scene: Scene) -> None:
    seen(scene)
    asker = scene.asked(scene.first())
    language = language_of(asker)
    scene.life.ask(scene.first(), asker, QUESTIONS[language], language, scene.at(0.5))


def question_answered(scene: Scene) -> None:
    question_open(scene)
    language = language_of(scene.life.sender)
    scene.life.reply(scene.first(), ANSWERS[language], language, scene.at(0.7))


def can_help(scene: Scene) -> None:
    """The first can help; the sender is to choose."""
    seen(scene)
    scene.accept(scene.first(), 0.6)


def two_can_help(scene: Scene) -> None:
    can_help(scene)
    scene.accept(scene.life.requests[1], 0.8)


def second_in_order(scene: Scene) -> None:
    """The first declined, so the second was asked."""
    scene.decline(scene.first(), 0.5, "no_capacity")


def all_declined(scene: Scene) -> None:
    for request, share in zip(scene.life.requests, (0.5, 0.7, 0.8), strict=False):
        scene.decline(request, share, "no_capacity" if share < 0.6 else "not_target_group")


def asked_others(scene: Scene) -> None:
    all_declined(scene)
    scene.life.ask_others([Asked(scene.first().country_id)], scene.at(0.85))


def passed_on(scene: Scene) -> None:
    """The contact point passed it on to an organisation of its country."""
    seen(scene)
    request = scene.first()
    onward = scene.life.cast.organisation("minor-ndako" if scene.profile.child else "surya")
    if request.country_id == "NL":
        onward = scene.life.cast.organisation("moviera")
    scene.life.pass_on(request, scene.asked(request), onward, scene.at(0.5))


def agreed(scene: Scene) -> None:
    """Released to the first yes: the recipient reads the identity."""
    seen(scene)
    scene.accept(scene.first(), 0.5)


def agreed_by_phone(scene: Scene) -> None:
    life = scene.life
    life.accept(scene.first(), life.sender, scene.at(0.5), channel=Channel.PHONE)


def agreed_unnamed(scene: Scene) -> None:
    """Agreed, but the consent does not name the recipient yet: the identity stays closed."""
    scene.life.consent_recipients.clear()
    agreed(scene)


def named_later(scene: Scene) -> None:
    agreed_unnamed(scene)
    chosen = scene.first()
    named = [Asked(chosen.country_id, chosen.organisation)]
    consent = record_consent(scene.life, scene.profile, scene.dice, named, at=scene.at(0.7))
    scene.life.name_in_consent(consent, scene.at(0.7))


def handed_over(scene: Scene) -> None:
    agreed(scene)
    scene.life.hand_over(scene.asked(scene.first()), scene.at(0.8))


def closed(scene: Scene) -> None:
    """Both sides say how it went."""
    handed_over(scene)
    life, recipient = scene.life, scene.asked(scene.first())
    verdict = Verdict("yes", answered_in_time="yes", effort="little")
    life.close(life.sender, "sheltered", scene.at(0.9), verdict=verdict)
    theirs = Verdict("partly", ("night_weekend", "transport_costs"), "yes", "reasonable")
    life.rate(recipient, theirs, scene.at(0.92))


def closed_and_held(scene: Scene) -> None:
    """Proceedings go on, so it must not be erased."""
    closed(scene)
    scene.life.hold = Hold("proceedings", scene.at(0.95))


def closed_without_help(scene: Scene) -> None:
    all_declined(scene)
    verdict = Verdict("partly", ("who_is_competent",), "late_but_useful", "much")
    scene.life.close(scene.life.sender, "advice_only", scene.at(0.9), verdict=verdict)


def standard_questions(scene: Scene) -> None:
    """Asked and answered in codes: each side reads them in its own language."""
    seen(scene)
    life, asker = scene.life, scene.asked(scene.first())
    versions = life.cast.questions("travels_alone", "shares_room", "daily_medicines")
    life.ask(scene.first(), asker, "", "", scene.at(0.5), standard=versions)
    life.reply(scene.first(), "", "", scene.at(0.7), coded=YES)


def standard_question_open(scene: Scene) -> None:
    seen(scene)
    life, asker = scene.life, scene.asked(scene.first())
    language = language_of(asker)
    versions = life.cast.questions("children_along", "earliest_arrival", "who_else_lives_there")
    life.ask(scene.first(), asker, QUESTIONS[language], language, scene.at(0.6), standard=versions)


def two_chosen(scene: Scene) -> None:
    """One receives the person, the other finds the place."""
    two_can_help(scene)
    life = scene.life
    chosen = {ChosenAs.RECEIVES: life.requests[1], ChosenAs.PLACES: life.requests[0]}
    life.choose_several(chosen, scene.at(0.85))


def handover_planned(scene: Scene) -> None:
    agreed(scene)
    _plan(scene, 0.7)


def _plan(scene: Scene, share: float) -> None:
    scene.life.plan_handover(
        scene.life.sender,
        scene.at(share),
        appointment=(scene.now + timedelta(days=1)).replace(hour=10, minute=30),
        meeting_point=MEETING_POINTS[language_of(scene.life.sender)],
        escort="both",
        transport="train",
        ready=("documents", "medicines", "person_informed"),
    )


def arrival_confirmed(scene: Scene) -> None:
    handover_planned(scene)
    life = scene.life
    life.hand_over(life.sender, scene.at(0.8))
    life.confirm_arrival(scene.asked(scene.first()), scene.at(0.85))


def transferred(scene: Scene) -> None:
    """The agreed place fell away; another service of the country is asked."""
    agreed(scene)
    to = Asked(scene.first().country_id, scene.life.cast.organisation("pag-asa"))
    consent = record_consent(scene.life, scene.profile, scene.dice, [to], at=scene.at(0.7))
    scene.life.transfer(to, consent, "place_lost", scene.at(0.7))


def reopened(scene: Scene) -> None:
    closed(scene)
    scene.life.reopen(scene.life.sender, "came_back", scene.at(0.95))


def asked_once_more(scene: Scene) -> None:
    """It declined for want of a place; a day later it is asked again."""
    scene.decline(scene.first(), 0.4, "no_capacity")
    first = scene.first()
    scene.life.ask_others([Asked(first.country_id, first.organisation)], scene.at(0.7))


def split_apart(scene: Scene) -> None:
    """Part of the needs is asked apart: a draft of its own."""
    agreed(scene)
    life = scene.life
    life.split(scene.at(0.8))
    child = Life(life.cast, scene.dice, life.sender, at=scene.at(0.8))
    child.referral.split_from = life.referral
    child.fill(scene.profile.fields, {**scene.profile.coded, "need": ["legal"]})
    scene.offshoots.append(child)


def withdrawn(scene: Scene) -> None:
    seen(scene)
    scene.life.withdraw("solved_here", scene.at(0.6))


def consent_withdrawn(scene: Scene) -> None:
    """After the agreement: the identity that was open is closed again."""
    agreed(scene)
    scene.life.withdraw("consent_withdrawn", scene.at(0.8))
