"""From a draft to a published entry: what is missing, what is removed, what waits for a second."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, User
from contacts.models import ContactPoint, EntryDraft, OpeningHours, Organisation, Service

from .forms import typed

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
EDIT = "/nl/contacts/fairwork/edit/"
OF_TWO = "/nl/contacts/payoke/edit/"


def fairwork() -> Organisation:
    return Organisation.objects.get(slug="fairwork")


def another(slug: str, role: str) -> Client:
    """Somebody else, at a browser of their own."""
    user = User.objects.create_user(f"second-{role}@{slug}.example")
    organisation = Organisation.objects.get(slug=slug)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    client = Client()
    client.force_login(user)
    return client


def open_proposal() -> EntryDraft:
    return EntryDraft.objects.get(state=EntryDraft.State.PROPOSED)


class TestDraft:
    def test_what_is_not_complete_is_kept_and_shown_to_nobody(self, sign_in: SignIn) -> None:
        client = sign_in("fairwork")
        half = typed(client, EDIT, notes_nl="Alleen in het Nederlands", save_draft="1")
        assert client.post(EDIT, half).status_code == 302
        assert fairwork().version == 1
        page = client.get(EDIT).content.decode()
        assert "Alleen in het Nederlands" in page
        assert "ontbreekt: Frans" in page
        assert 'href="#id_notes_fr"' in page  # the list of what is missing leads to the field
        assert "Alleen in het" not in client.get("/nl/contacts/fairwork/").content.decode()

    def test_it_is_published_only_when_complete(self, sign_in: SignIn) -> None:
        client = sign_in("fairwork")
        response = client.post(EDIT, typed(client, EDIT, notes_nl="Half"))
        assert response.status_code == 422
        assert response.context["form"].errors.keys() == {"notes_fr"}
        assert (
            client.post(EDIT, typed(client, EDIT, notes_nl="Half", notes_fr="Moitié")).status_code
            == 302
        )
        assert fairwork().notes_fr == "Moitié"  # type: ignore[attr-defined]
        assert not EntryDraft.objects.exists()

    def test_a_draft_of_a_second_tab_is_not_overwritten(self, sign_in: SignIn) -> None:
        client = sign_in("fairwork")
        first = typed(client, EDIT, notes_nl="Een", save_draft="1")
        second = typed(client, EDIT, notes_nl="Twee", save_draft="1")
        client.post(EDIT, first)
        assert client.post(EDIT, second).status_code == 422
        assert EntryDraft.objects.get().document["organisation"]["notes_nl"] == "Een"

    def test_it_can_be_thrown_away(self, sign_in: SignIn) -> None:
        client = sign_in("fairwork")
        client.post(EDIT, typed(client, EDIT, notes_nl="Weg", save_draft="1"))
        assert client.post(f"{EDIT}discard/").status_code == 302
        assert not EntryDraft.objects.exists()


class TestParts:
    def test_a_service_is_added_with_all_that_others_look_for(self, sign_in: SignIn) -> None:
        client = sign_in("fairwork")
        new = {
            "service_new_name_nl": "Tolken", "service_new_name_fr": "Interprètes",
            "service_new_needs": ["legal"], "service_new_target_groups": ["women"],
            "service_new_coverage": ["NL32"], "service_new_languages": ["vi"],
            "service_new_public_fields": ["name"],
        }  # fmt: skip
        assert client.post(EDIT, typed(client, EDIT, **new)).status_code == 302
        service = Service.objects.get(name_nl="Tolken")
        assert (service.coverage, service.languages) == (["NL32"], ["vi"])
        assert service.public_fields == ["name"]

    def test_what_is_removed_is_asked_about_first(self, sign_in: SignIn) -> None:
        client = sign_in("fairwork")
        service = fairwork().services.order_by("order")[0]
        data = typed(client, EDIT, **{f"service_{service.pk}_remove": "on"})
        response = client.post(EDIT, data)
        assert response.status_code == 200
        assert "echt verwijderen" in response.content.decode()
        service.refresh_from_db()
        assert service.active
        assert client.post(EDIT, data | {"really": "1"}).status_code == 302
        service.refresh_from_db()
        assert not service.active  # retired: a partnership may name it

    def test_opening_hours_are_lines_of_days_and_times(self, sign_in: SignIn) -> None:
        client = sign_in("fairwork")
        new = {
            "point_new_function_nl": "Spreekuur", "point_new_function_fr": "Permanence",
            "point_new_phone": "+31 20 760 08 09", "point_new_open0_days": ["1", "3"],
            "point_new_open0_from": "09:00", "point_new_open0_to": "12:30",
        }  # fmt: skip
        assert client.post(EDIT, typed(client, EDIT, **new)).status_code == 302
        rows = OpeningHours.objects.filter(contact_point__function_nl="Spreekuur")
        assert [(row.weekday, f"{row.closes:%H:%M}") for row in rows.order_by("weekday")] == [
            (1, "12:30"), (3, "12:30"),
        ]  # fmt: skip
        point = ContactPoint.objects.get(function_nl="Spreekuur")
        again = typed(client, EDIT)
        assert again[f"point_{point.pk}_open0_days"] == [1, 3]

    @pytest.mark.parametrize("name", ["days", "from", "to"])
    def test_half_a_line_of_opening_hours_is_told(self, sign_in: SignIn, name: str) -> None:
        client = sign_in("fairwork")
        whole: dict[str, Any] = {
            "point_new_function_nl": "Spreekuur", "point_new_function_fr": "Permanence",
            "point_new_phone": "+31 20 760 08 09", "point_new_open0_days": ["1"],
            "point_new_open0_from": "00:00", "point_new_open0_to": "00:00",
        }  # fmt: skip
        del whole[f"point_new_open0_{name}"]
        response = client.post(EDIT, typed(client, EDIT, **whole))
        assert response.status_code == 422
        assert not ContactPoint.objects.filter(function_nl="Spreekuur").exists()


def test_the_place_of_a_shelter_cannot_be_made_public(sign_in: SignIn) -> None:
    client = sign_in("fier")
    path = "/nl/contacts/fier/edit/"
    form = client.get(path).context["form"]
    assert "address" not in form.fields
    offered = {code for code, _label in form.fields["public_fields"].choices}
    assert not offered & {"address", "region", "region_codes", "roles", "notes"}
    response = client.post(path, typed(client, path, public_fields=["name", "region"]))
    assert response.status_code == 422


class TestSecondPerson:
    @pytest.fixture
    def proposed(self, sign_in: SignIn) -> Client:
        client = sign_in("payoke")
        data = typed(client, OF_TWO, phone="+32 3 000 00 00")
        assert client.post(OF_TWO, data).status_code == 302
        return client

    def test_a_national_contact_point_s_change_waits(self, proposed: Client) -> None:
        assert Organisation.objects.get(slug="payoke").phone == "+32 3 201 16 90"
        page = proposed.get("/nl/contacts/payoke/").content.decode()
        assert "wacht op een tweede persoon" in page

    def test_another_contact_point_of_the_country_reads_the_difference_and_agrees(
        self, proposed: Client
    ) -> None:
        second = another("pag-asa", "contact_point")
        path = f"/nl/contacts/payoke/proposals/{open_proposal().pk}/"
        page = second.get(path).content.decode()
        assert "+32 3 201 16 90" in page
        assert "+32 3 000 00 00" in page
        assert second.post(path, {"decision": "approve"}).status_code == 302
        assert Organisation.objects.get(slug="payoke").phone == "+32 3 000 00 00"
        assert second.get("/nl/contacts/stale/").status_code == 200

    def test_a_refusal_says_why_and_changes_nothing(self, proposed: Client) -> None:
        second = another("payoke", "contact_point")
        path = f"/nl/contacts/payoke/proposals/{open_proposal().pk}/"
        assert second.post(path, {"decision": "refuse"}).status_code == 422
        refused = {"decision": "refuse", "reason": "Dat nummer is van de pers"}
        assert second.post(path, refused).status_code == 302
        assert Organisation.objects.get(slug="payoke").phone == "+32 3 201 16 90"
        assert "van de pers" in proposed.get(path).content.decode()
        assert second.post(path, {"decision": "approve"}).status_code == 409

    @pytest.mark.parametrize(
        ("slug", "role"),
        [("payoke", "caseworker"), ("comensha", "contact_point"), ("benelux", "editor")],
    )
    def test_nobody_else_decides(self, proposed: Client, slug: str, role: str) -> None:
        path = f"/nl/contacts/payoke/proposals/{open_proposal().pk}/"
        assert another(slug, role).post(path, {"decision": "approve"}).status_code == 404
        assert open_proposal()

    def test_not_even_its_writer_in_the_role_of_contact_point(self, proposed: Client) -> None:
        writer = User.objects.get(email="caseworker@payoke.example")
        payoke = Organisation.objects.get(slug="payoke")
        Membership.objects.filter(user=writer).delete()
        Membership.objects.create(user=writer, organisation=payoke, role="contact_point")
        path = f"/nl/contacts/payoke/proposals/{open_proposal().pk}/"
        assert proposed.post(path, {"decision": "approve"}).status_code == 404

    def test_what_changed_since_is_not_overwritten(self, proposed: Client) -> None:
        Organisation.objects.filter(slug="payoke").update(version=5)
        path = f"/nl/contacts/payoke/proposals/{open_proposal().pk}/"
        second = another("payoke", "contact_point")
        assert second.post(path, {"decision": "approve"}).status_code == 409

    def test_the_writer_takes_it_back(self, proposed: Client) -> None:
        draft = open_proposal()
        assert proposed.post(f"{OF_TWO}discard/").status_code == 302
        draft.refresh_from_db()
        assert draft.state == EntryDraft.State.WITHDRAWN
