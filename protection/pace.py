"""How often one person, or one organisation, may do something within a time.

The counts stand in the cache that all processes share; they hold no name and no case.
"""

from django.core.cache import cache


def within_pace(what: str, who: int | str, *, most: int, seconds: int) -> bool:
    """Count one more time; False beyond `most` within `seconds` since the first."""
    key = f"pace:{what}:{who}"
    while True:
        cache.add(key, 0, timeout=seconds)
        try:
            return cache.incr(key) <= most
        except ValueError:  # it ended between the two
            continue
