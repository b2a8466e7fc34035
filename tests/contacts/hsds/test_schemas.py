"""Every answer holds to the schemas of HSDS 3.1."""

from collections.abc import Callable
from typing import Any

import pytest

from contacts.hsds.views import VERSION
from contacts.models import Service

from .conftest import Reader
from .schemas import faults, schema

PAGE = {
    "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty",
    "contents",
}  # fmt: skip
LISTS = {
    "services": "compiled/service_list",
    "services?full=true": "compiled/service_with_definitions",
    "organizations": "compiled/organization_list",
    "organizations?full=true": "organization",
    "organizations?full=true&full_service=true": "organization",
    "service_at_locations": "compiled/service_at_location_list",
    "service_at_locations?full=true": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms?per_page=500": "taxonomy_term",
}
ONE = {
    "services": "compiled/service_with_definitions",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "de"])
@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_a_page_of_objects(
    reader: Reader, make_public: Callable[..., Service], path: str, language: str
) -> None:
    make_public("whole")
    make_public("bare", organisation={"public_fields": ["name"]}, public_fields=["name"])
    page = reader.read(path, language)
    assert set(page) == PAGE
    assert (page["size"], page["empty"]) == (len(page["contents"]), False)
    validator = schema(LISTS[path])
    assert [fault for one in page["contents"] for fault in faults(validator, one)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ONE)
def test_one_object_is_whole(
    reader: Reader, make_public: Callable[..., Service], path: str
) -> None:
    make_public("whole")
    validator = schema(ONE[path])
    for listed in reader.read(f"{path}?per_page=12")["contents"]:
        found = reader.read(f"{path}/{listed['id']}")
        assert found["id"] == listed["id"]
        assert faults(validator, found) == []


@pytest.mark.django_db
def test_the_services_of_an_organisation_are_services(reader: Reader) -> None:
    for path, name in (
        ("?full=true", "compiled/service_list"),
        ("?full_service=true", "compiled/service_with_definitions"),
    ):
        validator = schema(name)
        for organisation in reader.read(f"organizations{path}")["contents"]:
            for service in organisation["services"]:
                assert faults(validator, service) == []


@pytest.mark.django_db
def test_the_root_says_which_version_and_where_it_is_described(reader: Reader) -> None:
    answer = reader.get()
    root = answer.json()
    assert root["version"] == VERSION == "3.1.3"
    assert root["openapi_url"].endswith("/hsds/v3/openapi.json")
    assert 'rel="service-desc"' in answer["Link"]
    document = reader.read("openapi.json")
    standard = _standard()["paths"]
    assert set(standard) <= set(document["paths"])
    for path, methods in standard.items():
        for method in {"get", "post"} & set(methods):
            asked = {p["name"] for p in _parameters(document, path, method)}
            wanted = {p["name"] for p in _parameters(_standard(), path, method)}
            assert wanted <= asked, (path, method)


@pytest.mark.django_db
def test_a_whole_service_says_all_there_is(
    reader: Reader, make_public: Callable[..., Service]
) -> None:
    row = make_public("whole", languages=["de"])
    found = reader.read(f"services/{row.public_id}", "nl")
    assert found["organization"]["website"] == found["url"] == "https://whole.example.org"
    assert [one["name"] for one in found["service_areas"]] == [
        "Antwerpen", "Euregio Scheldemond"
    ]  # fmt: skip
    assert found["service_areas"][0]["uri"] == "http://data.europa.eu/nuts/code/BE21"
    location = found["service_at_locations"][0]["location"]
    assert location["location_type"] == "physical"
    assert location["addresses"][0]["postal_code"] == "2000"
    assert [one["code"] for one in found["languages"]] == ["de"]
    assert {one["taxonomy_term"]["code"] for one in found["attributes"]} == {
        "legal", "social", "women", "wheelchair",
    }  # fmt: skip
    assert [(one["byday"], one["opens_at"][:5]) for one in found["schedules"]] == [
        ("MO,TU", "09:00"),
        ("SA", "10:00"),
    ]
    contact = found["contacts"][0]
    assert (contact["title"], contact["phones"][0]["number"]) == ("Helpdesk", "+32 3 000 00 02")
    assert "name" not in contact


def _standard() -> Any:
    import json

    from .schemas import FOLDER

    if not FOLDER.is_dir():
        pytest.skip(f"the standard's schemas are not at {FOLDER}")
    return json.loads((FOLDER / "openapi.json").read_text(encoding="utf-8"))


def _parameters(document: Any, path: str, method: str) -> list[Any]:
    of_path = document["paths"][path]
    found = [*of_path.get("parameters", []), *of_path[method].get("parameters", [])]
    return [
        document["components"]["parameters"][one["$ref"].rsplit("/", 1)[1]]
        if "$ref" in one
        else one
        for one in found
    ]
