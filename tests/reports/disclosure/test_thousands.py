"""Random sets of tables by the thousand: each is released, then attacked with linear programming.

In the suite for as long as SECONDS; `ATTACKS=5000` tries so many instead (see CONTRIBUTING.md).
"""

import os
import random
import time

import pytest

from reports.disclosure.release import THRESHOLD, THRESHOLD_PUBLIC, release
from reports.disclosure.sums import known_of
from reports.figures import Figures, Table, one_dimension, two_dimensions
from tests.reports.disclosure.gate_again import follows
from tests.reports.disclosure.test_release import alone

SECONDS = 6.0
AT_LEAST = 10
LANDS = ("NL", "BE", "LU")
ANSWERS = ("can_help", "cannot_help", "passed_on", "waiting")
REASONS = ("no_capacity", "other", "unknown")
URGENCIES = ("emergency", "priority", "standard")
KINDS = ("specialised_centre", "police", "ngo", "municipality")


def _few(dice: random.Random) -> int:
    """Mostly the small counts that have to be hidden, zeros among them; now and then many."""
    return dice.choice((0, 0, 1, 2, 3, 4, 5, 6, 9, 12, 30, 200))


def _split(dice: random.Random, total: int, parts: int) -> list[int]:
    cuts = sorted(dice.randint(0, total) for _unused in range(parts - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


def tables_of(dice: random.Random) -> Figures:
    """A few tables that count the same referrals, with the links that the real ones have."""
    pairs = {(a, b): _few(dice) for a in LANDS for b in LANDS if a != b}
    total = sum(pairs.values())
    answers = dict(zip(ANSWERS, (_few(dice) for _unused in ANSWERS), strict=True))
    found: list[Table] = [two_dimensions("pairs", pairs, rows=LANDS, columns=LANDS)]
    kinds = dict(zip(KINDS, _split(dice, total, len(KINDS)), strict=True))
    genders = dict(zip(("F", "M", "X", "unknown"), _split(dice, total, 4), strict=True))
    if dice.random() < 0.6:
        found.append(one_dimension("senders", kinds))
    if dice.random() < 0.6:
        found.append(one_dimension("genders", genders, sensitive=True))
    if dice.random() < 0.6:
        found.append(one_dimension("answers", answers))
        why = _split(dice, answers["cannot_help"], 3)
        found.append(one_dimension("reasons", dict(zip(REASONS, why, strict=True))))
        if dice.random() < 0.5:
            said = _split(dice, answers["can_help"] + answers["cannot_help"], len(LANDS))
            found.append(one_dimension("answered_by", dict(zip(LANDS, said, strict=True))))
    if dice.random() < 0.6:
        asked = dict(zip(URGENCIES, _split(dice, total, len(URGENCIES)), strict=True))
        had = {kind: dice.choice((n, max(n - 2, 0), n // 2)) for kind, n in asked.items()}
        found.append(one_dimension("urgency", asked))
        found.append(one_dimension("answered", had))
    return alone(*found, referrals=total)


def _attack(seed: int) -> None:
    dice = random.Random(seed)
    counted = tables_of(dice)
    threshold = dice.choice((THRESHOLD, THRESHOLD, THRESHOLD_PUBLIC))
    shown = release(counted, threshold=threshold)
    for name, value in known_of(shown).items():
        assert value == 0 or value >= threshold, (seed, name)
    assert follows(shown) == {}, seed


def test_random_sets_of_tables_withstand_the_attack() -> None:
    wanted = int(os.environ.get("ATTACKS", "0"))
    begin = time.monotonic()
    seed = 0
    while seed < wanted if wanted else seed < AT_LEAST or time.monotonic() - begin < SECONDS:
        _attack(seed)
        seed += 1


def test_the_attack_can_succeed() -> None:
    table = one_dimension("senders", {"police": 3, "ngo": 40})
    careless = table.replaced(dict(table.items()) | {"senders.police": None})
    assert set(follows(alone(careless, referrals=43))) == {"senders.police"}
    with pytest.raises(AssertionError):
        assert follows(alone(careless, referrals=43)) == {}


def test_what_each_country_sent_and_received_leaves_the_ways_open() -> None:
    """Nobody is referred within a country: two sides of three countries leave little else open."""
    ways = [(a, b) for a in LANDS for b in LANDS if a != b]
    counts = dict(zip(ways, (1, 4, 2, 4, 4, 1), strict=True))
    table = two_dimensions("pairs", counts, rows=LANDS, columns=LANDS)
    assert follows(release(alone(table, referrals=16))) == {}
