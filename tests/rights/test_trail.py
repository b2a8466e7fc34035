"""The audit trail as the officer reads it: their own country's, by filters, never any content."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership
from protection.models import AuditEntry
from referrals.models import Referral
from referrals.selectors import read_case, read_identity
from tests.factories import IDENTITY, NOW, MembershipFactory, ReferralFactory, acting

PAGE = "/en/rights/audit/"


@pytest.fixture
def officer(db: None) -> Membership:
    return MembershipFactory.create(role="dpo")


def looked_at(sender: Membership) -> Referral:
    helper = MembershipFactory.create(organisation__country_id="LU")
    referral = ReferralFactory.create(sender=sender, recipients=[helper])
    with acting(sender):
        read_case(referral.pk, now=NOW)
        read_identity(referral.pk, purpose="case")
    return referral


def shown(person: Membership, query: str = "") -> str:
    client = Client()
    client.force_login(person.user)
    return client.get(PAGE + query).content.decode()


@pytest.mark.django_db
class TestWhatTheOfficerSees:
    def test_the_lines_of_the_own_country_with_references_and_no_content(
        self, officer: Membership
    ) -> None:
        dutch = MembershipFactory.create()
        belgian = MembershipFactory.create(belgian=True)
        ours, theirs = looked_at(dutch), looked_at(belgian)
        page = shown(officer)
        assert ours.reference in page
        assert dutch.organisation.name in page
        assert theirs.reference not in page
        assert belgian.organisation.name not in page
        assert "Identity read" in page
        for name in IDENTITY.values():
            assert name not in page
        with acting(officer):
            assert AuditEntry.objects.filter(action="audit_viewed").count() == 1

    def test_nobody_but_the_officer(self, officer: Membership) -> None:
        for person in (
            MembershipFactory.create(team_lead=True),
            MembershipFactory.create(contact_point=True),
        ):
            client = Client()
            client.force_login(person.user)
            assert client.get(PAGE).status_code == 404
            assert client.get(f"{PAGE}export.csv").status_code == 404

    def test_filters_narrow_it(self, officer: Membership) -> None:
        first, second = MembershipFactory.create(), MembershipFactory.create()
        one, other = looked_at(first), looked_at(second)
        assert other.reference not in shown(officer, f"?organisation={first.organisation_id}")
        assert other.reference not in shown(officer, f"?reference={one.reference.lower()}")
        page = shown(officer, "?action=identity_viewed")
        assert one.reference in page
        assert other.reference in page
        rows = page.split("<tbody>")[1]
        assert "Referral opened" not in rows
        today = NOW.date().isoformat()
        assert one.reference in shown(officer, f"?since={today}")
        assert "No line fits" in shown(officer, "?until=2020-01-01")
        assert "No line fits" in shown(officer, "?reference=AAAA-AAAA")

    def test_a_filter_that_makes_no_sense_is_said(self, officer: Membership) -> None:
        client = Client()
        client.force_login(officer.user)
        assert client.get(f"{PAGE}?since=yesterday").status_code == 422

    def test_it_is_exported_after_a_proof_and_the_export_is_a_line(
        self, officer: Membership
    ) -> None:
        ours = looked_at(MembershipFactory.create())
        client = Client()
        client.force_login(officer.user)
        answer = client.get(f"{PAGE}export.csv?reference={ours.reference}")
        lines = answer.content.decode().splitlines()
        assert all(ours.reference in line for line in lines[1:])
        assert len(lines) > 2
        with acting(officer):
            assert AuditEntry.objects.filter(action="audit_exported").count() == 1

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_page_costs_the_same_whatever_stands_in_it(
        self, officer: Membership, number: int, django_assert_num_queries: Any
    ) -> None:
        for _each in range(number):
            looked_at(MembershipFactory.create())
        client = Client()
        client.force_login(officer.user)
        client.get(PAGE)
        with django_assert_num_queries(12):
            client.get(PAGE)

    def test_pages_follow_one_another_and_keep_the_filter(
        self, officer: Membership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("rights.trail.PAGE", 2)
        looked_at(MembershipFactory.create())
        page = shown(officer, "?action=referral_viewed")
        assert "before=" not in page
        first = shown(officer, f"?since={NOW.date().isoformat()}")
        following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        assert "since=" in following
        assert shown(officer, following) != first
