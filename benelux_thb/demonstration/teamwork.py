"""How the organisations work together in the demonstration: a duty rota, claims, notes, messages,
somebody who is away."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Model
from django.utils import timezone

from accounts.models import Role
from contacts.models import DutyShift
from referrals.codes import TALKING
from referrals.models import Absence, Assignment, InternalNote, Message, Request

from .cast import Cast, Person
from .drafting import language_of
from .life import Life

EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
WEEKEND = [6, 7]
NOTES_WITHIN = {
    "nl": "Kamer vanaf donderdag vrij; nog te bevestigen met de nachtploeg.",
    "fr": "Chambre libre à partir de jeudi ; à confirmer avec l’équipe de nuit.",
}
MESSAGES = {
    "nl": "Wij bellen morgen om 9 uur over het vervoer.",
    "fr": "Nous téléphonons demain à 9 heures au sujet du transport.",
}
# Every so many live referrals somebody works on it, has noted something, has written a message.
CLAIMED, NOTED, WRITTEN = 2, 4, 5


def rows(cast: Cast, lives: list[Life], now: datetime) -> Iterator[Model]:
    """All of it; written in this order."""
    yield from _rota(cast)
    yield from _absence(cast, now)
    for number, life in enumerate(lives):
        yield from _work(cast, life, number, now)


def _rota(cast: Cast) -> Iterator[DutyShift]:
    """The nights and weekends of each country; in Belgium three organisations take turns."""
    turns = (
        ("BE", "payoke", WEEKEND),
        ("NL", "comensha", EVERY_DAY),
        ("LU", "infotraite", WEEKEND),
    )
    for country, slug, days in turns:
        person = cast.person(slug, Role.CONTACT_POINT)
        yield _night(country, person, days)
    for slug in ("pag-asa", "surya"):
        organisation = cast.organisation(slug)
        yield DutyShift(
            country_id="BE",
            organisation=organisation,
            deputy=slug == "surya",
            phone=organisation.phone,
            languages=["fr", "nl"],
            weekdays=[1, 2, 3, 4, 5],
            from_time=time(18),
            to_time=time(8),
        )


def _night(country: str, person: Person, days: list[int]) -> DutyShift:
    return DutyShift(
        country_id=country,
        organisation=person.organisation,
        user=person.user,
        phone=person.organisation.phone,
        languages=["nl", "en"] if country == "NL" else ["fr", "en"],
        weekdays=days,
        from_time=time(17),
        to_time=time(9),
    )


def _absence(cast: Cast, now: datetime) -> Iterator[Absence]:
    away, deputy = cast.person("payoke"), cast.person("payoke", Role.TEAM_LEAD)
    today = timezone.localdate(now)
    yield Absence(
        organisation=away.organisation,
        user=away.user,
        deputy=deputy.user,
        starts_on=today,
        ends_on=today + timedelta(days=4),
    )


def _work(cast: Cast, life: Life, number: int, now: datetime) -> Iterator[Model]:
    sent_at = life.referral.sent_at
    if sent_at is None:
        return
    at = sent_at + (now - sent_at) / 2
    answering = next((r for r in life.requests if r.organisation and r.asked_at), None)
    people = [life.sender]
    if answering is not None and answering.organisation is not None:
        people.append(cast.person(answering.organisation.slug))
    people = [person for person in people if person.user.is_active]
    if number % CLAIMED == 0:
        for person in people:
            yield Assignment(
                referral=life.referral,
                organisation=person.organisation,
                user=person.user,
                assigned_by=person.user,
                at=at,
            )
    if number % NOTED == 0:
        for person in people:
            note = InternalNote(
                referral=life.referral, organisation=person.organisation, user=person.user, at=at
            )
            life.vault.seal(note, "text", NOTES_WITHIN[language_of(person)])
            yield note
    if number % WRITTEN == 0 and answering is not None and answering.state in TALKING:
        yield _message(life, answering, at)


def _message(life: Life, request: Request, at: datetime) -> Message:
    language = language_of(life.sender)
    message = Message(
        referral=life.referral,
        request=request,
        organisation=life.sender.organisation,
        user=life.sender.user,
        at=at,
        text_language=language,
    )
    life.vault.seal(message, "text", MESSAGES[language])
    return message
