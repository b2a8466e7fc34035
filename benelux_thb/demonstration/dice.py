"""Chance from a seed: the same throws on every machine and every Python."""

from collections.abc import Mapping
from random import Random
from uuid import UUID

# Crockford's base 32, as references are made of (referrals.services.drafts).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Dice:
    """Uses `random()` alone, the one method whose sequence Python promises to keep."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311 (invented cases; keys come from os.urandom)

    def chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int((high - low + 1) * self._random.random())

    def pick(self, weights: Mapping[str, float]) -> str:
        """A key, by weight."""
        mark = self._random.random() * sum(weights.values())
        for key, weight in weights.items():
            mark -= weight
            if mark < 0:
                return key
        return list(weights)[-1]

    def some(self, weights: Mapping[str, float], number: int) -> list[str]:
        """Up to `number` different keys, by weight."""
        left = dict(weights)
        found: list[str] = []
        while left and len(found) < number:
            key = self.pick(left)
            del left[key]
            found.append(key)
        return found

    def each(self, chances: Mapping[str, float]) -> list[str]:
        """The keys whose own chance came up."""
        return [key for key, probability in chances.items() if self.chance(probability)]

    def uuid(self) -> UUID:
        digits = "".join(f"{self.whole(0, 0xFFFF):04x}" for _ in range(8))
        return UUID(hex=digits, version=4)

    def reference(self) -> str:
        letters = "".join(ALPHABET[self.whole(0, 31)] for _ in range(8))
        return f"{letters[:4]}-{letters[4:]}"
