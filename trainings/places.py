"""Who gets a place: the rule alone, without a database.

Each country has places of its own; beyond those it draws on the common reserve. Somebody without
a country (a Benelux body) sits in the reserve. Whoever waits longest and can be placed is placed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """What a training offers. `own`: places by country code."""

    own: Mapping[str, int]
    reserve: int

    @property
    def total(self) -> int:
        return sum(self.own.values()) + self.reserve

    def in_reserve(self, taken: Mapping[str, int]) -> int:
        """Places of the reserve that are taken; `taken`: people placed by country."""
        return sum(max(0, number - self.own.get(country, 0)) for country, number in taken.items())

    def holds(self, taken: Mapping[str, int]) -> bool:
        """Whether all who have a place keep it."""
        return self.in_reserve(taken) <= self.reserve

    def free_for(self, country: str, taken: Mapping[str, int]) -> int:
        """Places that somebody of this country could get now."""
        own = max(0, self.own.get(country, 0) - taken.get(country, 0))
        return own + self.reserve - self.in_reserve(taken)

    def next_placed(
        self, waiting: Iterable[tuple[str, str]], taken: Mapping[str, int]
    ) -> list[str]:
        """Who of the line gets a place, in its order; `waiting`: (key, country)."""
        now = Counter(taken)
        placed = []
        for key, country in waiting:
            if self.free_for(country, now) > 0:
                now[country] += 1
                placed.append(key)
        return placed
