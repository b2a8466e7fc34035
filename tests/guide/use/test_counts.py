"""Pages and downloads are counted, readers are not; and no page waits for it or fails by it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from redis.exceptions import ConnectionError as BrokerAway

from guide.brochure.models import Edition
from guide.use import buffer, counting
from guide.use.models import Download, PageUse

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _from_nothing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(buffer._rest, "until", 0.0)
    buffer.broker().delete(buffer.WAITING, buffer.TAKEN)
    yield
    buffer.broker().delete(buffer.WAITING, buffer.TAKEN)


def reader(**headers: str) -> Client:
    return Client(headers={"User-Agent": BROWSER, **headers})


def edition(language: str = "nl") -> Edition:
    return Edition.objects.create(
        language=language, number=1, day=date(2026, 11, 20), made_at=timezone.now(),
        fingerprint="f", content=b"%PDF", size=4, pages=1, sha256="s",
    )  # fmt: skip


def uses() -> dict[tuple[str, str], int]:
    counting.bring_over()
    return {(row.page, row.language): row.views for row in PageUse.objects.all()}


class TestPages:
    def test_each_page_is_counted_by_language_and_day_and_nothing_else(self) -> None:
        client = reader()
        for path in ("nl/guide/minor/", "nl/guide/minor/", "fr/guide/minor/", "nl/guide/",
                     "nl/guide/compare/stay/", "nl/guide/checklist/", "nl/guide/now/"):  # fmt: skip
            assert client.get(f"/{path}").status_code == 200
        assert uses() == {
            ("minor", "nl"): 2, ("minor", "fr"): 1, ("~index", "nl"): 1,
            ("~compare-stay", "nl"): 1, ("~checklist", "nl"): 1, ("~now", "nl"): 1,
        }  # fmt: skip
        assert {field.name for field in PageUse._meta.fields} == {
            "id", "page", "language", "day", "views",
        }  # fmt: skip
        assert not client.cookies

    def test_counts_add_up_from_one_minute_to_the_next(self) -> None:
        reader().get("/nl/guide/minor/")
        uses()
        reader().get("/nl/guide/minor/")
        assert uses() == {("minor", "nl"): 2}
        assert uses() == {("minor", "nl"): 2}, "nothing is brought over twice"

    @pytest.mark.parametrize(
        "headers",
        [
            {"User-Agent": ""},
            {
                "User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
            },
            {"User-Agent": "curl/8.5.0"},
            {"User-Agent": "python-requests/2.32"},
            {"Sec-Fetch-Dest": "empty"},
            {"Sec-Purpose": "prefetch;prerender"},
        ],
        ids=["none", "search", "curl", "python", "kept", "ahead"],
    )
    def test_programs_and_copies_for_later_are_no_readers(self, headers: dict[str, str]) -> None:
        assert reader(**headers).get("/nl/guide/minor/").status_code == 200
        assert uses() == {}

    def test_what_is_not_there_and_what_is_sent_in_is_not_counted(self) -> None:
        reader().get("/nl/guide/nowhere/")
        reader().post("/nl/guide/now/", {})
        reader().head("/nl/guide/minor/")
        assert uses() == {}

    def test_a_page_has_an_etag_and_who_has_it_has_read_it_too(self) -> None:
        first = reader().get("/nl/guide/minor/")
        again = reader().get("/nl/guide/minor/", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert uses() == {("minor", "nl"): 2}

    def test_reading_writes_nothing_to_the_database(self) -> None:
        with CaptureQueriesContext(connection) as asked:
            reader().get("/nl/guide/minor/")
        assert not [q for q in asked if q["sql"].startswith(("INSERT", "UPDATE"))]

    def test_a_broker_that_is_away_costs_the_count_and_no_page(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []

        class Away:
            def hincrby(self, *_: Any) -> None:
                asked.append("once")
                raise BrokerAway

        with monkeypatch.context() as away:
            away.setattr(buffer, "broker", Away)
            for _ in range(3):
                assert reader().get("/nl/guide/minor/").status_code == 200
        assert asked == ["once"], "it is left alone for a while"

    def test_what_a_killed_worker_had_taken_is_brought_over_by_the_next(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reader().get("/nl/guide/minor/")
        with monkeypatch.context() as killed:
            killed.setattr(counting, "_pages", lambda _: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                counting.bring_over()
        reader().get("/nl/guide/danger/")
        assert uses() == {("minor", "nl"): 1}
        assert uses() == {("minor", "nl"): 1, ("danger", "nl"): 1}

    def test_what_is_no_count_is_left_out(self) -> None:
        buffer.broker().hset(buffer.WAITING, mapping={"junk": 1, "page|minor|nl|2026-11-20": 2})
        assert uses() == {("minor", "nl"): 2}


class TestDownloads:
    def counts(self) -> dict[tuple[str, str, str], int]:
        counting.bring_over()
        rows = Download.objects.values_list("language", "country", "kind", "number")
        return {(language, country, kind): number for language, country, kind, number in rows}

    def test_they_are_counted_with_what_the_reader_said(self) -> None:
        edition()
        client = reader()
        address = "/nl/guide/brochure/nl/"
        for query in ("", "?reader=", "?reader=BE.police", "?reader=XX.ngo"):
            assert client.get(address + query).status_code == 200
        assert self.counts() == {
            ("nl", "", ""): 2,
            ("nl", "BE", "police"): 1,
            ("nl", "XX", "ngo"): 1,
        }

    @pytest.mark.parametrize("said", ["DE.police", "BE.spies", "BE", "'; --", "x" * 5000])
    def test_what_is_not_offered_is_as_if_nothing_was_said(self, said: str) -> None:
        edition()
        assert reader().get("/nl/guide/brochure/nl/", {"reader": said}).status_code == 200
        assert self.counts() == {("nl", "", ""): 1}

    def test_who_has_it_already_or_only_asks_downloads_nothing(self) -> None:
        edition()
        reader().head("/nl/guide/brochure/nl/")
        reader().get("/nl/guide/brochure/nl/", headers={"If-None-Match": '"s"'})
        assert self.counts() == {}
