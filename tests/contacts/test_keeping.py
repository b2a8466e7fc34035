"""A reader keeps organisations and searches; nobody else sees them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts import saved_searches
from contacts.keeping import PAGE_SIZE, favourites, keep
from contacts.models import Favourite, Organisation, SavedSearch
from protection.actor import Actor, acting_as
from protection.models import AuditEntry

from .test_views import SignIn, visible_text

pytestmark = pytest.mark.django_db

Make = Callable[..., Organisation]
MINE = "/nl/contacts/favourites/"
SEARCHES = "/nl/contacts/searches/"
KEEP, LET_GO = {"move": "keep"}, {"move": "let_go"}
MONDAY_MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def reader(sign_in: SignIn) -> Client:
    return sign_in("payoke", "secretariat")


def me() -> Actor:
    user = User.objects.get()
    return Actor(user.pk, 0, "secretariat", "")


def saved(client: Client, query: str = "country=NL", **typed: str) -> str:
    """The page of a search that the reader saved."""
    data = {"name": "Nederland", "mail": "on"} | typed
    response = client.post(f"{SEARCHES}add/?{query}", data)
    assert response.status_code == 302, visible_text(response)
    return str(response["Location"])


class TestFavourites:
    def test_one_click_keeps_and_one_lets_go(self, reader: Client) -> None:
        page = "/nl/contacts/comensha/"
        assert reader.post(f"{page}favourite/", KEEP)["Location"] == page
        assert reader.post(f"{page}favourite/", KEEP).status_code == 302  # twice is once
        text = visible_text(reader.get(MINE))
        assert "CoMensha" in text
        assert "+31 33 448 11 86" in text
        assert "onder uw favorieten" in visible_text(reader.get(page))
        reader.post(f"{page}favourite/", LET_GO)
        assert "Nog geen favorieten" in visible_text(reader.get(MINE))

    def test_removed_from_the_list_it_can_be_put_back(self, reader: Client) -> None:
        reader.post("/nl/contacts/comensha/favourite/", KEEP)
        there = {"back": "favourites"}
        gone = reader.post("/nl/contacts/comensha/favourite/", LET_GO | there)
        assert "Ongedaan maken" in visible_text(reader.get(gone["Location"]))
        reader.post("/nl/contacts/comensha/favourite/", KEEP | there)
        assert "CoMensha" in visible_text(reader.get(MINE))

    def test_the_list_of_the_directory_has_the_button_and_the_way_leads_back_there(
        self, reader: Client
    ) -> None:
        list_page = reader.get("/nl/contacts/?country=NL&q=comensha")
        assert 'formaction="/nl/contacts/comensha/favourite/"' in list_page.content.decode()
        sent = KEEP | {"list": list_page.context["here"]}
        back = reader.post("/nl/contacts/comensha/favourite/", sent)["Location"]
        assert back == "/nl/contacts/?q=comensha&country=NL#o-comensha"
        assert "Verwijderen uit favorieten" in visible_text(reader.get(back))

    @pytest.mark.parametrize("sent", ["//evil.example/", "https://evil.example", "\r\nX: y"])
    def test_the_way_back_never_leads_elsewhere(self, reader: Client, sent: str) -> None:
        for name in ("list", "back", "search"):
            response = reader.post("/nl/contacts/comensha/favourite/", KEEP | {name: sent})
            assert response["Location"].startswith("/nl/contacts/")

    def test_it_says_who_answers_now(self, reader: Client) -> None:
        reader.post("/nl/contacts/comensha/favourite/", KEEP)
        with acting_as(me()):
            [kept] = favourites(me(), MONDAY_MORNING).favourites
            [night] = favourites(me(), MONDAY_MORNING + timedelta(hours=14)).favourites
        assert True in [line.reached.open for line in kept.lines]
        assert True not in [line.reached.open for line in night.lines]

    def test_a_further_favourite_asks_no_further_query(
        self, reader: Client, make_organisation: Make
    ) -> None:
        numbers = []
        for name in ("one", "two", "three"):
            with acting_as(me()):
                organisation = make_organisation(name, name, phone="+32 3 000 00 00")
                keep(organisation, reader=me(), now=MONDAY_MORNING)
            if name == "two":
                continue
            reader.get(MINE)
            with CaptureQueriesContext(connection) as queries:
                reader.get(MINE)
            numbers.append(len(queries))
        assert numbers[0] == numbers[1]

    def test_many_are_paged_by_name(self, reader: Client, make_organisation: Make) -> None:
        with acting_as(me()):
            for number in range(PAGE_SIZE + 1):
                keep(
                    make_organisation(f"house-{number}", f"House {number:03}"),
                    reader=me(),
                    now=MONDAY_MORNING,
                )
        response = reader.get(MINE)
        assert len(response.context["favourites"]) == PAGE_SIZE
        further = reader.get(MINE + response.context["next"])
        assert [one.row.name for one in further.context["favourites"]] == ["House 020"]
        assert reader.get(f"{MINE}?after=x_y").status_code == 200


class TestSearches:
    def test_a_search_is_saved_with_its_address_and_a_name(self, reader: Client) -> None:
        list_page = reader.get("/nl/contacts/?q=opvang&country=NL")
        assert 'href="/nl/contacts/searches/add/?q=opvang&amp;country=NL"' in (
            list_page.content.decode()
        )
        page = reader.get(saved(reader, "q=opvang&country=NL"))
        assert "“opvang” · Land: Nederland" in visible_text(page)
        assert 'href="/nl/contacts/?q=opvang&amp;country=NL"' in page.content.decode()
        assert "Nederland" in visible_text(reader.get(SEARCHES))

    def test_a_typing_error_is_saved_as_the_list_understood_it(self, reader: Client) -> None:
        assert "“opvang”" in visible_text(reader.get(saved(reader, "q=opvagn")))

    @pytest.mark.parametrize(
        ("query", "typed", "status"),
        [
            ("country=XX", {"name": "A"}, 422),
            ("country=NL", {"name": ""}, 422),
            ("country=NL", {"name": "x" * 61}, 422),
            ("country=NL", {"name": "<b>"}, 422),
            ("country=NL", {"name": "Nederland"}, 422),
        ],
        ids=["no such filter", "no name", "too long", "markup", "taken"],
    )
    def test_bad_input_is_told_and_not_written(
        self, reader: Client, query: str, typed: dict[str, str], status: int
    ) -> None:
        saved(reader)
        response = reader.post(f"{SEARCHES}add/?{query}", typed)
        assert response.status_code == status
        assert b"error-summary" in response.content
        with acting_as(me()):
            assert SavedSearch.objects.count() == 1

    def test_there_is_an_end_to_how_many(
        self, reader: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(saved_searches, "MOST", 1)
        saved(reader)
        assert reader.post(f"{SEARCHES}add/?country=BE", {"name": "B"}).status_code == 409

    def test_mails_stop_and_start_by_one_click_and_it_can_be_deleted(self, reader: Client) -> None:
        page = saved(reader)
        for move, words in (("stop", "geen mails meer"), ("start", "U krijgt een mail")):
            assert reader.post(f"{page}change/", {"move": move})["Location"] == page
            assert words in visible_text(reader.get(page))
        assert reader.post(f"{page}change/", {"move": "forget"})["Location"] == SEARCHES
        assert reader.get(page).status_code == 404

    def test_an_unknown_move_is_nothing(self, reader: Client) -> None:
        assert reader.post(f"{saved(reader)}change/", {"move": "x"}).status_code == 404

    def test_a_filter_that_is_gone_is_told(self, reader: Client) -> None:
        page = saved(reader, "kind=ngo")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE contacts_code SET code = 'was-ngo' WHERE code = 'ngo'")
        from contacts import codes

        codes.forget()
        assert "bestaat niet meer" in visible_text(reader.get(page))

    def test_a_further_search_asks_no_further_query(self, reader: Client) -> None:
        numbers = []
        for name in ("A", "B", "C"):
            saved(reader, name=name)
            if name != "B":
                reader.get(SEARCHES)
                with CaptureQueriesContext(connection) as queries:
                    reader.get(SEARCHES)
                numbers.append(len(queries))
        assert numbers[0] == numbers[1]

    def test_no_line_of_the_trail_holds_what_was_searched(self, reader: Client) -> None:
        page = saved(reader, "q=Jansen", name="Voor mevrouw J")
        reader.post(f"{page}change/", {"move": "stop"})
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('portal.role', 'dpo', true)")
        told = " ".join(str(entry.__dict__) for entry in AuditEntry.objects.order_by("pk"))
        assert "Jansen" not in told
        assert "mevrouw" not in told


class TestOthers:
    @pytest.fixture
    def other(self) -> Actor:
        return Actor(999_999, 0, "secretariat", "")

    def test_strangers_find_neither(self, reader: Client, sign_in: SignIn) -> None:
        page = saved(reader)
        reader.post("/nl/contacts/comensha/favourite/", KEEP)
        stranger = sign_in("payoke", "team_lead")
        assert stranger.get(page).status_code == 404
        assert stranger.post(f"{page}change/", {"move": "forget"}).status_code == 404
        assert "Nog geen favorieten" in visible_text(stranger.get(MINE))
        assert "Nederland" not in visible_text(stranger.get(SEARCHES))

    def test_the_database_itself_hides_them(self, reader: Client, other: Actor) -> None:
        saved(reader)
        reader.post("/nl/contacts/comensha/favourite/", KEEP)
        for actor in (other, None):
            with acting_as(actor):
                assert (Favourite.objects.count(), SavedSearch.objects.count()) == (0, 0)
                assert SavedSearch.objects.update(mail=False) == 0
                assert Favourite.objects.all().delete()[0] == 0

    def test_nobody_writes_in_another_s_name(self, reader: Client, other: Actor) -> None:
        victim = User.objects.get()
        rows: list[Any] = [
            Favourite(
                user=victim,
                organisation=Organisation.objects.get(slug="comensha"),
                kept_at=MONDAY_MORNING,
            ),
            SavedSearch(user=victim, name="x", saved_at=MONDAY_MORNING, looked_at=MONDAY_MORNING),
        ]
        for row in rows:
            with acting_as(other), pytest.raises(DatabaseError), transaction.atomic():
                row.save(force_insert=True)

    def test_the_worker_reads_no_name_of_a_search(self) -> None:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic("system"):
            list(SavedSearch.objects.using("system").values_list("name"))

    test_the_worker_reads_no_name_of_a_search = pytest.mark.django_db(databases="__all__")(
        test_the_worker_reads_no_name_of_a_search
    )
