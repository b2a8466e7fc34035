"""The product's own data files: complete, consistent, and free of what must not be there."""

from typing import Any

import pytest

from contacts.reference import read_data
from contacts.validators import clean_text, validate_phone

LANGUAGES = ("en", "nl", "fr")
CODE_LISTS: dict[str, Any] = read_data("codelists")
ORGANISATIONS: list[dict[str, Any]] = read_data("organisations")


def codes_of(list_code: str) -> set[str]:
    return {item["code"] for item in CODE_LISTS[list_code]["codes"]}


@pytest.mark.parametrize("list_code", sorted(CODE_LISTS))
def test_code_list_is_complete_in_four_languages(list_code: str) -> None:
    row = CODE_LISTS[list_code]
    assert all(row["title"][language] for language in (*LANGUAGES, "de"))
    for item in row["codes"]:
        assert all(item[language] for language in (*LANGUAGES, "de")), item
    assert len(codes_of(list_code)) == len(row["codes"])


@pytest.mark.parametrize(
    ("list_code", "codes"),
    [
        ("referral_status", "draft sent answered agreed handed_over closed withdrawn"),
        (
            "request_status",
            "queued asked seen question_open question_answered can_help cannot_help passed_on "
            "chosen released",
        ),
        ("answer_channel", "portal phone mail"),
        (
            "role",
            "caseworker team_lead contact_point secretariat member editor dpo operator",
        ),
        ("urgency", "emergency urgent priority standard"),
        ("gender", "F M X U"),
    ],
)
def test_codes_that_programs_name(list_code: str, codes: str) -> None:
    assert [item["code"] for item in CODE_LISTS[list_code]["codes"]] == codes.split()


def test_urgency_says_within_how_many_hours() -> None:
    hours = [item["attributes"]["answer_within_hours"] for item in CODE_LISTS["urgency"]["codes"]]
    assert hours == [1, 4, 24, 72]


def test_directory_holds_all_organisations_once() -> None:
    slugs = [row["slug"] for row in ORGANISATIONS]
    assert len(slugs) == len(set(slugs)) == 58


@pytest.mark.parametrize("row", ORGANISATIONS, ids=lambda row: row["slug"])
def test_organisation_is_coded_and_translated(row: dict[str, Any]) -> None:
    assert row["kind"] in codes_of("org_type")
    assert set(row["languages"]) <= codes_of("language")
    assert set(row["region_codes"]) <= codes_of("region")
    assert set(row["unverified_fields"]) <= codes_of("unverified_field")
    assert row["source_url"].startswith("http")
    assert all(row["name"][language] for language in LANGUAGES)
    for text in (row["roles"], row["notes"]):
        filled = [bool(text[language]) for language in LANGUAGES]
        assert len(set(filled)) == 1, "one language is missing"
        assert len({text[language].count("\n") for language in LANGUAGES}) == 1
    for service in row["services"]:
        assert set(service["needs"]) <= codes_of("need")
        assert set(service["target_groups"]) <= codes_of("target_group")
        assert set(service["coverage"]) <= codes_of("region")


@pytest.mark.parametrize("row", ORGANISATIONS, ids=lambda row: row["slug"])
def test_organisation_passes_the_validators_of_the_form(row: dict[str, Any]) -> None:
    texts = [*row["name"].values(), *row["notes"].values(), row["address"], row["region"]]
    for part in [*row["services"], *row["contact_points"]]:
        texts += [text for value in part.values() if isinstance(value, dict) for text in
                  value.values()]  # fmt: skip
    for text in texts:
        clean_text(text)
    for phone in [row["phone"], *(point["phone"] for point in row["contact_points"])]:
        if phone:
            validate_phone(phone)


def test_no_address_of_a_shelter_is_kept() -> None:
    hidden = [row for row in ORGANISATIONS if row["kind"] in {"shelter", "minors_centre"}]
    assert len(hidden) > 5
    assert [row["slug"] for row in hidden if row["address"]] == []


def test_where_a_secret_shelter_is_stands_in_no_field() -> None:
    secret = [row for row in ORGANISATIONS if row["secret_location"]]
    assert {row["slug"] for row in secret} == {"jade", "esperanto", "caritas-la-villa-etape"}
    assert not any(row["address"] or row["region"] or row["region_codes"] for row in secret)


def test_no_shelter_and_no_place_of_one_is_public_from_the_start() -> None:
    for row in ORGANISATIONS:
        hidden = row["kind"] in {"shelter", "minors_centre"}
        parts = [*row["services"], *row["contact_points"]]
        assert not hidden or not any(part["public_fields"] for part in [row, *parts]), row["slug"]
        assert not {"address", "region", "region_codes"} & set(row["public_fields"])
        for service in row["services"]:
            if "safe_accommodation" in service["needs"]:
                assert "coverage" not in service["public_fields"], row["slug"]


@pytest.mark.parametrize("kind", ["integration_service", "municipality"])
def test_every_country_has_one_of_this_kind(kind: str) -> None:
    assert {row["country"] for row in ORGANISATIONS if row["kind"] == kind} == {"NL", "BE", "LU"}


def test_regions_name_their_country_and_what_they_are_part_of() -> None:
    regions = {item["code"]: item["attributes"] for item in CODE_LISTS["region"]["codes"]}
    for code, attributes in regions.items():
        if attributes["level"] == "euregion":
            assert code.startswith("euregion_")
            assert set(attributes["parts"]) <= set(regions)
            assert set(attributes["countries"]) == {part[:2] for part in attributes["parts"]}
        else:
            assert attributes["country"] == code[:2]
            assert attributes.get("parent") in {None, *regions}
    assert sum(a["level"] == "nuts2" for a in regions.values()) == 24
    assert sum(a["level"] == "canton" for a in regions.values()) == 12


def test_every_network_is_complete_and_has_members_of_the_directory() -> None:
    slugs = {row["slug"] for row in ORGANISATIONS}
    for row in read_data("networks"):
        assert all(row["name"][language] for language in (*LANGUAGES, "de")), row["slug"]
        assert all(row["description"][language] for language in (*LANGUAGES, "de")), row["slug"]
        assert set(row["members"]) <= slugs


def test_assumed_languages_and_target_groups_are_marked() -> None:
    for row in ORGANISATIONS:
        assert not row["languages"] or "languages" in row["unverified_fields"]
    remembered = {"dienst-voogdij": "phone", "payoke": "address", "surya": "email"}
    marked = {row["slug"]: row["unverified_fields"] for row in ORGANISATIONS}
    assert all(field in marked[slug] for slug, field in remembered.items())


def test_contact_points_of_the_three_countries() -> None:
    rotas = {
        row["country"]: row["organisations"] for row in read_data("contact_points_of_countries")
    }
    assert rotas == {"NL": ["comensha"], "BE": ["payoke", "pag-asa", "surya"], "LU": ["infotraite"]}


def test_every_notice_is_complete_and_names_its_source() -> None:
    for row in read_data("notices"):
        assert all(row["text"][language] for language in (*LANGUAGES, "de")), row["key"]
        assert set(row["stages"]) <= codes_of("residence_stage")
        assert row["source"]
        assert row["valid_from"]


def test_every_rule_says_since_when_and_on_what_basis() -> None:
    rules = read_data("rules")
    lengths = {
        (row["country"], row["valid_from"]): (row["value"], row["unit"], row["length_is"])
        for row in rules
        if row["kind"] == "reflection_period"
    }
    assert {row["kind"] for row in rules} <= codes_of("country_rule")
    assert lengths["NL", "2015-11-01"] == (3, "months", "maximum")
    assert lengths["BE", "2017-05-20"] == (45, "days", "fixed")
    assert lengths["LU", "2008-08-29"] == (90, "days", "fixed")
    assert lengths[None, "2008-02-01"] == (30, "days", "minimum")
    assert all(row["legal_basis"] and row["note"]["fr"] for row in rules)
