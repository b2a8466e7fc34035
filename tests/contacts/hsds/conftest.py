"""A small public directory of its own beside the real one."""

from collections.abc import Callable, Iterator
from datetime import time
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from contacts.hsds import limits
from contacts.models import ContactPoint, OpeningHours, Organisation, Service
from contacts.publishable import ORGANISATION_FIELDS, POINT_FIELDS, SERVICE_FIELDS

ROOT = "/hsds/v3/"


class Reader:
    """A program without a key."""

    def __init__(self) -> None:
        self.client = Client()

    def get(self, path: str = "", language: str = "en", **headers: str) -> Any:
        return self.client.get(f"{ROOT}{path}", headers={"accept-language": language, **headers})

    def read(self, path: str, language: str = "en") -> Any:
        """The object at an address; it must be there."""
        answer = self.get(path, language)
        assert answer.status_code == 200, (path, answer.content)
        return answer.json()

    def names(self, path: str, language: str = "en") -> set[str]:
        """The names in the first page of a list."""
        return {one["name"] for one in self.read(path, language)["contents"]}


@pytest.fixture
def reader() -> Iterator[Reader]:
    cache.clear()  # earlier tests asked from the same address
    limits.forget()
    yield Reader()
    cache.clear()
    limits.forget()


@pytest.fixture
def make_public(db: None) -> Callable[..., Service]:
    """A service of an organisation of its own, with everything public that can be."""

    def make(slug: str, **fields: Any) -> Service:
        of_organisation = {
            "name_en": f"House {slug}",
            "kind": "ngo",
            "country_id": "BE",
            "address": "Teststraat 1, 2000 Antwerpen",
            "region_codes": ["BE21"],
            "phone": "+32 3 000 00 01",
            "email": f"{slug}@example.org",
            "website": f"https://{slug}.example.org",
            "languages": ["nl", "fr"],
            "roles_en": "Advice\nShelter search",
            "public_fields": list(ORGANISATION_FIELDS),
            **fields.pop("organisation", {}),
        }
        organisation = Organisation.objects.create(slug=slug, **of_organisation)
        point = ContactPoint.objects.create(
            organisation=organisation,
            function_en="Helpdesk",
            phone="+32 3 000 00 02",
            email=f"help@{slug}.example.org",
            languages=["nl", "other"],
            public_fields=list(POINT_FIELDS),
        )
        for weekday in (1, 2, 6):
            opens = time(9) if weekday < 6 else time(10)
            OpeningHours.objects.create(
                contact_point=point, weekday=weekday, opens=opens, closes=time(17)
            )
        of_service = {
            "name_en": f"Service {slug}",
            "needs": ["legal", "social"],
            "target_groups": ["women"],
            "conditions_en": "After an interview",
            "coverage": ["BE21", "euregion_scheldemond"],
            "accessibility": ["wheelchair"],
            "public_fields": list(SERVICE_FIELDS),
            **fields,
        }
        return Service.objects.create(organisation=organisation, **of_service)

    return make
