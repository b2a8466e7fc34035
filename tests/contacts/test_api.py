"""`/api/v1/contacts/` and the problem details of every error."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contacts.models import Organisation

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
