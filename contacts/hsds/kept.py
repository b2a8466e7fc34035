"""What a process keeps of its answers until the directory changes, at most half a minute.

The last stamp of all (contacts.models.stamps) says whether it changed. Something is kept only when
no change was under way just before that stamp was read: a change that began earlier and ends later
would otherwise hide behind it, and what was withdrawn would be shown on.
"""

import threading
import time
from collections import OrderedDict
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from contacts.capacity import in_force

KEEP_SECONDS = 30.0
MOST_BYTES = 16 * 1024 * 1024
MOST_OF_ONE = 1024 * 1024
# As in the migration stamps_of_what_is_gone: whoever changes the directory holds it, shared.
_LOCK = 7368001

Stand = datetime | None


def stand() -> Stand:
    """When the directory last changed; None when it is empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(changed_at) FROM contacts_stamp")
        row = cursor.fetchone()
    return row[0] if row else None


def room_stand(now: datetime) -> tuple[datetime | None, int]:
    """What changes with every word on room, and when one lapses: it is said without a stamp."""
    said = in_force(now).aggregate(last=Max("updated_at"), number=Count("pk"))
    return said["last"], said["number"]


def is_quiet() -> bool:
    """Whether no change of the directory is under way; ask before `stand`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        row = cursor.fetchone()
        got = bool(row and row[0])
        if got:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    return got


class Kept:
    """Things by their question, each as the directory stood at a moment; the oldest go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._things: OrderedDict[Any, tuple[float, int, Any]] = OrderedDict()
        self._bytes = 0

    def get(self, question: Any, at: Stand) -> Any:
        """What is kept for a question and this stand; None for nothing."""
        with self._lock:
            found = self._things.get((question, at))
        return found[2] if found and time.monotonic() < found[0] else None

    def put(self, question: Any, at: Stand, thing: Any, size: int) -> None:
        """Keep it, if it is not too large; `size` in bytes."""
        if size > MOST_OF_ONE:
            return
        with self._lock:
            if old := self._things.pop((question, at), None):
                self._bytes -= old[1]
            self._things[question, at] = (time.monotonic() + KEEP_SECONDS, size, thing)
            self._bytes += size
            while self._bytes > MOST_BYTES:
                _question, (_until, least, _thing) = self._things.popitem(last=False)
                self._bytes -= least

    def forget(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._things.clear()
            self._bytes = 0


kept = Kept()
