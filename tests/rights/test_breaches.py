"""The register of breaches and its clock of 72 hours."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Membership
from notifications.models import Notice
from rights import breaches as service
from rights.models import Breach
from rights.registers import NotAllowed, Refused
from rights.reminders import remind
from tests.factories import NOW, MembershipFactory, acting
from tests.protection.catalogue import rows

from .lines import NOTHING, SECRET, a_breach

HOUR = timedelta(hours=1)


@pytest.fixture
def lead(db: None) -> Membership:
    return MembershipFactory.create(team_lead=True)


def browser(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


@pytest.mark.django_db
class TestTheRegister:
    def test_the_clock_runs_from_the_discovery(self, lead: Membership) -> None:
        row = a_breach(lead)
        assert row.due_at - row.discovered_at == 72 * HOUR
        assert row.clock_runs
        assert row.is_late(NOW + 73 * HOUR)

    def test_the_officer_is_told_at_once_and_others_see_nothing(self, lead: Membership) -> None:
        watching, elsewhere = (
            MembershipFactory.create(role="dpo"),
            MembershipFactory.create(role="dpo", belgian=True),
        )
        row = a_breach(lead)
        with acting(watching):
            assert Notice.objects.filter(kind="breach_recorded", urgent=True).count() == 1
            assert service.texts(service.read(row.pk))["description"] == SECRET
        for stranger in (elsewhere, MembershipFactory.create(team_lead=True)):
            with acting(stranger):
                assert not Breach.objects.exists()
                with pytest.raises(NotAllowed):
                    service.change(row.pk, NOTHING, now=NOW)

    def test_a_late_notification_says_why(self, lead: Membership) -> None:
        row = a_breach(lead)
        late = {**NOTHING, "discovered_at": NOW, "notified_at": NOW + 80 * HOUR}
        with pytest.raises(IntegrityError, match="late_notification_has_reasons"), acting(lead):
            service.change(row.pk, late, now=NOW)
        with acting(lead):
            told = service.change(row.pk, {**late, "delay_reason": "Found by parts."}, now=NOW)
            assert not told.clock_runs

    def test_it_closes_when_the_authority_was_told_or_a_risk_is_unlikely(
        self, lead: Membership
    ) -> None:
        row = a_breach(lead)
        with acting(lead):
            with pytest.raises(Refused, match="closed when"):
                service.close(row.pk, now=NOW)
            service.change(row.pk, {**NOTHING, "discovered_at": NOW, "risk": "unlikely"}, now=NOW)
            assert service.close(row.pk, now=NOW).closed_at
            with pytest.raises(Refused, match="open it again"):
                service.change(row.pk, {**NOTHING, "discovered_at": NOW}, now=NOW)


@pytest.mark.django_db
class TestThePages:
    def test_the_time_of_the_discovery_is_enough_to_begin(self, lead: Membership) -> None:
        client = browser(lead)
        page = "/en/rights/breaches/new/"
        found = timezone.localtime(NOW - HOUR).strftime("%Y-%m-%dT%H:%M")
        empty = client.post(page, {"description": "Kept words"})
        assert empty.status_code == 422
        assert "Kept words" in empty.content.decode()
        done = client.post(page, {"discovered_at": found, "kinds": "confidentiality"})
        shown = client.get(done["Location"]).content.decode()
        assert "hours left" in shown
        assert "Autoriteit Persoonsgegevens" in shown
        changed = client.get(f"{done['Location']}change/").content.decode()
        assert found in changed

    def test_it_is_printed_and_the_register_taken_along(self, lead: Membership) -> None:
        row = a_breach(lead, measures="=1+1")
        client = browser(lead)
        paper = client.get(f"/fr/rights/breaches/{row.pk}/sheet.pdf")
        reader = PdfReader(io.BytesIO(paper.content))
        assert str(reader.root_object["/Lang"]) == "fr"
        assert SECRET in "".join(page.extract_text() for page in reader.pages)
        register = client.get("/en/rights/breaches/register.csv").content.decode()
        assert SECRET in register
        assert "'=1+1" in register

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_costs_the_same_whatever_stands_in_it(
        self, lead: Membership, number: int, django_assert_num_queries: Any
    ) -> None:
        for _each in range(number):
            a_breach(lead)
        client = browser(lead)
        client.get("/nl/rights/breaches/")
        with django_assert_num_queries(7):
            assert client.get("/nl/rights/breaches/").status_code == 200


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "system"])
def test_the_officer_is_reminded_at_24_48_and_66_hours_while_the_clock_runs() -> None:
    lead = MembershipFactory.create(team_lead=True)
    officer = MembershipFactory.create(role="dpo")
    row = a_breach(lead)
    assert [remind(NOW + hours * HOUR) for hours in (1, 25, 26, 49, 67, 80)] == [0, 1, 0, 1, 1, 0]
    with acting(officer):
        sql = "SELECT count(*) FROM notifications_notice WHERE kind = 'breach_clock'"
        assert rows(sql) == [3]
    other = a_breach(lead)
    with acting(lead):
        for breach in (row, other):
            told = {**NOTHING, "discovered_at": NOW, "notified_at": NOW + HOUR}
            service.change(breach.pk, told, now=NOW)
    assert remind(NOW + 100 * HOUR) == 0
