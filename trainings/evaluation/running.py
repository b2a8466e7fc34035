"""The life of an evaluation round: opened by the clock, answered by who was there, closed and
counted by the clock. The one writer of its tables."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from notifications.services import Recipient, queue_notice
from protection.actor import acting_as, require_actor
from protection.audit import record
from protection.prepared import Given, Prepared
from protection.retention import add_months
from trainings.evaluation import links
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

    Asked are those who were there for a half-day at least: who has an account in the portal,
    others by a link in a mail. Fewer than LEAST are not asked: nothing of it could ever be shown.
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
    """Those who were there and can be asked: by their account, or by mail who has none."""
    there = Attendance.objects.filter(registration=OuterRef("pk"))
    reached = Q(user__is_active=True) | Q(user=None) & ~Q(email="")
    return Registration.objects.filter(
        reached, Exists(there), training_id=training_id, seat=Seat.PLACED, forgotten_at=None
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
        askings = [
            EvaluationAsked(round=round_, registration=one)
            if one.user_id
            else links.asking_by_link(round_, one)
            for one in people
        ]
        EvaluationAsked.objects.bulk_create(askings)
        _ask(training, askings)
        record("evaluation_opened", subject="training", subject_id=str(training.pk))
    return True


def _ask(training: Training, askings: list[EvaluationAsked]) -> None:
    links.mail_links(training, [one for one in askings if one.nonce])
    user_ids = {one.registration.user_id for one in askings if one.registration.user_id}
    users = User.objects.filter(pk__in=user_ids, is_active=True).order_by("pk")
    queue_notice(
        "training_evaluation",
        [Recipient(user.pk, user.email, user.language) for user in users],
        reference=training.reference,
        path_name="trainings:evaluation",
        path_args=[str(training.pk)],
    )


_ASKING = Prepared(
    lambda: (
        EvaluationAsked.objects.filter(
            round__training_id=Given("training"),
            round__closed_at=None,
            registration__user_id=Given("user"),
        )
        .select_related("round")
        .order_by("-round__opened_on")[:1]
    )
)


def asking_of(training_id: UUID, user_id: int) -> EvaluationAsked | None:
    """What this person is asked of a training now, answered or not; None outside a round."""
    return _ASKING.first(training=training_id, user=user_id)


def answer(training_id: UUID, choices: Mapping[str, str], remark: str, *, today: date) -> None:
    """Keep the reader's answer, apart from who gave it. Raises AnswerRefused.

    `choices` answers every question of the round. The row of who was asked says that they
    answered; nothing joins it to the answer.
    """
    actor = require_actor()
    with transaction.atomic():
        asking = asking_of(training_id, actor.user_id)
        if asking is None or asking.round.closes_on < today:
            raise AnswerRefused
        _keep(asking, choices, remark)


def answer_by_link(token: str, choices: Mapping[str, str], remark: str, *, today: date) -> None:
    """Keep the answer of who holds a link, which then works no more. Raises as `answer`."""
    with transaction.atomic():
        asking = links.find(token, today=today)
        if asking is None:
            raise AnswerRefused
        _keep(asking, choices, remark)


def _keep(asking: EvaluationAsked, choices: Mapping[str, str], remark: str) -> None:
    kind = Round(asking.round.kind)
    known = {one.code: {code for code, _ in one.choices} for one in QUESTIONS[kind]}
    if set(choices) != set(known) or any(choices[code] not in known[code] for code in known):
        raise AnswerRefused
    # First the round, then who was asked, as the close does: in another order an answer at
    # midnight and the close would each wait for the other.
    rounds = EvaluationRound.objects.select_for_update(no_key=True)
    if not rounds.filter(pk=asking.round_id, closed_at=None).order_by("pk").first():
        raise AnswerRefused
    free = EvaluationAsked.objects.filter(pk=asking.pk, answered=False)
    if not free.update(answered=True, nonce="", token_hash=None):
        raise AnswerRefused
    EvaluationAnswer.objects.create(
        round=asking.round, choices=dict(choices), remark=remark.strip()
    )
    # That somebody took part, as for any writing; what was said stands nowhere beside it.
    record("evaluation_answered", subject="training", subject_id=str(asking.round.training_id))


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
            silent = round_.people.filter(answered=False).select_related("registration")
            _ask(round_.training, list(silent.order_by("pk")))
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
