"""What waits in the two registers, for the home page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from .codes import Risk, State
from .models import Breach, PersonRequest


@dataclass(frozen=True)
class Waiting:
    """How many wait, and since when the oldest does."""

    count: int
    since: datetime | None


def open_requests() -> Waiting:
    """Requests of persons that were not answered yet."""
    return _waiting(PersonRequest.objects.exclude(state=State.ANSWERED), "recorded_at")


def running_clocks() -> Waiting:
    """Breaches of which the authority may still have to be told."""
    rows = Breach.objects.filter(notified_at__isnull=True, closed_at__isnull=True)
    return _waiting(rows.exclude(risk=Risk.UNLIKELY), "discovered_at")


def _waiting(rows: "QuerySet[PersonRequest] | QuerySet[Breach]", since: str) -> Waiting:
    found = rows.order_by().aggregate(count=Count("pk"), since=Min(since))
    return Waiting(found["count"], found["since"])
