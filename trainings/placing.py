"""The one writer of places: it locks the training, so that what it finds free is free.

Everybody who is put forward gets the next number in line. Whoever frees a place, or makes room,
calls `settle`: it places who waits longest and can be placed, counts, and tells them.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import Membership, User
from protection.actor import Actor, require_actor
from protection.audit import record
from protection.prepared import Given, Prepared
from trainings import telling
from trainings.life import IN_PLAY, TAKES, Move, Seat, State, Step
from trainings.models import CountryPlaces, Registration, Training, TrainingEvent
from trainings.permissions import (
    can_nominate,
    can_see_registration,
    can_step,
    can_take_part,
    is_own_contact_point,
)
from trainings.places import Room

_ROOM = Prepared(
    lambda: (
        CountryPlaces.objects.filter(training=Given("training"))
        .order_by("country_id")
        .values_list("country_id", "places")
    )
)
_TAKEN = Prepared(
    lambda: (
        Registration.objects.filter(training=Given("training"), seat=Seat.PLACED)
        .order_by("country_id")
        .values_list("country_id")
        .annotate(people=Count("id"))
    )
)


class PlaceRefused(Exception):
    """Nothing was done. `code`: closed, already, foreign or stale."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Person:
    """Somebody to put forward: a member of the own organisation, or a colleague by name."""

    user_id: int | None
    name: str
    email: str
    language: str


def lock(training_id: UUID) -> Training:
    """The training, held until the transaction ends. Raises Training.DoesNotExist."""
    return Training.objects.select_for_update().get(pk=training_id)


def room_of(training: Training) -> Room:
    """What it offers now."""
    return Room(dict(_ROOM.tuples(training=training.pk)), training.reserve)


def taken_in(training: Training) -> Counter[str]:
    """People placed by country, "" for Benelux bodies."""
    rows = _TAKEN.tuples(training=training.pk)
    return Counter({country or "": number for country, number in rows})


def member_as_person(membership: Membership) -> Person:
    """A member as somebody to put forward."""
    user = membership.user
    return Person(user.pk, user.get_full_name() or user.email, user.email, user.language)


def register(training_id: UUID, *, now: datetime) -> Registration:
    """The reader puts themselves forward. Raises PlaceRefused, PermissionError."""
    actor = require_actor()
    user = User.objects.get(pk=actor.user_id)
    person = Person(user.pk, user.get_full_name() or user.email, user.email, user.language)
    with _held(training_id) as training:
        may = can_take_part(actor, training)
        return _enter(training, person, actor, may=may, by_lead=False, now=now)


def nominate(training_id: UUID, person: Person, *, now: datetime) -> Registration:
    """A team lead puts a colleague of the own organisation forward. Raises as `register`."""
    actor = require_actor()
    _refuse_foreign(person, actor)
    with _held(training_id) as training:
        may = can_nominate(actor, training)
        return _enter(training, person, actor, may=may, by_lead=True, now=now)


def take_step(
    registration_id: UUID, step: Step, *, now: datetime, reason: str = ""
) -> Registration:
    """Nominate, approve, decline or withdraw who was put forward.

    Raises PlaceRefused when somebody was faster, PermissionError, Registration.DoesNotExist.
    """
    actor = require_actor()
    training_id = Registration.objects.values_list("training_id", flat=True).get(pk=registration_id)
    with _held(training_id) as training:
        found = _again(registration_id, training)
        _may(actor, found, step)
        if step == Step.NOMINATE:
            found.nominated_by = actor.user_id
            found.seat = _first_seat(training, found, actor, by_lead=True)
        elif step == Step.APPROVE:
            found.decided_by, found.seat = actor.user_id, Seat.WAITING
        elif step == Step.DECLINE:
            found.decided_by, found.reason = actor.user_id, reason
            found.seat, found.ended_at = Seat.DECLINED, now
        else:
            found.seat, found.ended_at = Seat.WITHDRAWN, now
        found.save()
        _log(step, found)
        settle(training, now=now, but=actor.user_id)
        found.refresh_from_db()
        found.training = training
        _tell_of_step(found, step, actor)
        return found


def substitute(registration_id: UUID, person: Person, *, now: datetime) -> Registration:
    """A colleague takes somebody's place. Raises as `take_step`."""
    actor = require_actor()
    _refuse_foreign(person, actor)
    training_id = Registration.objects.values_list("training_id", flat=True).get(pk=registration_id)
    with _held(training_id) as training:
        found = _again(registration_id, training)
        _may(actor, found, Step.SUBSTITUTE)
        _refuse_twice(training, person)
        found.seat, found.ended_at = Seat.REPLACED, now
        found.save()
        training.last_line += 1
        taking = _row(training, person, found.organisation_id, found.country_id, actor, now)
        taking.seat, taking.placed_at, taking.replaces = Seat.PLACED, now, found
        taking.save(force_insert=True)
        training.save(update_fields=["last_line"])
        _log(Step.SUBSTITUTE, taking)
        telling.tell_of("training_left", training, [found], but=actor.user_id)
        telling.tell_of("training_placed", training, [taking], but=actor.user_id)
        if training.approval_needed and not is_own_contact_point(actor, taking):
            telling.tell_contact_point("training_substituted", taking)
        return taking


def settle(training: Training, *, now: datetime, but: int | None = None) -> list[Registration]:
    """Place who can be placed, count, and fill or free the training; who moved up is told.

    The caller holds the lock. `but` acts now, and so is not told of it by mail.
    """
    taken, room = taken_in(training), room_of(training)
    placed: list[Registration] = []
    waiting = training.registrations.filter(seat=Seat.WAITING)
    number = waiting.count()
    if number and sum(taken.values()) < room.total:
        line = {str(row.pk): row for row in waiting.order_by("line")}
        order = [(key, row.country_id or "") for key, row in line.items()]
        placed = [line[key] for key in room.next_placed(order, taken)]
        Registration.objects.filter(pk__in=[row.pk for row in placed]).update(
            seat=Seat.PLACED, placed_at=now
        )
        telling.tell_of("training_placed", training, placed, but=but)
    training.placed = sum(taken.values()) + len(placed)
    training.waiting = number - len(placed)
    training.places = room.total
    _fill_or_free(training, now)
    training.save(update_fields=["placed", "waiting", "places", "state", "last_line"])
    return placed


def _fill_or_free(training: Training, now: datetime) -> None:
    full = training.placed >= training.places
    if training.state == State.OPEN and full:
        training.state, move = State.FULL, Move.FILL
    elif training.state == State.FULL and not full:
        training.state, move = State.OPEN, Move.FREE
    else:
        return
    TrainingEvent.objects.create(training=training, move=move, at=now)


def _enter(
    training: Training, person: Person, actor: Actor, *, may: bool, by_lead: bool, now: datetime
) -> Registration:
    until = training.register_until
    if training.state not in TAKES or (until and timezone.localdate(now) > until):
        raise PlaceRefused("closed")
    if not may:
        raise PermissionError
    _refuse_twice(training, person)
    training.last_line += 1
    found = _row(training, person, actor.organisation_id, actor.country or None, actor, now)
    found.nominated_by = actor.user_id if by_lead else None
    found.seat = _first_seat(training, found, actor, by_lead=by_lead)
    found.save(force_insert=True)
    _log(Step.NOMINATE, found)
    settle(training, now=now, but=actor.user_id)
    found.refresh_from_db()
    found.training = training
    _tell_who_decides(found)
    if by_lead and found.user_id != actor.user_id and found.seat == Seat.WAITING:
        telling.tell_of("training_waiting", training, [found], but=actor.user_id)
    return found


def _row(
    training: Training,
    person: Person,
    organisation_id: int,
    country_id: str | None,
    actor: Actor,
    now: datetime,
) -> Registration:
    return Registration(
        training=training,
        organisation_id=organisation_id,
        country_id=country_id,
        user_id=person.user_id,
        name=person.name,
        email=person.email.strip().lower(),
        language=person.language,
        line=training.last_line,
        nominated_by=actor.user_id,
        registered_at=now,
    )


def _first_seat(
    training: Training, registration: Registration, actor: Actor, *, by_lead: bool
) -> Seat:
    """What stands between somebody and the line: the own organisation, then the country."""
    if training.nomination_needed and not by_lead:
        return Seat.PROPOSED
    if training.approval_needed and not is_own_contact_point(actor, registration):
        return Seat.ASKED
    return Seat.WAITING


def _refuse_foreign(person: Person, actor: Actor) -> None:
    """Nobody is put forward for another organisation."""
    members = Membership.objects.in_force().filter(organisation_id=actor.organisation_id)
    if person.user_id is not None and not members.filter(user_id=person.user_id).exists():
        raise PlaceRefused("foreign")


def _refuse_twice(training: Training, person: Person) -> None:
    there = training.registrations.filter(seat__in=IN_PLAY)
    if there.filter(email=person.email.strip().lower()).exists():
        raise PlaceRefused("already")


def _may(actor: Actor, registration: Registration, step: Step) -> None:
    if can_step(actor, registration, step):
        return
    if can_see_registration(actor, registration):  # it was theirs, or the next one's, before
        raise PlaceRefused("stale")
    raise PermissionError


def _again(registration_id: UUID, training: Training) -> Registration:
    found = Registration.objects.get(pk=registration_id)
    found.training = training
    return found


@contextmanager
def _held(training_id: UUID) -> Iterator[Training]:
    with transaction.atomic():
        yield lock(training_id)


def _log(step: Step, registration: Registration) -> None:
    record(
        f"training_place_{step}",
        subject="training_place",
        subject_id=str(registration.pk),
        detail={"seat": registration.seat},
    )


def _tell_who_decides(found: Registration) -> None:
    if found.seat == Seat.PROPOSED:
        telling.tell_team_leads("training_to_nominate", found)
    elif found.seat == Seat.ASKED:
        telling.tell_contact_point("training_to_approve", found)


def _tell_of_step(found: Registration, step: Step, actor: Actor) -> None:
    if step == Step.NOMINATE:
        _tell_who_decides(found)
    if step in {Step.NOMINATE, Step.APPROVE} and found.seat == Seat.WAITING:
        telling.tell_of("training_waiting", found.training, [found], but=actor.user_id)
    elif step == Step.DECLINE:
        telling.tell_of("training_declined", found.training, [found], but=actor.user_id)
    elif step == Step.WITHDRAW:
        telling.tell_of("training_left", found.training, [found], but=actor.user_id)
