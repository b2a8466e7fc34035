"""The policy of keeping, told as it is lived: what is erased, when, and what remains."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from accounts.models import Membership
from contacts.models import CountryRule
from notifications.models import Notice
from protection.retention import add_months
from referrals.models import (
    CodedValue,
    DataKey,
    IdentityIndex,
    Party,
    Referral,
    Request,
    Retention,
)
from referrals.retention import erase_expired
from referrals.services import answering, deciding, keeping
from referrals.services.writing import MoveRefused
from referrals.term_list import counts
from tests.factories import MembershipFactory, ReferralFactory, acting, request_to
from tests.protection.catalogue import rows, tables_of_referrals

# Every role's own connection sees what the others committed.
pytestmark = pytest.mark.django_db(
    transaction=True, databases=["default", "owner", "system", "statistics"]
)

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def people() -> tuple[Membership, Membership]:
    """A team lead who sends, and a recipient."""
    return MembershipFactory.create(team_lead=True), MembershipFactory.create(belgian=True)


def sent(people: tuple[Membership, Membership], at: datetime) -> Referral:
    return ReferralFactory.create(sender=people[0], recipients=[people[1]], now=at)


def declined(people: tuple[Membership, Membership], at: datetime) -> Referral:
    referral = sent(people, at)
    with acting(people[1]):
        answering.decline(referral.pk, request_to(referral, people[1]).pk, "no_capacity", now=at)
    return referral


def withdrawn(people: tuple[Membership, Membership], at: datetime) -> Referral:
    referral = sent(people, at)
    with acting(people[0]):
        deciding.withdraw(referral.pk, "solved_here", now=at)
    return referral


def closed(people: tuple[Membership, Membership], at: datetime) -> Referral:
    referral = sent(people, at)
    with acting(people[1]):
        answering.accept(referral.pk, request_to(referral, people[1]).pk, now=at)
    with acting(people[0]):
        deciding.hand_over(referral.pk, now=at)
        deciding.close(referral.pk, "unknown", now=at)
    return referral


def kept(referral: Referral) -> bool:
    return DataKey.objects.using("owner").filter(pk=referral.pk).exists()


class TestTheTerm:
    @pytest.mark.parametrize(
        ("made", "months"),
        [(declined, 6), (withdrawn, 6), (closed, 36)],
        ids=["declined", "withdrawn", "closed"],
    )
    def test_it_is_erased_after_its_term_and_not_before(
        self, people: Any, made: Callable[..., Referral], months: int
    ) -> None:
        referral = made(people, add_months(NOW, -months))
        assert erase_expired(NOW - DAY) == 0
        assert kept(referral)
        assert erase_expired(NOW + DAY) == 1
        assert not kept(referral)
        assert erase_expired(NOW + DAY) == 0

    def test_an_open_referral_is_never_erased(self, people: Any) -> None:
        referral = sent(people, add_months(NOW, -120))
        assert erase_expired(NOW) == 0
        assert kept(referral)

    def test_a_country_sets_its_own_term(self, people: Any) -> None:
        referral = closed(people, add_months(NOW, -13))
        rule = CountryRule.objects.get(country="NL", kind="retention_closed")
        CountryRule.objects.create(
            country_id="NL", kind=rule.kind, value=12, unit="months",
            length_is="maximum", valid_from=date(2026, 1, 1), legal_basis="Trial",
        )  # fmt: skip
        assert erase_expired(NOW) == 1
        assert not kept(referral)

    def test_a_hold_keeps_it_and_the_end_of_the_hold_frees_it(self, people: Any) -> None:
        referral = withdrawn(people, add_months(NOW, -7))
        with acting(people[0]):
            keeping.hold(referral.pk, "proceedings", date(2027, 1, 1), now=NOW)
        assert erase_expired(NOW) == 0
        with acting(people[0]):
            keeping.lift_hold(referral.pk, now=NOW)
        assert erase_expired(NOW) == 1

    def test_a_caseworker_sets_no_hold(self, people: Any) -> None:
        referral = withdrawn(people, NOW)
        colleague = MembershipFactory.create(organisation=people[0].organisation)
        with acting(colleague), pytest.raises(MoveRefused, match="team lead"):
            keeping.hold(referral.pk, "proceedings", date(2027, 1, 1), now=NOW)


class TestWhatRemains:
    def test_nobody_finds_anything_of_the_case_any_more(self, people: Any) -> None:
        """Not a key, a name, a digest, a note, a notice, a party, an event or a reference."""
        referral = closed(people, datetime(2023, 3, 9, 14, 12, tzinfo=UTC))
        assert Notice.objects.using("owner").filter(reference=referral.reference).exists()
        assert erase_expired(NOW) == 1
        remaining = {"referrals_referral", "referrals_request", "referrals_codedvalue"}
        for table in tables_of_referrals():
            columns = rows(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
                [table], using="owner",
            )  # fmt: skip
            if "referral_id" in columns and table not in {*remaining, "referrals_retention"}:
                assert rows(f"SELECT 1 FROM {table}", using="owner") == [], table
        assert not Notice.objects.using("owner").filter(reference=referral.reference).exists()
        assert (
            not Notice.objects.using("owner")
            .filter(path_args__contains=[str(referral.pk)])
            .exists()
        )
        row = Referral.objects.using("owner").get(pk=referral.pk)
        assert row.reference != referral.reference
        assert (row.note, row.region, row.callback_number, row.created_by_id) == (
            None, "", "-", None,
        )  # fmt: skip
        request = Request.objects.using("owner").get(referral=referral.pk)
        assert (request.answer_note, request.answered_by_id) == (None, None)
        for person in people:
            with acting(person):
                assert not Referral.objects.exists()

    def test_the_statistics_keep_a_month_an_age_band_and_the_answer_time(self, people: Any) -> None:
        referral = closed(people, datetime(2023, 3, 9, 14, 12, tzinfo=UTC))
        erase_expired(NOW)
        row = Referral.objects.using("owner").get(pk=referral.pk)
        assert (row.age_group, row.gender, row.urgency) == ("adult", "F", "urgent")
        assert row.sent_at == datetime(2023, 3, 15, 11, 0, tzinfo=UTC)
        request = Request.objects.using("owner").get(referral=referral.pk)
        assert request.answered_at == row.sent_at
        kinds = CodedValue.objects.using("owner").filter(referral=referral.pk)
        assert set(kinds.values_list("kind", flat=True)) == {"need"}
        with connections["statistics"].cursor() as cursor:
            cursor.execute("SELECT age_group FROM referrals_referral")
            assert cursor.fetchall() == [("adult",)]

    def test_the_system_erases_only_what_is_due(self, people: Any) -> None:
        """Whatever calls it: the database looks at the term itself."""
        fresh, stranger = closed(people, NOW), "00000000-0000-4000-8000-000000000000"
        for key in (str(fresh.pk), stranger):
            assert rows("SELECT referrals_erase(%s)", [key], using="system") == [False]
        assert kept(fresh)
        with pytest.raises(Exception, match="permission denied"):
            rows("SELECT referrals_erase(%s)", [str(fresh.pk)])

    def test_every_table_of_a_case_says_to_which_referral_it_belongs(self) -> None:
        """Or the erasure, which follows that column, would leave it behind."""
        own = {
            "referrals_savedfilter",
            "referrals_calendarfeed",
            "referrals_absence",
            "referrals_inboxexport",  # gone within a day by itself, as the next
            "referrals_answeredcall",
            "referrals_webhook",
        }
        apart = [
            table
            for table in tables_of_referrals()
            if table not in own | {"referrals_referral"}
            and not rows(
                "SELECT 1 FROM pg_constraint WHERE conrelid = %s::regclass"
                " AND confrelid = 'referrals_referral'::regclass",
                [table],
            )
        ]
        assert apart == []


class TestTheOfficersList:
    def test_the_officer_sees_dates_and_references_of_their_country_only(self, people: Any) -> None:
        closed(people, add_months(NOW, -36))
        abroad = MembershipFactory.create(organisation__belgian=True)
        withdrawn((abroad, MembershipFactory.create()), NOW)
        officer = MembershipFactory.create(role="dpo")
        benelux = MembershipFactory.create(dpo=True)
        with acting(officer):
            assert [r.sender_country for r in Retention.objects.all()] == ["NL"]
            assert counts(NOW)["due"] == 1
            assert not Party.objects.exists()
            assert not IdentityIndex.objects.exists()
        with acting(benelux):
            assert Retention.objects.count() == 2
