"""No value of a field that is not public is in any answer, nor can it be found out by asking.

Rows are drawn at random with a mark of its own in every text, and a choice of public fields that
the database allows. Whole answers, headers too, are searched for the marks that may not be there.
"""

import random
from typing import Any

import pytest

from contacts.hsds.identifiers import identifier
from contacts.models import ContactPoint, Organisation, Service
from contacts.publishable import (
    ORGANISATION_FIELDS,
    POINT_FIELDS,
    SERVICE_FIELDS,
    SHELTER_FIELDS,
    SHELTER_KINDS,
)
from contacts.visibility import (
    organisation_shows,
    public_fields,
    public_organisations,
    public_services,
    service_shows,
)

from .conftest import Reader

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "nl", "fr", "de")
LISTS = (
    "services?per_page=500", "services?full=true&per_page=500", "services?format=ndjson",
    "services?minimal=true", "organizations?per_page=500",
    "organizations?full=true&full_service=true&per_page=500",
    "service_at_locations?per_page=500", "service_at_locations?full=true&per_page=500",
)  # fmt: skip
# Always in an answer of a public row: they are no fields of it, or say what everybody may know.
KINDS = ("ngo", "municipality", "shelter", "minors_centre", "specialised_centre")


class Marks:
    """Values that stand nowhere else, and the row and field that each belongs to."""

    def __init__(self) -> None:
        self.of: dict[str, tuple[Any, str]] = {}
        self._number = 0

    def text(self) -> str:
        self._number += 1
        return f"mark{self._number:05d}x"

    def phone(self) -> str:
        self._number += 1
        return f"+32 3 7{self._number:06d}"

    def put(self, row: Any, field: str, value: str) -> None:
        self.of[value] = (row, field)


def make(marks: Marks, chance: random.Random, number: int) -> Organisation:
    kind = chance.choice(KINDS)
    secret = chance.random() < 0.2
    hidden = secret or kind in SHELTER_KINDS
    allowed = SHELTER_FIELDS if hidden else ORGANISATION_FIELDS
    row = Organisation(
        slug=marks.text(), kind=kind, country_id=chance.choice(["NL", "BE", "LU"]),
        secret_location=secret, active=chance.random() < 0.9,
        public_fields=drawn(chance, allowed, "name"),
    )  # fmt: skip
    texts = {"name": True, "roles": True, "notes": True}
    fill(marks, row, {**texts, **({} if hidden else {"address": False})})
    if not secret:
        fill(marks, row, {"region": False})
    contact(marks, row)
    row.website = f"https://{marks.text()}.example.org"
    row.source_url = f"https://{marks.text()}.example.org"
    marks.put(row, "website", row.website)
    marks.put(row, "source_url", row.source_url)
    row.save()
    for _part in range(2):
        point = ContactPoint(
            organisation=row, public_fields=drawn(chance, POINT_FIELDS, "function")
        )
        fill(marks, point, {"function": True, "hours": True})
        contact(marks, point)
        point.save()
        service = Service(
            organisation=row, active=chance.random() < 0.9,
            public_fields=drawn(chance, SERVICE_FIELDS, "name"),
            needs=chance.sample(["legal", "safe_accommodation", "work"], 1),
            target_groups=["women"], coverage=[chance.choice(["NL11", "BE21", "LU00"])],
            accessibility=["wheelchair"], languages=["sw"],
        )  # fmt: skip
        fill(marks, service, {"name": True, "conditions": True})
        service.save()
    return row


def drawn(chance: random.Random, allowed: tuple[str, ...], name: str) -> list[str]:
    chosen = [field for field in allowed if chance.random() < 0.5]
    return sorted({*chosen, name}) if chance.random() < 0.7 else chosen


def fill(marks: Marks, row: Any, fields: dict[str, bool]) -> None:
    for field, translated in fields.items():
        for name in [f"{field}_{one}" for one in LANGUAGES] if translated else [field]:
            value = marks.text()
            setattr(row, name, value)
            marks.put(row, field, value)


def contact(marks: Marks, row: Any) -> None:
    row.phone, row.email = marks.phone(), f"{marks.text()}@example.org"
    marks.put(row, "phone", row.phone)
    marks.put(row, "email", row.email)


@pytest.fixture
def marks(db: None) -> Marks:
    found, chance = Marks(), random.Random(20261122)
    for number in range(45):
        make(found, chance, number)
    return found


def test_no_answer_holds_what_is_not_public(reader: Reader, marks: Marks) -> None:
    answers = [reader.get(path, "nl") for path in LISTS]
    answers += [
        reader.get(path, language)
        for language in ("en", "fr", "de")
        for path in LISTS
        if path.startswith(("services?full", "organizations?full"))
    ]
    rows = Organisation.objects.filter(slug__startswith="mark").prefetch_related("services")
    answers += [
        reader.get(path)
        for row in rows
        for path in (
            f"organizations/{row.public_id}?full_service=true",
            *(f"services/{service.public_id}" for service in row.services.all()),
        )
    ]
    said = "\n".join(f"{answer.headers} {answer.content.decode()}" for answer in answers)
    shown: set[tuple[str, bool]] = set()
    hidden: set[tuple[str, bool]] = set()
    for value, (row, field) in marks.of.items():
        (shown if value in said else hidden).add((value, field in public_fields(row)))
    assert {value for value, public in shown if not public} == set()
    # And it is no empty promise: what is public is there.
    kept = {field for value, public in hidden if public for _row, field in [marks.of[value]]}
    assert kept <= {"region", "notes"}  # without a place in the standard
    assert {marks.of[value][1] for value, _public in shown} >= {
        "name", "roles", "address", "phone", "email", "website", "function", "conditions", "hours",
    }  # fmt: skip


def test_no_shelter_has_a_place(reader: Reader, marks: Marks) -> None:
    rows = Organisation.objects.filter(slug__startswith="mark")
    secret = {
        str(one.public_id) for one in rows if one.secret_location or one.kind in SHELTER_KINDS
    }
    met = 0
    for service in reader.read("services?full=true&per_page=500")["contents"]:
        if service["organization_id"] in secret:
            met += 1
            assert service["service_areas"] == []
            location = service["service_at_locations"][0]["location"]
            assert set(location) <= {"id", "location_type", "organization_id", "url"}
            assert location["location_type"] == "virtual"
            assert service["organization"]["locations"] == [location]
            assert service["schedules"] == []
    assert met > 5


def test_asking_tells_no_more_than_the_answers(reader: Reader, marks: Marks) -> None:
    """A word, a term or an area finds a row by what strangers see of it, and by nothing else."""
    chance = random.Random(7)
    hidden = [
        value
        for value, (row, field) in marks.of.items()
        if value.startswith("mark") and field not in public_fields(row) and "@" not in value
    ]
    for value in chance.sample(hidden, 25):
        for path in ("services", "organizations", "service_at_locations"):
            assert reader.read(f"{path}?search={value}")["empty"], marks.of[value]
    term = identifier("term", "region", "NL11")
    for question in (f"taxonomy_term_id={term}", "postcode=NL9712"):
        for one in reader.read(f"service_at_locations?{question}&per_page=500")["contents"]:
            row = Service.objects.get(public_id=one["service_id"])
            assert "coverage" in public_fields(row)


def test_the_filters_of_fields_are_the_rule_itself(marks: Marks) -> None:
    for field in SERVICE_FIELDS:
        found = set(public_services().filter(service_shows(field)).values_list("pk", flat=True))
        assert found == {one.pk for one in public_services() if field in public_fields(one)}, field
    for field in ORGANISATION_FIELDS:
        rows = public_organisations().filter(organisation_shows(field))
        found = set(rows.values_list("pk", flat=True))
        told = {one.pk for one in public_organisations() if field in public_fields(one)}
        assert found == told, field
        through = public_services().filter(organisation_shows(field, of="organisation__"))
        assert {one.organisation_id for one in through} <= told
