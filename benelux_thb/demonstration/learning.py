"""What follows from the demonstration's trainings: who was there, evaluations, and training tools.

The trainings of 2017 are history: their names were deleted by schedule long ago, and what the
figures count is there.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random

from django.db.models import Model

from accounts.models import Role
from protection.retention import add_months
from trainings.codes import Jurisdiction
from trainings.evaluation.questions import QUESTIONS, Round
from trainings.evaluation.results import counted, remarks_to_show
from trainings.evaluation.running import LASTS, opens_on
from trainings.forgetting import REGISTRATION_MONTHS
from trainings.life import Seat, State
from trainings.materials.keeping import refresh_search
from trainings.models import (
    Attendance,
    AttendanceList,
    EvaluationRound,
    HalfDay,
    Material,
    Registration,
    Training,
)

from .cast import Cast

SEED = 2017
HELD = (State.HELD, State.EVALUATED)
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
            yield from _attendance(halves, placed, by, dice)
            yield from _rounds(training, len(placed), now, dice)
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
    training: Training, people: int, now: datetime, dice: Random
) -> Iterator[EvaluationRound]:
    last = training.last_day
    if last is None:
        return
    for kind in Round:
        opened = opens_on(kind, last)
        closed = datetime.combine(opened, time(6), UTC) + LASTS + timedelta(days=1)
        answered = max(0, people - dice.randint(2, 6))
        if closed > now or answered < 1:
            continue
        answers = [
            {
                one.code: dice.choices(
                    [code for code, _ in one.choices], [5, 3, 1, 1][: len(one.choices)]
                )[0]
                for one in QUESTIONS[kind]
            }
            for _ in range(answered)
        ]
        counts = counted(kind, answers)
        yield EvaluationRound(
            training=training,
            kind=kind,
            opened_on=opened,
            closes_on=opened + LASTS,
            closed_at=closed,
            asked=people,
            answered=answered if counts else None,
            counts=counts,
            remarks=remarks_to_show(REMARKS, answered) if counts else [],
        )


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
