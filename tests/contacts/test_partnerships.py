"""Partnerships: an organisation keeps its own; both pages show them; nobody else writes one."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership
from contacts.models import Organisation, Partnership
from protection.actor import Actor, acting_as
from protection.models import AuditEntry

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
ADD = "/nl/contacts/payoke/partnerships/"
TO = f"{ADD}?partner=comensha"
TYPED = {
    "purpose_nl": "Doorverwijzing binnen een dag",
    "purpose_fr": "Orientation en un jour",
    "since": "2025-03-01",
    "document": "Akkoord 7",
}


def recorded(client: Client, **changes: Any) -> Partnership:
    assert client.post(TO, TYPED | changes).status_code == 302
    return Partnership.objects.get()


def page(one: Partnership, slug: str = "payoke") -> str:
    return f"/nl/contacts/{slug}/partnerships/{one.public_id}/"


def test_the_partner_is_found_by_name_and_the_agreement_stands_on_both_pages(
    sign_in: SignIn,
) -> None:
    client = sign_in("payoke")
    assert b"?partner=comensha" in client.get(ADD, {"q": "comensha"}).content
    theirs = Organisation.objects.get(slug="comensha").services.order_by("order")[0]
    one = recorded(client, partner_service=theirs.pk)
    assert (one.organisation.slug, one.partner.slug) == ("payoke", "comensha")
    assert one.recorded_by is not None
    for slug in ("payoke", "comensha"):
        assert (
            "Doorverwijzing binnen een dag" in client.get(f"/nl/contacts/{slug}/").content.decode()
        )
    assert "Orientation en un jour" in client.get("/fr/contacts/comensha/").content.decode()
    editor = Membership.objects.get()
    with acting_as(Actor(editor.user_id, editor.organisation_id, editor.role, "BE")):
        line = AuditEntry.objects.get(action="partnership_recorded")
    assert line.subject_id == str(one.public_id)
    assert one.events.count() == 1  # type: ignore[attr-defined]


def test_a_word_that_finds_nobody_says_so_and_no_word_is_refused(sign_in: SignIn) -> None:
    client = sign_in("payoke")
    assert "Niemand met die naam" in client.get(ADD, {"q": "zzzzqqq"}).content.decode()
    assert client.get(ADD, {"q": ""}).status_code == 422


@pytest.mark.parametrize("partner", ["payoke", "no-such", "\x00"], ids=["itself", "unknown", "nul"])
def test_nobody_is_a_partner_of_itself_or_of_nobody(sign_in: SignIn, partner: str) -> None:
    assert sign_in("payoke").get(ADD, {"partner": partner}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("purpose_nl", ""),
        ("purpose_fr", "<b>"),
        ("since", "gisteren"),
        ("since", ""),
        ("until", "2024-01-01"),  # before it began
        ("document", "=1+1"),
        ("service", "999999"),
    ],
)
def test_bad_input_is_told_and_kept_and_not_written(
    sign_in: SignIn, field: str, value: str
) -> None:
    response = sign_in("payoke").post(TO, TYPED | {field: value})
    assert response.status_code == 422
    assert response.context["form"][field].value() == value
    assert b"error-summary" in response.content
    assert not Partnership.objects.exists()


def test_it_is_changed_and_a_second_tab_is_told(sign_in: SignIn) -> None:
    client = sign_in("payoke")
    one = recorded(client)
    changed = TYPED | {"purpose_nl": "Nu iets anders", "version": "1"}
    assert client.post(page(one), changed).status_code == 302
    second = client.post(page(one), TYPED | {"purpose_nl": "Uit een oude tab", "version": "1"})
    assert second.status_code == 409
    assert "Uit een oude tab" in second.content.decode()
    one.refresh_from_db()
    assert (one.purpose_nl, one.version) == ("Nu iets anders", 2)  # type: ignore[attr-defined]


def test_it_is_ended_after_a_confirmation_and_stays_as_ended(sign_in: SignIn) -> None:
    client = sign_in("payoke")
    end = page(recorded(client)) + "end/"
    assert "afgelopen" in client.get(end).content.decode()
    assert client.post(end, {"version": "1", "until": "2025-02-01"}).status_code == 422
    assert client.post(end, {"version": "0", "until": "2025-06-30"}).status_code == 409
    assert client.post(end, {"version": "1", "until": "2025-06-30"}).status_code == 302
    assert Partnership.objects.get().until == datetime.date(2025, 6, 30)
    assert "30 juni 2025" in client.get("/nl/contacts/comensha/").content.decode()


def test_the_other_side_reads_it_and_changes_nothing(sign_in: SignIn) -> None:
    one = recorded(sign_in("payoke"))
    other = sign_in("comensha", "team_lead")
    for slug in ("payoke", "comensha"):
        assert other.get(page(one, slug)).status_code == 404
        assert other.post(page(one, slug) + "end/", {"version": "1"}).status_code == 404
    assert str(one.public_id) not in other.get("/nl/contacts/comensha/").content.decode()


@pytest.mark.parametrize("role", ["contact_point", "secretariat", "editor", "dpo"])
def test_other_roles_record_none(sign_in: SignIn, role: str) -> None:
    assert sign_in("payoke", role).get(ADD).status_code == 404
