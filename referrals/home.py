"""What waits for an organisation: the piles of its work, and what to answer first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from protection.actor import Actor

from .codes import AWAITING_RECIPIENT, RequestState, Side, State
from .lists import COUNT_CAP, RECEIVED_SIDES, Row, with_names
from .models import Party

FIRST = 5


@dataclass(frozen=True)
class Pile:
    """How many wait (at most COUNT_CAP + 1, which means more), and since when the oldest does.

    `since` is None for none, and for so many that they were not all looked at.
    """

    count: int
    since: datetime | None


def _pile(rows: QuerySet[Party]) -> Pile:
    counted = rows.order_by()[: COUNT_CAP + 1].aggregate(count=Count("pk"), since=Min("sort_at"))
    capped = counted["count"] > COUNT_CAP
    return Pile(counted["count"], None if capped else counted["since"])


def piles(actor: Actor) -> dict[str, Pile]:
    """The work of the actor's organisation by kind, one bounded query each."""
    mine = Party.objects.filter(organisation_id=actor.organisation_id)
    sent = mine.filter(side=Side.SENDER)
    return {
        "to_answer": _pile(_to_answer(mine)),
        "questions": _pile(
            sent.filter(
                state__in=[State.SENT, State.ANSWERED],
                referral__requests__state=RequestState.QUESTION_OPEN,
            )
        ),
        "to_decide": _pile(sent.filter(state=State.ANSWERED)),
        "agreed": _pile(mine.filter(side__in=[Side.SENDER, Side.RECIPIENT], state=State.AGREED)),
        "drafts": _pile(sent.filter(state=State.DRAFT)),
        "awaiting": _pile(sent.filter(state=State.SENT)),
    }


def first_to_answer(actor: Actor, *, now: datetime) -> list[Row]:
    """The requests whose indicative time ends first, FIRST of them."""
    mine = Party.objects.filter(organisation_id=actor.organisation_id)
    rows: Iterable[Party] = _to_answer(mine).order_by("due_at", "id")[:FIRST]
    return with_names(list(rows), now)


def _to_answer(mine: QuerySet[Party]) -> QuerySet[Party]:
    return mine.filter(side__in=RECEIVED_SIDES, state__in=sorted(AWAITING_RECIPIENT))
