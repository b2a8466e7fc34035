"""The directory's pages in the reader's language, with a fixed number of queries."""

import html
import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from contacts.models import Code, CountryRule, Organisation

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]


def visible_text(response: object) -> str:
    """The text a reader sees, in one line."""
    page = response.content.decode()  # type: ignore[attr-defined]
    body = page[page.index("<main") : page.index("</main>")]
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", body).split()))


@pytest.mark.parametrize("role", Role.values)
def test_every_role_reads_the_directory(sign_in: SignIn, role: str) -> None:
    client = sign_in("benelux", role)
    assert client.get("/nl/contacts/").status_code == 200
    assert client.get("/fr/contacts/payoke/").status_code == 200


@pytest.mark.parametrize("path", ["", "payoke/", "payoke/edit/"])
def test_stranger_signs_in_first(client: Client, path: str) -> None:
    response = client.get(f"/nl/contacts/{path}")
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_list_shows_count_national_contact_points_and_phones(sign_in: SignIn) -> None:
    response = sign_in("payoke").get("/nl/contacts/")
    text = visible_text(response)
    assert "58 organisaties" in text
    assert "Nationale contactpunten" in text
    assert 'href="tel:+31334481186"' in response.content.decode()
    assert "Pagina 1 van 3" in text


def test_pages_keep_the_filters(sign_in: SignIn) -> None:
    client = sign_in("payoke")
    first = client.get("/nl/contacts/", {"country": "NL", "sort": "name"}).content.decode()
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link is not None
    query = html.unescape(link[1])
    assert query == "?country=NL&sort=name&page=2"
    second = client.get(f"/nl/contacts/{query}")
    assert "Pagina 2 van 2" in visible_text(second)
    assert 'rel="prev" href="?country=NL&amp;sort=name"' in second.content.decode()


def test_page_past_the_last_one(sign_in: SignIn) -> None:
    response = sign_in("payoke").get("/nl/contacts/", {"page": "40"})
    assert response.status_code == 200
    assert "na de laatste" in visible_text(response)


def test_correction_is_told(sign_in: SignIn) -> None:
    text = visible_text(sign_in("payoke").get("/fr/contacts/", {"q": "Antwerepn"}))
    assert "Aucun résultat pour « Antwerepn ». Voici les résultats pour « antwerpen »." in text


def test_nothing_found_says_what_to_do(sign_in: SignIn) -> None:
    response = sign_in("payoke").get("/fr/contacts/", {"q": "qqqq", "country": "LU"})
    text = visible_text(response)
    assert "Aucun résultat" in text
    assert "Supprimer les filtres" in text
    assert "INFOTRAITE" in text
    assert 'href="?q=qqqq"' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"q": "\x00"}, "id_q"),
        ({"q": "x" * 201}, "id_q"),
        ({"q": "?!…"}, "id_q"),
        ({"q": "🙂"}, "id_q"),
        ({"q": "\u202e\u200f"}, "id_q"),
        ({"country": "XX"}, "id_country"),
        ({"kind": "<script>"}, "id_kind"),
        ({"need": "=1+1"}, "id_need"),
        ({"language": "nl\x00"}, "id_language"),
        ({"target_group": "🙂"}, "id_target_group"),
        ({"page": "0"}, None),
        ({"page": "99999999999999999999"}, None),
        ({"page": "abc"}, None),
        ({"sort": "-id"}, "id_sort"),
    ],
)
def test_bad_question_gets_a_message(
    sign_in: SignIn, query: dict[str, str], field: str | None
) -> None:
    response = sign_in("payoke").get("/nl/contacts/", query)
    assert response.status_code == 422
    assert "Er is een probleem" in visible_text(response)
    if field:
        assert f'href="#{field}"' in response.content.decode()


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE x;--",
        "a & b | !c:*",
        "<b>opvang</b>",
        "=HYPERLINK()",
        "日本語",
        "عربي",
        "é" * 200,
        "%",
        "\\",
        "word " * 40,
    ],
)
def test_odd_question_is_only_a_question(sign_in: SignIn, question: str) -> None:
    response = sign_in("payoke").get(f"/nl/contacts/?{urlencode({'q': question})}")
    assert response.status_code in {200, 422}
    assert "<b>opvang" not in response.content.decode()


def test_invalid_bytes_in_the_address(sign_in: SignIn) -> None:
    assert sign_in("payoke").get("/nl/contacts/?q=%ff%fe&country=%c3").status_code in {200, 422}


def test_organisation_page_says_what_is_not_confirmed(sign_in: SignIn) -> None:
    client = sign_in("comensha")
    dutch = visible_text(client.get("/nl/contacts/payoke/"))
    assert "Nog niet bevestigd door de organisatie zelf: Adres · Talen · Doelgroepen." in dutch
    assert "Leguit 4, 2000 Antwerpen nog niet bevestigd" in dutch
    assert "+32 3 201 16 90 E-mail" in dutch  # seen in a source: not marked
    french = visible_text(client.get("/fr/contacts/dienst-voogdij/"))
    assert "+32 78 15 43 24 pas encore confirmé" in french
    assert "Service des Tutelles (SPF Justice)" in french


def test_country_box(sign_in: SignIn) -> None:
    client = sign_in("comensha")
    dutch = visible_text(client.get("/nl/contacts/infotraite/"))
    assert "Levensgevaar 112 Politie 113 Bedenktijd 90 dagen Attest bedenktijd" in dutch
    assert "Door de bevoegde overheid te bevestigen." in dutch
    french = visible_text(client.get("/fr/contacts/comensha/"))
    assert "Délai de réflexion 3 mois au plus" in french
    CountryRule.objects.filter(country_id="BE").update(value=46)
    assert "46 jours" in visible_text(client.get("/fr/contacts/payoke/"))
    assert "Bedenktijd" not in visible_text(client.get("/nl/contacts/benelux/"))


@pytest.mark.parametrize("slug", ["no-such", "payoke-x", "a" * 300])
def test_unknown_organisation(sign_in: SignIn, slug: str) -> None:
    assert sign_in("payoke").get(f"/nl/contacts/{slug}/").status_code == 404


def test_inactive_organisation_is_gone(sign_in: SignIn) -> None:
    Organisation.objects.filter(slug="jade").update(active=False)
    client = sign_in("payoke")
    assert client.get("/nl/contacts/jade/").status_code == 404
    assert "0 org" not in visible_text(client.get("/nl/contacts/?q=jade"))


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_no_untranslated_code_on_any_page(sign_in: SignIn, language: str) -> None:
    client = sign_in("payoke")
    raw = {code for code in Code.objects.values_list("code", flat=True) if "_" in code}
    shown_lists = Code.objects.filter(list__in=["need", "org_type", "target_group", "language"])
    english = set(shown_lists.values_list("name_en", flat=True))
    own = set(Code.objects.values_list(f"name_{language}", flat=True))
    pages = [client.get(f"/{language}/contacts/", {"page": page}) for page in (1, 2, 3)]
    slugs = Organisation.objects.values_list("slug", flat=True)
    pages += [client.get(f"/{language}/contacts/{slug}/") for slug in slugs]
    for response in pages:
        words = visible_text(response)
        assert not [code for code in raw if re.search(rf"(?<!\w){code}(?!\w)", words)]
        values = re.findall(r"<dd>([^<]+)</dd>", response.content.decode())
        shown = {part for value in values for part in html.unescape(value).split(" · ")}
        assert not (shown & (english - own)), response.request["PATH_INFO"]


@pytest.mark.parametrize(
    ("query", "statements"),
    [({"q": "zzgroep"}, 9), ({"q": "zzgroop"}, 11), ({"country": "BE", "kind": "ngo"}, 9)],
)
def test_list_runs_the_same_queries_for_one_row_and_for_three(
    sign_in: SignIn,
    make_organisation: Callable[..., Organisation],
    query: dict[str, str],
    statements: int,
) -> None:
    client = sign_in("payoke")
    make_organisation("zz-1", "Zzgroep een")
    client.get("/nl/contacts/", query)  # codes and session are warm
    with CaptureQueriesContext(connection) as one:
        assert "1 organisatie" in visible_text(client.get("/nl/contacts/", query))
    make_organisation("zz-2", "Zzgroep twee", country_id="NL" if "q" in query else "BE")
    make_organisation("zz-3", "Zzgroep drie")
    with CaptureQueriesContext(connection) as three:
        assert "3 organisaties" in visible_text(client.get("/nl/contacts/", query))
    assert (len(one), len(three)) == (statements, statements)


def test_detail_runs_the_same_queries_for_any_organisation(sign_in: SignIn) -> None:
    client = sign_in("payoke")
    client.get("/nl/contacts/payoke/")
    numbers = set()
    for slug in ("payoke", "infotraite", "ind"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/nl/contacts/{slug}/")
        numbers.add(len(queries))
    assert numbers == {19}
