"""How much one network address may ask in a minute.

There is no key to count by. An address is kept as a salted digest for two minutes, never itself;
of IPv6 the network of a house or company (/64) counts as one.
"""

import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MINUTE = 60
MOST_A_MINUTE = 600
OF_A_WHOLE_LIST = 20  # what an answer with all rows at once counts for


def seconds_to_wait(request: HttpRequest, *, counts_for: int = 1) -> int:
    """0: go on; else the seconds until the address may ask again. Counts the request."""
    now = time.time()
    minute = int(now // MINUTE)
    digest = salted_hmac("contacts.hsds.limits", f"{minute} {_network(request)}").hexdigest()
    key = f"hsds:{digest}"
    try:
        count = cache.incr(key, counts_for)
    except ValueError:  # the first of this minute
        cache.add(key, counts_for, timeout=2 * MINUTE)
        return 0
    return 0 if count <= MOST_A_MINUTE else int(MINUTE - now % MINUTE) + 1


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
