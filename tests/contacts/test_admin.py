"""The operator reads the directory in the admin site; it is changed on its own pages."""

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Organisation

pytestmark = pytest.mark.django_db
MODELS = (
    "country", "code", "organisation", "nationalcontactpoint", "openinghours",
    "dutyshift", "placingrule", "countryrule", "countrynotice",
)  # fmt: skip


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


def test_operator_changes_nothing(staff: Client) -> None:
    organisation = Organisation.objects.get(slug="payoke")
    path = f"/admin/contacts/organisation/{organisation.pk}/change/"
    assert staff.get(path).status_code == 200
    assert staff.post(path, {"slug": "other"}).status_code == 403
    assert staff.post(f"/admin/contacts/organisation/{organisation.pk}/delete/").status_code == 403
    assert staff.get("/admin/contacts/organisation/?q=payo%00ke").status_code in {200, 302}
