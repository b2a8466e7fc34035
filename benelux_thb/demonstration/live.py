"""Live cases in every state, dated back from the day of loading, for each demonstration account.

An organisation without an account answers by phone: the sender, or the contact point, records it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from referrals.codes import AWAITING_RECIPIENT, Order

from . import stories
from .cast import Cast, Person
from .details import detail
from .dice import Dice
from .drafting import NOTES, language_of, record_consent
from .history import NUMBER
from .ledger import Asked
from .life import Life
from .people import Profile, invent
from .stories import Scene

CONTACT_POINT = ""  # instead of a slug: the contact point of the country


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
    person: str = ""  # plots of the same one concern the same person


def _hours(number: float) -> timedelta:
    return timedelta(hours=number)


def _days(number: float) -> timedelta:
    return timedelta(days=number)


ANY = (CONTACT_POINT,)
PLOTS = (
    # Payoke asks.
    Plot("payoke", "NL", ANY, "standard", _hours(5), stories.unanswered, person="met twice"),
    Plot("payoke", "NL", ("comensha",), "priority", _hours(40), stories.unanswered),
    Plot("payoke", "NL", ("comensha",), "standard", _hours(30), stories.question_open),
    Plot("payoke", "NL", ("comensha", "acm-amsterdam"), "standard", _hours(50), stories.can_help),
    Plot("payoke", "LU", ("infotraite",), "priority", _hours(20), stories.seen),
    Plot("payoke", "LU", ANY, "urgent", _hours(2), stories.unanswered),
    Plot("payoke", "LU", ("infotraite",), "standard", _days(4), stories.agreed),
    Plot("payoke", "NL", ("comensha",), "standard", _days(12), stories.handed_over),
    Plot("payoke", "NL", ("comensha",), "priority", _days(30), stories.closed_and_held),
    Plot("payoke", "NL", ("jade",), "standard", _days(5), stories.consent_withdrawn),
    # PAG-ASA asks.
    Plot("pag-asa", "NL", ANY, "priority", _hours(30), stories.unanswered),
    Plot("pag-asa", "NL", ("comensha",), "standard", _hours(20), stories.question_answered),
    Plot("pag-asa", "LU", ("infotraite",), "standard", _hours(60), stories.question_open),
    Plot(
        "pag-asa",
        "NL",
        ("comensha", "fairwork"),
        "standard",
        _days(2),
        stories.second_in_order,
        order=Order.IN_ORDER,
    ),
    Plot("pag-asa", "NL", ("shop-den-haag", "moviera"), "standard", _days(3), stories.all_declined),
    Plot("pag-asa", "LU", ("infotraite",), "standard", _days(9), stories.agreed),
    Plot("pag-asa", "NL", ANY, "standard", _days(20), stories.handed_over),
    # CoMensha asks.
    Plot("comensha", "BE", ANY, "standard", _hours(6), stories.unanswered),
    Plot("comensha", "BE", ANY, "urgent", _hours(9), stories.unanswered),
    Plot("comensha", "BE", ("payoke",), "priority", _hours(7), stories.unanswered),
    Plot("comensha", "BE", ("payoke",), "standard", _hours(45), stories.seen),
    Plot("comensha", "BE", ("pag-asa",), "standard", _hours(26), stories.question_open),
    Plot("comensha", "BE", ("payoke", "pag-asa"), "standard", _hours(55), stories.two_can_help),
    Plot("comensha", "LU", ("infotraite",), "priority", _hours(10), stories.unanswered),
    Plot("comensha", "LU", ("infotraite",), "standard", _days(5), stories.agreed_unnamed),
    Plot("comensha", "BE", ("payoke",), "priority", _days(6), stories.agreed),
    Plot("comensha", "BE", ("surya",), "standard", _days(8), stories.agreed_by_phone),
    Plot("comensha", "BE", ("payoke",), "standard", _days(15), stories.handed_over),
    Plot("comensha", "BE", ANY, "standard", _days(4), stories.passed_on),
    # INFOTRAITE asks.
    Plot("infotraite", "BE", ANY, "priority", _hours(4), stories.seen),
    Plot("infotraite", "BE", ("pag-asa",), "urgent", _hours(3), stories.unanswered),
    Plot("infotraite", "BE", ("payoke",), "standard", _hours(90), stories.seen),
    Plot("infotraite", "NL", ANY, "standard", _hours(21), stories.seen, person="met twice"),
    Plot("infotraite", "NL", ("comensha",), "priority", _hours(19), stories.question_answered),
    Plot(
        "infotraite",
        "BE",
        ("payoke", "pag-asa"),
        "standard",
        _hours(11),
        stories.unanswered,
        order=Order.IN_ORDER,
    ),
    Plot(
        "infotraite",
        "NL",
        ("comensha",),
        "standard",
        _hours(60),
        stories.can_help,
        release_to_first_yes=False,
    ),
    Plot("infotraite", "BE", ("pag-asa",), "standard", _days(7), stories.named_later),
    Plot("infotraite", "NL", ("moviera",), "standard", _days(3), stories.asked_others),
    Plot("infotraite", "BE", ("surya",), "standard", _days(25), stories.closed_without_help),
    Plot("infotraite", "NL", ("comensha",), "priority", _days(3), stories.withdrawn),
    # What asking and answering has besides.
    Plot("payoke", "NL", ("comensha",), "standard", _hours(28), stories.standard_questions),
    Plot("comensha", "BE", ("payoke",), "standard", _hours(25), stories.standard_question_open),
    Plot("payoke", "NL", ("comensha", "moviera"), "standard", _days(2), stories.two_chosen),
    Plot("infotraite", "BE", ("payoke",), "standard", _days(3), stories.handover_planned),
    Plot("comensha", "BE", ("payoke",), "standard", _days(10), stories.arrival_confirmed),
    Plot("comensha", "BE", ("payoke",), "standard", _days(2), stories.transferred),
    Plot("payoke", "NL", ("comensha",), "standard", _days(18), stories.reopened),
    Plot("pag-asa", "NL", ("moviera",), "standard", _days(2), stories.asked_once_more),
    Plot("payoke", "NL", ("comensha",), "standard", _days(6), stories.split_apart),
)
# Whose drafts, and how many of the form's steps are filled in.
DRAFTS = (("payoke", 1), ("payoke", 4), ("pag-asa", 3), ("comensha", 2), ("infotraite", 5))
DESTINATIONS = {"payoke": "NL", "pag-asa": "LU", "comensha": "BE", "infotraite": "NL"}


def live_cases(cast: Cast, now: datetime) -> Iterator[Life]:
    """The live cases, as they would stand at `now`."""
    dice, of_details = Dice("live"), Dice("live: details")
    met: dict[str, Profile] = {}
    for number, plot in enumerate(PLOTS, start=NUMBER + 1):
        sender = cast.person(plot.sender)
        profile = _somebody(dice, sender, plot.country, number, now)
        if plot.person:
            profile = _same(met.setdefault(plot.person, profile), profile)
        profile.fields["urgency"] = plot.urgency
        language, sent_at = language_of(sender), now - plot.sent
        more = detail(
            of_details,
            profile,
            country=sender.country,
            destination=plot.country,
            language=language,
            on=sent_at.date(),
        )
        life = Life(cast, dice, sender, at=sent_at - timedelta(minutes=25))
        recipients = [Asked(plot.country, cast.organisation(s) if s else None) for s in plot.to]
        life.fill({**profile.fields, **more.fields}, {**profile.coded, **more.coded})
        life.note(NOTES[language], language)
        if more.risk:
            life.explain_risk(more.risk, language)
        life.address(
            plot.country,
            recipients,
            order=plot.order,
            release_to_first_yes=plot.release_to_first_yes,
        )
        life.identify({**profile.identity, **more.identity})
        record_consent(life, profile, dice, recipients, at=life.referral.created_at)
        life.send(sent_at)
        scene = Scene(life, profile, dice, now)
        plot.story(scene)
        _escalate(life, now)
        yield life
        yield from scene.offshoots
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


def _same(known: Profile, by_chance: Profile) -> Profile:
    """The person that somebody else has met too, as this sender would file it."""
    number = by_chance.fields["callback_number"]
    return replace(known, fields={**known.fields, "callback_number": number})


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
