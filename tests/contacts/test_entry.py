"""An organisation keeps its own entry: who may, what is refused, what is written."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from contacts.models import ContactPoint, NationalContactPoint, Organisation
from contacts.permissions import can_edit_organisation

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
PATH = "/nl/contacts/comensha/edit/"


@pytest.fixture(autouse=True)
def _an_ordinary_organisation(db: None) -> None:
    """Nobody else has to agree: it is no national contact point (test_proposals looks at those)."""
    NationalContactPoint.objects.filter(organisation__slug="comensha").delete()


def typed(client: Client, **changes: Any) -> dict[str, Any]:
    """The form as a browser would send it, with some fields changed."""
    form = client.get(PATH).context["form"]
    data = {bound.html_name: bound.value() for bound in form}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return data | changes


@translation.override("nl")
def entry() -> dict[str, Any]:
    """All that the form could write, to compare; read in one language whoever asks."""
    organisation: dict[str, Any] = dict(Organisation.objects.values().get(slug="comensha"))
    del organisation["search_vector"]
    points = list(ContactPoint.objects.filter(organisation__slug="comensha").values())
    services = list(Organisation.objects.get(slug="comensha").services.values())
    return {"organisation": organisation, "points": points, "services": services}


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("caseworker", True),
        ("team_lead", True),
        ("contact_point", False),
        ("secretariat", False),
        ("member", False),
        ("editor", False),
        ("dpo", False),
        ("operator", False),
    ],
)
def test_who_may_edit(sign_in: SignIn, role: str, allowed: bool) -> None:
    client = sign_in("comensha", role)
    assert client.get(PATH).status_code == (200 if allowed else 404)
    shown = b"/nl/contacts/comensha/edit/" in client.get("/nl/contacts/comensha/").content
    assert shown is allowed


def test_nobody_edits_another_organisation(sign_in: SignIn) -> None:
    client = sign_in("payoke", "team_lead")
    before = entry()
    assert client.get(PATH).status_code == 404
    assert client.post(PATH, {"version": "1", "phone": "+32 3 201 16 90"}).status_code == 404
    assert entry() == before


def test_without_membership_nothing_may_be_edited() -> None:
    assert not can_edit_organisation(None, Organisation.objects.get(slug="comensha"))


def test_the_place_is_its_owner_s_to_change_where_it_is_no_secret(sign_in: SignIn) -> None:
    client = sign_in("comensha")
    NationalContactPoint.objects.filter(organisation__slug="comensha").delete()
    assert client.post(PATH, typed(client, region="Amersfoort")).status_code == 302
    assert Organisation.objects.get(slug="comensha").region == "Amersfoort"
    assert client.post(PATH, typed(client, region="<b>")).status_code == 422
    Organisation.objects.filter(slug="comensha").update(
        secret_location=True, address="", region="", region_codes=[], public_fields=[]
    )
    assert "region" not in client.get(PATH).context["form"].fields


def test_changed_fields_are_written_confirmed_and_found(sign_in: SignIn) -> None:
    client = sign_in("comensha")
    point = ContactPoint.objects.get(organisation__slug="comensha")
    response = client.post(
        PATH,
        typed(
            client,
            phone="+31 33 000 00 00",
            languages=["nl", "en", "vi"],
            **{f"point_{point.pk}_hours_nl": "Dag en nacht"},
        ),
    )
    assert response.status_code == 302
    organisation = Organisation.objects.get(slug="comensha")
    assert organisation.phone == "+31 33 000 00 00"
    assert organisation.languages == ["nl", "en", "vi"]
    assert organisation.version == 2
    assert "languages" not in organisation.unverified_fields
    assert "address" in organisation.unverified_fields
    point.refresh_from_db()
    assert point.unverified_fields == []
    assert point.hours_nl == "Dag en nacht"  # type: ignore[attr-defined]
    results = client.get("/nl/contacts/", {"q": "vietnamien"})
    assert "CoMensha" in results.content.decode()
    event = organisation.events.order_by("pgh_id").last()  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["source"] == "own entry"


def test_saying_that_all_is_correct_confirms(sign_in: SignIn) -> None:
    client = sign_in("comensha")
    client.post(PATH, typed(client, confirmed="on"))
    organisation = Organisation.objects.get(slug="comensha")
    assert organisation.verified_at == datetime.date.today()  # noqa: DTZ011
    assert organisation.unverified_fields == ["address", "designation", "target_groups"]


def test_contact_point_is_added(sign_in: SignIn) -> None:
    client = sign_in("comensha")
    new = {
        "point_new_function_nl": "Nachtdienst",
        "point_new_function_fr": "Service de nuit",
        "point_new_phone": "+31 33 999 99 99",
    }
    assert client.post(PATH, typed(client, **new)).status_code == 302
    added = ContactPoint.objects.get(function_nl="Nachtdienst")
    assert added.organisation.slug == "comensha"
    assert added.function_fr == "Service de nuit"  # type: ignore[attr-defined]
    assert "Nachtdienst" in client.get("/nl/contacts/comensha/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "abc"),
        ("phone", "+31 33 448 11 86 ext 5"),
        ("phone", "1" * 41),
        ("phone", "=1+1"),
        ("phone", "٠٣٣٤٤٨"),
        ("phone", "+31\x0033"),
        ("email", "no address"),
        ("email", "a@b"),
        ("email", f"{'a' * 260}@b.example"),
        ("languages", ["xx"]),
        ("languages", ["nl\x00"]),
        ("service_name_nl", ""),
        ("service_name_nl", "x" * 201),
        ("service_name_nl", "Opvang\x00"),
        ("service_name_nl", "\u202egnavpo"),
        ("service_name_nl", "مأوى"),
        ("service_name_nl", "Opvang 🙂"),
        ("service_name_fr", "<script>alert(1)</script>"),
        ("service_name_fr", "=HYPERLINK(1)"),
        ("service_name_fr", "@SUM(1)"),
        ("point_new_phone", "+31 33 999 99 99"),
        ("point_new_function_nl", "Nachtdienst"),
        ("version", "abc"),
        ("version", ""),
        ("version", "99999999999999999999"),
    ],
)
def test_bad_input_is_told_kept_and_not_written(sign_in: SignIn, field: str, value: Any) -> None:
    client = sign_in("comensha")
    service = Organisation.objects.get(slug="comensha").services.order_by("order")[0]
    name = field.replace("service_", f"service_{service.pk}_")
    before = entry()
    response = client.post(PATH, typed(client, **{name: value}))
    assert response.status_code == 422
    form = response.context["form"]
    assert form.errors
    assert b"error-summary" in response.content
    if isinstance(value, str) and name != "version":
        assert form[name].value() == value
    assert entry() == before


def test_stale_second_tab_is_told_and_writes_nothing(sign_in: SignIn) -> None:
    client = sign_in("comensha")
    second_tab = typed(client, phone="+31 33 222 22 22")
    assert client.post(PATH, typed(client, phone="+31 33 111 11 11")).status_code == 302
    before = entry()
    response = client.post(PATH, second_tab)
    assert response.status_code == 422
    text = response.content.decode()
    assert "intussen gewijzigd" in text
    assert 'value="+31 33 222 22 22"' in text
    assert entry() == before
    version = response.context["form"]["version"].value()
    again = typed(client, phone="+31 33 222 22 22", version=version)
    assert client.post(PATH, again).status_code == 302


def test_parts_of_another_organisation_are_not_touched(sign_in: SignIn) -> None:
    client = sign_in("comensha")
    foreign = Organisation.objects.get(slug="payoke").services.order_by("order")[0]
    response = client.post(PATH, typed(client, **{f"service_{foreign.pk}_name_nl": "Gekaapt"}))
    assert response.status_code == 302
    foreign.refresh_from_db()
    assert foreign.name_nl != "Gekaapt"  # type: ignore[attr-defined]
