"""An identity opened in danger: by whom, for how long, who is told, and what a refusal means."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, ProgrammingError, connections

from accounts.models import Membership
from contacts.models import Organisation
from notifications.kinds import KINDS
from notifications.models import Notice
from protection.models import AuditEntry
from referrals.models import (
    DangerOpening,
    Event,
    Identity,
    IdentityField,
    IdentityIndex,
    Referral,
)
from referrals.selectors import read_identity
from referrals.services import answering, consent, danger, deciding
from referrals.services.danger import Danger
from referrals.services.writing import MoveRefused, NotAParty
from tests.factories import IDENTITY, NOW, MembershipFactory, ReferralFactory, acting, request_to
from tests.protection.catalogue import changed

from .conftest import Told

pytestmark = pytest.mark.django_db
NO_TIME = Danger("person", "no_time", "Threatened on the phone a minute ago, calls for help.")
UNCONSCIOUS = Danger("person", "incapable", "Found unconscious in front of our door tonight.")


@pytest.fixture
def sender() -> Membership:
    return MembershipFactory.create()


@pytest.fixture
def lead() -> Membership:
    return MembershipFactory.create(belgian=True, team_lead=True)


@pytest.fixture
def referral(sender: Membership, lead: Membership) -> Referral:
    """Sent to the lead's organisation, which the consent does not name."""
    return ReferralFactory.create(sender=sender, recipients=[lead], unnamed=True)


def reads(person: Membership, referral: Referral) -> bool:
    """Whether the database shows this person any of the identity; that both tables agree."""
    with acting(person):
        whole = Identity.objects.filter(pk=referral.pk).exists()
        assert IdentityField.objects.filter(referral_id=referral.pk).exists() == whole
    return whole


def opened(person: Membership, referral: Referral, why: Danger = NO_TIME) -> DangerOpening:
    with acting(person):
        return danger.open_in_danger(referral.pk, why, now=NOW)


def an_hour_passes() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE referrals_dangeropening SET opened_at = opened_at - interval '61 minutes',"
            " until = until - interval '61 minutes'"
        )


class TestWho:
    def test_its_reader_alone_reads_it(
        self, sender: Membership, lead: Membership, referral: Referral
    ) -> None:
        colleague = MembershipFactory.create(organisation=lead.organisation, team_lead=True)
        assert not reads(lead, referral)
        opened(lead, referral)
        assert reads(lead, referral)
        assert not reads(colleague, referral)

    def test_it_opens_neither_the_search_by_name_nor_a_second_organisation(
        self, lead: Membership, referral: Referral
    ) -> None:
        opened(lead, referral)
        with acting(lead):
            assert not IdentityIndex.objects.exists()

    def test_a_caseworker_does_not_open_it(self, lead: Membership, referral: Referral) -> None:
        caseworker = MembershipFactory.create(organisation=lead.organisation)
        with pytest.raises(MoveRefused):
            opened(caseworker, referral)

    def test_nor_does_a_lead_of_an_organisation_without_a_part(self, referral: Referral) -> None:
        with pytest.raises(NotAParty):
            opened(MembershipFactory.create(belgian=True, team_lead=True), referral)

    def test_the_contact_point_of_the_country_that_was_asked_does(self, sender: Membership) -> None:
        payoke = Organisation.objects.get(slug="payoke")
        on_duty = MembershipFactory.create(organisation=payoke, contact_point=True)
        referral = ReferralFactory.create(sender=sender, recipients=["BE"], unnamed=True)
        opened(on_duty, referral)
        assert reads(on_duty, referral)
        with pytest.raises(NotAParty):
            opened(MembershipFactory.create(organisation=payoke, team_lead=True), referral)

    def test_the_police_does_not_which_reads_where_consent_or_law_says_so(
        self, sender: Membership
    ) -> None:
        police = MembershipFactory.create(
            organisation__country_id="BE", organisation__kind="police", team_lead=True
        )
        referral = ReferralFactory.create(sender=sender, recipients=[police], unnamed=True)
        with pytest.raises(MoveRefused, match="your kind"):
            opened(police, referral)

    def test_who_was_let_go_does_not(
        self, sender: Membership, lead: Membership, referral: Referral
    ) -> None:
        with acting(lead):
            answering.decline(referral.pk, request_to(referral, lead).pk, "no_capacity", now=NOW)
        with pytest.raises(MoveRefused):
            opened(lead, referral)


class TestTelling:
    def test_sender_and_officer_are_told_at_once_and_it_is_recorded_before_it_is_read(
        self, sender: Membership, lead: Membership, referral: Referral, told: Told
    ) -> None:
        officer = MembershipFactory.create(dpo=True)
        of_elsewhere = MembershipFactory.create(
            dpo=True, organisation__of_the_benelux=False, organisation__country_id="LU"
        )
        told.forget()
        opened(lead, referral)
        assert told.kinds_to(sender) == told.kinds_to(officer) == ["danger_opened"]
        assert told.kinds_to(lead) == told.kinds_to(of_elsewhere) == []
        with acting(officer):
            page = Notice.objects.get(user=officer.user).path_name
        assert page == "referrals:danger_openings"
        with acting(lead):
            read_identity(referral.pk, purpose="danger")
            trail = list(
                AuditEntry.objects.filter(subject_id=str(referral.pk), user_id=lead.user_id)
                .order_by("pk")
                .values_list("action", flat=True)
            )
        assert trail[-2:] == ["danger_opened", "identity_viewed_in_danger"]

    def test_the_notice_is_not_up_for_choice(self) -> None:
        kind = KINDS["danger_opened"]
        assert [str(way) for way in kind.ways] == ["at_once"]
        assert not kind.held_at_night

    def test_both_sides_have_it_in_the_course_of_the_referral_and_nobody_else(
        self, sender: Membership, lead: Membership
    ) -> None:
        other = MembershipFactory.create(belgian=True)
        referral = ReferralFactory.create(sender=sender, recipients=[lead, other], unnamed=True)
        opened(lead, referral)
        for person, count in ((sender, 1), (lead, 1), (other, 0)):
            with acting(person):
                told = Event.objects.filter(referral=referral, move="open_in_danger")
                assert told.count() == count

    def test_the_officer_reads_why_and_nothing_of_the_case(
        self, lead: Membership, referral: Referral
    ) -> None:
        opened(lead, referral)
        with acting(MembershipFactory.create(dpo=True)):
            (line,) = DangerOpening.objects.all()
            assert line.reason_text() == NO_TIME.reason
            assert not Referral.objects.exists()


class TestEnd:
    @pytest.mark.django_db(transaction=True, databases=["default", "owner"])
    def test_it_ends_by_itself_after_an_hour(
        self, sender: Membership, lead: Membership, referral: Referral
    ) -> None:
        """By the database's own clock, which only its owner can put forward."""
        opened(lead, referral)
        assert reads(lead, referral)
        an_hour_passes()
        assert not reads(lead, referral)
        assert reads(sender, referral)

    @pytest.mark.parametrize("by", ["sender", "lead"])
    def test_either_side_ends_it_and_the_other_is_told(
        self, sender: Membership, lead: Membership, referral: Referral, told: Told, by: str
    ) -> None:
        row = opened(lead, referral)
        told.forget()
        person, other = (sender, lead) if by == "sender" else (lead, sender)
        with acting(person):
            danger.end_danger(referral.pk, row.pk, now=NOW)
        assert not reads(lead, referral)
        assert told.kinds_to(other) == ["danger_ended"]
        with pytest.raises(MoveRefused), acting(person):
            danger.end_danger(referral.pk, row.pk, now=NOW)

    def test_nobody_prolongs_or_reopens_it(self, lead: Membership, referral: Referral) -> None:
        row = opened(lead, referral)
        with pytest.raises(ProgrammingError, match="permission denied"), acting(lead):
            changed("UPDATE referrals_dangeropening SET until = until + interval '1 day'")
        with acting(lead):
            danger.end_danger(referral.pk, row.pk, now=NOW)
        with acting(lead):
            assert changed("UPDATE referrals_dangeropening SET ended_at = NULL") == 0

    def test_it_ends_with_the_referral(
        self, sender: Membership, lead: Membership, referral: Referral
    ) -> None:
        opened(lead, referral)
        with acting(sender):
            deciding.withdraw(referral.pk, "other", now=NOW)
        assert not reads(lead, referral)


INSERT = """
INSERT INTO referrals_dangeropening (id, referral_id, reference, organisation_id, country_id,
    sender_organisation_id, sender_country, user_id, role, danger, not_asked, reason
    {columns})
SELECT gen_random_uuid(), id, reference, %s, %s, sender_organisation_id, sender_country, %s, %s,
    'person', 'no_time', ''::bytea {values} FROM referrals_referral
"""


def insert(person: Membership, *, role: str = "", columns: str = "", values: str = "") -> int:
    given = [person.organisation_id, person.organisation.country_id, person.user_id]
    with acting(person):
        sql = INSERT.format(columns=columns, values=values)
        return changed(sql, [*given, role or person.role])


class TestRowSecurity:
    """What the database itself refuses, whatever the portal's code does."""

    def test_a_lead_s_row_as_the_service_writes_it_is_taken(
        self, lead: Membership, referral: Referral
    ) -> None:
        assert insert(lead) == 1

    @pytest.mark.parametrize(
        ("columns", "values"),
        [
            (", opened_at, until", ", now() + interval '1 day', now() + interval '25 hours'"),
            (", until", ", statement_timestamp() + interval '1 day'"),
        ],
        ids=["later", "longer"],
    )
    def test_no_row_for_later_or_for_longer(
        self, lead: Membership, referral: Referral, columns: str, values: str
    ) -> None:
        with pytest.raises(DatabaseError):
            insert(lead, columns=columns, values=values)

    def test_no_row_by_a_caseworker_whatever_role_it_says(
        self, lead: Membership, referral: Referral
    ) -> None:
        caseworker = MembershipFactory.create(organisation=lead.organisation)
        for role in ("caseworker", "team_lead"):
            with pytest.raises(ProgrammingError, match="row-level security"):
                insert(caseworker, role=role)

    def test_no_row_for_a_colleague(self, lead: Membership, referral: Referral) -> None:
        colleague = MembershipFactory.create(organisation=lead.organisation)
        with pytest.raises(ProgrammingError, match="row-level security"), acting(lead):
            changed(
                INSERT.format(columns="", values=""),
                [lead.organisation_id, "BE", colleague.user_id, "team_lead"],
            )


def withdraw(referral: Referral, sender: Membership, lead: Membership) -> None:
    with acting(sender):
        consent.withdraw_consent(referral.pk, go_on=True, now=NOW)


def take_off(referral: Referral, sender: Membership, lead: Membership) -> None:
    with acting(sender):
        (other,) = (
            row.organisation_id
            for row in referral.consents.get().recipients.all()
            if row.organisation_id != lead.organisation_id
        )
        consent.narrow_consent(referral.pk, {other: []}, now=NOW)


class TestRefusal:
    """GDPR art. 9(2)(c): a no holds as long as the person could say yes."""

    @pytest.fixture
    def referral(self, sender: Membership, lead: Membership) -> Referral:
        """Sent to two; the consent names both."""
        other = MembershipFactory.create(belgian=True)
        return ReferralFactory.create(sender=sender, recipients=[lead, other])

    @pytest.mark.parametrize("no", [withdraw, take_off], ids=["withdrawn", "taken off"])
    def test_a_no_is_outweighed_only_where_the_person_cannot_speak(
        self,
        sender: Membership,
        lead: Membership,
        referral: Referral,
        no: Callable[[Referral, Membership, Membership], None],
    ) -> None:
        no(referral, sender, lead)
        with pytest.raises(MoveRefused, match="does not want"):
            opened(lead, referral)
        opened(lead, referral, UNCONSCIOUS)
        assert reads(lead, referral)

    @pytest.mark.parametrize("no", [withdraw, take_off], ids=["withdrawn", "taken off"])
    def test_a_no_within_the_hour_ends_it(
        self,
        sender: Membership,
        lead: Membership,
        referral: Referral,
        told: Told,
        no: Callable[[Referral, Membership, Membership], None],
    ) -> None:
        opened(lead, referral)
        told.forget()
        no(referral, sender, lead)
        assert not reads(lead, referral)
        assert told.kinds_to(lead) in (["consent_withdrawn"], ["consent_narrowed"])

    def test_what_was_withheld_from_the_organisation_stays_withheld(
        self, sender: Membership, lead: Membership, referral: Referral
    ) -> None:
        with acting(sender):
            everybody = {
                row.organisation_id: ["whereabouts"]
                for row in referral.consents.get().recipients.all()
            }
            consent.narrow_consent(referral.pk, everybody, now=NOW)
        withdraw(referral, sender, lead)
        opened(lead, referral, UNCONSCIOUS)
        with acting(lead):
            shown = read_identity(referral.pk, purpose="danger")
        assert shown is not None
        assert shown.texts["family_name"] == IDENTITY["family_name"]
        assert shown.texts["whereabouts"] == ""
        assert shown.withheld == {"whereabouts"}

    def test_where_consent_was_refused_there_is_the_same_bar(
        self, sender: Membership, lead: Membership
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[lead], without_consent=True)
        with acting(sender):
            Referral.objects.filter(pk=referral.pk).update(legal_basis="refused")
        with pytest.raises(MoveRefused, match="does not want"):
            opened(lead, referral)


def test_three_a_day_and_no_more_at_once(sender: Membership, lead: Membership) -> None:
    made = [
        ReferralFactory.create(sender=sender, recipients=[lead], unnamed=True) for _ in range(4)
    ]
    for referral in made[:3]:
        opened(lead, referral)
    with pytest.raises(MoveRefused, match="3 identities"):
        opened(lead, made[3])
    assert not reads(lead, made[3])


def test_nothing_is_opened_and_nobody_told_where_there_is_no_identity(
    sender: Membership, lead: Membership, referral: Referral, told: Told
) -> None:
    with acting(sender):
        Identity.objects.filter(pk=referral.pk).delete()
    told.forget()
    with pytest.raises(MoveRefused, match="no identity"):
        opened(lead, referral)
    assert told.lines == []
