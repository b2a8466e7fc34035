"""What pages show of identities opened in danger: by whom, why, and for how long still."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from uuid import UUID

from django.db.models import Q, QuerySet

from protection.actor import require_actor
from protection.audit import record

from .lists import Cursor
from .models import DangerOpening
from .permissions import can_open_in_danger, is_sender, leads_other_side
from .selectors import Case

PAGE = 25


@dataclass(frozen=True)
class OpeningLine:
    """One opening. `reason` is "" where only codes are shown; `minutes` are left, 0 when over."""

    opening: DangerOpening
    minutes: int
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.minutes > 0


@dataclass(frozen=True)
class InDanger:
    """Of one referral, for one reader: all openings they may know of, their own that is running,
    and whether they may open it themselves."""

    lines: list[OpeningLine]
    own: OpeningLine | None
    may_open: bool

    @property
    def running(self) -> list[OpeningLine]:
        return [line for line in self.lines if line.is_open]


def in_danger(case: Case, *, now: datetime, released: bool = False) -> InDanger:
    """For the referral's page, in one query. `released`: the reader may read it anyway."""
    if not (is_sender(case.standpoint) or leads_other_side(case.standpoint)):
        return InDanger([], None, may_open=False)
    lines = [_line(row, now) for row in _of(case.referral.pk)]
    user_id = require_actor().user_id
    own = next((x for x in lines if x.is_open and x.opening.user_id == user_id), None)
    may_open = own is None and not released and can_open_in_danger(case.standpoint)
    return InDanger(lines, own, may_open)


def openings_with_reasons(referral_id: UUID, *, now: datetime) -> list[OpeningLine]:
    """For the sender's page of the consent; that the reasons were read is recorded first."""
    rows = list(_of(referral_id))
    if rows:
        record("danger_reasons_viewed", subject="referral", subject_id=str(referral_id))
    return [_line(row, now, row.reason_text()) for row in rows]


@dataclass(frozen=True)
class OpeningPage:
    """A page of the officer's list; `following` is a cursor, "" at the end."""

    lines: list[OpeningLine]
    following: str


def page_of_openings(cursor: Cursor | None, *, now: datetime) -> OpeningPage:
    """The newest first, with their reasons, of the countries that the officer oversees."""
    record("danger_reasons_viewed", subject="danger_openings", subject_id="")
    rows = DangerOpening.objects.select_related(
        "organisation", "sender_organisation", "user", "ended_by"
    ).order_by("-opened_at", "-id")
    if cursor is not None:
        rows = rows.filter(
            Q(opened_at__lt=cursor.sort_at) | Q(opened_at=cursor.sort_at, id__lt=cursor.row_id)
        )
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return OpeningPage(
        [_line(row, now, row.reason_text()) for row in found[:PAGE]],
        Cursor(last.opened_at, last.pk).encode() if last else "",
    )


def _of(referral_id: UUID) -> QuerySet[DangerOpening]:
    return (
        DangerOpening.objects.filter(referral_id=referral_id)
        .select_related("organisation", "user", "ended_by")
        .order_by("-opened_at", "-id")
    )


def _line(row: DangerOpening, now: datetime, reason: str = "") -> OpeningLine:
    left = (row.until - now).total_seconds() if row.is_open(now) else 0
    return OpeningLine(row, ceil(left / 60), reason)
