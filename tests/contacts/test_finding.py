"""Other ways into the directory: suggestions, the map, who answers now, help when nothing fits."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from contacts.criteria import Criteria, filtered
from contacts.models import Capacity, Organisation, Service
from contacts.region_map import TILES
from contacts.selectors import search_organisations
from contacts.services import refresh_search
from contacts.suggestions import suggest

from .test_views import SignIn, visible_text

pytestmark = pytest.mark.django_db

Make = Callable[..., Organisation]


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("opv", "need", "safe_accommodation"),
        ("héberg", "need", "safe_accommodation"),
        ("frans", "language", "fr"),
        ("Französ", "language", "fr"),
        ("Lutt", "region", "BE33"),
        ("femm", "target_group", "women"),
        ("maas-r", "region", "euregion_meuse_rhine"),
    ],
)
def test_filters_are_suggested_in_whatever_language(typed: str, field: str, value: str) -> None:
    assert (field, value) in {(one.field, one.value) for one in suggest(typed)}


def test_organisations_are_suggested_by_their_names() -> None:
    with override("nl"):
        [first] = [one for one in suggest("payo") if one.url]
        assert (first.label, first.url) == ("Payoke", "/nl/contacts/payoke/")
        assert "België" in first.hint
        assert [one.label for one in suggest("payoek") if one.url] == ["Payoke"]


@pytest.mark.parametrize("typed", ["", "p", "?!", "🙂", "' OR 1=1 --", "qqqqxx"])
def test_nothing_is_suggested_for_what_says_nothing(typed: str) -> None:
    assert not [one for one in suggest(typed) if one.url]


def test_suggestions_take_one_query(sign_in: SignIn) -> None:
    client = sign_in("payoke")
    client.get("/nl/contacts/suggestions/", {"q": "opv"})
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/nl/contacts/suggestions/", {"q": "opvang"}).json()
    assert answer["suggestions"]
    assert len(queries) == 7


def test_two_wishes_are_met_by_one_service(make_organisation: Make) -> None:
    """A shelter for men that also advises women is no shelter for women."""
    house = make_organisation("house", "House")  # advises women
    Service.objects.create(
        organisation=house, name_en="Beds", needs=["safe_accommodation"], target_groups=["men"]
    )
    refresh_search([house.pk])
    beds = Criteria(need="safe_accommodation", target_group="women")
    assert not filtered(beds).filter(pk=house.pk)
    Service.objects.filter(organisation=house).update(
        target_groups=["women", "men"], languages=["so"]
    )
    refresh_search([house.pk])
    assert filtered(beds).filter(pk=house.pk)
    spoken = Criteria(need="safe_accommodation", target_group="women", language="so")
    assert [one.slug for one in filtered(spoken)] == ["house"]


def test_region_finds_who_shares_ground_and_who_works_for_all_the_country(
    make_organisation: Make,
) -> None:
    make_organisation("in-liege", "A", region_codes=["BE33"])
    make_organisation("in-wallonia", "B", region_codes=["BE3"])
    make_organisation("in-antwerp", "C", region_codes=["BE21"])
    Service.objects.filter(organisation__slug__in=["in-liege", "in-wallonia", "in-antwerp"]).update(
        coverage=["BE21"]
    )
    Service.objects.filter(organisation__slug="in-liege").update(coverage=["BE33"])
    Service.objects.filter(organisation__slug="in-wallonia").update(coverage=["BE3"])
    refresh_search()
    found = {one.slug for one in filtered(Criteria(region="BE33"))}
    assert {"in-liege", "in-wallonia"} <= found
    assert "in-antwerp" not in found
    assert "in-liege" in {one.slug for one in filtered(Criteria(region="euregion_meuse_rhine"))}
    nationwide = set(Organisation.objects.filter(national_scope=True, country_id="BE"))
    assert nationwide <= set(filtered(Criteria(region="BE33")))


def test_room_lapses(make_organisation: Make) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    house = make_organisation("house", "House")
    [service] = house.services.all()
    wanted = Criteria(need="legal", target_group="women", places=True, now=now)
    room = Capacity.objects.create(
        service=service, target_group="women", state="yes", updated_at=now - timedelta(hours=1)
    )
    assert [one.slug for one in filtered(wanted)] == ["house"]
    assert not filtered(Criteria(need="medical", places=True, now=now)).filter(pk=house.pk)
    Capacity.objects.filter(pk=room.pk).update(updated_at=now - timedelta(hours=49))
    assert not filtered(wanted)


def test_map_counts_what_its_links_bring(sign_in: SignIn) -> None:
    client = sign_in("payoke")
    page = client.get("/fr/contacts/map/", {"kind": "shelter", "q": "femmes"}).content.decode()
    links = re.findall(r'class="map-tile[^"]*" href="([^"]+)" aria-label="([^"]+)"', page)
    assert len(links) == len(TILES) == 35
    for address, label in links[::6]:
        here, whole = map(int, re.findall(r"(\d+) (?:organisation|pour)", unescape(label)))
        region = re.findall(r"region=([\w-]+)", address)[0]
        wanted = Criteria(question="femmes", kind="shelter", region=region)
        assert search_organisations(wanted).count == here + whole, label
        assert "kind=shelter" in address
    assert "Eurégio Meuse-Rhin" in unescape(page)  # in the table alone


def test_map_runs_the_same_queries_whatever_it_counts(
    sign_in: SignIn, make_organisation: Make
) -> None:
    client = sign_in("payoke")
    numbers: list[int] = []
    for query in ({"kind": "ngo"}, {"kind": "ngo"}, {}):
        make_organisation(f"more-{len(numbers)}", "More", region_codes=["BE33"])
        client.get("/nl/contacts/map/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/nl/contacts/map/", query).status_code == 200
        numbers.append(len(queries))
    assert numbers == [9, 9, 9]


def test_one_filter_less(sign_in: SignIn) -> None:
    asked = {"q": "opvang", "country": "LU", "language": "hu", "open_now": "on"}
    response = sign_in("payoke").get("/nl/contacts/", asked)
    assert "Nothing" not in visible_text(response)
    assert "Niets gevonden" in visible_text(response)
    client_text = visible_text(response)
    assert "INFOTRAITE" in client_text
    assert "CoMensha" not in client_text.split("Nationale contactpunten")[1]


def test_dropping_the_filter_that_excludes_all_finds_what_is_said(sign_in: SignIn) -> None:
    client = sign_in("payoke")
    text = visible_text(client.get("/nl/contacts/", {"kind": "helpline", "country": "NL"}))
    assert "Zonder ‘Land’ (Nederland) : 1 organisatie" in text


def test_near_words_are_offered_when_the_filters_leave_none(sign_in: SignIn) -> None:
    response = sign_in("payoke").get("/nl/contacts/", {"q": "payoek", "country": "LU"})
    assert "Bedoelde u payoke ?" in visible_text(response)
    assert 'href="?q=payoke&amp;country=LU"' in response.content.decode()


def test_tonight_calls_with_one_tap(sign_in: SignIn) -> None:
    response = sign_in("payoke").get("/fr/contacts/tonight/", {"country": "BE"})
    page = response.content.decode()
    assert re.search(r'class="btn btn-primary" href="tel:\+?\d+"', page)
    assert "Pays-Bas" not in visible_text(response).split("Situation du")[1]


@pytest.mark.parametrize("page", ["map", "tonight"])
def test_bad_questions_get_a_message(sign_in: SignIn, page: str) -> None:
    response = sign_in("payoke").get(f"/nl/contacts/{page}/", {"language": "xx\x00"})
    assert response.status_code == 422
    assert 'href="#id_language"' in response.content.decode()


def test_two_side_by_side(sign_in: SignIn) -> None:
    client = sign_in("comensha")
    assert 'name="o" value="payoke"' in client.get("/nl/contacts/?q=payoke").content.decode()
    with CaptureQueriesContext(connection) as queries:
        text = visible_text(client.get("/nl/contacts/compare/?o=payoke&o=infotraite"))
    assert "+32 3 201 16 90 +352 27 36 56 46" in text
    assert len(queries) == 9
    for asked in ("", "?o=payoke", "?o=payoke&o=payoke", "?o=payoke&o=no%00ne", "?o=a&o=b&o=c"):
        response = client.get(f"/nl/contacts/compare/{asked}")
        assert "Kies twee organisaties" in visible_text(response), asked
