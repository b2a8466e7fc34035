"""How fast passwords may be tried.

Attempts are counted for an account, and apart from that for an account on a device that it is
known on: whoever guesses elsewhere slows themselves down and not the account's owner. After some
free attempts each further one opens after a pause that grows. Nothing is counted for a network
address, behind which a whole house may sit. An address without account is counted like any other.

The counts stand in the cache that all processes share.
"""

import math
import time
from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac

WINDOW = 60 * 60  # seconds after which an account's count begins anew
PAUSES = (15, 30, 60, 120, 300)  # seconds before each attempt beyond the free ones
FREE_UNKNOWN = 5
FREE_KNOWN = 10
# Wrong passwords in one minute, over all accounts and unknown devices; a portal of this size sees
# a handful. Beyond, unknown devices wait for the next minute.
MOST_FAILURES = 300
MINUTE = 60


@dataclass(frozen=True)
class Attempt:
    """One try to prove a password; `device` is set where the account is known on it."""

    account: str
    device: str | None

    @property
    def _bucket(self) -> str:
        named = f"{self.account.strip().lower()}\n{self.device or ''}"
        return f"sign-in:{salted_hmac('accounts.sessions.limits', named).hexdigest()}"

    @property
    def _count(self) -> str:
        return f"{self._bucket}:count"

    @property
    def _gate(self) -> str:
        return f"{self._bucket}:gate"

    def begin(self) -> int:
        """Seconds to wait before the password may be looked at; 0: go on.

        Counts the attempt before it is made, so that attempts side by side share the free ones.
        """
        now = time.time()
        if self.device is None and (cache.get(_this_minute(now)) or 0) >= MOST_FAILURES:
            return math.ceil(MINUTE - now % MINUTE)
        if opens_at := cache.get(self._gate):
            return max(1, math.ceil(opens_at - now))
        count = _increase(self._count, WINDOW)
        beyond = count - (FREE_UNKNOWN if self.device is None else FREE_KNOWN)
        if beyond <= 0:
            return 0
        pause = PAUSES[min(beyond, len(PAUSES)) - 1]
        if cache.add(self._gate, now + pause, timeout=pause):
            return 0
        with suppress(ValueError):
            cache.decr(self._count)  # another attempt took this turn
        return pause

    def failed(self) -> None:
        """The password was wrong."""
        if self.device is None:
            _increase(_this_minute(time.time()), 2 * MINUTE)

    def succeeded(self) -> None:
        """Give the attempt back. A known device begins anew; strangers' wrong ones still count."""
        if self.device is not None:
            cache.delete_many([self._count, self._gate])
            return
        with suppress(ValueError):  # the count has ended meanwhile
            cache.decr(self._count)


def _this_minute(now: float) -> str:
    return f"sign-in:all:{int(now // MINUTE)}"


def _increase(key: str, lasts: int) -> int:
    """Add one to a count that ends `lasts` seconds after its first; returns the new count."""
    while True:
        cache.add(key, 0, timeout=lasts)
        try:
            return cache.incr(key)
        except ValueError:  # it ended between the two
            continue
