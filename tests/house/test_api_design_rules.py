"""The description of the interface follows the Dutch API Design Rules (Logius, EUPL).

Each rule is written out below; `nl-adr/ruleset-adr.yaml` of the standard is the same for Spectral.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

KEBAB = re.compile(
    r"^(\/|(\/_[a-z0-9]+|\/(([a-z0-9\-]+|{[^}]+})(\/([a-z0-9\-\.]+|{[^}]+}))*)(\/_[a-z]+)?)\/?)$"
)
CAMEL = re.compile(r"^\$?[a-z][a-z\d]*([A-Z][a-z\d]*)*$")
SEMVER = re.compile(r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$")
PROBLEM = "application/problem+json"


@pytest.fixture
def document(client: Client, db: None) -> Any:
    return client.get("/api/v1/openapi.json").json()


def operations(document: Any) -> Iterator[tuple[str, str, Any]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_says_who_and_which_version(document: Any) -> None:
    assert document["openapi"].startswith("3.")
    assert SEMVER.match(document["info"]["version"])
    assert {"name", "email", "url"} <= set(document["info"]["contact"])
    assert [server["url"] for server in document["servers"]] == ["/api/v1"]


def test_addresses_are_kebab_case_without_a_slash_at_the_end(document: Any) -> None:
    assert {"/contacts", "/referrals", "/referrals/{referral_id}/hand-over"} <= set(
        document["paths"]
    )
    assert [path for path in document["paths"] if not KEBAB.match(path)] == []
    assert [path for path in document["paths"] if path.endswith("/")] == []


def test_questions_of_an_address_are_camel_case(document: Any) -> None:
    names = {
        parameter["name"]
        for _path, _method, operation in operations(document)
        for parameter in operation["parameters"]
        if parameter["in"] == "query"
    }
    assert {name for name in names if not CAMEL.match(name)} == set()


def test_every_operation_has_a_name_of_its_own(document: Any) -> None:
    names = [operation["operationId"] for _path, _method, operation in operations(document)]
    assert len(names) == len(set(names))


def test_every_answer_names_the_version_and_every_error_is_a_problem(document: Any) -> None:
    for path, method, operation in operations(document):
        if method != "get" or operation["parameters"]:
            assert "400" in operation["responses"], (path, method)
        for status, response in operation["responses"].items():
            assert "API-Version" in response["headers"], (path, method, status)
            if status[0] in "45":
                assert list(response["content"]) == [PROBLEM], (path, method, status)


def test_changes_ask_for_a_key_and_a_version(document: Any) -> None:
    for path, method, operation in operations(document):
        asked = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
        wanted = {"Idempotency-Key", "If-Match"} if "{" in path else {"Idempotency-Key"}
        assert asked == (wanted if method != "get" else set()), (path, method)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["contacts", "contacts/", "referrals", "nowhere", "openapi.json"])
def test_answers_name_it_too(client: Client, document: Any, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer["API-Version"] == document["info"]["version"]
