"""The pages of lists and certificates, and the check that is open to all."""

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.actors import actor_of
from accounts.models import Membership
from protection.actor import acting_as
from protection.models import AuditEntry
from tests.factories import MembershipFactory
from tests.trainings.held import NOW, all_there, people, training
from trainings.certificates import making, revoking
from trainings.certificates.codes import shown_code
from trainings.models import Certificate, HalfDay, Revocation, Training
from trainings.views.certificates import MOST_CHECKS

pytestmark = pytest.mark.django_db
CHECK = "/nl/trainings/certificate/"


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests() -> None:
    cache.clear()


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


@pytest.fixture
def secretariat() -> Membership:
    made: Membership = MembershipFactory.create(secretariat=True)
    return made


@pytest.fixture
def certificate(secretariat: Membership) -> Certificate:
    made = training()
    member: Membership = MembershipFactory.create()
    people(made, 1, user=member.user)
    all_there(made, secretariat.user_id)
    with acting_as(actor_of(secretariat)):
        run = making.ask_for(made.pk, secretariat.pk, now=NOW)
    claim = making.take_up(run.pk, now=NOW)
    assert claim is not None
    while making.make_batch(run.pk, claim, now=NOW):
        pass
    return Certificate.objects.get()


def test_who_reads_certificates_of_colleagues_leaves_a_line(secretariat: Membership) -> None:
    lead: Membership = MembershipFactory.create(team_lead=True)
    made = training()
    people(made, 2, organisation=lead.organisation, nominated_by=lead.user_id)
    all_there(made, secretariat.user_id)
    with acting_as(actor_of(secretariat)):
        run = making.ask_for(made.pk, secretariat.pk, now=NOW)
    claim = making.take_up(run.pk, now=NOW)
    assert claim is not None
    making.make_batch(run.pk, claim, now=NOW)
    assert "Deelnemer 0001" in signed_in(lead).get("/nl/trainings/certificates/").text
    with acting_as(actor_of(lead)):
        line = AuditEntry.objects.get(action="colleagues_certificates_viewed")
    assert line.detail == '{"people": "2"}'


class TestCheck:
    def test_a_stranger_reads_what_stands_on_the_paper_and_no_more(
        self, certificate: Certificate
    ) -> None:
        stranger = Client(enforce_csrf_checks=True)
        page = stranger.post(CHECK, {"code": shown_code(certificate.code).lower()})
        assert page.status_code == 200
        assert not stranger.cookies
        for said in ("Deelnemer 0001", "Signalen herkennen", "2 van 2 halve dagen"):
            assert said in page.text
        for kept in ("payoke", "@", str(certificate.pk), str(certificate.training_id)):
            assert kept not in page.text.lower().split("<main", 1)[1].split("</main", 1)[0]

    def test_a_revoked_one_names_nobody(
        self, certificate: Certificate, secretariat: Membership
    ) -> None:
        with acting_as(actor_of(secretariat)):
            revoking.revoke(certificate.pk, Revocation.WRONG, now=NOW)
        page = Client().post(CHECK, {"code": certificate.code})
        assert "geldt niet meer" in page.text
        assert "Deelnemer 0001" not in page.text

    def test_a_mistyped_code_is_told_and_an_unknown_one_too(self) -> None:
        assert Client().post(CHECK, {"code": "7F3K"}).status_code == 422
        page = Client().post(CHECK, {"code": "0000-0000-0000-0000"})
        assert "Geen enkel bewijs" in page.text

    def test_who_tries_codes_is_stopped(self) -> None:
        codes = [Client().post(CHECK, {"code": "x"}).status_code for _ in range(MOST_CHECKS + 1)]
        assert codes == [422] * MOST_CHECKS + [429]


class TestFetching:
    def test_one_s_own_and_nobody_else_s(self, certificate: Certificate) -> None:
        address = f"/nl/trainings/certificates/{certificate.pk}/file/"
        owner = Membership.objects.get(user=certificate.user)
        assert signed_in(owner).get(address).content.startswith(b"%PDF")
        assert "Signalen herkennen" in signed_in(owner).get("/nl/trainings/certificates/").text
        lead: Membership = MembershipFactory.create(
            team_lead=True, organisation=certificate.registration.organisation
        )
        assert signed_in(lead).get(address).status_code == 404

    def test_a_colleague_s_without_account_for_the_team_lead(
        self, certificate: Certificate
    ) -> None:
        Certificate.objects.update(user=None)
        home = certificate.registration.organisation
        address = f"/nl/trainings/certificates/{certificate.pk}/file/"
        lead: Membership = MembershipFactory.create(team_lead=True, organisation=home)
        colleague: Membership = MembershipFactory.create(organisation=home)
        assert signed_in(lead).get(address).status_code == 200
        assert signed_in(colleague).get(address).status_code == 404


class TestSecretariat:
    def test_the_list_is_ticked_saved_and_told_when_somebody_was_faster(
        self, secretariat: Membership
    ) -> None:
        made = training()
        first, second = people(made, 2)
        half_day = HalfDay.objects.filter(training=made)[0]
        address = f"/nl/trainings/{made.pk}/attendance/{half_day.pk}/"
        client = signed_in(secretariat)
        assert "Deelnemer 0002" in client.get(address).text
        typed = {"version": "", "there": [str(first.pk)]}
        assert client.post(address, typed).status_code == 302
        assert client.post(address, {**typed, "there": [str(second.pk)]}).status_code == 409
        assert client.post(address, {"version": "", "there": ["x"]}).status_code == 422

    def test_making_is_asked_for_once_the_lists_are_there(self, secretariat: Membership) -> None:
        made: Training = training()
        people(made, 3)
        address = f"/nl/trainings/{made.pk}/certificates/"
        client = signed_in(secretariat)
        assert client.post(address).status_code == 409
        all_there(made, secretariat.user_id)
        assert "3 deelnemers" in client.get(address).text
        assert client.post(address).status_code == 302
        assert client.post(address).status_code == 409
        waiting = client.get(f"{address}?waiting", headers={"X-Activity": "passive"})
        assert waiting["X-Progress"] == "active"
        assert "<progress" in waiting.text

    def test_one_is_revoked_with_its_reason(
        self, certificate: Certificate, secretariat: Membership
    ) -> None:
        address = f"/nl/trainings/{certificate.training_id}/certificates/{certificate.pk}/revoke/"
        client = signed_in(secretariat)
        assert client.post(address, {"reason": "nothing"}).status_code == 422
        assert client.post(address, {"reason": "wrong"}).status_code == 302
        assert client.post(address, {"reason": "wrong"}).status_code == 409
