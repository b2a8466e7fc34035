"""Certificates as their readers see them, page by page."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Role
from protection.actor import Actor
from trainings.models import Certificate

PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    """`next_after` is the key of the last row where more follow, else "". An address names nobody:
    the name to go on from is read again."""

    rows: list[Certificate]
    next_after: str


def of_training(training_id: UUID, after: str) -> Page:
    """Those of one training by name, revoked ones among them."""
    found = Certificate.objects.filter(training_id=training_id).defer("content")
    last = _row(found, after)
    if last is not None:
        found = found.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    return _page(found.order_by("name", "pk"))


def for_reader(actor: Actor, after: str) -> Page:
    """The reader's own, newest first; and of colleagues without an account those whom the reader
    put forward or, for a team lead, everybody of the organisation."""
    colleagues = Q(user=None, registration__organisation_id=actor.organisation_id)
    if actor.role != Role.TEAM_LEAD:
        colleagues &= Q(registration__nominated_by=actor.user_id)
    found = (
        Certificate.objects.filter(Q(user_id=actor.user_id) | colleagues)
        .filter(erased_at=None)
        .select_related("training", "registration")
        .defer("content")
    )
    last = _row(found, after)
    if last is not None:
        found = found.filter(
            Q(issued_at__lt=last.issued_at) | Q(issued_at=last.issued_at, pk__lt=last.pk)
        )
    return _page(found.order_by("-issued_at", "-pk"))


def _row(found: "QuerySet[Certificate]", after: str) -> Certificate | None:
    try:
        return found.filter(pk=UUID(after)).first()
    except ValueError:
        return None


def _page(found: "QuerySet[Certificate]") -> Page:
    rows = list(found[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    return Page(rows[:PAGE_SIZE], str(rows[PAGE_SIZE - 1].pk) if more else "")
