"""Pages that begin, name other bodies, and leave the guide: an editor proposes, reviewers agree."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership
from contacts.models import Organisation
from contacts.publishable import SHELTER_KINDS
from guide import publishing, selectors
from guide.editing import current
from guide.improving import rows
from guide.life import State
from guide.models import Page, Version
from guide.pages import retire_page
from guide.publishing import MoveRefused
from guide.reference import load
from guide.reviewing import needed_for
from guide.steps import Answers, steps_for
from guide.workshop import workshop
from tests.factories import acting

from .test_editing import client_of
from .world import NOW, contact_point, drafted, editor, page, secretariat

pytestmark = pytest.mark.django_db
EDIT = "/nl/guide/edit/"
BEGGING = {
    "kind": "situation",
    "title_nl": "Gedwongen bedelen",
    "title_fr": "Mendicité forcée",
    "slug": "forced-begging",
    "order": "15",
}

REFUSED = (
    ({"slug": "minor"}, "slug"),
    ({"slug": "compare"}, "slug"),
    ({"slug": "add"}, "slug"),
    ({"slug": "Bedelen"}, "slug"),
    ({"slug": "-bedelen"}, "slug"),
    ({"slug": ""}, "slug"),
    ({"title_fr": ""}, "title_fr"),
    ({"title_nl": "<script>alert(1)</script>"}, "title_nl"),
    ({"kind": "source"}, "kind"),
    ({"kind": "topic"}, "country"),
    ({"kind": "topic", "country": "BE", "topic": "law"}, "topic"),
    ({"kind": "indicator"}, "dimension"),
    ({"kind": "indicator", "dimension": "exploitation"}, "dimension"),
    ({"order": "-1"}, "order"),
)


@pytest.fixture
def writer() -> Membership:
    return editor()


@pytest.fixture
def client(writer: Membership) -> Client:
    return client_of(writer)


def typed(client: Client, slug: str, **changes: str) -> dict[str, str]:
    """The form of a page as it stands, with these changes."""
    form = client.get(f"{EDIT}{slug}/write/").context["form"]
    values = {field.html_name: field.value() for field in form}
    kept = {name: value for name, value in values.items() if value not in (None, False)}
    return {**{name: str(value) for name, value in kept.items()}, **changes}


def published(slug: str, writer: Membership, reviewer: Membership) -> None:
    """What is a draft goes through its review."""
    with acting(writer):
        publishing.send_for_review(slug, reason="Zoals besproken", publish_on=None, now=NOW)
    version = current(page(slug))
    with acting(reviewer):
        state = publishing.approve(slug, number=version.number, revision=version.revision, now=NOW)
    assert state == State.PUBLISHED


def retired(slug: str, writer: Membership, reviewer: Membership, successor: str = "") -> None:
    with acting(writer):
        retire_page(slug, successor=page(successor) if successor else None, now=NOW)
    published(slug, writer, reviewer)


def titles() -> list[str]:
    return [one.slug for one in selectors.contents().situations]


class TestANewPage:
    def test_it_goes_the_way_of_every_text(self, client: Client, writer: Membership) -> None:
        answer = client.post(f"{EDIT}add/", BEGGING)
        assert answer["Location"] == f"{EDIT}forced-begging/write/"
        assert Client().get("/nl/guide/forced-begging/").status_code == 404
        values = typed(client, "forced-begging", bodies="Comensha\nPayoke", sections="1")
        values |= {"s0_title_nl": "Wat u ziet", "s0_title_fr": "Ce que vous voyez"}
        values |= {"s0_body_nl": "Iemand bedelt.", "s0_body_fr": "Quelqu’un mendie."}
        values |= {"s0_edition": "2026-11-22", "s0_place": "1"}
        assert client.post(f"{EDIT}forced-begging/write/", values).status_code == 302
        published("forced-begging", writer, secretariat())
        for language, words in (("nl", "Gedwongen bedelen"), ("fr", "Mendicité forcée")):
            text = Client().get(f"/{language}/guide/forced-begging/").text
            assert words in text
            assert text.index("CoMensha") < text.index("Payoke"), "in the order that was typed"
        assert titles() == ["danger", "minor", "forced-begging", "other-country", "construction"]

    def test_what_cannot_be_is_told_and_kept(self, client: Client) -> None:
        for changes, field in REFUSED:
            answer = client.post(f"{EDIT}add/", BEGGING | changes)
            assert answer.status_code == 422, changes
            assert field in answer.context["form"].errors, changes
            assert 'href="#id_' in answer.text
        assert not Page.objects.filter(slug="forced-begging").exists()

    def test_its_address_changes_until_it_was_public(self, client: Client) -> None:
        client.post(f"{EDIT}add/", BEGGING)
        settings = f"{EDIT}forced-begging/settings/"
        assert client.post(settings, BEGGING | {"slug": "begging"}).status_code == 302
        assert page("begging").versions.get().order == 15
        assert client.get(f"{EDIT}minor/settings/").status_code == 409

    def test_only_an_editor_makes_one(self) -> None:
        for stranger in (contact_point(), secretariat()):
            assert client_of(stranger).post(f"{EDIT}add/", BEGGING).status_code == 404


class TestBodies:
    """Which organisations stand beside a text."""

    def test_a_change_is_public_after_its_review(self, client: Client, writer: Membership) -> None:
        before = [*page("be-help").organisations]
        assert (
            client.post(
                f"{EDIT}be-help/write/", typed(client, "be-help", bodies="Payoke\nSürya")
            ).status_code
            == 302
        )
        assert page("be-help").organisations == before
        difference = client.get(f"{EDIT}be-help/difference/?from=1&to=2").text
        assert "Sürya" in difference
        published("be-help", writer, contact_point())
        assert selectors.page_text("be-help").organisations == ["payoke", "surya"]  # type: ignore[union-attr]
        assert page("be-help").organisations == ["payoke", "surya"]

    def test_who_is_named_and_who_was_named_agree(self, writer: Membership, client: Client) -> None:
        for slug in ("payoke", "comensha", "infotraite"):
            contact_point(slug)
        client.post(f"{EDIT}danger/write/", typed(client, "danger", bodies="Payoke"))
        assert needed_for(page("danger"), current(page("danger"))) == ["BE", "LU", "NL"]

    def test_what_is_no_body_for_readers_is_told_by_line(self, client: Client) -> None:
        shelter = Organisation.objects.filter(kind__in=SHELTER_KINDS, active=True).first()
        assert shelter is not None
        values = typed(client, "danger", bodies=f"Payoke\nNobody\n{shelter.name}")
        answer = client.post(f"{EDIT}danger/write/", values)
        assert answer.status_code == 422
        first, second = answer.context["form"].errors["bodies"]
        assert first.startswith("Regel 2")
        assert second.startswith("Regel 3")

    def test_an_earlier_version_brings_its_bodies_back(
        self, client: Client, writer: Membership
    ) -> None:
        before = [*page("be-help").organisations]
        client.post(f"{EDIT}be-help/write/", typed(client, "be-help", bodies="Payoke"))
        published("be-help", writer, contact_point())
        client.post(f"{EDIT}be-help/versions/1/restore/")
        assert current(page("be-help")).organisations == before


class TestLeavingTheGuide:
    def test_readers_are_led_to_what_took_its_place(
        self, client: Client, writer: Membership
    ) -> None:
        answer = client.post(f"{EDIT}minor/retire/", {"successor": page("danger").pk})
        assert answer["Location"] == f"{EDIT}minor/send/"
        assert Client().get("/nl/guide/minor/").status_code == 200, "until the reviewers agree"
        published("minor", writer, secretariat())
        assert Client().get("/fr/guide/minor/")["Location"] == "/fr/guide/danger/"
        assert "minor" not in titles()
        assert "minor" not in {row.slug for row in rows(NOW.date())}
        assert Client().get("/nl/guide/minor/feedback/").status_code == 404

    def test_without_one_its_address_says_so(self, writer: Membership) -> None:
        retired("construction", writer, secretariat())
        for language, words in (("nl", "niet meer in de gids"), ("fr", "ne figure plus")):
            answer = Client().get(f"/{language}/guide/construction/")
            assert answer.status_code == 410
            assert words in answer.text

    def test_what_took_its_place_may_go_too(self, writer: Membership) -> None:
        retired("minor", writer, secretariat(), "construction")
        retired("construction", writer, secretariat(), "danger")
        assert Client().get("/nl/guide/minor/")["Location"] == "/nl/guide/danger/"

    def test_two_that_lead_to_each_other_end(self, writer: Membership) -> None:
        retired("minor", writer, secretariat(), "construction")
        Version.objects.filter(page__slug="construction", state=State.PUBLISHED).update(
            retired=True, successor=page("minor")
        )
        assert Client().get("/nl/guide/minor/").status_code == 410

    def test_it_is_brought_back_by_a_version(self, client: Client, writer: Membership) -> None:
        retired("minor", writer, secretariat())
        with acting(writer):
            assert [line.slug for line in workshop(None).gone] == ["minor"]
        assert client.post(f"{EDIT}minor/write/", typed(client, "minor")).status_code == 302
        published("minor", writer, secretariat())
        assert Client().get("/nl/guide/minor/").status_code == 200

    def test_nothing_leads_to_a_page_that_is_gone(self, writer: Membership) -> None:
        retired("be-help", writer, contact_point())
        found = steps_for(Answers("BE", "minor", "yes", "third", "stay"), NOW.date())
        assert [step.page for step in found if step.page] == ["danger", "minor", "be-stay"]

    def test_nobody_reviews_what_they_proposed(self, writer: Membership) -> None:
        reviewer = contact_point()
        with acting(writer):
            version = retire_page("be-law", successor=None, now=NOW)
            publishing.send_for_review("be-law", reason="Weg", publish_on=None, now=NOW)
        version.moves.update(user_id=reviewer.user_id)
        with acting(reviewer), pytest.raises(MoveRefused):
            publishing.approve("be-law", number=2, revision=1, now=NOW)

    def test_one_thing_at_a_time(self, client: Client, writer: Membership) -> None:
        drafted(writer, "minor")
        assert client.get(f"{EDIT}minor/retire/").status_code == 409
        with acting(writer), pytest.raises(MoveRefused):
            retire_page("minor", successor=None, now=NOW)

    def test_a_page_s_own_place_is_no_successor(self, client: Client) -> None:
        answer = client.post(f"{EDIT}minor/retire/", {"successor": page("minor").pk})
        assert answer.status_code == 422


def test_the_product_s_own_files_do_not_undo_an_editor_s_choice(
    client: Client, writer: Membership
) -> None:
    client.post(f"{EDIT}be-help/write/", typed(client, "be-help", bodies="Payoke", order="77"))
    published("be-help", writer, contact_point())
    written: dict[str, Any] = {}
    load(using="default", written=written)
    assert (page("be-help").organisations, page("be-help").order) == (["payoke"], 77)
