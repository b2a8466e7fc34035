"""Reminders before the first day, by mail. Days are those on the calendar, so that no change of the
clock moves one."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from notifications.services import Recipient, queue_notice
from protection.actor import acting_as
from protection.audit import record
from trainings.life import LIVE, Seat
from trainings.models import Registration, Reminder, Training

DAYS_BEFORE = (7, 1)


def step_due(first_day: date, today: date) -> int | None:
    """Which reminder it is time for: a week before until the day before; None outside. A worker
    that was away sends the one that still makes sense, and no other."""
    left = (first_day - today).days
    due = [days for days in DAYS_BEFORE if 0 < left <= days]
    return min(due) if due else None


def remind(today: date) -> int:
    """Remind the participants of each training that is near; returns how many trainings."""
    with acting_as(None):
        near = Training.objects.filter(
            state__in=LIVE,
            first_day__gt=today,
            first_day__lte=today + timedelta(days=max(DAYS_BEFORE)),
        )
        found = list(near.order_by("first_day", "pk").values_list("pk", flat=True))
    return sum(_remind(pk, today) for pk in found)


def _remind(training_id: UUID, today: date) -> bool:
    with acting_as(None), transaction.atomic():
        training = Training.objects.select_for_update().filter(pk=training_id).first()
        if training is None or training.first_day is None or training.state not in LIVE:
            return False
        step = step_due(training.first_day, today)
        if step is None:
            return False
        _row, new = Reminder.objects.get_or_create(
            training=training, first_day=training.first_day, days_before=step
        )
        if not new:
            return False
        queue_notice(
            "training_reminder",
            people_placed(training),
            reference=training.reference,
            path_name="trainings:training",
            path_args=[str(training.pk)],
        )
        record("training_reminded", subject="training", subject_id=str(training.pk))
    return True


def people_placed(training: Training) -> list[Recipient]:
    """Who has a place; for a colleague without an account who put them forward. Once a person."""
    rows = Registration.objects.filter(training=training, seat=Seat.PLACED)
    ids = {user or by for user, by in rows.values_list("user_id", "nominated_by")}
    users = User.objects.filter(pk__in={one for one in ids if one}, is_active=True).order_by("pk")
    return [Recipient(user.pk, user.email, user.language) for user in users]
