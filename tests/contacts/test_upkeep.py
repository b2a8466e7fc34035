"""Entries are kept true: confirmed in one click, found when stale, restored from their history."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import ContactPoint, Organisation
from contacts.upkeep import PAGE_SIZE, stale_entries

from .forms import typed

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
EDIT = "/nl/contacts/fairwork/edit/"
HISTORY = "/nl/contacts/fairwork/history/"
STALE = "/nl/contacts/stale/"


def fairwork() -> Organisation:
    return Organisation.objects.get(slug="fairwork")


class TestStillCorrect:
    def test_one_click_confirms_what_the_entry_says(self, sign_in: SignIn) -> None:
        client = sign_in("fairwork")
        before = client.get("/nl/contacts/fairwork/").content.decode()
        assert "nooit bevestigd" in before
        assert client.get("/nl/contacts/fairwork/confirm/").status_code == 200
        assert client.post("/nl/contacts/fairwork/confirm/").status_code == 302
        entry = fairwork()
        assert entry.verified_at == timezone.localdate()
        assert entry.verified_by is not None
        assert entry.unverified_fields == ["target_groups"]
        assert entry.version == 1  # who is editing in another tab goes on
        assert "nooit bevestigd" not in client.get("/nl/contacts/fairwork/").content.decode()

    @pytest.mark.parametrize(
        ("slug", "role", "status"),
        [
            ("comensha", "contact_point", 302),  # it phoned them
            ("payoke", "contact_point", 404),
            ("comensha", "caseworker", 404),
            ("benelux", "editor", 404),
        ],
    )
    def test_who_may(self, sign_in: SignIn, slug: str, role: str, status: int) -> None:
        client = sign_in(slug, role)
        assert client.post("/nl/contacts/fairwork/confirm/").status_code == status


class TestStaleList:
    def test_it_is_the_contact_point_s_own_country(self, sign_in: SignIn) -> None:
        page = sign_in("comensha", "contact_point").get(STALE).content.decode()
        assert "/nl/contacts/fairwork/confirm/" in page
        assert "/nl/contacts/surya/" not in page

    def test_filters(self, sign_in: SignIn) -> None:
        client = sign_in("comensha", "contact_point")
        today = timezone.localdate()
        Organisation.objects.filter(country="NL").update(verified_at=today)
        fier = Organisation.objects.filter(slug="fier")
        fier.update(verified_at=today - timedelta(days=100))
        assert "fier/confirm" not in client.get(STALE).content.decode()
        assert "fier/confirm" in client.get(STALE, {"since": "reminded"}).content.decode()
        asked = {"since": "reminded", "kind": "police"}
        assert "fier/confirm" not in client.get(STALE, asked).content.decode()
        assert client.get(STALE, {"since": "xx"}).status_code == 422

    def test_pages_by_key_show_everything_once(
        self, make_organisation: Callable[..., Organisation]
    ) -> None:
        today = timezone.localdate()
        for number in range(PAGE_SIZE + 3):
            make_organisation(
                f"n{number}", "N", country_id="LU", kind="invented",
                verified_at=None if number % 3 else today - timedelta(days=200 + number),
            )  # fmt: skip
        first = stale_entries("LU", today, kind="invented")
        second = stale_entries("LU", today, kind="invented", after=first.after)
        seen = [one.pk for one in (*first.organisations, *second.organisations)]
        assert len(seen) == len(set(seen)) == PAGE_SIZE + 3
        assert second.after == ""

    @pytest.mark.parametrize("key", ["_x", "2026-99-99_1", "_99999999999999999999", "a_b", "\x00"])
    def test_a_key_that_is_none_is_the_beginning(self, sign_in: SignIn, key: str) -> None:
        assert sign_in("comensha", "contact_point").get(STALE, {"after": key}).status_code == 200

    def test_it_asks_as_often_for_one_as_for_many(self, sign_in: SignIn) -> None:
        client = sign_in("comensha", "contact_point")
        client.get(STALE)
        counts = set()
        for number in (1, 3):
            Organisation.objects.filter(country="NL").update(verified_at=timezone.localdate())
            few = list(Organisation.objects.filter(country="NL").values_list("pk", flat=True))
            Organisation.objects.filter(pk__in=few[:number]).update(verified_at=None)
            with CaptureQueriesContext(connection) as asked:
                client.get(STALE)
            counts.add(len(asked))
        assert len(counts) == 1


class TestHistory:
    @pytest.fixture
    def edited(self, sign_in: SignIn) -> Client:
        """The French text alone was changed, then a contact point was added, then the phone."""
        client = sign_in("fairwork")
        for change in (
            {"roles_fr": "Conseil aux victimes"},
            {
                "point_new_function_nl": "Spreekuur",
                "point_new_function_fr": "Permanence",
                "point_new_phone": "+31 20 760 08 09",
            },
            {"phone": "+31 20 111 11 11"},
        ):
            assert client.post(EDIT, typed(client, EDIT, **change)).status_code == 302
        return client

    def test_it_says_who_changed_what(self, edited: Client) -> None:
        page = edited.get(HISTORY).content.decode()
        assert "A B" in page  # the name of who edited
        assert "gegevens van het portaal zelf" in page
        rows = edited.get(HISTORY).context["rows"]
        assert [row["changes"] for row in rows] == [1, 4, 1, 0]

    def test_a_french_text_alone_is_a_difference(self, edited: Client) -> None:
        page = edited.get(f"{HISTORY}2/").content.decode()
        assert 'lang="fr"' in page
        assert "Conseil aux victimes" in page

    def test_restoring_asks_first_and_makes_a_new_version(self, edited: Client) -> None:
        page = edited.get(f"{HISTORY}2/").content.decode()
        assert "+31 20 111 11 11" in page  # what restoring would change
        assert edited.post(f"{HISTORY}2/").status_code == 302
        entry = fairwork()
        assert entry.phone == "+31 20 760 08 09"
        assert entry.roles_fr == "Conseil aux victimes"  # type: ignore[attr-defined]
        assert not ContactPoint.objects.filter(organisation=entry).exists()
        assert entry.version == 5
        # And what it undid comes back the same way, under its own number.
        assert edited.post(f"{HISTORY}4/").status_code == 302
        assert ContactPoint.objects.get(organisation=entry).function_fr == "Permanence"  # type: ignore[attr-defined]

    def test_a_version_that_lacks_something_becomes_a_draft(self, sign_in: SignIn) -> None:
        entry = fairwork()
        entry.notes_nl, entry.notes_fr = "Half", ""  # type: ignore[attr-defined]
        entry.save()
        client = sign_in("fairwork")
        whole = typed(client, EDIT, notes_fr="Moitié")
        assert client.post(EDIT, whole).status_code == 302
        response = client.post(f"{HISTORY}2/")
        assert response.url == EDIT  # type: ignore[attr-defined]
        assert fairwork().notes_fr == "Moitié"  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("slug", "role", "status"),
        [
            ("payoke", "caseworker", 404),
            ("benelux", "secretariat", 404),
            ("benelux", "editor", 200),
        ],
    )
    def test_who_may_read_it(self, sign_in: SignIn, slug: str, role: str, status: int) -> None:
        client = sign_in(slug, role)
        assert client.get(HISTORY).status_code == status
        assert client.post(f"{HISTORY}1/").status_code == 404

    def test_it_asks_as_often_for_one_version_as_for_many(self, edited: Client) -> None:
        counts = set()
        for _few_then_more in range(2):
            with CaptureQueriesContext(connection) as asked:
                edited.get(HISTORY)
            counts.add(len(asked))
            edited.post(EDIT, typed(edited, EDIT, phone="+31 20 222 22 22"))
        assert len(counts) == 1
