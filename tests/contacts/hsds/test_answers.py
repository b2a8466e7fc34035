"""What every answer has: language, ETag, open to other sites, a limit, forgiving of a slash."""

from collections.abc import Callable

import pytest

from contacts.hsds import limits
from contacts.models import Organisation, Service

from .conftest import ROOT, Reader

pytestmark = pytest.mark.django_db
Make = Callable[..., Service]
PATHS = ("", "services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_that_has_not_changed_is_not_sent_again(reader: Reader, path: str) -> None:
    first = reader.get(path)
    again = reader.get(path, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Access-Control-Allow-Origin"]) == (first["ETag"], "*")
    assert "Accept-Language" in again["Vary"]
    assert reader.get(path, **{"if-none-match": '"other"'}).status_code == 200


def test_an_edit_changes_the_etag_and_the_moment(reader: Reader, make_public: Make) -> None:
    row = make_public("one")
    path = f"services/{row.public_id}"
    before = reader.get(path)
    row.organisation.phone = "+32 3 000 00 09"
    row.organisation.save()
    after = reader.get(path, **{"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    assert after["Last-Modified"].endswith("GMT")
    assert after.json()["last_modified"] > before.json()["last_modified"]


@pytest.mark.parametrize(
    ("asked", "given", "name"),
    [
        ("nl", "nl", "Huis"),
        ("fr-BE, nl;q=0.5", "fr", "Maison"),
        ("pl, de;q=0.1", "en", "House"),  # there is no German name
        ("", "en", "House"),
        ("*", "en", "House"),
    ],
)
def test_a_text_is_in_the_language_that_is_named(
    reader: Reader, make_public: Make, asked: str, given: str, name: str
) -> None:
    row = make_public(
        "one",
        organisation={
            "name_en": "House",
            "name_nl": "Huis",
            "name_fr": "Maison",
            "public_fields": ["name"],
        },
    )
    answer = reader.get(f"organizations/{row.organisation.public_id}", asked)
    # Of its service the name exists in English alone.
    assert answer.json()["name"] == name
    assert set(answer["Content-Language"].split(", ")) == {given, "en"}
    assert "Accept-Language" in answer["Vary"]


def test_labels_are_german_too(reader: Reader) -> None:
    answer = reader.get("taxonomy_terms?search=Rechtsbeistand", "de")
    assert answer["Content-Language"] == "de"
    assert {one["language"] for one in answer.json()["contents"]} == {"de"}


@pytest.mark.parametrize("path", [*PATHS, "services?page=x", "nowhere"])
def test_programs_of_every_site_may_read(reader: Reader, path: str) -> None:
    answer = reader.get(path, origin="https://example.org")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert {"ETag", "Content-Language"} <= set(answer["Access-Control-Expose-Headers"].split(", "))


def test_a_browser_may_ask_before_it_asks(reader: Reader) -> None:
    answer = reader.client.options(f"{ROOT}services", headers={"origin": "https://example.org"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS, POST"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


def test_no_other_address_is_open_to_other_sites(reader: Reader) -> None:
    for path in ("/nl/guide/", "/api/v1/openapi.json", "/api/v1/contacts"):
        answer = reader.client.get(path, headers={"origin": "https://example.org"})
        assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_is_written_here(reader: Reader, method: str) -> None:
    answer = getattr(reader.client, method)(f"{ROOT}services")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert "GET" in answer["Allow"]


def test_a_slash_at_the_end_is_forgiven(reader: Reader) -> None:
    for path in PATHS[1:]:
        assert reader.get(f"{path}/").content == reader.get(path).content
    assert reader.client.get("/hsds/v3").status_code == 200


def test_an_address_may_ask_so_much_a_minute(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_A_MINUTE", 3)
    monkeypatch.setattr("contacts.hsds.limits.time.time", lambda: 1_000_030.0)
    assert [reader.get("taxonomies").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = reader.get("taxonomies")
    assert refused["Content-Type"] == "application/problem+json"
    assert 0 < int(refused["Retry-After"]) <= 61
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert reader.client.get(f"{ROOT}taxonomies", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_behind_a_proxy_each_reader_counts_alone(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, settings: pytest.FixtureRequest
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    monkeypatch.setattr(limits, "MOST_A_MINUTE", 1)
    monkeypatch.setattr("contacts.hsds.limits.time.time", lambda: 1_000_030.0)
    codes = [
        reader.get("taxonomies", **{"x-forwarded-for": said}).status_code
        for said in ("192.0.2.1", "192.0.2.2", "10.9.9.9, 192.0.2.2", "2001:db8::1", "2001:db8::2")
    ]
    assert codes == [200, 200, 429, 200, 429]


def test_what_is_withdrawn_is_gone_at_once(reader: Reader, make_public: Make) -> None:
    row = make_public("one")
    assert "Service one" in reader.names("services?per_page=500")
    # Unseen by the triggers, as nothing can be but a superuser's work.
    Organisation.objects.filter(pk=row.organisation_id).update(public_fields=[])
    assert "Service one" not in reader.names("services?per_page=500")
    assert reader.get(f"services/{row.public_id}").status_code == 404


def test_processes_count_one_address_together(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_A_MINUTE", 2 * (limits.TOLD_AFTER + 1))
    monkeypatch.setattr("contacts.hsds.limits.time.time", lambda: 1_000_030.0)
    for _process in range(2):
        for _request in range(limits.TOLD_AFTER + 1):
            assert reader.get("taxonomies").status_code == 200
        limits.forget()  # the next process begins, and knows what this one told
    assert reader.get("taxonomies").status_code == 429
