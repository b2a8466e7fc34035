"""Data that countries share: an editor proposes, the country's contact point decides, and then the
referral form, the guide and the comparison follow."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, Role
from contacts import codes, proposals
from contacts.models import (
    Code,
    Country,
    CountryRule,
    DataProposal,
    NationalContactPoint,
    Organisation,
    PlacingRule,
)
from contacts.permissions import can_decide_data, can_propose_data
from contacts.proposal_parts import fields_of, subject
from contacts.proposals import ProposalRefusedError, RowChangedError
from contacts.selectors import rule_in_force
from guide.models import Fact
from notifications.models import Notice
from protection.actor import Actor
from protection.models import AuditEntry
from tests.factories import NOW, MembershipFactory, acting

pytestmark = pytest.mark.django_db
DATA = "/nl/contacts/shared-data/"
WHY = "Wet van 3 november 2026"
State = DataProposal.State


@pytest.fixture(autouse=True)
def _fresh_codes() -> None:
    codes.forget()


@pytest.fixture
def editor() -> Membership:
    return MembershipFactory.create(role=Role.EDITOR, organisation__of_the_benelux=True)


def point(slug: str = "payoke") -> Membership:
    organisation = Organisation.objects.get(slug=slug)
    return MembershipFactory.create(organisation=organisation, contact_point=True)


def client_of(person: Membership) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def period() -> CountryRule:
    found = rule_in_force("BE", "reflection_period", NOW.date())
    assert found is not None
    return found


def filled(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """A form of shared data as it stands, with these changes."""
    form = client.get(f"{DATA}{address}").context["form"]
    values = {field.html_name: field.value() for field in form}
    kept = {name: value for name, value in values.items() if value not in (None, False, "")}
    return {**kept, "reason": WHY, **changes}


def proposed(person: Membership, address: str, **changes: Any) -> DataProposal:
    """What an editor sends from the form of a row."""
    client = client_of(person)
    answer = client.post(f"{DATA}{address}", filled(client, address, **changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return DataProposal.objects.order_by("-pk")[0]


def longer(person: Membership) -> DataProposal:
    """The Belgian reflection period as somebody would have it: 60 days instead of 45."""
    return proposed(person, f"BE/rules/{period().pk}/", value="60", legal_basis=WHY)


def accepted(by: Membership, proposal: DataProposal) -> None:
    with acting(by):
        proposals.accept(proposal.pk, now=NOW)


class TestWho:
    @pytest.mark.parametrize("role", [None, *Role], ids=str)
    def test_roles(self, role: Role | None) -> None:
        actor = Actor(1, 1, role, "BE") if role else None
        own = DataProposal(country_id="BE", proposed_by_id=2)
        assert can_propose_data(actor) == (role == Role.EDITOR)
        for proposal in (own, DataProposal(proposed_by_id=2)):
            assert can_decide_data(actor, proposal) == (role == Role.CONTACT_POINT)
        for proposal in (DataProposal(country_id="NL"), DataProposal(proposed_by_id=1)):
            assert not can_decide_data(actor, proposal)


class TestARule:
    def test_it_holds_once_the_country_s_contact_point_agrees(
        self, editor: Membership, client: Client
    ) -> None:
        decider, stranger = point(), point("comensha")
        proposal = longer(editor)
        assert period().value == 45
        with acting(stranger), pytest.raises(ProposalRefusedError):
            proposals.accept(proposal.pk, now=NOW)
        page = client_of(decider).get(f"{DATA}{proposal.pk}/").text
        assert "45" in page
        assert "60" in page
        assert client_of(stranger).post(f"{DATA}{proposal.pk}/", {}).status_code == 404
        answer = client_of(decider).post(f"{DATA}{proposal.pk}/", {"decision": "accept"})
        assert answer.status_code == 302
        assert (period().value, period().legal_basis) == (60, WHY)
        for language, words in (("nl", "60 dagen"), ("fr", "60 jours")):
            assert words in client.get(f"/{language}/guide/table/").text

    def test_both_are_told_and_the_trail_knows(self, editor: Membership) -> None:
        decider = point()
        point("comensha")
        proposal = longer(editor)
        with acting(decider):
            assert [n.kind for n in Notice.objects.all()] == ["data_proposed"]
        accepted(decider, proposal)
        with acting(editor):
            assert [n.kind for n in Notice.objects.all()] == ["data_decided"]
            assert AuditEntry.objects.filter(action="data_proposed").count() == 1
        with acting(decider):
            assert AuditEntry.objects.filter(action="data_accepted").count() == 1

    def test_refused_with_a_reason_nothing_changes(self, editor: Membership) -> None:
        decider, proposal = client_of(point()), longer(editor)
        address = f"{DATA}{proposal.pk}/"
        assert decider.post(address, {"decision": "refuse"}).status_code == 422
        values = {"decision": "refuse", "remarks": "Nog niet in werking"}
        assert decider.post(address, values).status_code == 302
        proposal.refresh_from_db()
        assert (proposal.state, proposal.remarks) == (State.REFUSED, "Nog niet in werking")
        assert period().value == 45
        assert decider.post(address, {"decision": "accept"}).status_code == 404

    def test_what_changed_meanwhile_is_not_written_over(self, editor: Membership) -> None:
        decider, proposal = point(), longer(editor)
        CountryRule.objects.filter(pk=period().pk).update(value=50)
        with acting(decider), pytest.raises(RowChangedError):
            proposals.accept(proposal.pk, now=NOW)
        answer = client_of(decider).post(f"{DATA}{proposal.pk}/", {"decision": "accept"})
        assert answer.status_code == 409
        assert period().value == 50

    def test_one_change_of_a_row_waits_at_a_time(self, editor: Membership) -> None:
        proposal = longer(editor)
        client, address = client_of(editor), f"BE/rules/{period().pk}/"
        answer = client.post(f"{DATA}{address}", filled(client, address, value="70"))
        assert answer.status_code == 409
        assert client.post(f"{DATA}{proposal.pk}/withdraw/").status_code == 302
        assert (
            client.post(f"{DATA}{address}", filled(client, address, value="70")).status_code == 302
        )

    def test_the_old_value_comes_back_by_the_same_way(self, editor: Membership) -> None:
        decider = point()
        proposal = longer(editor)
        accepted(decider, proposal)
        answer = client_of(editor).post(f"{DATA}{proposal.pk}/put-back/", {"reason": "Vergissing"})
        assert answer.status_code == 302
        assert period().value == 60
        accepted(decider, DataProposal.objects.latest("pk"))
        assert (period().value, period().legal_basis) != (60, WHY)
        assert period().value == 45

    def test_a_rule_without_which_the_country_cannot_take_part_stays(
        self, editor: Membership
    ) -> None:
        rule = CountryRule.objects.get(country_id="BE", kind="retention_closed")
        client_of(editor).post(f"{DATA}BE/rules/{rule.pk}/remove/", {"reason": WHY})
        with acting(point()), pytest.raises(ProposalRefusedError):
            proposals.accept(DataProposal.objects.get().pk, now=NOW)
        assert CountryRule.objects.filter(pk=rule.pk).exists()

    def test_a_rule_from_a_later_day_is_a_row_of_its_own(self, editor: Membership) -> None:
        later = NOW.date() + timedelta(days=30)
        values = {
            "kind": "reflection_period", "value": "60", "unit": "days", "length_is": "fixed",
            "valid_from": later.isoformat(), "legal_basis": WHY, "document_nl": "Document",
            "document_fr": "Document",
        }  # fmt: skip
        accepted(point(), proposed(editor, "BE/rules/add/", **values))
        now, then = (rule_in_force("BE", "reflection_period", day) for day in (NOW.date(), later))
        assert now is not None
        assert then is not None
        assert (now.value, then.value) == (45, 60)

    def test_what_is_wrong_is_told_and_kept(self, editor: Membership) -> None:
        client, address = client_of(editor), f"BE/rules/{period().pk}/"
        values = filled(client, address, value="-3", reason="")
        answer = client.post(f"{DATA}{address}", values)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"value", "reason"}
        assert 'value="-3"' in answer.text
        assert not DataProposal.objects.exists()


class TestOtherData:
    """Of the country itself, its comparison, its gateway and who gives out its places."""

    def test_the_country_s_name_and_numbers(self, editor: Membership) -> None:
        values = {"name_nl": "Koninkrijk België", "police_number": "112"}
        accepted(point(), proposed(editor, "BE/country/BE/", **values))
        country = Country.objects.get(pk="BE")
        assert country.name_nl == "Koninkrijk België"  # type: ignore[attr-defined]
        assert country.in_portal
        assert codes.label("country", "BE")

    def test_the_comparison(self, editor: Membership, client: Client) -> None:
        fact = Fact.objects.get(country_id="BE", key="opened_by")
        values = {"text_nl": "De centra zelf", "text_fr": "Les centres eux-mêmes"}
        accepted(point(), proposed(editor, f"BE/comparison/{fact.pk}/", **values))
        for language, words in (("nl", "De centra zelf"), ("fr", "Les centres eux-mêmes")):
            assert words in client.get(f"/{language}/guide/table/").text

    def test_the_gateway(self, editor: Membership, client: Client) -> None:
        before = client.get("/nl/guide/table/").text.count("Sürya")
        place = NationalContactPoint.objects.get(organisation__slug="surya")
        client_of(editor).post(f"{DATA}BE/contact-point/{place.pk}/remove/", {"reason": WHY})
        gone = DataProposal.objects.get()
        accepted(point(), gone)
        assert client.get("/nl/guide/table/").text.count("Sürya") == before - 1
        client_of(editor).post(f"{DATA}{gone.pk}/put-back/", {"reason": "Toch"})
        accepted(point("pag-asa"), DataProposal.objects.latest("pk"))
        assert client.get("/nl/guide/table/").text.count("Sürya") == before

    def test_who_gives_out_places(self, editor: Membership) -> None:
        rule = PlacingRule.objects.get(country_id="NL", kind="shelter")
        about = subject("placing", str(rule.pk), country="NL")
        assert about is not None
        with acting(editor):
            after = {**fields_of(about.form()), "active": False}
            made = proposals.propose(about, after, reason=WHY, now=NOW)
        assert made is not None
        accepted(point("comensha"), made)
        rule.refresh_from_db()
        assert not rule.active

    def test_an_organisation_is_changed_on_its_own_page(self, editor: Membership) -> None:
        pk = Organisation.objects.get(slug="payoke").pk
        assert client_of(editor).get(f"{DATA}BE/organisations/{pk}/").status_code == 404

    def test_a_country_in_preparation_is_not_proposed_to(self, editor: Membership) -> None:
        Country.objects.create(code="DE", name_nl="Duitsland", name_fr="Allemagne")
        assert client_of(editor).get(f"{DATA}DE/country/DE/").status_code == 404


class TestCodeLists:
    def test_any_contact_point_agrees_to_what_all_share(self, editor: Membership) -> None:
        code = Code.objects.get(list_id="urgency", code="urgent")
        values = {"name_nl": "Spoed", "attribute_answer_within_hours": "12"}
        proposal = proposed(editor, f"lists/urgency/{code.pk}/", **values)
        assert proposal.country_id is None
        accepted(point("infotraite"), proposal)
        code.refresh_from_db()
        assert (code.name_nl, code.attributes) == ("Spoed", {"answer_within_hours": 12})  # type: ignore[attr-defined]
        codes.forget()
        assert codes.attribute("urgency", "urgent", "answer_within_hours") == 12

    def test_a_region_is_its_country_s(self, editor: Membership) -> None:
        region = Code.objects.get(list_id="region", code="BE21")
        attributes = dict(region.attributes)
        proposal = proposed(editor, f"lists/region/{region.pk}/", name_fr="Anvers-Nord")
        assert proposal.country_id == "BE"
        accepted(point(), proposal)
        region.refresh_from_db()
        assert region.attributes == attributes, "what programs read stays as it was"

    def test_a_new_code_is_offered(self, editor: Membership) -> None:
        values = {"code": "sign_language", "name_nl": "Gebarentaal", "name_fr": "Langue des signes"}
        accepted(point(), proposed(editor, "lists/need/add/", **values, order="99", active="on"))
        codes.forget()
        assert "sign_language" in dict(codes.choices("need"))

    def test_a_code_is_made_once_and_is_no_sentence(self, editor: Membership) -> None:
        client = client_of(editor)
        for wrong in ("interpreter", "sign language", "<b>"):
            values = {"code": wrong, "name_nl": "A", "name_fr": "B", "order": "1", "reason": WHY}
            answer = client.post(f"{DATA}lists/need/add/", values)
            assert answer.status_code == 422
            assert "code" in answer.context["form"].errors


def test_the_list_asks_no_more_for_more(editor: Membership, django_assert_num_queries: Any) -> None:
    client = client_of(editor)
    longer(editor)
    client.get(DATA)
    with django_assert_num_queries(9):
        client.get(DATA)
    for number in range(3):
        DataProposal.objects.create(
            country_id="LU", part="rules", row=f"{number}", before={}, after={"value": 1},
            reason=WHY, proposed_at=NOW, state=State.ACCEPTED,
        )  # fmt: skip
    with django_assert_num_queries(9):
        client.get(DATA)


def test_a_day_is_shown_as_one(editor: Membership) -> None:
    later = date(2027, 1, 1)
    proposal = proposed(editor, f"BE/rules/{period().pk}/", valid_from=later.isoformat())
    assert "1 januari 2027" in client_of(editor).get(f"{DATA}{proposal.pk}/").text
