"""Calls after sending: logged at the request, and a yes goes on to where it is recorded."""

import re

import pytest

from referrals.models import InternalNote, PhoneCall, Request

from .filing import Filer
from .test_moves import Case

pytestmark = pytest.mark.django_db
SAID = "Vanaf maandag een kamer & bad"


@pytest.fixture
def case(db: None) -> Case:
    return Case()


def called(filer: Filer) -> list[str]:
    with filer.acting():
        return list(PhoneCall.objects.order_by("at").values_list("outcome", flat=True))


def phone(case: Case, outcome: str) -> str:
    """The sender phones the one who is asked; where that leads."""
    with case.sender.acting():
        asked = Request.objects.get(pk=case.request_id()).organisation_id
    typed = {"organisation": asked, "outcome": outcome, "note": SAID, "language": "nl"}
    answer = case.post(case.sender, "call", **typed)
    assert answer.status_code == 302, answer.text
    return str(answer.url)


def test_a_call_is_logged_and_its_note_is_the_own_houses(case: Case) -> None:
    assert phone(case, "not_reached") == case.sender.url("detail", case.pk)
    assert called(case.sender) == ["not_reached"]
    page = case.sender.client.get(case.sender.url("detail", case.pk)).text
    assert "Niet bereikt" in page
    assert "Vanaf maandag een kamer &amp; bad" in page
    assert "maandag" not in case.recipient.client.get(case.recipient.url("detail", case.pk)).text
    assert called(case.recipient) == []


def test_a_phoned_yes_is_recorded_with_what_was_typed(case: Case) -> None:
    following = phone(case, "yes")
    assert following == case.url(case.sender, "record-yes")
    page = case.sender.client.get(following).text
    assert "Vanaf maandag een kamer &amp; bad" in page
    assert re.search(r'name="channel" value="phone"[^>]* checked', page)
    with case.sender.acting():
        assert not InternalNote.objects.exists()
    # Who leaves it for later finds the way back on the page of the case.
    assert f'href="{following}"' in case.sender.client.get(case.sender.url("detail", case.pk)).text
    answer = case.post(
        case.sender, "record-yes", channel="phone", spoke_as="intake", note=SAID, language="nl"
    )
    assert answer.status_code == 302
    detail = case.sender.client.get(case.sender.url("detail", case.pk)).text
    assert f'href="{following}"' not in detail


def test_only_the_senders_people_log_a_call(case: Case) -> None:
    for filer in (case.recipient, case.contact_point):
        case.post(filer, "call", organisation="1", outcome="yes")
    assert case.post(case.stranger, "call", outcome="yes").status_code == 404
    assert called(case.sender) == []
