"""Who gets a place: own places first, then the reserve; whoever waits longest is next."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from trainings.places import Room

COUNTRIES = st.sampled_from(["BE", "NL", "LU", ""])


def test_a_country_uses_its_own_places_before_the_reserve() -> None:
    room = Room({"BE": 2, "NL": 1}, reserve=1)
    line = [("a", "NL"), ("b", "NL"), ("c", "NL"), ("d", "BE"), ("e", "BE"), ("f", "BE")]
    assert room.next_placed(line, Counter()) == ["a", "b", "d", "e"]


def test_a_body_of_the_benelux_sits_in_the_reserve() -> None:
    assert Room({"BE": 5}, reserve=1).next_placed([("a", ""), ("b", "")], Counter()) == ["a"]


def test_a_place_that_a_country_leaves_free_is_kept_for_it() -> None:
    assert Room({"BE": 5, "LU": 1}, reserve=0).next_placed([("a", "LU"), ("b", "LU")], {}) == ["a"]


@given(
    own=st.dictionaries(st.sampled_from(["BE", "NL", "LU"]), st.integers(0, 4)),
    reserve=st.integers(0, 4),
    line=st.lists(COUNTRIES, max_size=20),
)
def test_nobody_is_passed_over_and_no_place_is_given_twice(
    own: dict[str, int], reserve: int, line: list[str]
) -> None:
    room = Room(own, reserve)
    order = [(str(number), country) for number, country in enumerate(line)]
    placed = room.next_placed(order, {})
    taken = Counter(country for key, country in order if key in placed)
    assert room.holds(taken)
    assert sum(taken.values()) <= room.total
    # Whoever still waits cannot be placed, and nobody of their country came later and was.
    for number, country in enumerate(line):
        if str(number) not in placed:
            assert room.free_for(country, taken) <= 0
            later = {key for key, other in order[number + 1 :] if other == country}
            assert not later & set(placed)
