"""Counts wait in the broker, so that reading a page writes nothing to the database.

A count is a name and a number. Nothing of the reader is looked at but what tells a person's browser
from a program, and that is not kept.
"""

import logging
import re
import time
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from redis import Redis
from redis.exceptions import RedisError, ResponseError

logger = logging.getLogger(__name__)
WAITING, TAKEN = "guide:counts", "guide:counts:taken"
BETWEEN = "|"
# A broker that hangs may hold one page up for so long, and then none for a while.
PATIENCE = 0.05
LEFT_ALONE = 30.0
# Roughly: what calls itself a program. Programs that pass for browsers are counted as readers.
_PROGRAM = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|monitor|check|scan|fetch|curl|wget|python|java/|http-?client"
    r"|libwww|headless|lighthouse|go-http|okhttp|axios",
    re.IGNORECASE,
)
_rest = {"until": 0.0}  # by the clock of this process


def is_read(request: HttpRequest) -> bool:
    """Whether a person seems to be reading: no program, and no copy fetched for later."""
    agent = request.headers.get("User-Agent", "")
    if request.method != "GET" or not agent or _PROGRAM.search(agent):
        return False
    # The copy for reading without a connection is fetched by the page's worker, not by a reader.
    if request.headers.get("Sec-Fetch-Dest", "document") not in {"document", "iframe"}:
        return False
    return "prefetch" not in request.headers.get("Sec-Purpose", "")


def count(*name: str) -> None:
    """Add one to a count. A broker that is away or slow costs the count, never the page."""
    if time.monotonic() < _rest["until"]:
        return
    try:
        broker().hincrby(WAITING, BETWEEN.join(name), 1)
    except (RedisError, OSError):
        _rest["until"] = time.monotonic() + LEFT_ALONE
        logger.warning("The broker is away: what is read for a while is not counted")


def take() -> dict[tuple[str, ...], int]:
    """What has been counted since the last taking; also what a killed worker had taken."""
    if not broker().exists(TAKEN):
        try:
            broker().rename(WAITING, TAKEN)
        except ResponseError:  # nothing waits
            return {}
    found = broker().hgetall(TAKEN)
    return {tuple(name.decode().split(BETWEEN)): int(value) for name, value in found.items()}


def forget_taken() -> None:
    """Drop what was taken, once it is in the database."""
    broker().delete(TAKEN)


@lru_cache(maxsize=1)
def broker() -> Redis:
    """The connections of this process to the store of the cache."""
    address = settings.CACHES["default"]["LOCATION"]
    return Redis.from_url(
        address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=None
    )
