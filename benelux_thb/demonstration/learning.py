"""What follows from the demonstration's trainings: who was there, evaluations, and training tools.

The trainings of 2017 are history: their names were deleted by schedule long ago, and what the
figures count is there. Of late ones there are names, certificates and an evaluation that is open.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random

from django.db.models import Model

from accounts.models import Role
from protection.retention import add_months
from trainings.certificates.checking import paper_of
from trainings.certificates.codes import ALPHABET, LENGTH, check_sign
from trainings.certificates.making import language_for
from trainings.certificates.paper import certificate_pdf
from trainings.codes import Jurisdiction
from trainings.evaluation.links import asking_by_link
from trainings.evaluation.questions import QUESTIONS, Round
from trainings.evaluation.results import counted, remarks_to_show
from trainings.evaluation.running import LASTS, opens_on
from trainings.forgetting import REGISTRATION_MONTHS
from trainings.life import Seat, State
from trainings.materials.keeping import refresh_search
from trainings.models import (
    Attendance,
    AttendanceList,
    Certificate,
    EvaluationAnswer,
    EvaluationAsked,
    EvaluationRound,
    HalfDay,
    Material,
    Registration,
    Training,
)

from .cast import Cast

SEED = 2017
HELD = (State.HELD, State.EVALUATED)
# Of what was held within this time, the attendance lists are still to be taken.
LISTS_DUE = timedelta(days=2)
REMARKS = (
    "Meer oefenen met echte gevallen, met iemand van elk land aan tafel.",
    "Prévoir plus de temps pour les différences entre les trois droits nationaux.",
    "Fijn om de mensen te zien die men anders alleen belt.",
)
# Kind, country, whose law, languages, maker and year, Dutch and French title and description.
TOOLS = (
    (
        "card", "NL", ["NL"], ["nl"], "Verzonnen Inspectie", 2015,
        "Signalenkaart voor controles op de werkvloer",
        "Fiche de signaux pour les contrôles sur le lieu de travail",
        "Acht signalen op één kaart, met wie men belt.",
        "Huit signaux sur une fiche, avec qui appeler.",
    ),
    (
        "handbook", "BE", ["BE"], ["nl", "fr"], "Centrum van het voorbeeld", 2016,
        "Handboek eerste gesprek met een slachtoffer",
        "Manuel du premier entretien avec une victime",
        "Wat men vraagt, wat men niet vraagt, en wanneer men stopt.",
        "Ce que l’on demande, ce que l’on ne demande pas, et quand s’arrêter.",
    ),
    (
        "exercise", "LU", ["LU"], ["fr", "de"], "École de l’exemple", 2016,
        "Oefening: een minderjarige zonder papieren",
        "Exercice : un mineur sans papiers",
        "Een geval in vier stappen voor politie en opvang.",
        "Un cas en quatre étapes pour la police et l’accueil.",
    ),
    (
        "course", "NL", ["NL"], ["nl", "en"], "Verzonnen Academie", 2017,
        "Onlinecursus uitbuiting herkennen in de gemeente",
        "Cours en ligne : reconnaître l’exploitation dans la commune",
        "Twee uur, met een toets.",
        "Deux heures, avec un test.",
    ),
    (
        "film", "BE", ["common"], ["nl", "fr"], "Studio van het voorbeeld", 2017,
        "Film: de weg van een doorverwijzing",
        "Film : le chemin d’une orientation",
        "Twaalf minuten, met ondertitels in beide talen.",
        "Douze minutes, sous-titrées dans les deux langues.",
    ),
)  # fmt: skip


def following(rows: Iterable[Model], cast: Cast, now: datetime) -> Iterator[Model]:
    """The rows themselves, in their order, and after them what follows from the trainings."""
    trainings: list[Training] = []
    half_days: list[HalfDay] = []
    people: list[Registration] = []
    for row in rows:
        if isinstance(row, Training):
            trainings.append(row)
        elif isinstance(row, HalfDay):
            half_days.append(row)
        elif isinstance(row, Registration):
            people.append(row)
            _forget(row, now)
        yield row
    dice = Random(SEED)  # noqa: S311 - the demonstration is the same each time
    by = cast.person("benelux", Role.SECRETARIAT).user.pk
    for training in trainings:
        if training.state in HELD:
            halves = [one for one in half_days if one.training is training]
            placed = [one for one in people if one.training is training and one.seat == Seat.PLACED]
            if training.last_day and training.last_day >= (now - LISTS_DUE).date():
                continue
            there: Counter[Registration] = Counter()
            for row in _attendance(halves, placed, by, dice):
                if isinstance(row, Attendance):
                    there[row.registration] += 1
                yield row
            yield from _rounds(training, list(there), now, dice)
            yield from _certificates(training, there, len(halves), dice)
    yield from _tools(now)


def make_findable(*, using: str) -> None:
    """Give the tools the words that the library finds them by."""
    for material in Material.objects.using(using).order_by("pk"):
        refresh_search(material, using=using)


def _forget(row: Registration, now: datetime) -> None:
    last = row.training.last_day
    if last is None:
        return
    end = add_months(datetime.combine(last, time(12), UTC), REGISTRATION_MONTHS)
    if end < now:
        row.name = row.email = row.reason = ""
        row.user = row.nominated_by = row.decided_by = None
        row.forgotten_at = end


def _attendance(
    halves: list[HalfDay], placed: list[Registration], by: int, dice: Random
) -> Iterator[Model]:
    for half_day in halves:
        taken = datetime.combine(half_day.day, time(17), UTC)
        yield AttendanceList(half_day=half_day, taken_at=taken, taken_by_id=by)
        for one in placed:
            if dice.random() < 0.93:
                yield Attendance(half_day=half_day, registration=one)


def _rounds(
    training: Training, there: list[Registration], now: datetime, dice: Random
) -> Iterator[Model]:
    last = training.last_day
    if last is None:
        return
    for kind in Round:
        opened = opens_on(kind, last)
        closed = datetime.combine(opened, time(6), UTC) + LASTS + timedelta(days=1)
        answered = max(0, len(there) - dice.randint(2, 6))
        if opened > now.date() or answered < 1:
            continue
        answers = [_answer(kind, dice) for _ in range(answered)]
        round_ = EvaluationRound(
            training=training,
            kind=kind,
            opened_on=opened,
            closes_on=opened + LASTS,
            asked=len(there),
        )
        if closed > now:
            yield from _still_open(round_, there, answers)
            continue
        round_.closed_at = closed
        round_.counts = counted(kind, answers)
        if round_.counts:
            round_.answered = answered
            round_.remarks = remarks_to_show(REMARKS, answered)
        yield round_


def _answer(kind: Round, dice: Random) -> dict[str, str]:
    return {
        one.code: dice.choices([code for code, _ in one.choices], [5, 3, 1, 1][: len(one.choices)])[
            0
        ]
        for one in QUESTIONS[kind]
    }


def _still_open(
    round_: EvaluationRound, there: list[Registration], answers: list[dict[str, str]]
) -> Iterator[Model]:
    """Who has an account of the demonstration has not answered yet, so that one can try it."""
    yield round_
    guests = [one for one in there if one.user is None]
    for turn, one in enumerate(guests):
        asking = asking_by_link(round_, one)
        if turn < len(answers) // 2:
            asking.answered, asking.nonce, asking.token_hash = True, "", None
            yield EvaluationAnswer(round=round_, choices=answers[turn])
        yield asking
    for one in there:
        if one.user is not None:
            yield EvaluationAsked(round=round_, registration=one)


def _certificates(
    training: Training, there: Counter[Registration], offered: int, dice: Random
) -> Iterator[Certificate]:
    """Of those who are still named; as the portal makes them, but with the same codes each time."""
    for one, attended in there.items():
        if one.forgotten_at is not None or training.first_day is None:
            continue
        language = language_for(one)
        issued = datetime.combine(training.last_day or training.first_day, time(17, 30), UTC)
        drawn = "".join(dice.choices(ALPHABET, k=LENGTH - 1))
        certificate = Certificate(
            training=training,
            registration=one,
            user=one.user,
            code=drawn + check_sign(drawn),
            language=language,
            name=one.name,
            title=getattr(training, f"title_{language}"),
            place=training.place,
            since=training.first_day,
            until=training.last_day or training.first_day,
            attended=attended,
            offered=offered,
            issued_at=issued,
        )
        certificate.content = certificate_pdf(paper_of(certificate), created=issued)
        yield certificate


def _tools(now: datetime) -> Iterator[Material]:
    for turn, tool in enumerate(TOOLS):
        kind, country, laws, languages, maker, year, nl, fr, about_nl, about_fr = tool
        yield Material(
            kind=kind,
            country_id=country,
            jurisdictions=[Jurisdiction(law) for law in laws],
            languages=languages,
            maker=maker,
            year=year,
            title_nl=nl,
            title_fr=fr,
            about_nl=about_nl,
            about_fr=about_fr,
            licence="cc-by" if turn % 2 else "internal",
            audience="everybody",
            address=f"https://tools.example/{turn + 1}",
            created_at=now - timedelta(days=30 - turn),
        )
