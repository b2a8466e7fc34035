"""`/api/v1/contacts/` and the problem details of every error."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from jsonschema import Draft202012Validator

from contacts.capacity import LASTS
from contacts.models import (
    Capacity,
    ContactPoint,
    Network,
    NetworkMember,
    OpeningHours,
    Organisation,
    Partnership,
    Service,
)

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
PROBLEM = "application/problem+json"


def test_stranger_is_refused_with_a_problem(client: Client) -> None:
    response = client.get("/api/v1/contacts/")
    assert (response.status_code, response["Content-Type"]) == (401, PROBLEM)
    assert response.json()["title"] == "Unauthorized"


def test_list_follows_the_language_of_the_request(sign_in: SignIn) -> None:
    response = sign_in("payoke").get(
        "/api/v1/contacts/", {"kind": "guardianship"}, headers={"accept-language": "fr"}
    )
    rows = response.json()["results"]
    assert {row["slug"] for row in rows} == {"nidos", "dienst-voogdij"}
    assert {row["kind"]["label"] for row in rows} == {"Service de tutelle"}
    assert "Service des Tutelles (SPF Justice)" in {row["name"] for row in rows}


def test_list_is_searched_and_paged(sign_in: SignIn) -> None:
    client = sign_in("payoke")
    rows = client.get("/api/v1/contacts/", {"q": "Anvers"}).json()["results"]
    assert "payoke" in {row["slug"] for row in rows}
    seen: list[str] = []
    address = "/api/v1/contacts/?pageSize=20"
    while address:
        page = client.get(address).json()
        seen += [row["slug"] for row in page["results"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == 58


def test_detail_has_all_and_no_internal_number(sign_in: SignIn) -> None:
    payoke = Organisation.objects.get(slug="payoke")
    body = sign_in("payoke").get(f"/api/v1/contacts/{payoke.public_id}/").json()
    assert body["id"] == str(payoke.public_id)
    assert body["is_contact_point"] is True
    assert len(body["services"]) == 4
    assert "address" in {field["code"] for field in body["unverified"]}
    assert body["source_url"].startswith("https://")


@pytest.mark.parametrize(
    "path", ["contacts/4e87f464-8f45-45dd-a9c0-575151a10ece/", "contacts/x/", "y", "\x00"]
)
def test_unknown_address_is_a_problem(sign_in: SignIn, path: str) -> None:
    response = sign_in("payoke").get(f"/api/v1/{path}")
    assert (response.status_code, response["Content-Type"]) == (404, PROBLEM)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"q": "\x00"}, "q"),
        ({"q": "x" * 201}, "q"),
        ({"q": "🙂"}, "q"),
        ({"country": "XX"}, "country"),
        ({"kind": "no_such"}, "kind"),
    ],
)
def test_refused_question_names_the_field(
    sign_in: SignIn, query: dict[str, str], field: str
) -> None:
    response = sign_in("payoke").get("/api/v1/contacts/", query)
    assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize("cursor", ["é", "cD0lMDA=", "bz0tMQ=="])  # p=%00, o=-1
def test_bad_cursor_is_a_problem(sign_in: SignIn, cursor: str) -> None:
    response = sign_in("payoke").get("/api/v1/contacts/", {"cursor": cursor})
    assert (response.status_code, response["Content-Type"]) == (404, PROBLEM)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_here(sign_in: SignIn, method: str) -> None:
    response = getattr(sign_in("payoke"), method)("/api/v1/contacts/")
    assert (response.status_code, response["Content-Type"]) == (405, PROBLEM)


def test_list_runs_the_same_queries_for_few_and_many_rows(sign_in: SignIn) -> None:
    client = sign_in("payoke")
    client.get("/api/v1/contacts/")
    numbers = []
    for size in (1, 50):
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/v1/contacts/", {"pageSize": size})
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_description_names_the_addresses(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.")
    assert {"/contacts", "/contacts/{public_id}"} <= set(document["paths"])
    assert "text/html" not in str(document)


def test_detail_has_everything_that_the_page_shows(sign_in: SignIn) -> None:
    client, now = sign_in("payoke"), timezone.now()
    payoke, comensha = (Organisation.objects.get(slug=slug) for slug in ("payoke", "comensha"))
    service = payoke.services.order_by("order").first()
    assert service is not None
    Service.objects.filter(pk=service.pk).update(
        languages=["nl"], coverage=["BE21"], accessibility=["wheelchair"]
    )
    said = {"service": service, "state": "yes", "places_free": 2, "updated_at": now}
    Capacity.objects.create(target_group="women", **said)
    lapsed = said | {"updated_at": now - LASTS - timedelta(minutes=1)}
    Capacity.objects.create(target_group="men", **lapsed)
    helpdesk = ContactPoint.objects.create(organisation=payoke, function_en="Helpdesk")
    night = ContactPoint.objects.create(
        organisation=payoke, function_en="Night line", deputy=helpdesk
    )
    OpeningHours.objects.create(
        contact_point=night, weekday=6, opens=time(22), closes=time(6), languages=["fr"]
    )
    network = Network.objects.create(slug="neighbours", name_en="Neighbours")
    NetworkMember.objects.create(network=network, organisation=payoke)
    Partnership.objects.create(
        organisation=comensha,
        partner=payoke,
        purpose_en="Places at night",
        since=date(2025, 1, 1),
        recorded_at=now,
    )
    body = client.get(f"/api/v1/contacts/{payoke.public_id}").json()
    first = next(one for one in body["services"] if one["id"] == str(service.public_id))
    assert [one["code"] for one in first["coverage"]] == ["BE21"]
    assert [one["code"] for one in first["accessibility"]] == ["wheelchair"]
    [room] = first["capacity"]
    assert (room["target_group"]["code"], room["state"], room["places_free"]) == ("women", "yes", 2)
    point = next(one for one in body["contact_points"] if one["function"] == "Night line")
    assert point["deputy"] == str(helpdesk.public_id)
    assert point["opening_hours"][0]["opens"] == "22:00:00"
    assert "neighbours" in {one["slug"] for one in body["networks"]}
    assert [one["organisation"]["name"] for one in body["partnered_by"]] == ["CoMensha"]
    assert body["verified_by"] == ""


def test_detail_takes_the_same_queries_for_few_and_many_parts(
    sign_in: SignIn, make_organisation: Callable[..., Organisation]
) -> None:
    client, numbers = sign_in("payoke"), []
    client.get("/api/v1/contacts/")  # reads the code lists
    for parts in (1, 3):
        row = make_organisation(f"parts-{parts}", "Parts")
        for _part in range(parts):
            point = ContactPoint.objects.create(organisation=row, function_en="Line")
            OpeningHours.objects.create(
                contact_point=point, weekday=1, opens=time(9), closes=time(17)
            )
            service = Service.objects.create(organisation=row, name_en="Help")
            Capacity.objects.create(service=service, state="no", updated_at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/api/v1/contacts/{row.public_id}").status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize(
    "query",
    [{"region": "BE21"}, {"openNow": "true"}, {"places": "true"}, {"targetGroup": "women"}],
    ids=str,
)
def test_the_filters_of_the_page_narrow_here_too(sign_in: SignIn, query: dict[str, str]) -> None:
    client = sign_in("payoke")
    asked = {**query, "pageSize": "200"}
    rows = client.get("/api/v1/contacts/", asked).json()["results"]
    assert len(rows) < Organisation.objects.filter(active=True).count()


def test_description_holds_for_the_answers(sign_in: SignIn) -> None:
    client = sign_in("payoke")
    document = client.get("/api/v1/openapi.json").json()
    schemas = document["components"]["schemas"]
    payoke = Organisation.objects.get(slug="payoke")
    body = client.get(f"/api/v1/contacts/{payoke.public_id}").json()
    validator = Draft202012Validator(
        {"$ref": "#/components/schemas/Organisation", "components": {"schemas": schemas}}
    )
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(body)] == []
    assert set(body) == set(schemas["Organisation"]["properties"])
    asked = {one["name"] for one in document["paths"]["/contacts"]["get"]["parameters"]}
    assert {"q", "region", "openNow", "places", "pageSize", "cursor"} <= asked
