"""Requests of persons: who sees them, their term, their steps, and everything held on a person."""

import io
import json
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError
from django.test import Client
from pypdf import PdfReader

from accounts.models import Membership
from notifications.models import Notice
from protection.models import AuditEntry
from referrals.models import Referral
from referrals.retention import erase_expired
from referrals.services import answering, deciding, messages
from referrals.services.answering import Note
from rights import requests as service
from rights.deadlines import answer_by, extended_from
from rights.models import LinkedReferral, PersonRequest
from rights.registers import NotAllowed, Refused
from rights.reminders import forget_texts, remind
from tests.factories import IDENTITY, NOTE, NOW, MembershipFactory, ReferralFactory, acting
from tests.protection.catalogue import rows, value

from .lines import SECRET, asked_by_a_person


@pytest.fixture
def lead(db: None) -> Membership:
    return MembershipFactory.create(team_lead=True)


def browser(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


def officer(country: str = "") -> Membership:
    if not country:
        return MembershipFactory.create(dpo=True)
    return MembershipFactory.create(role="dpo", organisation__country_id=country)


@pytest.mark.django_db
class TestWhoSees:
    def test_the_own_lead_and_the_officer_of_the_country_and_nobody_else(
        self, lead: Membership
    ) -> None:
        asked_by_a_person(lead)
        others = [
            MembershipFactory.create(organisation=lead.organisation),
            MembershipFactory.create(organisation=lead.organisation, contact_point=True),
            MembershipFactory.create(team_lead=True),
            MembershipFactory.create(secretariat=True),
            officer("BE"),
        ]
        for person in (lead, officer("NL"), officer()):
            with acting(person):
                assert PersonRequest.objects.count() == 1
        for person in others:
            with acting(person):
                assert PersonRequest.objects.count() == 0

    def test_nobody_writes_a_line_for_another_country_or_organisation(
        self, lead: Membership
    ) -> None:
        row = asked_by_a_person(lead)
        row.pk, row.reference = "00000000-0000-4000-8000-000000000001", "AAAA-AAAA"
        for person in (MembershipFactory.create(team_lead=True), officer("BE")):
            with pytest.raises(ProgrammingError, match="row-level security"), acting(person):
                row.save(force_insert=True)
        row.country = "BE"
        with pytest.raises(ProgrammingError, match="row-level security"), acting(officer("BE")):
            row.save(force_insert=True)

    def test_what_the_person_said_is_sealed_and_each_look_is_a_line(self, lead: Membership) -> None:
        row = asked_by_a_person(lead)
        with acting(lead):
            assert SECRET.encode() not in bytes(PersonRequest.objects.get().details or b"")
            assert service.texts(service.read(row.pk))["details"] == SECRET
            looks = AuditEntry.objects.filter(action="person_request_viewed")
            assert [line.subject_id for line in looks] == [str(row.pk)]

    def test_the_officer_decides_nothing_and_exports_nothing(self, lead: Membership) -> None:
        row = asked_by_a_person(lead)
        client = browser(officer("NL"))
        page = f"/en/rights/requests/{row.pk}/"
        assert client.get(page).status_code == 200
        for step in ("decide", "link", "export"):
            assert client.get(f"{page}{step}/").status_code == 404
        with acting(officer("NL")), pytest.raises(NotAllowed):
            service.decide(row.pk, "refused", "excessive", "", now=NOW)


@pytest.mark.django_db
class TestTheTerm:
    @pytest.mark.parametrize(
        ("received", "ends", "extended"),
        [
            (date(2026, 11, 2), date(2026, 12, 2), date(2027, 2, 2)),
            (date(2027, 1, 31), date(2027, 2, 28), date(2027, 4, 28)),
        ],
        ids=["usual", "short-month"],
    )
    def test_one_month_and_two_more(self, received: date, ends: date, extended: date) -> None:
        assert answer_by("NL", received) == ends
        assert extended_from("NL", ends) == extended

    def test_it_runs_from_the_day_it_came_in_whenever_it_is_written_down(
        self, lead: Membership
    ) -> None:
        came = (NOW - timedelta(days=20)).date()
        row = asked_by_a_person(lead, received_on=came)
        assert row.due_on == answer_by("NL", came)

    def test_it_is_extended_once_and_only_if_the_person_was_told_in_time(
        self, lead: Membership
    ) -> None:
        row = asked_by_a_person(lead)
        with acting(lead):
            with pytest.raises(Refused, match="first term"):
                service.extend(row.pk, "complex", row.due_on + timedelta(days=1))
            assert service.extend(row.pk, "complex", row.due_on).ends_on > row.due_on
            with pytest.raises(Refused, match="once"):
                service.extend(row.pk, "complex", row.due_on)


@pytest.mark.django_db
class TestTheSteps:
    def test_no_datum_before_the_identity_is_checked(self, lead: Membership) -> None:
        row = asked_by_a_person(lead)
        with acting(lead):
            with pytest.raises(Refused, match="identity"):
                service.decide(row.pk, "granted", "", "", now=NOW)
            service.check_identity(row.pk, "known", now=NOW)
            service.decide(row.pk, "granted", "", "", now=NOW)
            with pytest.raises(Refused, match="Decided"):
                service.decide(row.pk, "refused", "excessive", "", now=NOW)
            assert not service.answer(row.pk, NOW.date(), "letter").is_open

    def test_a_refusal_names_its_legal_ground(self, lead: Membership) -> None:
        page = f"/en/rights/requests/{asked_by_a_person(lead).pk}/decide/"
        answer = browser(lead).post(page, {"decision": "refused", "explanation": "Kept words"})
        assert answer.status_code == 422
        assert "names its legal ground" in answer.content.decode()
        assert "Kept words" in answer.content.decode()
        typed = {"decision": "refused", "refusal": "identity"}
        assert browser(lead).post(page, typed).status_code == 302
        assert browser(lead).post(page, typed).status_code == 409

    def test_the_officer_is_told_when_it_comes_in(self, lead: Membership) -> None:
        watching = officer("NL")
        asked_by_a_person(lead)
        with acting(watching):
            assert Notice.objects.filter(kind="person_request_received").count() == 1
        with acting(lead):
            assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "system"])
class TestWhatTheSystemDoes:
    def test_it_reminds_before_the_end_and_after_it_once_each(self, lead: Membership) -> None:
        row = asked_by_a_person(lead)
        kinds = "SELECT kind FROM notifications_notice WHERE user_id = %s ORDER BY created_at"
        assert remind(NOW) == 0
        near = NOW + timedelta(days=25)
        assert remind(near) == 1
        assert remind(near) == 0
        late = NOW + timedelta(days=40)
        assert remind(late) == 1
        with acting(lead):
            assert rows(kinds, [lead.user_id]) == ["person_request_due", "person_request_late"]
            service.check_identity(row.pk, "known", now=NOW)

    def test_its_words_are_forgotten_two_years_after_the_answer(self, lead: Membership) -> None:
        row = asked_by_a_person(lead)
        with acting(lead):
            service.decide(row.pk, "refused", "excessive", "Because.", now=NOW)
            service.answer(row.pk, NOW.date(), "letter")
        assert forget_texts(NOW + timedelta(days=700)) == 0
        assert forget_texts(NOW + timedelta(days=740)) == 1
        with acting(lead):
            row = service.read(row.pk)
            assert set(service.texts(row).values()) == {""}
            assert row.decision == "refused"

    def test_a_referral_that_is_erased_takes_its_link_along(self, lead: Membership) -> None:
        helper = MembershipFactory.create(belgian=True)
        long_ago = NOW - timedelta(days=200)
        referral = ReferralFactory.create(sender=lead, recipients=[helper], now=long_ago)
        row = asked_by_a_person(lead)
        with acting(lead):
            service.link(row.pk, referral.reference)
            deciding.withdraw(referral.pk, "solved_here", now=long_ago)
        assert erase_expired(NOW) == 1
        assert not LinkedReferral.objects.using("owner").exists()
        with acting(lead):
            assert PersonRequest.objects.exists()

    def test_it_reads_no_word_of_it(self) -> None:
        for column in ("details", "explanation"):
            assert not value(
                "SELECT has_column_privilege('portal_system', 'rights_personrequest', %s,"
                " 'SELECT')",
                [column],
            )


@pytest.mark.django_db
class TestEverythingHeld:
    def referral(self, lead: Membership, helper: Membership) -> Referral:
        referral = ReferralFactory.create(sender=lead, recipients=[helper])
        with acting(helper):
            request = referral.requests.get()
            answering.accept(referral.pk, request.pk, now=NOW)
            messages.write_message(referral.pk, request.pk, Note("Bring a coat.", "en"), now=NOW)
        return referral

    def test_it_is_all_there_on_paper_and_for_a_program(self, lead: Membership) -> None:
        helper = MembershipFactory.create(belgian=True)
        referral = self.referral(lead, helper)
        row = asked_by_a_person(lead)
        client = browser(lead)
        page = f"/en/rights/requests/{row.pk}/"
        reference = referral.reference.lower().replace("-", " ")
        assert client.post(f"{page}link/", {"reference": reference}).status_code == 302
        answer = client.post(f"{page}export/", {"language": "fr", "format": "json"})
        held = json.loads(answer.content)
        assert "no-store" in answer["Cache-Control"]
        sections = {section["code"]: section for section in held["parts"][0]["sections"]}
        whole = json.dumps(held, ensure_ascii=False)
        for text in (*IDENTITY.values(), NOTE, "Bring a coat.", helper.organisation.name):
            assert text in whole or text == IDENTITY["birth_date"], text
        assert {"identity", "request", "consents", "events", "disclosures", "looks", "kept"} <= set(
            sections
        )
        assert helper.organisation.name in str(sections["disclosures"]["lines"])
        assert lead.user.email not in whole
        paper = client.post(f"{page}export/", {"language": "nl", "format": "pdf"})
        reader = PdfReader(io.BytesIO(paper.content))
        assert str(reader.root_object["/Lang"]) == "nl"
        assert IDENTITY["family_name"] in "".join(p.extract_text() for p in reader.pages)
        with acting(lead):
            lines = AuditEntry.objects.filter(action="person_data_exported")
            assert lines.filter(subject="referral", subject_id=str(referral.pk)).count() == 2

    def test_only_a_referral_of_the_organisation_is_linked(self, lead: Membership) -> None:
        other = MembershipFactory.create(team_lead=True)
        referral = self.referral(other, MembershipFactory.create(belgian=True))
        row = asked_by_a_person(lead)
        with acting(lead), pytest.raises(Refused, match="no referral"):
            service.link(row.pk, referral.reference)
        with pytest.raises(ProgrammingError, match="row-level security"), acting(lead):
            LinkedReferral.objects.create(
                request=row, referral_id=referral.pk, reference=referral.reference,
                organisation_id=lead.organisation_id,
            )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_whatever_stands_in_it(
    lead: Membership, number: int, django_assert_num_queries: object
) -> None:
    for _each in range(number):
        asked_by_a_person(lead)
    client = browser(lead)
    client.get("/nl/rights/requests/")
    with django_assert_num_queries(7):  # type: ignore[operator]
        assert client.get("/nl/rights/requests/").status_code == 200
