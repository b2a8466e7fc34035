"""How much one network address may ask in a minute.

There is no key to count by. An address is kept as a salted digest for two minutes, never itself;
of IPv6 the network of a house or company (/64) counts as one.
"""

import ipaddress
import threading
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MINUTE = 60
MOST_A_MINUTE = 600
OF_A_WHOLE_LIST = 20  # what an answer with all rows at once counts for
TOLD_AFTER = 10
MOST_KNOWN = 10_000  # addresses that a process counts by itself


def seconds_to_wait(request: HttpRequest, *, counts_for: int = 1) -> int:
    """0: go on; else the seconds until the address may ask again. Counts the request."""
    now = time.time()
    minute = int(now // MINUTE)
    digest = salted_hmac("contacts.hsds.limits", f"{minute} {_network(request)}").hexdigest()
    count = _here.add(minute, f"hsds:{digest}", counts_for)
    return 0 if count <= MOST_A_MINUTE else int(MINUTE - now % MINUTE) + 1


class _Here:
    """What this process counted in this minute: by key what is known of all processes, and what
    they were not told yet.

    To ask the cache at each request took as long as to find the answer. So a process tells it
    after TOLD_AFTER requests, and an address may ask so many times more for each process.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._counts: dict[str, tuple[int, int]] = {}

    def add(self, minute: int, key: str, counts_for: int) -> int:
        """Count a request; gives what is known of all processes."""
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, {}
            known, untold = self._counts.get(key, (0, 0))
            first = key not in self._counts  # another process may know the address
            untold += counts_for
            if not first and untold < TOLD_AFTER:
                self._counts[key] = known, untold
                return known + untold
            if len(self._counts) < MOST_KNOWN:
                self._counts[key] = known + untold, 0
        count = _shared(key, untold)
        with self._lock:
            if minute == self._minute and key in self._counts:
                self._counts[key] = count, self._counts[key][1]
        return count

    def forget(self) -> None:
        """Count anew."""
        with self._lock:
            self._counts = {}


_here = _Here()


def forget() -> None:
    """Let every address begin anew, as far as this process counts."""
    _here.forget()


def _shared(key: str, number: int) -> int:
    """Add to the count of all processes; gives the sum."""
    try:
        return cache.incr(key, number)
    except ValueError:  # the first of this minute
        cache.add(key, number, timeout=2 * MINUTE)
        return number


def _network(request: HttpRequest) -> str:
    """Whom the request comes from, as far as the proxies of this installation vouch for it."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    proxies = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(passed) >= proxies:
        address = passed[-proxies]
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((known, 64), strict=False))
    return str(known)
