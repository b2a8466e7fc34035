"""Another program reads the directory by the standard alone, and finds the tree that is there.

It knows the address of the root and what HSDS says of pages and identifiers, nothing of the portal.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from contacts.models import Service
from contacts.visibility import public_organisations, public_services

from .conftest import ROOT, Reader

pytestmark = pytest.mark.django_db
Tree = dict[str, dict[str, set[str]]]  # organisation → service → locations


class Harvester:
    """Walks lists by their page objects."""

    def __init__(self) -> None:
        self.client = Client()

    def walk(self, path: str, **asked: Any) -> Iterator[Any]:
        page = 1
        while True:
            found = self.client.get(f"{ROOT}{path}", {"per_page": 7, "page": page, **asked}).json()
            assert found["size"] == len(found["contents"])
            yield from found["contents"]
            if found["last_page"]:
                assert found["page_number"] == max(1, found["total_pages"])
                return
            page += 1

    def tree(self) -> Tree:
        tree: Tree = {one["id"]: {} for one in self.walk("organizations")}
        for service in self.walk("services"):
            tree[service["organization_id"]][service["id"]] = set()
        for place in self.walk("service_at_locations"):
            service = self.client.get(f"{ROOT}services/{place['service_id']}").json()
            assert place["location_id"] in {
                one["location_id"] for one in service["service_at_locations"]
            }
            tree[service["organization_id"]][service["id"]].add(place["location"]["id"])
        return tree


def test_it_rebuilds_organisations_with_their_services(
    reader: Reader, make_public: Callable[..., Service]
) -> None:
    for number in range(9):
        make_public(f"house-{number}")
    tree = Harvester().tree()
    there: Tree = {str(one.public_id): {} for one in public_organisations()}
    for service in public_services():
        there[str(service.organisation.public_id)][str(service.public_id)] = set()
    assert {one: set(services) for one, services in tree.items()} == {
        one: set(services) for one, services in there.items()
    }
    assert all(len(places) == 1 for services in tree.values() for places in services.values())


def test_the_whole_lists_tell_the_same_tree(
    reader: Reader, make_public: Callable[..., Service]
) -> None:
    make_public("one")
    of_organisations = {
        one["id"]: {service["id"] for service in one["services"]}
        for one in Harvester().walk("organizations", full="true")
    }
    of_services: dict[str, set[str]] = {one: set() for one in of_organisations}
    for one in Harvester().walk("services", full="true"):
        of_services[one["organization"]["id"]].add(one["id"])
    assert of_organisations == of_services
