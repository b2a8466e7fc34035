"""The list of who was there: read by half-day, written by the secretariat.

A list says how it stood when it was opened. Who saves it over somebody else's saving is told, and
nothing is written.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from protection.actor import require_actor
from protection.audit import record
from trainings.certificates.revoking import revoke_for_attendance
from trainings.life import Seat, State
from trainings.models import Attendance, AttendanceList, HalfDay, Registration, Training
from trainings.permissions import can_keep_attendance

# A place may change hands until the first morning, so a list is taken once the day has come.
TAKEN_IN = (State.OPEN, State.FULL, State.CLOSED, State.HELD, State.EVALUATED)
PAGE_SIZE = 100


class ListRefused(Exception):
    """The list cannot be taken: not by this person, not in this state, not before its day."""


class ListChanged(Exception):
    """Somebody else saved the list meanwhile."""


@dataclass(frozen=True)
class Line:
    """One participant of a list."""

    registration: Registration
    there: bool


def half_days_of(training: Training) -> "QuerySet[HalfDay]":
    """Its half-days in order, each with how many were there; one query."""
    return (
        HalfDay.objects.filter(training=training)
        .select_related("attendance_list")
        .annotate(there=Count("attendances"))
        .order_by("day", "starts", "id")
    )


def can_be_taken(training: Training, half_day: HalfDay, today: date) -> bool:
    """Whether the list of a half-day can be taken yet, and still."""
    return training.state in TAKEN_IN and half_day.day <= today


def lines_of(half_day: HalfDay, after: UUID | None = None) -> tuple[list[Line], bool]:
    """A page of those with a place, by name, and whether more follow.

    `after` is the last registration of the page before: an address names nobody.
    """
    placed = Registration.objects.filter(
        training_id=half_day.training_id, seat=Seat.PLACED, forgotten_at=None
    ).select_related("organisation")
    last = placed.filter(pk=after).values_list("name", "pk").first() if after else None
    if last is not None:
        name, pk = last
        placed = placed.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))
    page = list(placed.defer("organisation__search_vector").order_by("name", "pk")[: PAGE_SIZE + 1])
    shown = page[:PAGE_SIZE]
    there = set(
        Attendance.objects.filter(half_day=half_day, registration__in=shown).values_list(
            "registration_id", flat=True
        )
    )
    return [Line(one, one.pk in there) for one in shown], len(page) > PAGE_SIZE


def version_of(half_day_id: int) -> str:
    """How the list stands: changes with every saving."""
    taken = AttendanceList.objects.filter(pk=half_day_id).values_list("taken_at", flat=True).first()
    return taken.isoformat() if taken else ""


def take_list(
    half_day_id: int,
    *,
    shown: Collection[UUID],
    there: Collection[UUID],
    version: str,
    now: datetime,
    today: date,
) -> int:
    """Write who of those shown was there; returns how many lines changed.

    A valid certificate of somebody whose line changes is revoked, since it says something else.
    Raises ListRefused, ListChanged.
    """
    actor = require_actor()
    if not can_keep_attendance(actor):
        raise ListRefused
    with transaction.atomic():
        half_day = HalfDay.objects.select_related("training").get(pk=half_day_id)
        # One at a time: the training's row is what every writer of it locks.
        training = Training.objects.select_for_update().get(pk=half_day.training_id)
        if not can_be_taken(training, half_day, today):
            raise ListRefused
        if version_of(half_day_id) != version:
            raise ListChanged
        known = set(
            Registration.objects.filter(
                training=training, seat=Seat.PLACED, pk__in=shown
            ).values_list("pk", flat=True)
        )
        before = set(
            Attendance.objects.filter(half_day=half_day, registration__in=known).values_list(
                "registration_id", flat=True
            )
        )
        wanted = known & set(there)
        gone, came = before - wanted, wanted - before
        Attendance.objects.filter(half_day=half_day, registration__in=gone).delete()
        Attendance.objects.bulk_create(
            [Attendance(half_day=half_day, registration_id=one) for one in sorted(came)]
        )
        AttendanceList.objects.update_or_create(
            pk=half_day.pk, defaults={"taken_at": now, "taken_by_id": actor.user_id}
        )
        record(
            "attendance_taken",
            subject="training",
            subject_id=str(training.pk),
            detail={"came": str(len(came)), "gone": str(len(gone))},
        )
        revoke_for_attendance(gone | came, now=now)
    return len(gone | came)


def lists_missing(training: Training) -> int:
    """How many half-days have no list yet."""
    return HalfDay.objects.filter(training=training, attendance_list=None).count()
