"""Spoed: one screen that phones, logs the call, and sends."""

import re
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import Role
from contacts.models import Organisation
from referrals.models import Event, PhoneCall, Referral, Request
from tests.referrals.pages.filing import Filer, signed_in, text_of

pytestmark = pytest.mark.django_db
ASKED = {
    "urgency": "urgent",
    "needs": ["safe_accommodation", "interpreter"],
    "age_group": "23-29",
    "gender": "F",
    "language": "ro",
    "recipients": ["contact_point"],
    "callback_number": "03 201 16 90",
    "legal_basis": "vital_interest",
    "note": "Staat hier aan de balie.",
}


def post(filer: Filer, draft_id: object, **data: Any) -> Any:
    return filer.client.post(
        filer.url("urgent") + "?country=NL", {"draft_id": draft_id, **ASKED, **data}
    )


def test_the_numbers_come_first_and_the_screen_asks_ten_things_at_most(filer: Filer) -> None:
    assert "112" in text_of(filer.get("urgent"))
    page = filer.client.get(filer.url("urgent") + "?country=NL").text
    assert page.index("tel:101") < page.index('<form method="post" novalidate')
    fields = set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', page))
    asked = fields - {"csrfmiddlewaretoken", "draft_id", "language_next", "next"}
    assert len(asked & set(ASKED)) == len(ASKED) <= 9  # and the country


def test_it_is_sent_in_order_and_agreed_with_the_first_yes(filer: Filer) -> None:
    page = filer.client.get(filer.url("urgent") + "?country=NL").text
    draft_id = uuid4()
    offered = re.findall(r'name="recipients" value="(\w+)"', page)
    assert offered[0] == "contact_point"
    response = post(filer, draft_id, recipients=offered[:2])
    assert response.url == filer.url("sent_confirmation", draft_id), response.text
    sent = filer.referral(draft_id)
    assert (sent.state, sent.asking_order, sent.release_to_first_yes) == ("sent", "in_order", True)
    with filer.acting():
        states = Request.objects.filter(referral=sent).order_by("position")
        assert [request.state for request in states] == ["asked", "queued"]
    # Everything else is asked afterwards, and a second click sends nothing more.
    assert "Nog in te vullen" in text_of(filer.get("detail", draft_id))
    assert post(filer, draft_id, recipients=offered[:2]).status_code == 302
    with filer.acting():
        assert Event.objects.filter(referral=sent, move="send").count() == 1


def test_a_call_is_logged_before_there_is_a_referral_and_carried_into_it(filer: Filer) -> None:
    draft_id = uuid4()
    comensha = Organisation.objects.get(slug="comensha")
    response = post(filer, draft_id, call=f"{comensha.pk}:not_reached")
    assert response.status_code == 200
    assert "Niet bereikt" in text_of(response)
    assert "Staat hier aan de balie." in response.text  # what was typed is kept
    post(filer, draft_id, call=f"{comensha.pk}:not_reached")  # the same click
    with filer.acting():
        assert not Referral.objects.exists()
        assert PhoneCall.objects.count() == 1
    post(filer, draft_id)
    with filer.acting():
        assert PhoneCall.objects.get().referral_id == draft_id
    assert "Niet bereikt" in text_of(filer.get("detail", draft_id))
    elsewhere = signed_in("pag-asa", Role.CASEWORKER, "other@pag-asa.example")
    with elsewhere.acting():
        assert not PhoneCall.objects.exists()


@pytest.mark.parametrize(
    "call", ["", "x", "1", "1:", ":yes", "1:perhaps", "9" * 12 + ":yes", "1:yes\0", "-1:yes"]
)
def test_a_call_that_nobody_made_is_refused(filer: Filer, call: str) -> None:
    assert post(filer, uuid4(), call=call).status_code == 422
    with filer.acting():
        assert not PhoneCall.objects.exists()


def test_nobody_of_the_own_country_is_phoned_from_here(filer: Filer) -> None:
    surya = Organisation.objects.get(slug="surya")
    assert post(filer, uuid4(), call=f"{surya.pk}:yes").status_code == 422


@pytest.mark.parametrize("name", sorted(set(ASKED) - {"language", "note"}))
def test_what_is_needed_is_asked_for_and_the_rest_is_kept(filer: Filer, name: str) -> None:
    for value in ("", "nonsense", "<script>alert(1)</script>", "a\0b"):
        response = post(filer, uuid4(), **{name: value})
        assert response.status_code == 422
        assert f'href="#id_{name}' in response.text
        assert "<script>alert(1)" not in response.text
    with filer.acting():
        assert not Referral.objects.exists()


def test_an_unknown_country_is_asked_for_again(filer: Filer) -> None:
    for country in ("BE", "DE", "", "<x>"):
        page = filer.client.get(filer.url("urgent"), {"country": country})
        assert page.status_code == 200
        assert 'name="urgency"' not in page.text
