"""Room for people: what services say about it, for how long, and who gives out the places.

What was said lapses after LASTS: then the room is not known, which is not the same as none. The
places of some organisations are given out by one body of the country alone (PlacingRule); these
organisations say nothing of their own.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pghistory
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from contacts.models import Capacity, CapacityState, Organisation, PlacingRule, Service
from contacts.permissions import Editor, can_say_capacity
from protection.audit import record

LASTS = timedelta(hours=48)
# What was set by a slip of the thumb can be taken back for so long.
UNDO_WITHIN = timedelta(minutes=15)
MOST_PLACES = 500
EVERYBODY = ""
# A sender is best helped by the first of these.
ORDER = {CapacityState.YES: 0, CapacityState.ON_REQUEST: 1, CapacityState.NO: 2}


class NotForThisServiceError(Exception):
    """The service says nothing of its room: another organisation's, a group it does not help, or
    places that one body gives out. Nothing was written."""


class TooLateToUndoError(Exception):
    """Something newer was said, or it is too long ago. Nothing was written."""


@dataclass(frozen=True)
class Room:
    """What one service says for one group. `state` "" when it is not known."""

    state: str
    places_free: int | None = None
    said_at: datetime | None = None

    @property
    def lapses_at(self) -> datetime | None:
        """Until when it holds, or since when nothing is known; None where nothing was said."""
        return self.said_at + LASTS if self.said_at else None


UNKNOWN = Room("")


def current(service_ids: Iterable[int], now: datetime) -> dict[int, dict[str, str]]:
    """What services say now: {service_id: {target_group: state}}; one query.

    Target group "" is everybody the service is there for. Absent: not known, or lapsed.
    """
    found: dict[int, dict[str, str]] = {}
    rows = _said(Capacity.objects.filter(service_id__in=list(service_ids)))
    for row in rows.filter(updated_at__gt=now - LASTS):
        found.setdefault(row.service_id, {})[row.target_group] = row.state
    return found


def rooms_of(
    organisation_ids: Collection[int],
    groups: Collection[str],
    needs: Collection[str],
    *,
    with_children: bool,
    now: datetime,
) -> dict[int, Room]:
    """The best that the organisations' services say for one of these groups; one query.

    Only services that meet one of `needs` are asked (all, without needs). Where an organisation
    says something of adults with children, that counts for them. Lapsed: state "" and since when.
    """
    rows = _said(Capacity.objects.filter(service__organisation_id__in=list(organisation_ids)))
    told: dict[int, list[Capacity]] = {}
    for row in rows.select_related("service"):
        if not needs or set(needs) & set(row.service.needs):
            told.setdefault(row.service.organisation_id, []).append(row)
    found = {}
    for organisation_id, said in told.items():
        fitting = [row for row in said if row.target_group in {EVERYBODY, *groups}]
        if with_children:
            fitting = [row for row in said if row.target_group == "with_children"] or fitting
        elif not groups:
            fitting = said
        if fitting:
            found[organisation_id] = min(
                (room(row, now) for row in fitting),
                key=lambda one: ORDER.get(CapacityState(one.state), 3) if one.state else 3,
            )
    return found


def in_force(now: datetime) -> "QuerySet[Capacity]":
    """What services say that has not lapsed at `now`; unordered."""
    found: QuerySet[Capacity] = _said(Capacity.objects.filter(updated_at__gt=now - LASTS))
    return found


def with_room(now: datetime) -> "QuerySet[Capacity]":
    """What services say that have room at `now`, for which group; unordered."""
    return in_force(now).filter(state=CapacityState.YES)


def room(row: Capacity | None, now: datetime) -> Room:
    """What a row says at `now`."""
    if row is None:
        return UNKNOWN
    if row.updated_at <= now - LASTS:
        return Room("", None, row.updated_at)
    return Room(row.state, row.places_free, row.updated_at)


def groups_of(service: Service) -> list[str]:
    """For whom a service says whether it has room; EVERYBODY where it names no group."""
    return list(service.target_groups) or [EVERYBODY]


def placing_rules() -> list[PlacingRule]:
    """Who gives out the places of whom, each with that body; one query."""
    return list(
        PlacingRule.objects.filter(active=True)
        .select_related("through")
        .defer("through__search_vector")
        .order_by("country_id", "kind")
    )


def rule_of(rules: Iterable[PlacingRule], organisation: Organisation) -> PlacingRule | None:
    """The rule that holds for an organisation's places, if one does."""
    for rule in rules:
        if (rule.country_id, rule.kind) == (organisation.country_id, organisation.kind):
            return rule
    return None


def is_placed(rule: PlacingRule | None, service: Service) -> bool:
    """Whether the places of a service are given out by another body."""
    return rule is not None and (not rule.needs or bool(set(rule.needs) & set(service.needs)))


def say(
    service_id: int,
    target_group: str,
    state: str,
    *,
    places_free: int | None = None,
    editor: Editor,
    now: datetime,
) -> Capacity:
    """Say whether a service has room for a group; `places_free` only with a yes.

    Raises NotForThisServiceError.
    """
    with transaction.atomic(), pghistory.context(user_id=editor.user_id, source="capacity"):
        service = _own_service(service_id, editor)
        if target_group not in groups_of(service) or state not in CapacityState.values:
            raise NotForThisServiceError
        row, _made = Capacity.objects.update_or_create(
            service=service,
            target_group=target_group,
            defaults={
                "state": state,
                "places_free": places_free if state == CapacityState.YES else None,
                "updated_at": now,
                "updated_by_id": editor.user_id,
            },
        )
        detail = {"group": target_group, "state": state}
        record("capacity_said", subject="service", subject_id=str(service_id), detail=detail)
    return row


def take_back(capacity_id: int, *, editor: Editor, now: datetime) -> Capacity | None:
    """Bring back what was said before, with its own time; None where nothing was.

    Raises NotForThisServiceError, TooLateToUndoError.
    """
    with transaction.atomic(), pghistory.context(user_id=editor.user_id, source="capacity"):
        row = Capacity.objects.select_for_update().filter(pk=capacity_id).first()
        if row is None:
            raise NotForThisServiceError
        _own_service(row.service_id, editor)
        if not can_be_taken_back(row, editor, now):
            raise TooLateToUndoError
        before = (
            row.events.filter(updated_at__lt=row.updated_at)  # type: ignore[attr-defined]
            .order_by("-pgh_id")
            .first()
        )
        detail = {"group": row.target_group, "state": before.state if before else ""}
        record("capacity_undone", subject="service", subject_id=str(row.service_id), detail=detail)
        if before is None:
            row.delete()
            return None
        row.state, row.places_free = before.state, before.places_free
        row.updated_at, row.updated_by_id = before.updated_at, before.updated_by_id
        row.save()
    return row


def can_be_taken_back(row: Capacity, editor: Editor, now: datetime) -> bool:
    """Whoever said it, a moment ago."""
    return row.updated_by_id == editor.user_id and now - row.updated_at < UNDO_WITHIN


def _own_service(service_id: int, editor: Editor) -> Service:
    """The service, locked: of its owner's words the last counts. Raises NotForThisServiceError."""
    service = (
        Service.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk=service_id, active=True)
        .first()
    )
    if service is None or not can_say_capacity(editor, service.organisation):
        raise NotForThisServiceError
    if is_placed(rule_of(placing_rules(), service.organisation), service):
        raise NotForThisServiceError
    return service


def _said(rows):  # type: ignore[no-untyped-def]
    """Of services that are offered, without those whose places another body gives out."""
    placed = PlacingRule.objects.filter(
        active=True,
        country_id=OuterRef("service__organisation__country_id"),
        kind=OuterRef("service__organisation__kind"),
        needs__overlap=OuterRef("service__needs"),
    )
    return rows.filter(~Exists(placed), service__active=True, service__organisation__active=True)
