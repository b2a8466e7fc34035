"""A further country by an editor and a contact point alone: Germany, as the first neighbour."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Membership, Role
from contacts import codes
from contacts.country_editing import NEEDED_RULES, CountryRefusedError, open_country
from contacts.models import Country, Organisation
from contacts.permissions import can_open_country, can_prepare_countries
from contacts.search import TextQuery, words
from guide.models import Page
from guide.selectors import contents
from protection.actor import Actor
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting

pytestmark = pytest.mark.django_db(databases=["default", "owner", "system"])

COUNTRY = {
    "code": "DE",
    "name_nl": "Duitsland",
    "name_fr": "Allemagne",
    "name_en": "Germany",
    "name_de": "Deutschland",
    "dialling_code": "+49",
    "emergency_number": "112",
    "police_number": "110",
    "authority": "BfDI, bfdi.bund.de, +49 228 997799 0",
    "order": "4",
}
ORGANISATION = {
    "slug": "hilfe-rhein",
    "kind": "specialised_centre",
    "name_nl": "Hilfe am Rhein",
    "name_fr": "Hilfe am Rhein",
    "phone": "+49 211 555 01 23",
    "languages": ["de", "en"],
}
FACT = {
    "key": "opened_by",
    "text_nl": "De vreemdelingendienst",
    "text_fr": "Le service des étrangers",
    "edition": "2026-11-22",
}


@pytest.fixture(autouse=True)
def _fresh_codes() -> None:
    codes.forget()


@pytest.fixture
def editor() -> Membership:
    return MembershipFactory.create(secretariat=True, role=Role.EDITOR)


@pytest.fixture
def belgian_point() -> Membership:
    organisation = Organisation.objects.get(slug="payoke")
    return MembershipFactory.create(organisation=organisation, contact_point=True)


Post = Callable[[str, dict[str, object]], int]


@pytest.fixture
def post(editor: Membership) -> Post:
    """What the editor sends from a form of Germany; gives the status."""
    client = Client()
    client.force_login(editor.user)

    def send(address: str, values: dict[str, object]) -> int:
        return client.post(f"/nl/contacts/countries/{address}", values).status_code

    return send


def rule(kind: str) -> dict[str, object]:
    return {
        "kind": kind,
        "value": "3",
        "unit": "months",
        "length_is": "minimum",
        "valid_from": "2020-01-01",
        "legal_basis": "AufenthG § 59(7)",
        "document_nl": "Duldung",
        "document_fr": "Duldung",
    }


def prepare(post: Post) -> None:
    """All that Germany needs."""
    assert post("add/", dict(COUNTRY)) == 302
    assert post("DE/organisations/add/", dict(ORGANISATION)) == 302
    place: dict[str, object] = {
        "organisation": Organisation.objects.get(slug="hilfe-rhein").pk,
        "order": 1,
    }
    assert post("DE/contact-point/add/", place) == 302
    for kind in NEEDED_RULES:
        assert post("DE/rules/add/", rule(kind)) == 302
    assert post("DE/comparison/add/", dict(FACT)) == 302


def test_a_country_is_added_with_pages_alone(
    post: Post, editor: Membership, belgian_point: Membership
) -> None:
    prepare(post)
    assert not Country.objects.get(pk="DE").in_portal
    found = Organisation.objects.filter(search_vector=TextQuery(words("Duitsland")))
    assert "hilfe-rhein" in [organisation.slug for organisation in found]
    assert Page.objects.filter(country_id="DE").count() == 4

    reader = Client()
    reader.force_login(belgian_point.user)
    page = reader.get("/nl/contacts/countries/DE/")
    assert "Het land laten meedoen" in page.text
    assert reader.post("/nl/contacts/countries/DE/open/").status_code == 302
    assert Country.objects.get(pk="DE").in_portal

    assert "DE" in dict(codes.choices("country"))  # what the filters offer
    sender = MembershipFactory.create()
    draft = ReferralFactory.create(sender=sender, recipients=["DE"], draft=True)
    filing = Client()
    filing.force_login(sender.user)
    assert 'value="DE"' in filing.get(f"/nl/referrals/{draft.pk}/step/request/").text
    assert [country.code for country in contents().countries] == ["NL", "BE", "LU", "DE"]
    table = Client().get("/nl/guide/table/").text
    assert "Duitsland" in table
    assert "De vreemdelingendienst" in table
    assert "Duldung" in table
    assert 'value="DE"' in Client().get("/nl/guide/now/").text


def test_it_takes_part_only_when_nothing_is_missing(post: Post, belgian_point: Membership) -> None:
    assert post("add/", dict(COUNTRY)) == 302
    reader = Client()
    reader.force_login(belgian_point.user)
    assert "ontbreekt nog" in reader.get("/nl/contacts/countries/DE/").text
    assert reader.post("/nl/contacts/countries/DE/open/").status_code == 409
    assert not Country.objects.get(pk="DE").in_portal


def test_who_prepared_it_does_not_let_it_in(post: Post, editor: Membership) -> None:
    prepare(post)
    with acting(editor), pytest.raises(CountryRefusedError):
        open_country("DE", now=NOW)


def test_a_country_that_takes_part_is_not_changed_here(post: Post) -> None:
    assert post("BE/change/", dict(COUNTRY)) == 404
    assert post("BE/rules/add/", rule("reflection_period")) == 404
    row = Country.objects.get(pk="BE").rules.order_by("pk").first()
    assert row is not None
    assert post(f"BE/rules/{row.pk}/remove/", {}) == 409


@pytest.mark.parametrize(
    ("field", "value"),
    [("code", "de"), ("dialling_code", "0049"), ("name_fr", ""), ("emergency_number", "call us")],
)
def test_a_wrong_field_is_refused_and_nothing_written(post: Post, field: str, value: str) -> None:
    assert post("add/", {**COUNTRY, field: value}) == 422
    assert not Country.objects.filter(pk="DE").exists()


@pytest.mark.parametrize("role", Role.values)
def test_who_may(role: str) -> None:
    actor, country = Actor(7, 1, role, "BE"), Country(pk="DE", prepared_by_id=8)
    assert can_prepare_countries(actor) == (role in {Role.EDITOR, Role.OPERATOR})
    assert can_open_country(actor, country) == (role == Role.CONTACT_POINT)
    country.prepared_by_id = 7
    assert not can_open_country(actor, country)
