"""The operator reads the directory in the admin site, and changes rules and notices there."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import CountryNotice, CountryRule, Organisation
from contacts.selectors import rule_in_force

pytestmark = pytest.mark.django_db
MODELS = (
    "country", "code", "organisation", "nationalcontactpoint", "openinghours",
    "dutyshift", "placingrule",
)  # fmt: skip
EDITED = ("countryrule", "countrynotice")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_user("operator@benelux.example", is_staff=True))
    return client


@pytest.mark.parametrize("model", MODELS)
def test_operator_reads(staff: Client, model: str) -> None:
    response = staff.get(f"/admin/contacts/{model}/")
    assert response.status_code == 200
    assert b"jquery-ui" not in response.content
    assert staff.get(f"/admin/contacts/{model}/add/").status_code == 403


@pytest.mark.parametrize("model", EDITED)
def test_operator_edits_rules_and_notices_and_deletes_none(staff: Client, model: str) -> None:
    assert staff.get(f"/admin/contacts/{model}/").status_code == 200
    assert staff.get(f"/admin/contacts/{model}/add/").status_code == 200
    keys = {"countryrule": CountryRule.objects, "countrynotice": CountryNotice.objects}[model]
    key = keys.values_list("pk", flat=True)[0]
    assert staff.get(f"/admin/contacts/{model}/{key}/change/").status_code == 200
    assert staff.post(f"/admin/contacts/{model}/{key}/delete/").status_code == 403


def test_a_changed_rule_is_in_force_from_its_day(staff: Client) -> None:
    response = staff.post(
        "/admin/contacts/countryrule/add/",
        {
            "country": "BE",
            "kind": "reflection_period",
            "value": "60",
            "unit": "days",
            "length_is": "fixed",
            "valid_from": "2026-12-01",
            "legal_basis": "invented",
        },
    )
    assert response.status_code == 302, response.content
    before = rule_in_force("BE", "reflection_period", date(2026, 11, 30))
    after = rule_in_force("BE", "reflection_period", date(2026, 12, 1))
    assert before is not None
    assert after is not None
    assert (before.value, after.value) == (45, 60)


def test_operator_changes_nothing(staff: Client) -> None:
    organisation = Organisation.objects.get(slug="payoke")
    path = f"/admin/contacts/organisation/{organisation.pk}/change/"
    assert staff.get(path).status_code == 200
    assert staff.post(path, {"slug": "other"}).status_code == 403
    assert staff.post(f"/admin/contacts/organisation/{organisation.pk}/delete/").status_code == 403
    assert staff.get("/admin/contacts/organisation/?q=payo%00ke").status_code in {200, 302}
