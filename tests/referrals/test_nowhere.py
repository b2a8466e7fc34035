"""Who somebody is stands nowhere but on the page of the identity, and a note nowhere but with the
request: one referral goes its way, and all that leaves the portal meanwhile is looked through."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Membership
from contacts.models import Organisation
from notifications.models import Notice
from notifications.rendering import mail_of
from referrals.models import InboxExport, Referral
from referrals.services import answering, exporting
from referrals.views import case as case_page
from tests.factories import (
    IDENTITY,
    NOTE,
    NOW,
    MembershipFactory,
    ReferralFactory,
    acting,
    request_to,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner", "system"])
LATER = NOW + timedelta(minutes=10)
OF_THE_IDENTITY = (*IDENTITY.values(), "1 april 1999", "Zoë")
# Lists, previews, what is searched, what is told, what is kept: name and query.
PLACES: tuple[tuple[str, dict[str, str]], ...] = (
    ("home", {}),
    ("referrals:list", {}),
    ("referrals:list", {"need": "legal", "sort": "oldest"}),
    ("referrals:sent", {}),
    ("referrals:drafts", {}),
    ("referrals:triage", {}),
    ("referrals:duplicates", {}),
    ("referrals:absences", {}),
    ("referrals:calendar", {}),
    ("notifications:list", {}),
)


@pytest.fixture
def people() -> dict[str, Membership]:
    payoke = Organisation.objects.get(slug="payoke")
    return {
        "sender": MembershipFactory.create(),
        "recipient": MembershipFactory.create(belgian=True),
        "contact point": MembershipFactory.create(organisation=payoke, contact_point=True),
    }


@pytest.fixture
def referral(people: dict[str, Membership]) -> Referral:
    """Asked of the contact point and of an organisation, which says yes and is chosen."""
    referral = ReferralFactory.create(
        sender=people["sender"], recipients=[people["recipient"], "BE"], in_order=True
    )
    with acting(people["recipient"]):
        answering.accept(referral.pk, request_to(referral, people["recipient"]).pk, now=LATER)
    return referral


@pytest.fixture(autouse=True)
def _everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing of a person is in any line, the statements of the database apart."""
    caplog.set_level(logging.DEBUG)
    yield
    lines = [r for r in caplog.records if not r.name.startswith("django.db")]
    look_through("\n".join(f"{r.getMessage()} {r.exc_text or ''}" for r in lines))


def look_through(text: str, *, note: bool = False) -> None:
    """Raises AssertionError where it holds a word of the identity, or of the note."""
    for secret in OF_THE_IDENTITY if note else (*OF_THE_IDENTITY, NOTE):
        assert secret not in text, secret


def signed_in(person: Membership) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person.user)
    return client


def visited(client: Client, name: str, *args: object, **query: str) -> HttpResponse:
    """The page, which no browser keeps and whose title and address name nobody."""
    response: Any = client.get(reverse(name, args=args), query)
    if response.status_code == 200:
        assert "no-store" in response["Cache-Control"]
        title = re.search(r"<title>(.*?)</title>", response.text, re.DOTALL)
        assert title is not None
        look_through(title[1])
        assert not re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}|slachtoffer|victim|traite", title[1])
    look_through(response.get("Location", ""))
    return response


def test_on_no_list_preview_or_search(people: dict[str, Membership], referral: Referral) -> None:
    for person in people.values():
        client, opened = signed_in(person), 0
        for name, query in (*PLACES, ("referrals:list", {"reference": referral.reference})):
            response = visited(client, name, **query)
            look_through(response.content.decode())
            opened += response.status_code == 200
        assert opened >= 7


def test_on_the_page_of_the_referral_for_nobody(
    people: dict[str, Membership], referral: Referral
) -> None:
    for person in people.values():
        client = signed_in(person)
        look_through(visited(client, "referrals:detail", referral.pk).content.decode(), note=True)
    identity = visited(signed_in(people["recipient"]), "referrals:identity", referral.pk)
    assert IDENTITY["family_name"] in identity.content.decode()


def test_in_no_mail(people: dict[str, Membership], referral: Referral) -> None:
    told = 0
    for person in people.values():
        with acting(person):
            for notice in Notice.objects.filter(user=person.user):
                told += 1
                look_through(" ".join(map(str, vars(notice).values())))
                mail = mail_of(notice)
                look_through(f"{mail.subject}\n{mail.body}")
                assert not re.search(r"slachtoffer|mensenhandel|victime|traite", str(mail.subject))
    assert told >= 2


def test_in_no_export(people: dict[str, Membership], referral: Referral) -> None:
    person = people["recipient"]
    with acting(person):
        asked = exporting.request_export(
            "received", "", purpose="planning", format_="csv", language="nl", now=timezone.now()
        )
    actor = actor_of(person)
    exporting.make_export(asked.pk, actor.user_id, actor.organisation_id, actor.role)
    with acting(person):
        content = InboxExport.objects.get(pk=asked.pk).content
    assert content is not None
    assert referral.reference in bytes(content).decode()
    look_through(bytes(content).decode())


def test_in_no_answer_to_a_program(people: dict[str, Membership], referral: Referral) -> None:
    for person in people.values():
        client = signed_in(person)
        look_through(client.get("/api/v1/referrals").content.decode())
        answer = client.get(f"/api/v1/referrals/{referral.pk}")
        look_through(answer.content.decode(), note=True)


def test_in_no_report_of_an_error(
    people: dict[str, Membership], referral: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It fails while the identity lies open in the variables of the page."""

    def fail(*_args: object, **_more: object) -> HttpResponse:
        raise RuntimeError("the page cannot be drawn")

    monkeypatch.setattr(case_page, "render", fail)
    response = signed_in(people["recipient"]).get(reverse("referrals:identity", args=[referral.pk]))
    assert response.status_code == 500
    look_through(response.content.decode())
