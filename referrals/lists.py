"""The lists of an organisation: received, sent and drafts, a page at a time.

A list reads the party table alone, by one index, and continues after the last row it showed
(keyset): page 400 costs what page 1 costs. The cursor holds a time and an id, nothing of the case.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from contacts.models import Organisation
from protection.actor import Actor
from protection.prepared import Given, Prepared

from .codes import (
    AWAITING_RECIPIENT,
    LIVE,
    RequestState,
    Side,
    State,
)
from .inbox import DEADLINE, NEWEST, OLDEST
from .models import Party, Request

PAGE_SIZE = 25
COUNT_CAP = 999
NO_ID = UUID(int=0)
_NAMES = Prepared(lambda: Organisation.objects.filter(pk__in=Given("ids")).only("name").order_by())

RECEIVED_SIDES = (Side.RECIPIENT, Side.CONTACT_POINT)
# Groups of states that a list can be narrowed to: name -> states of the party rows.
RECEIVED_GROUPS: dict[str, frozenset[str]] = {
    "to_answer": frozenset(AWAITING_RECIPIENT),
    "waiting": frozenset({RequestState.QUESTION_OPEN, RequestState.CAN_HELP}),
    "agreed": frozenset({RequestState.CHOSEN, State.AGREED, State.HANDED_OVER}),
    "ended": frozenset(
        {
            RequestState.CANNOT_HELP,
            RequestState.PASSED_ON,
            RequestState.RELEASED,
            State.CLOSED,
            State.WITHDRAWN,
        }
    ),
}
SENT_GROUPS: dict[str, frozenset[str]] = {
    "awaiting": frozenset({State.SENT}),
    "answered": frozenset({State.ANSWERED}),
    "agreed": frozenset({State.AGREED, State.HANDED_OVER}),
    "ended": frozenset({State.CLOSED, State.WITHDRAWN}),
}


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after (or before) this row."""

    sort_at: datetime
    row_id: UUID
    backwards: bool = False

    def encode(self) -> str:
        direction = "b" if self.backwards else "f"
        text = f"{direction}|{self.sort_at.isoformat()}|{self.row_id}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor | None":
        """None for anything that is not a cursor: the list then starts at its beginning."""
        try:
            padded = text + "=" * (-len(text) % 4)
            direction, at, row_id = base64.urlsafe_b64decode(padded).decode().split("|")
            sort_at = parse_datetime(at)
            if sort_at is None or timezone.is_naive(sort_at):
                return None
            sort_at = sort_at.astimezone(UTC)  # a time outside the calendar raises OverflowError
            return cls(sort_at, UUID(row_id), direction == "b")
        except (ValueError, OverflowError, binascii.Error):
            return None


@dataclass(frozen=True)
class Row:
    """A line of a list: the party row, its page, and the name of the other side, if any."""

    party: Party
    url: str
    other: str
    overdue: bool


@dataclass(frozen=True)
class Page:
    """One page of a list; `previous` and `following` are cursors, or None at the ends."""

    rows: list[Row]
    previous: str | None
    following: str | None


def received(actor: Actor) -> QuerySet[Party]:
    """What the actor's organisation is or was asked."""
    return Party.objects.filter(organisation_id=actor.organisation_id, side__in=RECEIVED_SIDES)


def sent(actor: Actor) -> QuerySet[Party]:
    """What the actor's organisation sent."""
    return Party.objects.filter(
        organisation_id=actor.organisation_id,
        side=Side.SENDER,
        state__in=[*LIVE, State.CLOSED, State.WITHDRAWN],
    )


def drafts(actor: Actor) -> QuerySet[Party]:
    """What the actor's organisation has not sent yet."""
    return Party.objects.filter(
        organisation_id=actor.organisation_id, side=Side.SENDER, state=State.DRAFT
    )


@dataclass(frozen=True)
class Ordering:
    """A column of times by which a list is sorted, the row's id deciding between equals."""

    column: str
    descending: bool


ORDERINGS = {
    NEWEST: Ordering("sort_at", descending=True),
    OLDEST: Ordering("sort_at", descending=False),
    DEADLINE: Ordering("deadline", descending=False),
}
NO_DEADLINE = datetime(9999, 1, 1, tzinfo=UTC)


def page_of(
    rows: QuerySet[Party],
    cursor: Cursor | None,
    *,
    now: datetime,
    sort: str = NEWEST,
    size: int = PAGE_SIZE,
) -> Page:
    """One page in the order of `sort`; what has no deadline comes last by deadline."""
    by = ORDERINGS[sort]
    if sort == DEADLINE:
        rows = rows.annotate(deadline=Coalesce("due_at", Value(NO_DEADLINE)))
    backwards = cursor is not None and cursor.backwards
    descending = by.descending != backwards
    sign = "-" if descending else ""
    if cursor is not None:
        compare = "lt" if descending else "gt"
        rows = rows.filter(
            Q(**{f"{by.column}__{compare}": cursor.sort_at})
            | Q(**{by.column: cursor.sort_at, f"id__{compare}": cursor.row_id})
        )
    found = list(rows.order_by(f"{sign}{by.column}", f"{sign}id")[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    before = more if backwards else cursor is not None
    after = True if backwards else more
    return Page(
        rows=with_names(found, now),
        previous=_cursor(found[0], by, backwards=True) if found and before else None,
        following=_cursor(found[-1], by, backwards=False) if found and after else None,
    )


def _cursor(party: Party, by: Ordering, *, backwards: bool) -> str:
    return Cursor(getattr(party, by.column), party.pk, backwards).encode()


def with_names(parties: list[Party], now: datetime) -> list[Row]:
    """Rows of a list for these parties: two queries for all of them."""
    wanted = {p.sender_organisation_id for p in parties if p.side != Side.SENDER}
    wanted_of = [p.referral_id for p in parties if p.side == Side.SENDER]
    recipients: dict[UUID, list[int | None]] = {}
    if wanted_of:
        requests = Request.objects.filter(referral_id__in=wanted_of).exclude(
            state=RequestState.QUEUED
        )
        for referral_id, organisation_id in requests.order_by("position").values_list(
            "referral_id", "organisation_id"
        ):
            recipients.setdefault(referral_id, []).append(organisation_id)
            if organisation_id is not None:
                wanted.add(organisation_id)
    found = _NAMES.rows(ids=tuple(wanted)) if wanted else []
    names = {organisation.pk: organisation.name for organisation in found}
    # Reversing an address costs more than the rest of a row: it is done once for all of them.
    address = reverse("referrals:detail", args=[NO_ID])
    rows = []
    for party in parties:
        if party.side == Side.SENDER:
            asked = [names[o] for o in recipients.get(party.referral_id, []) if o is not None]
            other = ", ".join(asked)
        else:
            other = names[party.sender_organisation_id]
        overdue = party.due_at is not None and party.due_at < now
        url = address.replace(str(NO_ID), str(party.referral_id))
        rows.append(Row(party, url, other, overdue))
    return rows
