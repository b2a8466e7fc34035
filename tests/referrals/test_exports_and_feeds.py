"""What leaves the portal: exports of coded columns, and deadlines for a calendar."""

import csv
import io
import tempfile
import tracemalloc
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook

from accounts.actors import actor_of
from accounts.models import Membership
from documents.tables import harmless
from protection.actor import system_transaction
from referrals import calendar_feed, tasks
from referrals.models import CalendarFeed, InboxExport, Party, Referral
from referrals.services import exporting
from tests.factories import IDENTITY, NOW, MembershipFactory, ReferralFactory, acting

pytestmark = pytest.mark.django_db(databases=["default", "owner", "system"])


@pytest.fixture
def referral(sender: Membership, recipient: Membership) -> Referral:
    return ReferralFactory.create(sender=sender, recipients=[recipient])


def exported(person: Membership, *, query: str = "", format_: str = "csv") -> InboxExport:
    with acting(person):
        export = exporting.request_export(
            "received",
            query,
            purpose="planning",
            format_=format_,
            language="en",
            now=timezone.now(),
        )
    actor = actor_of(person)
    exporting.make_export(export.pk, actor.user_id, actor.organisation_id, actor.role)
    with acting(person):
        return InboxExport.objects.get(pk=export.pk)


def signed_in(person: Membership) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


class TestExport:
    def test_coded_columns_of_the_filtered_list(
        self, referral: Referral, sender: Membership, recipient: Membership
    ) -> None:
        ReferralFactory.create(sender=sender, recipients=[recipient], urgency="standard")
        export = exported(recipient, query="urgency=urgent&secret=x")
        assert (export.state, export.rows_done, export.query) == ("ready", 1, "urgency=urgent")
        head, row = csv.reader(io.StringIO(bytes(export.content or b"").decode("utf-8-sig")))
        assert head[0] == "Reference"
        assert (row[0], row[1], row[3]) == (referral.reference, "asked", "urgent")
        text = bytes(export.content or b"").decode()
        assert not any(value in text for value in IDENTITY.values())

    def test_a_workbook_holds_the_same(self, referral: Referral, recipient: Membership) -> None:
        export = exported(recipient, format_="xlsx")
        sheet = load_workbook(io.BytesIO(bytes(export.content or b""))).active
        assert sheet is not None
        assert sheet["A2"].value == referral.reference

    def test_no_cell_runs_as_a_formula(self) -> None:
        for cell in ("=1+1", "+32", "-1", "@a", "\tx", "\rx"):
            assert harmless(cell) == f"'{cell}"
        assert harmless("AB12-CD34") == "AB12-CD34"

    def test_it_is_for_who_asked_alone_and_for_a_day(
        self, referral: Referral, recipient: Membership
    ) -> None:
        export = exported(recipient)
        url = reverse("referrals:export_file", args=[export.pk])
        colleague = MembershipFactory.create(organisation=recipient.organisation)
        assert signed_in(recipient).get(url).status_code == 200
        assert signed_in(colleague).get(url).status_code == 404
        with acting(recipient):
            InboxExport.objects.update(expires_at=NOW)
        assert signed_in(recipient).get(url).status_code == 404

    def test_it_is_asked_for_with_a_purpose_after_a_fresh_proof(
        self, recipient: Membership
    ) -> None:
        client, url = signed_in(recipient), reverse("referrals:exports", args=["received"])
        assert client.post(url, {"format": "csv"}).status_code == 422
        response = client.post(url + "?need=legal", {"format": "csv", "purpose": "planning"})
        assert response["Location"].endswith("?need=legal")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        session.save()
        assert client.get(url).status_code == 302

    def test_the_page_says_how_far_it_is(self, referral: Referral, recipient: Membership) -> None:
        client, url = signed_in(recipient), reverse("referrals:exports", args=["received"])
        client.post(url, {"format": "csv", "purpose": "planning"})
        with acting(recipient):
            InboxExport.objects.update(state="running", rows_done=2000, rows_total=5000)
        assert 'data-progress="?waiting' in client.get(url).text
        part = client.get(url + "?waiting")
        assert part["X-Progress"] == "active"
        assert "2000 / 5000" in part.text
        assert "<html" not in part.text
        with acting(recipient):
            InboxExport.objects.update(state="failed")
        assert client.get(url + "?waiting")["X-Progress"] == "ended"

    def test_who_left_meanwhile_gets_nothing(
        self, referral: Referral, recipient: Membership
    ) -> None:
        with acting(recipient):
            export = exporting.request_export(
                "received", "", purpose="planning", format_="csv", language="en", now=NOW
            )
        recipient.active = False
        recipient.save()
        actor = actor_of(recipient)
        exporting.make_export(export.pk, actor.user_id, actor.organisation_id, actor.role)
        with acting(recipient):
            assert InboxExport.objects.get().state == "waiting"

    @pytest.mark.parametrize("format_", ["csv", "xlsx"])
    def test_memory_holds_the_file_and_the_disk_nothing(
        self,
        referral: Referral,
        recipient: Membership,
        monkeypatch: pytest.MonkeyPatch,
        format_: str,
    ) -> None:
        """Batches of a thousand, forty times over: the file, and as for one batch."""
        monkeypatch.setattr(tempfile, "_get_candidate_names", lambda: iter(()))
        with acting(recipient):
            (party,) = Party.objects.filter(organisation_id=recipient.organisation_id)
        monkeypatch.setattr(
            exporting, "_batches", lambda *_: ([party] * 1000 for _unused in range(40))
        )
        tracemalloc.start()
        export = exported(recipient, format_=format_)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert export.rows_done == 40_000
        assert peak < 30 * 1024 * 1024


class TestCalendar:
    def feed(self, token: str) -> Any:
        return Client().get(reverse("calendar_feed", args=[token]))

    def test_references_and_times_and_nothing_else(
        self, referral: Referral, recipient: Membership
    ) -> None:
        with acting(recipient):
            token = calendar_feed.make_feed(language="nl", now=NOW)
            assert token not in CalendarFeed.objects.get().token_hash
        response = self.feed(token)
        (event,) = Calendar.from_ical(response.content).walk("VEVENT")
        assert event["summary"] == f"Streeftijd {referral.reference}"
        assert event.decoded("dtstart") == NOW + timedelta(hours=4)
        assert set(event) == {"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "CLASS", "TRANSP"}

    def test_an_unknown_a_replaced_and_a_revoked_address_are_not_there(
        self, referral: Referral, recipient: Membership
    ) -> None:
        with acting(recipient):
            first = calendar_feed.make_feed(language="nl", now=NOW)
            second = calendar_feed.make_feed(language="nl", now=NOW)
        assert [self.feed(token).status_code for token in ("x", first, second)] == [404, 404, 200]
        with acting(recipient):
            assert calendar_feed.revoke_feed()
        assert self.feed(second).status_code == 404

    def test_who_left_has_no_calendar(self, referral: Referral, recipient: Membership) -> None:
        with acting(recipient):
            token = calendar_feed.make_feed(language="nl", now=NOW)
        recipient.active = False
        recipient.save()
        assert self.feed(token).status_code == 404

    def test_who_tries_many_is_stopped(self) -> None:
        codes = {self.feed(f"secret-{number}").status_code for number in range(35)}
        assert codes == {404, 429}

    def test_the_address_is_shown_once(self, recipient: Membership) -> None:
        client, url = signed_in(recipient), reverse("referrals:calendar")
        assert "/calendar/" in client.post(url).text
        assert ".ics" not in client.get(url).text
        assert client.post(url, {"revoke": "yes"}).status_code == 302


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "system"])
class TestSystem:
    @pytest.fixture(autouse=True)
    def _close(self) -> Any:
        yield
        connections["system"].close()

    def test_an_export_whose_task_was_lost_is_taken_up(
        self, referral: Referral, recipient: Membership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The broker was away when it was asked for; then a worker died of it, three times."""
        monkeypatch.setattr(
            tasks.make_export, "delay", lambda pk, *args: exporting.make_export(UUID(pk), *args)
        )

        def state_after_sweep(**changed: Any) -> tuple[str, int]:
            with acting(recipient):
                InboxExport.objects.update(**changed)
            tasks.sweep_lost_exports()
            with acting(recipient):
                return InboxExport.objects.values_list("state", "attempts").get()

        with acting(recipient):
            exporting.request_export(
                "received",
                "",
                purpose="planning",
                format_="csv",
                language="nl",
                now=timezone.now(),
            )
        assert state_after_sweep() == ("waiting", 0), "its task may still come"
        long_ago = timezone.now() - exporting.LOST_AFTER
        assert state_after_sweep(created_at=long_ago) == ("ready", 1)
        running = {"state": "running", "worked_on_at": timezone.now()}
        assert state_after_sweep(**running) == ("running", 1), "its worker is at it"
        assert state_after_sweep(worked_on_at=long_ago) == ("ready", 2)
        tried = {"state": "running", "worked_on_at": long_ago, "attempts": 3}
        assert state_after_sweep(**tried) == ("failed", 4), "it is given up"

    def test_old_exports_are_deleted(self, referral: Referral, recipient: Membership) -> None:
        exported(recipient)
        with acting(recipient):
            InboxExport.objects.update(expires_at=NOW)
        with system_transaction():
            assert exporting.delete_expired(timezone.now()) == 1
        with acting(recipient):
            assert not InboxExport.objects.exists()
