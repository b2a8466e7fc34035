"""Live cases in every state, dated back from the day of loading, for each demonstration account.

An organisation without an account answers by phone: the sender, or the contact point, records it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import Role
from referrals.codes import AWAITING_RECIPIENT, Channel, Order
from referrals.models import Request

from .cast import Cast, Person
from .dice import Dice
from .drafting import ANSWERS, NOTES, QUESTIONS, language_of, record_consent
from .history import NUMBER
from .ledger import Asked
from .life import Life
from .people import Profile, invent

CONTACT_POINT = ""  # instead of a slug: the contact point of the country


class Scene:
    """A referral that was sent, and the means to go on with it."""

    def __init__(self, life: Life, profile: Profile, dice: Dice, now: datetime) -> None:
        self.life, self.profile, self.dice, self.now = life, profile, dice, now

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
        self.life.accept(request, self.asked(request), self.at(share))

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
    handed_over(scene)
    scene.life.close(scene.life.sender, "sheltered", scene.at(0.9), guide_sufficed="yes")


def closed_without_help(scene: Scene) -> None:
    all_declined(scene)
    scene.life.close(scene.life.sender, "advice_only", scene.at(0.9), guide_sufficed="partly")


def withdrawn(scene: Scene) -> None:
    seen(scene)
    scene.life.withdraw("solved_here", scene.at(0.6))


def consent_withdrawn(scene: Scene) -> None:
    """After the agreement: the identity that was open is closed again."""
    agreed(scene)
    scene.life.withdraw("consent_withdrawn", scene.at(0.8))


@dataclass(frozen=True)
class Plot:
    """`sent` is how long ago; `story` is what happened since."""

    sender: str
    country: str
    to: tuple[str, ...]
    urgency: str
    sent: timedelta
    story: Callable[[Scene], None]
    order: Order = Order.PARALLEL
    release_to_first_yes: bool = True


def _hours(number: float) -> timedelta:
    return timedelta(hours=number)


def _days(number: float) -> timedelta:
    return timedelta(days=number)


ANY = (CONTACT_POINT,)
PLOTS = (
    # Payoke asks.
    Plot("payoke", "NL", ANY, "standard", _hours(5), unanswered),
    Plot("payoke", "NL", ("comensha",), "priority", _hours(40), unanswered),
    Plot("payoke", "NL", ("comensha",), "standard", _hours(30), question_open),
    Plot("payoke", "NL", ("comensha", "acm-amsterdam"), "standard", _hours(50), can_help),
    Plot("payoke", "LU", ("infotraite",), "priority", _hours(20), seen),
    Plot("payoke", "LU", ANY, "urgent", _hours(2), unanswered),
    Plot("payoke", "LU", ("infotraite",), "standard", _days(4), agreed),
    Plot("payoke", "NL", ("comensha",), "standard", _days(12), handed_over),
    Plot("payoke", "NL", ("comensha",), "priority", _days(30), closed),
    Plot("payoke", "NL", ("jade",), "standard", _days(5), consent_withdrawn),
    # PAG-ASA asks.
    Plot("pag-asa", "NL", ANY, "priority", _hours(30), unanswered),
    Plot("pag-asa", "NL", ("comensha",), "standard", _hours(20), question_answered),
    Plot("pag-asa", "LU", ("infotraite",), "standard", _hours(60), question_open),
    Plot(
        "pag-asa",
        "NL",
        ("comensha", "fairwork"),
        "standard",
        _days(2),
        second_in_order,
        order=Order.IN_ORDER,
    ),
    Plot("pag-asa", "NL", ("shop-den-haag", "moviera"), "standard", _days(3), all_declined),
    Plot("pag-asa", "LU", ("infotraite",), "standard", _days(9), agreed),
    Plot("pag-asa", "NL", ANY, "standard", _days(20), handed_over),
    # CoMensha asks.
    Plot("comensha", "BE", ANY, "standard", _hours(6), unanswered),
    Plot("comensha", "BE", ANY, "urgent", _hours(9), unanswered),
    Plot("comensha", "BE", ("payoke",), "priority", _hours(7), unanswered),
    Plot("comensha", "BE", ("payoke",), "standard", _hours(45), seen),
    Plot("comensha", "BE", ("pag-asa",), "standard", _hours(26), question_open),
    Plot("comensha", "BE", ("payoke", "pag-asa"), "standard", _hours(55), two_can_help),
    Plot("comensha", "LU", ("infotraite",), "priority", _hours(10), unanswered),
    Plot("comensha", "LU", ("infotraite",), "standard", _days(5), agreed_unnamed),
    Plot("comensha", "BE", ("payoke",), "priority", _days(6), agreed),
    Plot("comensha", "BE", ("surya",), "standard", _days(8), agreed_by_phone),
    Plot("comensha", "BE", ("payoke",), "standard", _days(15), handed_over),
    Plot("comensha", "BE", ANY, "standard", _days(4), passed_on),
    # INFOTRAITE asks.
    Plot("infotraite", "BE", ANY, "priority", _hours(4), seen),
    Plot("infotraite", "BE", ("pag-asa",), "urgent", _hours(3), unanswered),
    Plot("infotraite", "BE", ("payoke",), "standard", _hours(90), seen),
    Plot("infotraite", "NL", ANY, "standard", _hours(21), seen),
    Plot("infotraite", "NL", ("comensha",), "priority", _hours(19), question_answered),
    Plot(
        "infotraite",
        "BE",
        ("payoke", "pag-asa"),
        "standard",
        _hours(11),
        unanswered,
        order=Order.IN_ORDER,
    ),
    Plot(
        "infotraite",
        "NL",
        ("comensha",),
        "standard",
        _hours(60),
        can_help,
        release_to_first_yes=False,
    ),
    Plot("infotraite", "BE", ("pag-asa",), "standard", _days(7), named_later),
    Plot("infotraite", "NL", ("moviera",), "standard", _days(3), asked_others),
    Plot("infotraite", "BE", ("surya",), "standard", _days(25), closed_without_help),
    Plot("infotraite", "NL", ("comensha",), "priority", _days(3), withdrawn),
)
# Whose drafts, and how many of the form's steps are filled in.
DRAFTS = (("payoke", 1), ("payoke", 4), ("pag-asa", 3), ("comensha", 2), ("infotraite", 5))
DESTINATIONS = {"payoke": "NL", "pag-asa": "LU", "comensha": "BE", "infotraite": "NL"}


def live_cases(cast: Cast, now: datetime) -> Iterator[Life]:
    """The live cases, as they would stand at `now`."""
    dice = Dice("live")
    for number, plot in enumerate(PLOTS, start=NUMBER + 1):
        sender = cast.person(plot.sender)
        profile = _somebody(dice, sender, plot.country, number, now)
        profile.fields["urgency"] = plot.urgency
        sent_at = now - plot.sent
        life = Life(cast, dice, sender, at=sent_at - timedelta(minutes=25))
        recipients = [Asked(plot.country, cast.organisation(s) if s else None) for s in plot.to]
        life.fill(profile.fields, profile.coded)
        life.note(NOTES[language_of(sender)], language_of(sender))
        life.address(
            plot.country,
            recipients,
            order=plot.order,
            release_to_first_yes=plot.release_to_first_yes,
        )
        life.identify(profile.identity)
        record_consent(life, profile, dice, recipients, at=life.referral.created_at)
        life.send(sent_at)
        plot.story(Scene(life, profile, dice, now))
        _escalate(life, now)
        yield life
    for number, (slug, steps) in enumerate(DRAFTS, start=NUMBER + len(PLOTS) + 1):
        yield _draft(cast, dice, cast.person(slug), number, steps, now)


def _escalate(life: Life, now: datetime) -> None:
    """What beat would have done meanwhile (referrals.escalation)."""
    allowed = timedelta(hours=life.cast.answer_hours(life.referral.urgency))
    for request in life.requests:
        if request.state not in AWAITING_RECIPIENT or request.due_at is None:
            continue
        if request.due_at < now:
            life.escalate(request, request.due_at)
        if request.due_at + allowed < now:
            life.tell_secretariat(request, request.due_at + allowed)


def _somebody(dice: Dice, sender: Person, country: str, number: int, now: datetime) -> Profile:
    """Somebody whose identity may be released."""
    while True:
        profile = invent(
            dice,
            number=number,
            country=sender.country,
            destination=country,
            language=language_of(sender),
            today=now.date(),
        )
        if profile.identity:
            return profile


def _draft(cast: Cast, dice: Dice, sender: Person, number: int, steps: int, now: datetime) -> Life:
    """Step one: codes about the person; then lists of codes, recipients, identity, consent."""
    country = DESTINATIONS[sender.organisation.slug]
    profile = _somebody(dice, sender, country, number, now)
    life = Life(cast, dice, sender, at=now - timedelta(hours=7 * steps))
    about = ("age_group", "gender", "citizenship_group", "victim_status")
    whole = {name: code for name, code in profile.fields.items() if name != "legal_basis"}
    person = {name: profile.fields[name] for name in about}
    life.fill(whole if steps > 1 else person, profile.coded if steps > 1 else {})
    if steps > 2:
        life.address(country, [Asked(country)])
    if steps > 3:
        life.identify(profile.identity)
    if steps > 4:
        life.fill({"legal_basis": profile.fields["legal_basis"]}, {})
        at = life.referral.created_at + timedelta(minutes=20)
        record_consent(life, profile, dice, [Asked(country)], at=at)
    return life
