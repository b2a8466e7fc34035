"""The life of an evaluation round: opened by the clock, answered by who was there, closed and
counted by the clock. The one writer of its tables."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from notifications.services import Recipient, queue_notice
from protection.actor import acting_as, require_actor
from protection.audit import record
from protection.retention import add_months
from trainings.evaluation.questions import QUESTIONS, Round
from trainings.evaluation.results import LEAST, counted, remarks_to_show
from trainings.life import Seat, State
from trainings.models import (
    Attendance,
    EvaluationAnswer,
    EvaluationAsked,
    EvaluationRound,
    HalfDay,
    Registration,
    Training,
)

LASTS = timedelta(days=21)
REMINDED_BEFORE = timedelta(days=7)
MONTHS_LATER = 3
ASKED_IN = (State.HELD, State.EVALUATED)
# A training that was held longer ago is not asked about any more: the portal was away, or it is
# history that was entered afterwards.
NOT_AFTER = {Round.AFTER: timedelta(days=30), Round.LATER: timedelta(days=45)}


class AnswerRefused(Exception):
    """The round is closed, the person was not asked, or has answered already."""


def opens_on(kind: Round, last_day: date) -> date:
    """The day after the training; three months after its last day."""
    if kind == Round.AFTER:
        return last_day + timedelta(days=1)
    noon = datetime.combine(last_day, time(12))
    return add_months(noon, MONTHS_LATER).date()


def open_due(today: date) -> int:
    """Open the rounds whose day has come and ask by mail; returns how many.

    Asked are those with an account who were there for a half-day at least. Fewer than LEAST are
    not asked: nothing of it could ever be shown.
    """
    opened = 0
    for kind in Round:
        with acting_as(None):
            done = EvaluationRound.objects.filter(training=OuterRef("pk"), kind=kind)
            no_list = HalfDay.objects.filter(training=OuterRef("pk"), attendance_list=None)
            found = list(
                Training.objects.filter(
                    state__in=ASKED_IN,
                    last_day__gte=today - NOT_AFTER[kind] - timedelta(days=31 * MONTHS_LATER),
                )
                .exclude(Exists(done))
                .exclude(Exists(no_list))
                .order_by("last_day", "pk")
                .values_list("pk", "last_day")
            )
        for training_id, last_day in found:
            begin = opens_on(kind, last_day) if last_day else None
            if begin and begin <= today <= begin + NOT_AFTER[kind]:
                opened += _open(training_id, kind, today)
    return opened


def people_there(training_id: UUID) -> "QuerySet[Registration]":
    """Those with an account who were there."""
    there = Attendance.objects.filter(registration=OuterRef("pk"))
    return Registration.objects.filter(
        Exists(there), training_id=training_id, seat=Seat.PLACED, user__is_active=True
    )


def _open(training_id: UUID, kind: Round, today: date) -> bool:
    with acting_as(None):
        training = Training.objects.select_for_update().get(pk=training_id)
        if EvaluationRound.objects.filter(training=training, kind=kind).exists():
            return False
        people = list(people_there(training_id).order_by("pk"))
        if len(people) < LEAST:
            return False
        round_ = EvaluationRound.objects.create(
            training=training,
            kind=kind,
            opened_on=today,
            closes_on=today + LASTS,
            asked=len(people),
        )
        EvaluationAsked.objects.bulk_create(
            [EvaluationAsked(round=round_, registration=one) for one in people]
        )
        _ask(training, {one.user_id for one in people})
        record("evaluation_opened", subject="training", subject_id=str(training.pk))
    return True


def _ask(training: Training, user_ids: set[int | None]) -> None:
    users = User.objects.filter(pk__in={one for one in user_ids if one}, is_active=True).order_by(
        "pk"
    )
    queue_notice(
        "training_evaluation",
        [Recipient(user.pk, user.email, user.language) for user in users],
        reference=training.reference,
        path_name="trainings:evaluation",
        path_args=[str(training.pk)],
    )


def asking_of(training_id: UUID, user_id: int) -> EvaluationAsked | None:
    """What this person is asked of a training now, answered or not; None outside a round."""
    return (
        EvaluationAsked.objects.filter(
            round__training_id=training_id, round__closed_at=None, registration__user_id=user_id
        )
        .select_related("round")
        .order_by("-round__opened_on")
        .first()
    )


def answer(training_id: UUID, choices: Mapping[str, str], remark: str, *, today: date) -> None:
    """Keep an answer, apart from who gave it. Raises AnswerRefused.

    `choices` answers every question of the round. The row of who was asked says that they
    answered; nothing joins it to the answer.
    """
    actor = require_actor()
    with transaction.atomic():
        asking = asking_of(training_id, actor.user_id)
        if asking is None or asking.round.closes_on < today:
            raise AnswerRefused
        kind = Round(asking.round.kind)
        known = {one.code: {code for code, _ in one.choices} for one in QUESTIONS[kind]}
        if set(choices) != set(known) or any(choices[code] not in known[code] for code in known):
            raise AnswerRefused
        if not EvaluationAsked.objects.filter(pk=asking.pk, answered=False).update(answered=True):
            raise AnswerRefused
        EvaluationAnswer.objects.create(
            round=asking.round, choices=dict(choices), remark=remark.strip()
        )
        # That somebody took part, as for any writing; what was said stands nowhere beside it.
        record("evaluation_answered", subject="training", subject_id=str(training_id))


def remind_due(today: date) -> int:
    """Ask once more, a week before the close, those who have not answered; how many rounds."""
    with acting_as(None):
        due = EvaluationRound.objects.filter(
            closed_at=None, reminded=False, closes_on__lte=today + REMINDED_BEFORE
        )
        found = list(due.filter(closes_on__gte=today).values_list("pk", flat=True).order_by("pk"))
    reminded = 0
    for pk in found:
        with acting_as(None):
            if not due.filter(pk=pk).update(reminded=True):
                continue
            round_ = EvaluationRound.objects.select_related("training").get(pk=pk)
            silent = round_.people.filter(answered=False)
            _ask(round_.training, set(silent.values_list("registration__user_id", flat=True)))
            reminded += 1
    return reminded


def close_due(now: datetime) -> list[UUID]:
    """Close and count the rounds whose last day is over; the trainings whose first round it was."""
    today = timezone.localdate(now)
    with acting_as(None):
        over = EvaluationRound.objects.filter(closed_at=None, closes_on__lt=today)
        found = list(over.order_by("closes_on", "pk").values_list("pk", flat=True))
    evaluated = []
    for pk in found:
        training_id = _close(pk, now)
        if training_id is not None:
            evaluated.append(training_id)
    return evaluated


def _close(round_id: UUID, now: datetime) -> UUID | None:
    with acting_as(None):
        round_ = (
            EvaluationRound.objects.select_for_update().filter(pk=round_id, closed_at=None).first()
        )
        if round_ is None:
            return None
        answers = list(round_.answers.order_by("pk").values_list("choices", "remark"))
        round_.closed_at = now
        round_.counts = counted(Round(round_.kind), [choices for choices, _ in answers])
        if round_.counts is not None:
            round_.answered = len(answers)
            round_.remarks = remarks_to_show([text for _, text in answers], len(answers))
        round_.save()
        # From here on there are counts of five or more, and nothing of one.
        round_.answers.all().delete()
        round_.people.all().delete()
        record("evaluation_closed", subject="training", subject_id=str(round_.training_id))
    return round_.training_id if round_.kind == Round.AFTER else None
