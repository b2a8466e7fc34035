"""The one writer of a training's state: it locks, asks the table and who may, logs and tells."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from protection.actor import acting_as, current_actor
from protection.audit import record
from trainings import telling
from trainings.inventory import tell_whose_need_it_meets
from trainings.life import IN_PLAY, TABLE, Move, State
from trainings.models import Training, TrainingEvent
from trainings.permissions import can_write_trainings
from trainings.placing import lock, settle

# What a reader of either language needs before a training can be opened.
TEXTS = ("title_nl", "title_fr", "aims_nl", "aims_fr")


class MoveRefused(Exception):
    """The training does not stand where this move begins, or no longer."""


class NotComplete(Exception):
    """What is missing; `fields` names it."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def lacks(training: Training, today: date) -> list[str]:
    """What a training needs before it can take people."""
    found = [name for name in TEXTS if not getattr(training, name)]
    titles = list(training.parts.values_list("title_nl", "title_fr"))
    found += [] if titles and all(nl and fr for nl, fr in titles) else ["parts"]
    if training.first_day is None:
        found.append("half_days")
    elif training.first_day <= today:
        found.append("past")
    if not training.places:
        found.append("places")
    if training.register_until is None:
        found.append("register_until")
    elif training.register_until < today:
        found.append("register_past")
    return found


def can_move(training: Training, step: Move, today: date) -> bool:
    """Whether a move begins where the training stands; it is held from its last day on."""
    if (State(training.state), step) not in TABLE:
        return False
    over = training.last_day is not None and training.last_day <= today
    return step != Move.HOLD or over


def move(
    training_id: UUID, step: Move, *, now: datetime, reason: dict[str, str] | None = None
) -> Training:
    """The secretariat moves a training. `reason` in nl and fr goes with a cancellation.

    Raises PermissionError, MoveRefused, NotComplete, Training.DoesNotExist.
    """
    if not can_write_trainings(current_actor()):
        raise PermissionError
    with transaction.atomic():
        training = lock(training_id)
        _write(training, step, now, reason=reason)
        return training


def _write(
    training: Training, step: Move, now: datetime, *, reason: dict[str, str] | None = None
) -> None:
    today = timezone.localdate(now)
    if not can_move(training, step, today):
        raise MoveRefused
    if step in {Move.OPEN, Move.REOPEN} and (missing := lacks(training, today)):
        raise NotComplete(missing)
    to = TABLE[State(training.state), step]
    was, training.state, training.changed_at = training.state, to, now
    fields = ["state", "changed_at"]
    if step == Move.CANCEL:
        for language, text in (reason or {}).items():
            setattr(training, f"cancel_reason_{language}", text)
            fields.append(f"cancel_reason_{language}")
        training.sequence += 1
        fields.append("sequence")
    training.save(update_fields=fields)
    actor = current_actor()
    TrainingEvent.objects.create(
        training=training, move=step, at=now, user_id=actor.user_id if actor else None
    )
    record(f"training_{step}", subject="training", subject_id=str(training.pk))
    _follow(training, step, was, now)


def _follow(training: Training, step: Move, was: str, now: datetime) -> None:
    if step in {Move.OPEN, Move.REOPEN}:
        settle(training, now=now)
    if step == Move.OPEN:
        tell_whose_need_it_meets(training)
    elif step == Move.CANCEL and was != State.DRAFT:
        there = training.registrations.filter(seat__in=IN_PLAY)
        telling.tell_of("training_cancelled", training, list(there))


def follow_calendar(now: datetime) -> int:
    """Close what nobody can register for any more, and hold what is over; how many moved.

    A transaction each and no actor: the clock moves them.
    """
    today = timezone.localdate(now)
    live = Training.objects.live()
    late = live.exclude(state=State.CLOSED).filter(register_until__lt=today)
    over = live.filter(last_day__lt=today)
    moved = 0
    for training_id in [*late.values_list("pk", flat=True).order_by("pk")]:
        moved += _by_clock(training_id, Move.CLOSE, now)
    for training_id in [*over.values_list("pk", flat=True).order_by("pk")]:
        moved += _by_clock(training_id, Move.CLOSE, now)
        moved += _by_clock(training_id, Move.HOLD, now)
    return moved


def evaluated(training_id: UUID, *, now: datetime) -> bool:
    """Held → evaluated, once its participants' answers were counted; False when it is not held."""
    with acting_as(None):
        training = lock(training_id)
        if (State(training.state), Move.EVALUATE) not in TABLE:
            return False
        _write(training, Move.EVALUATE, now)
    return True


def _by_clock(training_id: UUID, step: Move, now: datetime) -> bool:
    with acting_as(None):
        training = lock(training_id)
        today = timezone.localdate(now)
        if (State(training.state), step) not in TABLE:
            return False
        day = training.register_until if step == Move.CLOSE else training.last_day
        if (day is None or day >= today) and not (training.last_day and training.last_day < today):
            return False  # its days were changed meanwhile
        _write(training, step, now)
    return True
