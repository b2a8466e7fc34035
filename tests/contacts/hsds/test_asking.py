"""What can be asked of a list, and how a question that is not understood is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.hsds.identifiers import identifier
from contacts.models import Organisation, Service

from .conftest import ROOT, Reader

pytestmark = pytest.mark.django_db
Make = Callable[..., Service]
PROBLEM = "application/problem+json"


def term(list_code: str, code: str) -> str:
    return identifier("term", list_code, code)


def test_pages_hold_every_row_once(reader: Reader, make_public: Make) -> None:
    for number in range(7):
        make_public(f"house-{number}")
    seen: list[str] = []
    page, last = 1, False
    while not last:
        found = reader.read(f"services?per_page=4&page={page}")
        assert (found["page_number"], found["first_page"]) == (page, page == 1)
        seen += [one["id"] for one in found["contents"]]
        page, last = page + 1, found["last_page"]
    assert (
        len(seen)
        == len(set(seen))
        == found["total_items"]
        == Service.objects.filter(
            active=True,
            public_fields__contains=["name"],
            organisation__public_fields__contains=["name"],
        ).count()
    )
    assert found["total_pages"] == page - 1
    beyond = reader.read(f"services?per_page=4&page={page}")
    assert (beyond["empty"], beyond["size"], beyond["contents"]) == (True, 0, [])


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("search=Sërvice", True),
        ("search=house+one", True),
        ("search=rechtsbijstand", False),
        ("search=bijstand", True),
        ("search=interview", True),
        ("search=nowhere", False),
        ("postcode=2018", True),
        ("postcode=B-9000", True),  # through the Euregion
        ("postcode=B4000", False),
        ("postcode=1011+AB", True),  # of Dutch ones the country alone is told
        ("postcode=L-1234", False),
        ("modified_after=2020-01-01", True),
        ("modified_after=2120-01-01T00:00:00%2B01:00", False),
        (f"taxonomy_term_id={term('need', 'legal')}", True),
        (f"taxonomy_term_id={term('need', 'work')}", False),
        (f"taxonomy_term_id={term('region', 'BE21')}", True),
        (f"taxonomy_term_id={term('org_type', 'ngo')}", True),
        (f"taxonomy_term_id={term('org_type', 'police')}", False),
        (f"taxonomy_id={identifier('taxonomy', 'accessibility_need')}", True),
        (f"taxonomy_id={identifier('taxonomy', 'nothing')}", False),
        (f"taxonomy_term_id={term('need', 'legal')}&search=interview", True),
        (f"taxonomy_term_id={term('need', 'legal')}&search=nowhere", False),
    ],
)
def test_filters_narrow_together(
    reader: Reader, make_public: Make, question: str, found: bool
) -> None:
    row = make_public("one")
    page = reader.read(
        f"service_at_locations?organization_id={row.organisation.public_id}&{question}", "nl"
    )
    assert [one["service_id"] for one in page["contents"]] == [str(row.public_id)] * found


def test_an_organisation_is_found_by_its_services(reader: Reader, make_public: Make) -> None:
    make_public("one", needs=["work"])
    for question in (f"taxonomy_term_id={term('need', 'work')}", "search=service+one"):
        assert "House one" in reader.names(f"organizations?{question}")
    assert "House one" not in reader.names(
        f"organizations?taxonomy_term_id={term('need', 'return')}"
    )


@pytest.mark.parametrize("field", ["needs", "conditions", "coverage"])
def test_what_is_not_public_is_not_found_either(
    reader: Reader, make_public: Make, field: str
) -> None:
    row = make_public("one", organisation={"languages": []})
    questions = {
        "needs": f"taxonomy_term_id={term('need', 'legal')}",
        "conditions": "search=interview",
        "coverage": "postcode=2000",
    }
    path = f"service_at_locations?{questions[field]}&per_page=500"
    mine = str(row.public_id)
    assert mine in [one["service_id"] for one in reader.read(path)["contents"]]
    row.public_fields = [name for name in row.public_fields if name != field]
    row.save()
    assert mine not in [one["service_id"] for one in reader.read(path)["contents"]]
    # A place to sleep hides where, and in free words, it is; whatever the row says.
    row.public_fields = [*row.public_fields, field]
    row.needs = ["legal", "safe_accommodation"]
    row.save()
    found = mine in [one["service_id"] for one in reader.read(path)["contents"]]
    assert found == (field == "needs")


def test_modified_after_follows_every_part(reader: Reader, make_public: Make) -> None:
    row = make_public("one")
    later = timezone.now()
    assert reader.read(f"services?modified_after={later:%Y-%m-%dT%H:%M:%S.%fZ}")["empty"]
    point = row.organisation.contact_points.get()
    point.phone = "+32 3 000 00 09"
    point.save()
    page = reader.read(f"services?modified_after={later:%Y-%m-%dT%H:%M:%S.%fZ}")
    assert [one["id"] for one in page["contents"]] == [str(row.public_id)]
    assert timezone.now() - datetime.fromisoformat(
        page["contents"][0]["last_modified"]
    ) < timedelta(minutes=5)


def test_ids_alone_come_all_at_once(reader: Reader, make_public: Make) -> None:
    for number in range(60):
        make_public(f"house-{number}")
    page = reader.read("services?minimal=true")
    assert page["total_pages"] == 1
    assert page["size"] == page["total_items"] > 60
    assert set(page["contents"][0]) == {"id", "modified_date"}
    lines = reader.get("services?format=ndjson").content.decode().splitlines()
    assert len(lines) == page["total_items"]


def test_terms_are_narrowed_by_list_parent_and_children(reader: Reader) -> None:
    regions = identifier("taxonomy", "region")
    flanders = term("region", "BE2")
    below = reader.read(f"taxonomy_terms?parent_id={flanders}&per_page=500")["contents"]
    assert {one["code"] for one in below} == {"BE21", "BE22", "BE23", "BE24", "BE25"}
    all_of_them = reader.read(f"taxonomy_terms?taxonomy_id={regions}&per_page=500")["contents"]
    top = reader.read(f"taxonomy_terms?taxonomy_id={regions}&top_only=true&per_page=500")
    assert flanders in {one["id"] for one in all_of_them}
    assert flanders not in {one["id"] for one in top["contents"]}
    assert reader.names("taxonomy_terms?search=juridische", "nl") == {"Juridische bijstand"}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("services?page=0", "page"),
        ("services?page=x", "page"),
        ("services?page=" + "9" * 30, "page"),
        ("services?per_page=501", "per_page"),
        ("services?format=xml", "format"),
        ("services?full=maybe", "full"),
        ("services?modified_after=soon", "modified_after"),
        ("services?taxonomy_term_id=x", "taxonomy_term_id"),
        ("services?search=%00", "search"),
        ("services?search=" + "x" * 201, "search"),
        ("services?postcode=2000", "postcode"),
        ("services?colour=red", "colour"),
        ("service_at_locations?postcode=SW1A", "postcode"),
        ("service_at_locations?postcode=2000&proximity=100", "proximity"),
        ("organizations?minimal=true", "minimal"),
        ("taxonomies?full=true", "full"),
    ],
)
def test_a_question_that_is_not_understood_names_its_field(
    reader: Reader, path: str, field: str
) -> None:
    answer = reader.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    "path",
    [
        "services/x", "services/4e87f464-8f45-45dd-a9c0-575151a10ece", "organizations/%00",
        "service_at_locations/4e87f464-8f45-45dd-a9c0-575151a10ece", "taxonomies/x",
        "taxonomy_terms/4e87f464-8f45-45dd-a9c0-575151a10ece", "programs", "services/x/y",
    ],
)  # fmt: skip
def test_an_unknown_address_is_a_problem(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_list_may_be_asked_by_post(reader: Reader) -> None:
    asked = reader.client.post(f"{ROOT}services?page=1", {"per_page": "2"})
    assert (asked.status_code, asked.json()["size"]) == (200, 2)
    assert reader.client.post(f"{ROOT}openapi.json").status_code == 405


@pytest.mark.parametrize(
    "path",
    ["services", "services?full=true", "organizations?full=true&full_service=true",
     "service_at_locations?full=true"],
)  # fmt: skip
def test_a_list_takes_the_same_questions_for_few_and_many(
    reader: Reader, make_public: Make, path: str
) -> None:
    joined = "&" if "?" in path else "?"
    numbers = []
    for count in (1, 3):
        Organisation.objects.exclude(slug__startswith="house-").update(active=False)
        for number in range(count):
            make_public(f"house-{count}-{number}")
        reader.read(path)
        with CaptureQueriesContext(connection) as queries:
            page = reader.read(f"{path}{joined}per_page=500")
        assert page["size"] >= count
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
