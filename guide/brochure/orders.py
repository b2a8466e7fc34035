"""The order for the next edition: ten changes in a row make one, a killed worker delays it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connections, transaction
from django.db.models import Q

from guide.brochure.models import LANGUAGES, Order

# Changes come in a row; the first of them waits no longer than MOST for the last.
QUIET = timedelta(seconds=20)
MOST = timedelta(minutes=5)
# A making takes two seconds and is stopped after a minute (guide.tasks): a worker that holds an
# order this long is gone, and its task comes back from the broker only much later.
LEASE = timedelta(seconds=90)
AFTER_FAILURE = timedelta(minutes=15)

_ORDER = """
INSERT INTO guide_order (language, asked_at, due_at) VALUES (%(language)s, %(now)s, %(due)s)
ON CONFLICT (language) DO UPDATE
SET asked_at = coalesce(guide_order.asked_at, excluded.asked_at),
    due_at = least(excluded.due_at, coalesce(guide_order.asked_at, excluded.asked_at) + %(most)s)
"""


def order(now: datetime, *, using: str = "default") -> None:
    """Have each language looked at again, QUIET after the last of several changes."""
    with connections[using].cursor() as cursor:
        for language in LANGUAGES:
            given: dict[str, Any] = {
                "language": language,
                "now": now,
                "due": now + QUIET,
                "most": MOST,
            }
            cursor.execute(_ORDER, given)


def due(now: datetime) -> list[str]:
    """Languages whose order waits for a worker, or whose worker is gone; one query."""
    waits = Q(claimed_at=None, due_at__lte=now) | Q(claimed_at__lt=now - LEASE)
    return list(Order.objects.filter(waits).values_list("language", flat=True))


def claim(language: str, now: datetime) -> UUID | None:
    """The token of the worker that may make it; None when it is not due, or another's.

    What changes from here on is a new order, which waits for this making to end.
    """
    with transaction.atomic():
        row = Order.objects.select_for_update().filter(language=language).first()
        if row is None or language not in due(now):
            return None
        row.claim, row.claimed_at = uuid4(), now
        row.asked_at = row.due_at = None
        row.save()
        return row.claim


def settle(language: str, token: UUID) -> bool:
    """End a making in the running transaction; False when it is another worker's by now."""
    row = Order.objects.select_for_update().get(language=language)
    if row.claim != token:
        return False
    row.claim = row.claimed_at = row.failed_at = None
    row.save()
    return True


def put_off(language: str, token: UUID, now: datetime) -> None:
    """After a failure: try again later, and say so to the editors meanwhile."""
    Order.objects.filter(language=language, claim=token).update(
        claim=None, claimed_at=None, failed_at=now, asked_at=now, due_at=now + AFTER_FAILURE
    )
