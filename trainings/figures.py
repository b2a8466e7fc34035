"""The figures of the trainings, for reports and dashboards: plain numbers, nobody's name.

`for_period` counts what was held in a period, and the needs of the rounds that were open in it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Sum

from trainings.evaluation.results import Share, shares
from trainings.life import RoundState, Seat, State
from trainings.models import (
    Attendance,
    AttendanceList,
    EvaluationRound,
    HalfDay,
    Need,
    Registration,
    Training,
)

HELD = (State.HELD, State.EVALUATED)


@dataclass(frozen=True)
class TrainingFigures:
    """Of one period, both days included. People are counted by training: whoever was in two
    trainings counts twice. Countries are codes, "" for bodies of the Benelux.

    `needs_met` have a training that was held, whenever; `needs_open` neither that nor one on its
    way. `needs_by_topic` are (topic, needs, organisations behind them), most first.
    People are those who were there for a half-day at least; of a training without any attendance
    list, those who had a place. `evaluation` holds a share by question, over rounds of five
    answers or more alone (`trainings.evaluation.results`); a question without any is absent.
    """

    needs_stated: int
    needs_met: int
    needs_planned: int
    needs_open: int
    needs_by_topic: tuple[tuple[str, int, int], ...]
    trainings_held: int
    trainings_cancelled: int
    half_days: int
    people_trained: int
    people_by_country: dict[str, int]
    trainings_by_topic: dict[str, int]
    half_days_attended: int
    evaluation: dict[str, Share]


def for_period(since: date, until: date) -> TrainingFigures:
    """The figures from `since` to `until`; at most eleven queries, however much there is."""
    held = Training.objects.filter(
        state__in=HELD, first_day__isnull=False, last_day__range=(since, until)
    )
    cancelled = Training.objects.filter(
        state=State.CANCELLED, first_day__range=(since, until)
    ).count()
    lists = AttendanceList.objects.filter(half_day__training=OuterRef("training_id"))
    there = Attendance.objects.filter(registration=OuterRef("pk"))
    people = (
        Registration.objects.filter(training__in=held.order_by(), seat=Seat.PLACED)
        .filter(Exists(there) | ~Exists(lists))
        .values_list("country_id")
        .annotate(number=Count("id"))
        .order_by("country_id")
    )
    by_country = {country or "": number for country, number in people}
    rounds = EvaluationRound.objects.filter(training__in=held.order_by(), counts__isnull=False)
    topics = held.values_list("topic").annotate(number=Count("id")).order_by("topic")
    stated, met, planned, by_topic = _needs(since, until)
    return TrainingFigures(
        needs_stated=stated,
        needs_met=met,
        needs_planned=planned,
        needs_open=stated - met - planned,
        needs_by_topic=by_topic,
        trainings_held=held.count(),
        trainings_cancelled=cancelled,
        half_days=HalfDay.objects.filter(training__in=held.order_by()).count(),
        people_trained=sum(by_country.values()),
        people_by_country=by_country,
        trainings_by_topic=dict(topics),
        half_days_attended=Attendance.objects.filter(
            half_day__training__in=held.order_by()
        ).count(),
        evaluation=shares(
            counts for counts in rounds.order_by("pk").values_list("counts", flat=True) if counts
        ),
    )


def _needs(since: date, until: date) -> tuple[int, int, int, tuple[tuple[str, int, int], ...]]:
    """Needs stated in the period, those met, those on their way, and all by topic."""
    needs = Need.objects.filter(merged_into=None, stated_at__date__range=(since, until)).exclude(
        round__state=RoundState.DRAFT
    )
    ids = needs.order_by()
    met = ids.filter(trainings__state__in=HELD).distinct().count()
    on_the_way = Q(trainings__isnull=False) & ~Q(trainings__state=State.CANCELLED)
    reached = ids.filter(on_the_way).distinct().count()
    number: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    rows = needs.values_list("topic").annotate(n=Count("id"), s=Sum("supporters"))
    for topic, count, supporters in rows.order_by("topic"):
        number[topic], behind[topic] = count, supporters
    return (
        sum(number.values()),
        met,
        reached - met,
        tuple((topic, number[topic], behind[topic]) for topic, _n in behind.most_common()),
    )
