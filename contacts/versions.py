"""Every version an entry ever had, put together from the history that the database keeps.

What one transaction changed in the organisation, its contact points, their opening hours and its
services is one version. The rows of history are only ever added, so a version keeps its number.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from contacts.entries import Document, opening_of, values_of
from contacts.models import ContactPoint, OpeningHours, Organisation, Service

_ORDER = ("organisation", "points", "services", "opening")


@dataclass(frozen=True)
class Version:
    """An entry after one change; `user_id` None and `source` "" when the portal loaded it."""

    number: int
    at: datetime
    user_id: int | None
    source: str
    verified_at: date | None
    document: Document

    @property
    def by_the_portal(self) -> bool:
        return self.user_id is None


def versions_of(organisation: Organisation) -> list[Version]:
    """All versions, the oldest first; four queries, whatever there is."""
    groups: dict[tuple[Any, ...], list[tuple[str, Any]]] = {}
    for kind, event in _events(organisation):
        groups.setdefault((event.pgh_created_at, event.pgh_context_id), []).append((kind, event))
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], _place(item[1])))
    state: dict[str, dict[int, Any]] = {kind: {} for kind in _ORDER}
    found: list[Version] = []
    for (at, _context), events in ordered:
        for kind, event in events:
            if event.pgh_label == "delete":
                state[kind].pop(event.pgh_obj_id, None)
            else:
                state[kind][event.pgh_obj_id] = event
        own = state["organisation"].get(organisation.pk)
        if own is None:
            continue
        context = events[0][1].pgh_context
        told = context.metadata if context else {}
        found.append(
            Version(
                number=len(found) + 1,
                at=at,
                user_id=told.get("user_id"),
                source=str(told.get("source", "")),
                verified_at=own.verified_at,
                document=_document(own, state),
            )
        )
    return found


def names_of(versions: list[Version]) -> dict[int, str]:
    """Who made them, by id; one query."""
    ids = {version.user_id for version in versions if version.user_id is not None}
    return {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=ids)}


def _events(organisation: Organisation) -> list[tuple[str, Any]]:
    """Rows of history, by table in the order in which they were written."""
    own: dict[str, tuple[Any, Q]] = {
        "organisation": (Organisation, Q(pgh_obj_id=organisation.pk)),
        "points": (ContactPoint, Q(organisation_id=organisation.pk)),
        "services": (Service, Q(organisation_id=organisation.pk)),
        "opening": (OpeningHours, Q()),
    }
    found: list[tuple[str, Any]] = []
    points: set[int] = set()
    for kind, (model, which) in own.items():
        wanted = Q(contact_point_id__in=points) if kind == "opening" else which
        rows = model.pgh_event_model.objects.filter(wanted).select_related("pgh_context")
        for event in rows.order_by("pgh_id"):
            found.append((kind, event))
            if kind == "points":
                points.add(event.pgh_obj_id)
    return found


def _place(events: list[tuple[str, Any]]) -> tuple[int, int]:
    """Among changes of one moment, those of the organisation say which came first."""
    return min((_ORDER.index(kind), event.pgh_id) for kind, event in events)


def _document(own: Any, state: dict[str, dict[int, Any]]) -> Document:
    points = sorted(state["points"].values(), key=lambda row: (row.order, row.pgh_obj_id))
    services = sorted(
        (row for row in state["services"].values() if row.active is not False),
        key=lambda row: (row.order, row.pgh_obj_id),
    )
    opening: dict[int, list[Any]] = {}
    for row in state["opening"].values():
        opening.setdefault(row.contact_point_id, []).append(row)
    return {
        "organisation": values_of(own, "organisation"),
        "points": [
            {
                "id": row.pgh_obj_id,
                **values_of(row, "points"),
                "opening": opening_of(opening.get(row.pgh_obj_id, [])),
            }
            for row in points
        ],
        "services": [{"id": row.pgh_obj_id, **values_of(row, "services")} for row in services],
    }
