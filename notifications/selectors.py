"""What the pages show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from .kinds import MAIL_ONLY
from .models import Notice
from .rendering import path_of, sentence

PAGE = 25
MOST_COUNTED = 99


@dataclass(frozen=True)
class Line:
    """One notice, in the language that is active."""

    id: UUID
    created_at: datetime
    reference: str
    sentence: str
    path: str
    unread: bool


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    unread: int  # at most MOST_COUNTED + 1
    next: str  # the last line's key when there are more, or ""


def unread_count(user_id: int) -> int:
    """How many notices a person has not read; MOST_COUNTED + 1 stands for more."""
    unread = Notice.objects.filter(user_id=user_id, read_at=None).order_by()
    return unread[: MOST_COUNTED + 1].count()


def notices_of(user_id: int, before: tuple[datetime, UUID] | None = None) -> Page:
    """A person's notices, newest first, those older than `before`."""
    rows = Notice.objects.filter(user_id=user_id).exclude(kind__in=MAIL_ONLY)
    if before:
        at, key = before
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=key))
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    last = shown[-1] if len(found) > PAGE else None
    return Page(
        lines=[
            Line(
                id=row.pk,
                created_at=row.created_at,
                reference=row.reference,
                sentence=sentence(row),
                path=path_of(row),
                unread=row.read_at is None,
            )
            for row in shown
        ],
        unread=unread_count(user_id),
        next=f"{last.created_at.isoformat()}_{last.pk}" if last else "",
    )
