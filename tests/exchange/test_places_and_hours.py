"""Addresses and opening hours go out and come in; what is secret does neither."""

import json
from datetime import time
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Membership
from contacts.models import ContactPoint, OpeningHours, Organisation
from contacts.publishable import SHELTER_KINDS
from exchange.hours import Period, cells_of, parsed, text_of
from tests.contacts.hsds.schemas import faults as wrong
from tests.contacts.hsds.schemas import schema

from .conftest import csv_of, exported, faults, tried, written

DATABASES = ["default", "owner", "system"]
NINE, FIVE, NOON = time(9), time(17), time(12)


@pytest.mark.django_db
class TestCell:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "MO TU WE TH FR 09:00-17:00",
            "MO TU 09:00-12:00; MO TU 13:00-17:00; SA 10:00-12:00 holidays",
            "MO TU WE TH FR SA SU 00:00-23:59 holidays nl fr",
        ],
        ids=str,
    )
    def test_it_reads_as_it_is_written(self, text: str) -> None:
        assert text_of(parsed(text)) == text

    def test_people_write_it_in_other_ways_too(self) -> None:
        assert parsed("mo, we 9:00 – 17:00") == [Period(1, NINE, FIVE), Period(3, NINE, FIVE)]

    @pytest.mark.parametrize(
        "text",
        ["always", "MO 9-17", "09:00-17:00", "MO 25:00-26:00", "XX 09:00-17:00",
         "MO 09:00-12:00; MO 09:00-17:00"],
        ids=str,
    )  # fmt: skip
    def test_what_is_no_time_is_told(self, text: str) -> None:
        with pytest.raises(ValidationError):
            parsed(text)

    def test_a_schedule_of_nobody_is_that_of_the_only_contact(self) -> None:
        plain = {"freq": "WEEKLY", "byday": "MO,FR", "opens_at": "09:00+01:00",
                 "closes_at": "12:00+01:00"}  # fmt: skip
        assert cells_of([plain], ["one"]) == {"one": "MO FR 09:00-12:00"}
        assert cells_of([plain], ["one", "two"]) == {"one": "", "two": ""}


@pytest.fixture
def organisation(db: None) -> Organisation:
    """Payoke, of whom one contact point answers on weekday mornings."""
    found = Organisation.objects.get(slug="payoke")
    point = ContactPoint.objects.create(
        organisation=found, function_nl="Onthaal", function_fr="Accueil", order=9
    )
    for weekday in range(1, 6):
        OpeningHours.objects.create(
            contact_point=point, weekday=weekday, opens=NINE, closes=NOON, languages=["nl", "fr"]
        )
    return found


def of(content: bytes, slug: str) -> dict[str, Any]:
    return next(
        one
        for one in json.loads(content)
        if one["organization_identifiers"][0]["identifier"] == slug
    )


@pytest.mark.django_db(databases=DATABASES)
class TestHsds:
    def test_every_organisation_is_as_the_standard_has_it(
        self, editor: Membership, organisation: Organisation
    ) -> None:
        whole = json.loads(exported(editor, "hsds", language="fr"))
        assert len(whole) > 40
        validator = schema("organization")
        for one in whole:
            services = one.pop("services")
            assert wrong(validator, one) == []
            for service in services:
                assert wrong(schema("service"), service) == []

    def test_an_address_and_hours_come_back(
        self, editor: Membership, organisation: Organisation
    ) -> None:
        content = exported(editor, "hsds", language="nl")
        place = of(content, "payoke")["locations"][0]
        assert place["location_type"] == "physical"
        assert place["addresses"][0]["postal_code"] == "2000"
        assert place["schedules"][0]["byday"] == "MO,TU,WE,TH,FR"
        OpeningHours.objects.filter(contact_point__organisation=organisation, weekday=5).delete()
        Organisation.objects.filter(pk=organisation.pk).update(address="Kipdorp 1, 2000 Antwerpen")
        _exchange, rows = tried(editor, content, language="nl")
        changed = {(row.owner, change[0]): change for row in rows for change in row.changes}
        assert changed["payoke", "address"][2] == "Leguit 4, 2000 Antwerpen"
        assert changed["payoke", "opening"][1:] == [
            "MO TU WE TH 09:00-12:00 nl fr", "MO TU WE TH FR 09:00-12:00 nl fr",
        ]  # fmt: skip

    def test_no_secret_place_is_in_it_or_gets_in(self, editor: Membership) -> None:
        shelters = Organisation.objects.filter(kind__in=SHELTER_KINDS, active=True)
        content = exported(editor, "hsds")
        for shelter in shelters:
            place = of(content, shelter.slug)["locations"][0]
            assert place["location_type"] == "virtual"
            assert not set(place) & {"addresses", "description"}
        one = of(content, shelters[0].slug)
        one["locations"] = [
            {"location_type": "physical", "addresses": [
                {"address_1": "Geheimstraat 1", "postal_code": "1000", "city": "Brussel"}]}
        ]  # fmt: skip
        exchange, rows = tried(editor, json.dumps([one]).encode())
        assert [(row.action, problem["field"]) for row in rows for problem in row.problems] == [
            ("fault", "address")
        ]
        assert "Geheimstraat" not in repr([(row.changes, row.problems) for row in rows])
        assert exchange.rows_faulty == 1


@pytest.mark.django_db(databases=DATABASES)
def test_hours_are_written_with_the_point(editor: Membership) -> None:
    nidos = Organisation.objects.get(slug="nidos")
    point = ContactPoint.objects.create(
        organisation=nidos, function_nl="Telefoon", function_fr="Téléphone", order=9
    )
    head = ["id", "organisation", "opening"]
    content = csv_of(head, [str(point.public_id), "nidos", "MO 09:00-17:00; TU 10:00-12:00 nl"])
    exchange, rows = tried(editor, content)
    assert [row.changes for row in rows] == [[["opening", "", "MO 09:00-17:00; TU 10:00-12:00 nl"]]]
    written(editor, exchange)
    assert [str(one) for one in point.opening_hours.order_by("weekday")] != []
    assert point.opening_hours.get(weekday=2).languages == ["nl"]
    content = csv_of(head, [str(point.public_id), "nidos", "MO 09:00-17:00; WE noon"])
    assert faults(tried(editor, content)[1])[0][1] == "opening"
