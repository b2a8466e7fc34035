"""Room in the public directory: what its owner made public and said within two days."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.models import Capacity, PlacingRule, Service

from .conftest import Reader
from .schemas import faults, schema

pytestmark = pytest.mark.django_db
Make = Callable[..., Service]
NOW = timezone.now()


def say(row: Service, state: str, **said: object) -> Capacity:
    values = {"target_group": "women", "updated_at": NOW} | said
    return Capacity.objects.create(service=row, state=state, **values)


def room(reader: Reader, row: Service, language: str = "nl") -> list[tuple[float, str]]:
    found = reader.read(f"services/{row.public_id}", language)["capacities"]
    return [(one["available"], one["description"]) for one in found]


def test_places_are_given_as_the_standard_has_them(reader: Reader, make_public: Make) -> None:
    row = make_public("room")
    say(row, "yes", places_free=3)
    service = reader.read(f"services/{row.public_id}", "nl")
    [one] = service["capacities"]
    assert (one["available"], one["unit"]["name"]) == (3, "plaats")
    assert one["description"] == "Vrouwen: ja, er is plaats"
    assert [term["taxonomy_term"]["code"] for term in one["attributes"]] == ["women"]
    assert faults(schema("compiled/service_with_definitions"), service) == []
    whole = reader.read("services?full=true&per_page=500")["contents"]
    assert [one["available"] for found in whole for one in found["capacities"]] == [3]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("yes", [(1, "Vrouwen: ja, er is plaats; het aantal plaatsen is niet gezegd")]),
        ("no", [(0, "Vrouwen: geen plaats")]),
        ("on_request", []),
    ],
)
def test_no_number_is_made_up(
    reader: Reader, make_public: Make, state: str, told: list[tuple[float, str]]
) -> None:
    row = make_public("room")
    say(row, state)
    assert room(reader, row) == told


def test_it_lapses_after_two_days_and_changes_at_once(reader: Reader, make_public: Make) -> None:
    row = make_public("room")
    said = say(row, "yes", places_free=2, updated_at=NOW - timedelta(hours=48, minutes=1))
    assert room(reader, row) == []
    said.updated_at = NOW - timedelta(hours=47)
    said.save()
    assert room(reader, row) == [(2, "Vrouwen: ja, er is plaats")]
    said.places_free, said.updated_at = 1, NOW
    said.save()
    assert room(reader, row) == [(1, "Vrouwen: ja, er is plaats")]
    said.delete()
    assert room(reader, row) == []


def test_what_is_not_public_is_not_told(reader: Reader, make_public: Make) -> None:
    row = make_public("room", public_fields=["name", "needs"])
    say(row, "yes", places_free=2)
    assert room(reader, row) == []


def test_places_that_another_body_gives_out_are_not_told(reader: Reader, make_public: Make) -> None:
    row = make_public("room")
    say(row, "yes", places_free=2)
    PlacingRule.objects.create(
        country_id="BE",
        kind="ngo",
        needs=["legal"],
        through=row.organisation,
        source="https://x.example",
    )
    reader_sees = reader.read(f"services/{row.public_id}?", "fr")["capacities"]
    assert reader_sees == []


def test_a_list_says_nothing_of_room(reader: Reader, make_public: Make) -> None:
    say(make_public("room"), "yes")
    for path in ("services", "organizations", "service_at_locations"):
        assert "capacities" not in str(reader.read(path))
