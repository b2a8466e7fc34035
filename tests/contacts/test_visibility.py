"""What strangers may see: nothing by default, and where a shelter is never."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from contacts.models import ContactPoint, Organisation, Service
from contacts.publishable import ORGANISATION_FIELDS, POINT_FIELDS, SERVICE_FIELDS
from contacts.visibility import (
    public_fields,
    public_organisations,
    public_points,
    public_services,
)

pytestmark = pytest.mark.django_db

Make = Callable[..., Organisation]
PLACES = {"address", "region", "region_codes"}


def service_of(organisation: Organisation, **fields: object) -> Service:
    service = organisation.services.get()
    for name, value in fields.items():
        setattr(service, name, value)
    service.save()
    return service


def test_nothing_is_public_unless_said(make_organisation: Make) -> None:
    organisation = make_organisation("help", "Help", phone="+32 3 201 16 90")
    point = ContactPoint.objects.create(organisation=organisation, function_en="Desk")
    for row in (organisation, organisation.services.get(), point):
        assert public_fields(row) == frozenset()
    assert organisation not in public_organisations()


def test_what_its_row_names_is_public(make_organisation: Make) -> None:
    organisation = make_organisation("help", "Help", public_fields=["name", "phone"])
    service = service_of(organisation, public_fields=["name", "coverage"])
    assert public_fields(organisation) == {"name", "phone"}
    assert public_fields(service) == {"name", "coverage"}
    assert organisation in public_organisations()
    assert service in public_services()


def test_parts_are_public_with_their_organisation_only(make_organisation: Make) -> None:
    organisation = make_organisation("help", "Help", public_fields=["phone"])  # not its name
    service = service_of(organisation, public_fields=list(SERVICE_FIELDS))
    point = ContactPoint.objects.create(
        organisation=organisation, function_en="Desk", public_fields=list(POINT_FIELDS)
    )
    for row in (organisation, service, point):
        assert public_fields(row) == frozenset()
    assert service not in public_services()
    assert point not in public_points()


def test_what_is_retired_is_public_no_more(make_organisation: Make) -> None:
    organisation = make_organisation("help", "Help", public_fields=["name"])
    service = service_of(organisation, public_fields=["name"], active=False)
    assert public_fields(service) == frozenset()
    assert service not in public_services()
    organisation.active = False
    assert public_fields(organisation) == frozenset()


@pytest.mark.parametrize("kind", ["shelter", "minors_centre"])
def test_the_database_keeps_no_address_of_a_shelter(make_organisation: Make, kind: str) -> None:
    organisation = make_organisation("home", "Home", kind=kind)
    organisation.address = "Street 1"
    with pytest.raises(IntegrityError, match="shelter_has_no_address"), transaction.atomic():
        organisation.save()


@pytest.mark.parametrize(
    "place", [{"address": "Street 1"}, {"region": "Gent"}, {"region_codes": ["BE23"]}], ids=str
)
def test_the_database_keeps_no_place_of_a_secret_location(
    make_organisation: Make, place: dict[str, object]
) -> None:
    make_organisation("home", "Home", secret_location=True)
    with pytest.raises(IntegrityError, match="secret_location_has_no_place"), transaction.atomic():
        Organisation.objects.filter(slug="home").update(**place)


@pytest.mark.parametrize("field", ["address", "notes", "region", "region_codes", "roles"])
@pytest.mark.parametrize("hidden", [{"kind": "shelter"}, {"secret_location": True}], ids=str)
def test_the_database_refuses_to_publish_where_a_shelter_is(
    make_organisation: Make, hidden: dict[str, object], field: str
) -> None:
    make_organisation("home", "Home", **hidden)
    with pytest.raises(IntegrityError, match="shelter_place_is_never"), transaction.atomic():
        Organisation.objects.filter(slug="home").update(public_fields=["name", field])


def test_a_body_that_becomes_a_shelter_must_first_hide_its_place(make_organisation: Make) -> None:
    make_organisation("home", "Home", public_fields=list(ORGANISATION_FIELDS))
    with pytest.raises(IntegrityError, match="shelter_place_is_never"), transaction.atomic():
        Organisation.objects.filter(slug="home").update(kind="shelter")


def test_of_a_shelter_s_parts_no_place_and_no_free_text_is_public(make_organisation: Make) -> None:
    organisation = make_organisation("home", "Home", kind="shelter", public_fields=["name"])
    service = service_of(organisation, public_fields=list(SERVICE_FIELDS))
    point = ContactPoint.objects.create(
        organisation=organisation, function_en="Desk", public_fields=list(POINT_FIELDS)
    )
    assert not public_fields(service) & {"coverage", "conditions"}
    assert "hours" not in public_fields(point)


def test_where_a_service_with_beds_works_is_not_public(make_organisation: Make) -> None:
    organisation = make_organisation("centre", "Centre", public_fields=["name"])
    service = service_of(
        organisation, needs=["safe_accommodation"], public_fields=list(SERVICE_FIELDS)
    )
    assert "coverage" not in public_fields(service)


def test_only_known_fields_can_be_named(make_organisation: Make) -> None:
    organisation = make_organisation("help", "Help")
    ContactPoint.objects.create(organisation=organisation, function_en="Desk")
    own = Organisation.objects.filter(pk=organisation.pk)
    for rows in (own, organisation.services, organisation.contact_points):
        with pytest.raises(IntegrityError, match="public_fields"), transaction.atomic():
            rows.update(public_fields=["verified_by"])


def test_of_the_real_directory_no_shelter_and_no_place_is_public() -> None:
    shown = list(public_organisations())
    assert len(shown) > 20
    assert not {organisation.kind for organisation in shown} & {"shelter", "minors_centre"}
    assert not any(public_fields(organisation) & PLACES for organisation in shown)
