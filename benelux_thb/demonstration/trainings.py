"""Needs and trainings: a round and a year of trainings in 2017, and some that take people now.

The people have names that say themselves that they are invented, and addresses that do not exist.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Model

from accounts.models import Role
from contacts.models import Organisation
from trainings.codes import USUAL_HOURS, DayPart
from trainings.life import Move, RoundState, Seat, State
from trainings.models import (
    CountryPlaces,
    Course,
    HalfDay,
    Need,
    NeedComment,
    NeedSupport,
    ProgrammePart,
    Registration,
    Round,
    Trainer,
    Training,
    TrainingEvent,
)
from trainings.places import Room

from .cast import Cast, Person
from .training_words import COMMENTS, NEEDS, PARTS, SESSIONS, Session

DAY = timedelta(days=1)
FIRST_NAMES = (
    "Anouk",
    "Bram",
    "Chloé",
    "Daan",
    "Élise",
    "Femke",
    "Gilles",
    "Hanne",
    "Ivo",
    "Julie",
)
OWN = {"BE": 6, "NL": 6, "LU": 2}
RESERVE = 3


@dataclass(frozen=True)
class Home:
    """Where somebody comes from."""

    organisation: Organisation
    country: str


def rows(cast: Cast, now: datetime) -> Iterator[Model]:
    """All of it; written in this order."""
    homes = _homes(cast)
    history = Round(
        title_nl="Behoeften aan opleiding 2017",
        title_fr="Besoins de formation 2017",
        introduction_nl="Wat ontbreekt uw mensen om slachtoffers over de grens te helpen?",
        introduction_fr="Que manque-t-il à vos équipes pour aider les victimes au-delà des "
        "frontières ?",
        state=RoundState.CLOSED,
        opened_at=datetime(2017, 1, 9, 9, tzinfo=UTC),
        closes_on=date(2017, 2, 28),
        closed_at=datetime(2017, 3, 1, 9, tzinfo=UTC),
    )
    live = Round(
        title_nl="Behoeften voor het komende jaar",
        title_fr="Besoins pour l’année à venir",
        introduction_nl="Zeg wat u nodig hebt, of steun wat een ander opgaf.",
        introduction_fr="Dites ce dont vous avez besoin, ou soutenez ce qu’un autre a exprimé.",
        state=RoundState.OPEN,
        opened_at=now - 12 * DAY,
        closes_on=(now + 30 * DAY).date(),
    )
    needs: dict[str, Need] = {}
    for round_, since, share in (
        (history, datetime(2017, 1, 12, 10, tzinfo=UTC), 0),
        (live, now, 1),
    ):
        yield round_
        for place, words in enumerate(NEEDS):
            if place % 3 and share:
                continue  # the new round has only just begun
            at = since + (place * DAY if not share else -(place + 1) * DAY / 2)
            need, behind = _need(round_, homes, place, at)
            yield need
            yield from behind
            if not share:
                needs[words[0]] = need
    yield from _comments(needs, homes)
    for number, session in enumerate(SESSIONS, start=1):
        yield from _training(number, session, needs.get(session.topic), homes, cast, now)


def _homes(cast: Cast) -> list[Home]:
    """Organisations that send people, the three countries in turn."""
    found = Organisation.objects.using(cast.using).filter(active=True, country__isnull=False)
    by_country: dict[str, list[Organisation]] = {"BE": [], "NL": [], "LU": []}
    for organisation in found.defer("search_vector").order_by("pk"):
        by_country.get(organisation.country_id or "", []).append(organisation)
    turns = min(len(there) for there in by_country.values())
    return [
        Home(by_country[country][turn], country) for turn in range(turns) for country in by_country
    ]


def _need(
    round_: Round, homes: list[Home], place: int, at: datetime
) -> tuple[Need, list[NeedSupport]]:
    topic, subject, language, urgency, people = NEEDS[place]
    home = homes[(place * 4) % len(homes)]
    others = [homes[(place * 4 + step) % len(homes)] for step in range(1, 1 + (place * 5) % 7)]
    need = Need(
        round=round_,
        organisation=home.organisation,
        country_id=home.country,
        kind=home.organisation.kind,
        topic=topic,
        subject=subject,
        language=language,
        audience=[home.organisation.kind],
        people=people,
        level="basic" if place % 2 else "advanced",
        urgency=urgency,
        languages=["nl", "fr"],
        format=("on_site", "hybrid", "online")[place % 3],
        existing="",
        cepol="CEPOL: Trafficking in Human Beings" if place % 4 == 0 else "",
        stated_at=at,
    )
    behind = [
        NeedSupport(
            need=need,
            organisation=other.organisation,
            country_id=other.country,
            kind=other.organisation.kind,
            people=2 + (place + turn) % 5,
            at=at + turn * DAY / 8,
        )
        for turn, other in enumerate(others, start=1)
    ]
    need.supporters = 1 + len(behind)
    need.countries = len({need.country_id, *(row.country_id for row in behind)})
    need.people_asked = people + sum(row.people for row in behind)
    soon = {"high": 3, "middle": 2, "low": 1}[urgency]
    need.score = (need.supporters * 3 + need.countries * 5 + soon * 4) * 1000 + need.people_asked
    return need, behind


def _comments(needs: dict[str, Need], homes: list[Home]) -> Iterator[Model]:
    for turn, (topic, text, language) in enumerate(COMMENTS):
        need = needs[topic]
        yield NeedComment(
            need=need,
            organisation=homes[turn + 5].organisation,
            text=text,
            language=language,
            at=need.stated_at + 3 * DAY,
        )


def _training(
    number: int, session: Session, need: Need | None, homes: list[Home], cast: Cast, now: datetime
) -> Iterator[Model]:
    first = session.day or (now + timedelta(days=session.in_days)).date()
    last = first + (session.half_days - 1) // 2 * DAY
    made = datetime.combine(first, time(9), UTC) - 70 * DAY
    room = Room(OWN, RESERVE)
    placed = min(session.people, room.total)
    dated = session.state != State.DRAFT
    training = Training(
        number=number,
        state=session.state,
        title_nl=session.nl,
        title_fr=session.fr,
        aims_nl=session.aims_nl,
        aims_fr=session.aims_fr,
        topic=session.topic,
        level="basic",
        audience=["shelter", "police", "municipality"],
        languages=["nl", "fr"],
        interpretation=["nl", "fr"],
        format="hybrid" if number % 3 == 0 else "on_site",
        place=session.place,
        online_link="https://meet.example/opleiding" if number % 3 == 0 else "",
        accessibility_nl="Toegankelijk met een rolstoel; ringleiding op vraag.",
        accessibility_fr="Accessible en fauteuil roulant ; boucle magnétique sur demande.",
        costs_nl="Gratis; reiskosten voor de eigen organisatie.",
        costs_fr="Gratuit ; frais de voyage à charge de l’organisation.",
        reserve=RESERVE,
        nomination_needed=number % 2 == 1,
        approval_needed=number % 4 == 0,
        register_until=first - 10 * DAY,
        need=need if session.day or number % 2 else None,
        cancel_reason_nl="Te weinig inschrijvingen." if session.state == State.CANCELLED else "",
        cancel_reason_fr="Trop peu d’inscriptions." if session.state == State.CANCELLED else "",
        first_day=first,
        last_day=last,
        places=room.total,
        placed=placed if dated else 0,
        waiting=max(0, session.people - placed) if dated else 0,
        last_line=session.people,
        sequence=1 if session.state == State.CANCELLED else 0,
        created_at=made,
        changed_at=made,
    )
    yield training
    for country, places in OWN.items():
        yield CountryPlaces(training=training, country_id=country, places=places)
    halves = _half_days(training, session, first)
    yield from halves
    for order, (title_nl, title_fr, jurisdiction) in enumerate(PARTS):
        yield ProgrammePart(
            training=training,
            half_day=halves[order % len(halves)],
            order=order,
            title_nl=title_nl,
            title_fr=title_fr,
            jurisdiction=jurisdiction,
        )
    yield Trainer(
        training=training,
        name=f"{FIRST_NAMES[number % len(FIRST_NAMES)]} Verzonnen",
        function_nl="opleider",
        function_fr="formatrice" if number % 2 else "formateur",
    )
    if number % 2:
        yield Course(
            training=training,
            provider="cepol",
            title="Trafficking in Human Beings",
            link="https://www.cepol.europa.eu/",
        )
    yield from _events(training, session, made)
    yield from _people(training, session, homes, placed, cast, made)


def _half_days(training: Training, session: Session, first: date) -> list[HalfDay]:
    found = []
    for turn in range(session.half_days):
        part = (DayPart.MORNING, DayPart.AFTERNOON)[turn % 2]
        starts, ends = (time.fromisoformat(hour) for hour in USUAL_HOURS[part])
        day = first + turn // 2 * DAY
        found.append(HalfDay(training=training, day=day, part=part, starts=starts, ends=ends))
    return found


# Who of the demonstration's accounts comes to the trainings that take people now, by line.
ACCOUNTS = {
    1: ("payoke", Role.CASEWORKER),
    2: ("comensha", Role.CASEWORKER),
    3: ("infotraite", Role.CASEWORKER),
}


def _account(cast: Cast, line: int) -> Person | None:
    return cast.person(*ACCOUNTS[line]) if line in ACCOUNTS else None


WAY = {
    State.OPEN: (Move.OPEN,),
    State.FULL: (Move.OPEN, Move.FILL),
    State.CLOSED: (Move.OPEN, Move.CLOSE),
    State.HELD: (Move.OPEN, Move.CLOSE, Move.HOLD),
    State.EVALUATED: (Move.OPEN, Move.CLOSE, Move.HOLD, Move.EVALUATE),
    State.CANCELLED: (Move.OPEN, Move.CANCEL),
}


def _events(training: Training, session: Session, made: datetime) -> Iterator[Model]:
    for turn, move in enumerate(WAY.get(session.state, ())):
        yield TrainingEvent(training=training, move=move, at=made + turn * 20 * DAY)


def _people(
    training: Training,
    session: Session,
    homes: list[Home],
    placed: int,
    cast: Cast,
    made: datetime,
) -> Iterator[Model]:
    """Who was put forward: the first `placed` have a place, as the rule would give them."""
    room, taken = Room(OWN, RESERVE), dict.fromkeys(OWN, 0)
    seats = 0
    for line in range(1, session.people + 1):
        home = homes[(line * 7 + training.number) % len(homes)]
        account = _account(cast, line) if not session.day else None
        if account:
            home = Home(account.organisation, account.country)
        while seats < placed and room.free_for(home.country, taken) <= 0:
            home = homes[(homes.index(home) + 1) % len(homes)]
        has_place = seats < placed
        if has_place:
            taken[home.country] += 1
            seats += 1
        at = made + line * DAY / 4
        yield Registration(
            training=training,
            organisation=home.organisation,
            country_id=home.country,
            user=account.user if account else None,
            name=account.user.get_full_name() or account.user.email
            if account
            else f"{FIRST_NAMES[line % len(FIRST_NAMES)]} Verzonnen {line}",
            email=account.user.email if account else f"deelnemer{line}@verzonnen.example",
            language="fr" if home.country == "LU" or line % 3 == 0 else "nl",
            seat=Seat.PLACED if has_place else Seat.WAITING,
            line=line,
            registered_at=at,
            placed_at=at if has_place else None,
        )
