"""An organisation's page: who answers now, whom otherwise, what ties it to others, how sure it is.

Also its card for an address book, which leaves the portal.
"""

import datetime
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar.cal.component import Component
from icalendar.parser import unescape_char

from accounts.models import User
from contacts.models import (
    ContactPoint,
    DutyShift,
    Network,
    NetworkMember,
    OpeningHours,
    Organisation,
    Partnership,
    Service,
)

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
Make = Callable[..., Organisation]
BRUSSELS = ZoneInfo("Europe/Brussels")
QUERIES = 19


def text_of(response: object) -> str:
    content = getattr(response, "content", b"").decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content))


def at(day: int, hour: int) -> datetime.datetime:
    """A moment in November 2026; the 23rd is a Monday."""
    return datetime.datetime(2026, 11, day, hour, 30, tzinfo=BRUSSELS)


def partnership(one: Organisation, other: Organisation, **fields: object) -> Partnership:
    values = {
        "purpose_nl": "Plaatsen",
        "purpose_fr": "Places",
        "since": datetime.date(2025, 3, 1),
        "recorded_at": at(1, 9),
        **fields,
    }
    return Partnership.objects.create(organisation=one, partner=other, **values)


@pytest.mark.parametrize(
    ("language", "now", "told"),
    [
        ("nl", at(23, 10), "antwoordt nu, tot 17:00"),
        ("fr", at(23, 10), "répond maintenant, jusqu’à 17:00"),
        ("nl", at(23, 22), "nu gesloten, opent dinsdag om 09:00"),
        ("fr", at(21, 12), "fermé maintenant, ouvre lundi à 09:00"),
    ],
)
def test_a_contact_point_says_whether_it_answers_now(
    sign_in: SignIn, language: str, now: datetime.datetime, told: str
) -> None:
    client = sign_in("payoke")
    with time_machine.travel(now, tick=False):
        client.force_login(User.objects.get())
        assert told in text_of(client.get(f"/{language}/contacts/comensha/"))


def test_hours_that_nobody_told_are_not_closed(sign_in: SignIn, make_organisation: Make) -> None:
    organisation = make_organisation("help", "Help")
    ContactPoint.objects.create(organisation=organisation, function_en="Desk", phone="112")
    told = text_of(sign_in("payoke").get("/nl/contacts/help/"))
    assert "uren niet bekend" in told
    assert "nu gesloten" not in told


def test_it_names_the_deputy_with_a_phone_and_an_address_whose_mail_came_back(
    sign_in: SignIn, make_organisation: Make
) -> None:
    organisation = make_organisation("help", "Help")
    night = ContactPoint.objects.create(
        organisation=organisation, function_en="Night desk", phone="+32 3 999 99 99"
    )
    ContactPoint.objects.create(
        organisation=organisation,
        function_en="Desk",
        email="desk@help.example",
        deputy=night,
        email_bounced_at=at(20, 9),
    )
    response = sign_in("payoke").get("/nl/contacts/help/")
    assert "Als niemand antwoordt Night desk +32 3 999 99 99" in text_of(response)
    assert 'href="tel:+3239999999"' in response.content.decode()
    assert "mail kwam terug op" in text_of(response)


def test_who_is_on_duty_for_the_country_stands_on_the_page(sign_in: SignIn) -> None:
    payoke = Organisation.objects.get(slug="payoke")
    DutyShift.objects.create(
        country_id="BE",
        organisation=payoke,
        phone="+32 3 201 16 90",
        starts_at=at(1, 1),
        ends_at=at(30, 1).replace(year=2036),
    )
    assert "Nu van dienst voor het land +32 3 201 16 90" in text_of(
        sign_in("payoke").get("/nl/contacts/payoke/")
    )


def test_a_service_says_where_and_in_which_languages_it_helps(
    sign_in: SignIn, make_organisation: Make
) -> None:
    organisation = make_organisation("help", "Help")
    organisation.services.update(
        coverage=["BE21", "euregion_scheldemond"], languages=["fr"], accessibility=["wheelchair"]
    )
    Service.objects.create(organisation=organisation, name_en="Old work", active=False)
    told = text_of(sign_in("payoke").get("/nl/contacts/help/"))
    assert "Talen Frans" in told
    assert "Toegankelijk voor Rolstoel" in told
    assert "Helpt in Antwerpen · Euregio Scheldemond" in told
    assert "Old work" not in told


def test_networks_are_shown_with_their_other_members(sign_in: SignIn) -> None:
    response = sign_in("comensha").get("/fr/contacts/payoke/")
    told = text_of(response)
    assert "Cellule interdépartementale de coordination" in told
    assert '<a href="/fr/contacts/pag-asa/">' in response.content.decode()


def test_a_partnership_is_shown_on_both_sides(sign_in: SignIn, make_organisation: Make) -> None:
    one, other = make_organisation("one", "One"), make_organisation("other", "Other")
    partnership(one, other, document="Akkoord 7", until=datetime.date(2025, 12, 31))
    client = sign_in("payoke")
    for slug, name in (("one", "Other"), ("other", "One")):
        told = text_of(client.get(f"/nl/contacts/{slug}/"))
        assert f"Samenwerkingen {name} beëindigd Waarvoor Plaatsen" in told
        assert "1 maart 2025 – 31 december 2025" in told
        assert "Document Akkoord 7" in told
        assert "Vastgelegd door One" in told


def test_it_says_who_confirmed_it_and_when_or_that_nobody_did(sign_in: SignIn) -> None:
    client = sign_in("comensha")
    assert "Niemand van de organisatie heeft deze gegevens al bevestigd." in text_of(
        client.get("/nl/contacts/comensha/")
    )
    Organisation.objects.filter(slug="comensha").update(
        verified_at=datetime.date(2026, 11, 2), verified_by=User.objects.get()
    )
    told = text_of(client.get("/fr/contacts/comensha/"))
    assert "Dernière confirmation le 2 novembre 2026 par A B." in told


def test_of_a_secret_location_it_says_that_no_address_is_kept(sign_in: SignIn) -> None:
    told = text_of(sign_in("payoke").get("/nl/contacts/esperanto/"))
    assert "geheim, en nergens in het portaal bewaard" in told


def test_every_further_row_asks_no_further_query(sign_in: SignIn, make_organisation: Make) -> None:
    organisation, other = make_organisation("full", "Full"), make_organisation("other", "Other")
    client = sign_in("payoke")
    client.get("/nl/contacts/full/")
    numbers = []
    for number in range(3):
        point = ContactPoint.objects.create(organisation=organisation, function_en=f"D{number}")
        OpeningHours.objects.create(contact_point=point, weekday=1, opens="09:00", closes="17:00")
        Service.objects.create(organisation=organisation, name_en=f"S{number}")
        network = Network.objects.create(slug=f"n{number}", name_en="Network")
        NetworkMember.objects.create(network=network, organisation=organisation)
        NetworkMember.objects.create(network=network, organisation=other)
        partnership(organisation, other)
        partnership(other, organisation)
        with CaptureQueriesContext(connection) as queries:
            client.get("/nl/contacts/full/")
        numbers.append(len(queries))
    assert numbers == [QUERIES] * 3  # as for the real ones, see test_views


class TestCard:
    def parsed(self, response: object) -> list[Component]:
        content = getattr(response, "content", b"").decode()
        found = Component.from_ical(content, multiple=True)
        assert isinstance(found, list)
        return found

    def test_another_program_reads_the_organisation_and_its_contact_points(
        self, sign_in: SignIn
    ) -> None:
        response = sign_in("payoke").get("/nl/contacts/infotraite/card.vcf")
        assert response["Content-Type"] == "text/vcard; charset=utf-8"
        assert "infotraite" not in response["Content-Disposition"]  # a file's name is seen
        cards = self.parsed(response)
        assert [card.name for card in cards] == ["VCARD"] * 4
        assert str(cards[0]["FN"]) == "INFOTRAITE"
        assert str(cards[0]["TEL"]) == "+352 27 36 56 46"
        assert str(cards[0]["URL"]) == "https://www.stoptraite.lu"
        assert all("INFOTRAITE" in str(card["ORG"]) for card in cards)
        assert str(cards[2]["TEL"]) == "+352 621 351 884"

    def test_it_says_in_the_reader_s_language_what_is_not_confirmed(self, sign_in: SignIn) -> None:
        (card, *_points) = self.parsed(sign_in("payoke").get("/fr/contacts/payoke/card.vcf"))
        assert "Pas encore confirmé" in str(card["NOTE"])
        assert "Leguit 4" in str(card["ADR"])

    def test_of_a_secret_location_it_holds_no_place(self, sign_in: SignIn) -> None:
        (card, *_points) = self.parsed(sign_in("payoke").get("/nl/contacts/esperanto/card.vcf"))
        assert "ADR" not in card

    def test_signs_that_mean_something_in_a_card_are_only_text(
        self, sign_in: SignIn, make_organisation: Make
    ) -> None:
        make_organisation("odd", "A;B, C\\D: “E”", phone="+32 3 201 16 90")
        (card, *_points) = self.parsed(sign_in("payoke").get("/nl/contacts/odd/card.vcf"))
        assert unescape_char(str(card["FN"])) == "A;B, C\\D: “E”"

    @pytest.mark.parametrize("slug", ["payoke", "fairwork"])
    def test_the_square_is_an_image_without_scripts(self, sign_in: SignIn, slug: str) -> None:
        response = sign_in("payoke").get(f"/nl/contacts/{slug}/card.svg")
        assert response["Content-Type"] == "image/svg+xml"
        tags = {
            element.tag.rpartition("}")[2] for element in ET.fromstring(response.content).iter()
        }
        assert tags <= {"svg", "path", "rect"}

    def test_a_name_too_long_for_a_square_leaves_the_phone(
        self, sign_in: SignIn, make_organisation: Make
    ) -> None:
        make_organisation(
            "long", "Wö" * 120, phone="+32 3 201 16 90", email=f"{'a' * 60}@b.example"
        )
        assert sign_in("payoke").get("/nl/contacts/long/card.svg").status_code == 200

    def test_an_unknown_organisation_has_no_card(self, sign_in: SignIn) -> None:
        client = sign_in("payoke")
        for path in ("card.vcf", "card.svg"):
            assert client.get(f"/nl/contacts/no-such/{path}").status_code == 404
