"""One click on a phone: what is set, confirmed, undone, and shown to others."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import Capacity, Service

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PATH = "/nl/contacts/payoke/capacity/"


@pytest.fixture
def service() -> Service:
    return Service.objects.get(organisation__slug="payoke", needs__contains=["safe_accommodation"])


def click(client: Client, service: Service, state: str, places: str = "") -> str:
    """One of the big buttons; gives the page one lands on."""
    typed = {"service": service.pk, "group": "women", "state": state, "places_free": places}
    response = client.post(PATH, typed, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_one_click_says_it_and_the_page_says_until_when(sign_in: SignIn, service: Service) -> None:
    client = sign_in("payoke")
    text = click(client, service, "yes", "3")
    row = Capacity.objects.get()
    assert (row.state, row.places_free, row.target_group) == ("yes", 3, "women")
    assert "Dit geldt tot" in text
    assert "3 vrije plaatsen" in text


def test_it_is_undone_by_one_more(sign_in: SignIn, service: Service) -> None:
    client = sign_in("payoke")
    click(client, service, "no")
    click(client, service, "yes")
    row = Capacity.objects.get()
    assert client.post(f"{PATH}{row.pk}/undo/").status_code == 302
    assert Capacity.objects.get().state == "no"


def test_what_is_too_late_to_undo_is_told(sign_in: SignIn, service: Service) -> None:
    client = sign_in("payoke")
    click(client, service, "no")
    row = Capacity.objects.get()
    Capacity.objects.update(updated_at=timezone.now() - timedelta(hours=1))
    assert client.post(f"{PATH}{row.pk}/undo/").status_code == 409
    assert Capacity.objects.get().state == "no"


def test_what_lapsed_is_shown_as_not_known_since(sign_in: SignIn, service: Service) -> None:
    said_at = timezone.now() - timedelta(hours=49)
    Capacity.objects.create(service=service, target_group="women", state="yes", updated_at=said_at)
    client = sign_in("pag-asa")
    text = client.get("/nl/contacts/payoke/").content.decode()
    assert "niet bekend sinds" in text
    assert "er is plaats" not in text


def test_a_dutch_shelter_points_to_comensha(sign_in: SignIn) -> None:
    page = sign_in("jade").get("/nl/contacts/jade/capacity/").content.decode()
    assert "uitsluitend via CoMensha" in page
    assert "tel:+31334481186" in page
    assert 'name="state"' not in page


@pytest.mark.parametrize("places", ["0", "-1", "abc", "501", "1.5", "99999999999999999999"])
def test_bad_numbers_are_told_and_kept(sign_in: SignIn, service: Service, places: str) -> None:
    typed = {"service": service.pk, "group": "women", "state": "yes", "places_free": places}
    response = sign_in("payoke").post(PATH, typed)
    assert response.status_code == 422
    assert f'value="{places}"' in response.content.decode()
    assert not Capacity.objects.exists()


def test_another_organisation_s_service_is_not_there(sign_in: SignIn, service: Service) -> None:
    client = sign_in("pag-asa")
    typed = {"service": service.pk, "group": "women", "state": "yes"}
    assert client.post(PATH, typed).status_code == 404
    assert client.post("/nl/contacts/pag-asa/capacity/", typed).status_code == 404
    assert not Capacity.objects.exists()


def test_the_page_asks_as_often_for_any_number_of_services(
    sign_in: SignIn, service: Service
) -> None:
    client = sign_in("payoke")
    client.get(PATH)  # the code lists are read once a minute
    counts = []
    for _few_then_more in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(PATH)
        counts.append(len(asked))
        for name in ("One", "Two"):
            Service.objects.create(
                organisation=service.organisation, name_en=name, target_groups=["women"]
            )
    assert counts[0] == counts[1]
