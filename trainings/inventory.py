"""The one writer of the needs inventory: rounds, needs, “we too”, remarks, merging.

A need's rank is kept with it: the organisations behind it, in how many countries, how soon they
need it, and for how many people.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Role
from accounts.selectors import people_in_role, people_of
from contacts.models import Organisation
from notifications.services import queue_notice
from protection.actor import Actor, current_actor, require_actor
from protection.audit import record
from trainings import editing, telling
from trainings.codes import WEIGHT, Urgency
from trainings.life import ROUND_TABLE, RoundState
from trainings.models import Need, NeedComment, NeedSupport, Round, Training
from trainings.permissions import can_change_need, can_comment, can_run_rounds, can_state_need


class InventoryRefused(Exception):
    """Nothing was done. `code`: closed, merged, training, own or other_open."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def prepare_round(fields: Mapping[str, Any]) -> Round:
    """A round in preparation. Raises PermissionError."""
    if not can_run_rounds(current_actor()):
        raise PermissionError
    made = Round.objects.create(**fields)
    record("need_round_written", subject="need_round", subject_id=str(made.pk))
    return made


def move_round(round_id: int, step: str, *, now: datetime) -> Round:
    """`open` tells who may state needs, `close` ends it.

    Raises PermissionError, InventoryRefused.
    """
    if not can_run_rounds(current_actor()):
        raise PermissionError
    with transaction.atomic():
        found = Round.objects.select_for_update().get(pk=round_id)
        to = ROUND_TABLE.get((RoundState(found.state), step))
        if to is None:
            raise InventoryRefused("closed")
        if to == RoundState.OPEN:
            if Round.objects.filter(state=RoundState.OPEN).exists():
                raise InventoryRefused("other_open")
            found.opened_at, found.closed_at = now, None
        else:
            found.closed_at = now
        found.state = to
        found.save()
        record(f"need_round_{step}", subject="need_round", subject_id=str(found.pk))
        if to == RoundState.OPEN:
            _tell_of_round(found)
        return found


def state_need(round_id: int, fields: Mapping[str, Any], *, now: datetime) -> Need:
    """What the reader's organisation needs. Raises PermissionError, InventoryRefused."""
    actor = require_actor()
    with transaction.atomic():
        # Held, so that it is not closed meanwhile.
        found = Round.objects.select_for_update().get(pk=round_id)
        if found.state != RoundState.OPEN:
            raise InventoryRefused("closed")
        if not can_state_need(actor, found):
            raise PermissionError
        need = Need(
            round=found,
            organisation_id=actor.organisation_id,
            country_id=actor.country or None,
            kind=_kind(actor),
            stated_by=actor.user_id,
            stated_at=now,
            **fields,
        )
        _rank(need)
        need.save(force_insert=True)
        record("need_stated", subject="training_need", subject_id=str(need.pk))
        return need


def change_need(need_id: UUID, fields: Mapping[str, Any]) -> Need:
    """Write an own need anew. Raises PermissionError, InventoryRefused, Need.DoesNotExist."""
    with transaction.atomic():
        need = _held(need_id)
        if not can_change_need(current_actor(), need):
            raise PermissionError
        for name, value in fields.items():
            setattr(need, name, value)
        _rank(need)
        need.save()
        record("need_changed", subject="training_need", subject_id=str(need.pk))
        return need


def support(need_id: UUID, people: int, *, now: datetime) -> NeedSupport:
    """“We need this too”; saying it again changes the number. Raises as `change_need`."""
    actor = require_actor()
    with transaction.atomic():
        need = _held(need_id)
        if not can_state_need(actor, need.round):
            raise PermissionError
        if need.organisation_id == actor.organisation_id:
            raise InventoryRefused("own")
        made, _new = NeedSupport.objects.update_or_create(
            need=need,
            organisation_id=actor.organisation_id,
            defaults={
                "country_id": actor.country or None,
                "kind": _kind(actor),
                "people": people,
                "at": now,
            },
        )
        _rank_again(need)
        record("need_supported", subject="training_need", subject_id=str(need.pk))
        return made


def comment(need_id: UUID, text: str, language: str, *, now: datetime) -> NeedComment:
    """A remark under a need. Raises as `change_need`."""
    actor = require_actor()
    with transaction.atomic():
        need = _held(need_id)
        if not can_comment(actor, need.round):
            raise PermissionError
        made = NeedComment.objects.create(
            need=need,
            organisation_id=actor.organisation_id,
            written_by=actor.user_id,
            text=text,
            language=language,
            at=now,
        )
        record("need_commented", subject="training_need", subject_id=str(need.pk))
        return made


def merge(into_id: UUID, others: Sequence[UUID]) -> Need:
    """Like needs become one: `others` go into the first, with all who stand behind them.

    Their organisations become supporters of it, so nobody counts twice. Raises PermissionError,
    InventoryRefused when one was merged already or became a training.
    """
    if not can_run_rounds(current_actor()):
        raise PermissionError
    with transaction.atomic():
        ids = {into_id, *others}
        rows = {
            row.pk: row
            for row in Need.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        }
        if set(rows) != ids or len(ids) < 2 or len({row.round_id for row in rows.values()}) > 1:
            raise InventoryRefused("merged")
        into = rows.pop(into_id)
        if into.merged_into_id or any(row.merged_into_id for row in rows.values()):
            raise InventoryRefused("merged")
        if Training.objects.filter(need__in=rows).exists():
            raise InventoryRefused("training")
        for row in rows.values():
            _take_over(into, row)
        _rank_again(into)
        record(
            "needs_merged",
            subject="training_need",
            subject_id=str(into.pk),
            detail={"needs": str(len(rows))},
        )
        return into


def make_training(need_id: UUID, *, now: datetime) -> Training:
    """A draft of a training that meets a need, with what the need says. Raises PermissionError,
    InventoryRefused when it became part of another."""
    if not can_run_rounds(current_actor()):
        raise PermissionError
    with transaction.atomic():
        need = Need.objects.select_for_update(of=("self",)).get(pk=need_id)
        if need.merged_into_id:
            raise InventoryRefused("merged")
        known = need.language if need.language in {"nl", "fr"} else "en"
        fields = {
            f"title_{known}": need.subject,
            "topic": need.topic,
            "level": need.level,
            "audience": need.audience,
            "languages": need.languages,
            "format": need.format,
        }
        return editing.create(fields, {}, now=now, need=need)


def tell_whose_need_it_meets(training: Training) -> None:
    """Organisations behind a need hear that a training meets it."""
    need = training.need
    if need is None:
        return
    stands = {need.organisation_id, *need.supports.values_list("organisation_id", flat=True)}
    leads = people_of(stands, roles=[Role.TEAM_LEAD, Role.CONTACT_POINT, Role.MEMBER])
    telling.tell("need_met", training, leads)


def _held(need_id: UUID) -> Need:
    need = Need.objects.select_for_update(of=("self",)).select_related("round").get(pk=need_id)
    if need.round.state != RoundState.OPEN:
        raise InventoryRefused("closed")
    if need.merged_into_id:
        raise InventoryRefused("merged")
    return need


def _take_over(into: Need, other: Need) -> None:
    behind = {
        other.organisation_id: (other.country_id, other.kind, other.people, other.stated_at)
    } | {
        row.organisation_id: (row.country_id, row.kind, row.people, row.at)
        for row in other.supports.all()
    }
    known = {into.organisation_id, *into.supports.values_list("organisation_id", flat=True)}
    for organisation_id, (country_id, kind, people, at) in behind.items():
        if organisation_id not in known:
            NeedSupport.objects.create(
                need=into,
                organisation_id=organisation_id,
                country_id=country_id,
                kind=kind,
                people=people,
                at=at,
            )
    other.merged.update(merged_into=into)
    other.merged_into = into
    other.save(update_fields=["merged_into"])


def _rank_again(need: Need) -> None:
    _rank(need)
    need.save(update_fields=["supporters", "countries", "people_asked", "score"])


def _rank(need: Need) -> None:
    """Organisations first, then countries, then how soon; people decide between equals."""
    rows = [] if need._state.adding else list(need.supports.values_list("country_id", "people"))
    need.supporters = 1 + len(rows)
    need.countries = len({need.country_id, *(country for country, _people in rows)} - {None}) or 1
    need.people_asked = need.people + sum(people for _country, people in rows)
    weight = need.supporters * 3 + need.countries * 5 + WEIGHT[Urgency(need.urgency)] * 4
    need.score = weight * 1000 + min(need.people_asked, 999)


def _kind(actor: Actor) -> str:
    return Organisation.objects.values_list("kind", flat=True).get(pk=actor.organisation_id)


def _tell_of_round(found: Round) -> None:
    told = [
        person
        for role in (Role.TEAM_LEAD, Role.CONTACT_POINT, Role.MEMBER)
        for person in people_in_role(role)
    ]
    queue_notice(
        "need_round_opened",
        told,
        reference="",
        path_name="trainings:round",
        path_args=[str(found.pk)],
    )
