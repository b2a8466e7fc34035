"""The editors' and reviewers' pages."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership
from guide.life import State
from guide.models import Version
from protection.models import AuditEntry
from tests.factories import acting

from .world import ADDED, contact_point, drafted, editor, page, secretariat, sent

pytestmark = pytest.mark.django_db
EDIT = "/nl/guide/edit/"
LAW = f"{EDIT}be-law/"


def client_of(person: Membership) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def writer() -> Membership:
    return editor()


@pytest.fixture
def client(writer: Membership) -> Client:
    return client_of(writer)


def typed(client: Client, **changes: str) -> dict[str, str]:
    """The form as it stands on the page, with these changes."""
    form = client.get(f"{LAW}write/").context["form"]
    values = {field.html_name: field.value() for field in form}
    kept = {name: value for name, value in values.items() if value not in (None, False)}
    return {**{name: str(value) for name, value in kept.items()}, **changes}


def newest() -> Version:
    return page().versions.order_by("-number")[0]


class TestWriting:
    def test_dutch_and_french_stand_side_by_side_with_their_preview(self, client: Client) -> None:
        text = client.get(f"{LAW}write/").text
        assert 'id="id_s0_body_nl"' in text
        assert 'id="id_s0_body_fr-preview"' in text
        assert 'data-preview="/nl/guide/edit/preview/"' in text

    def test_a_saved_draft_keeps_everything_else(self, client: Client, writer: Membership) -> None:
        before = newest()
        values = typed(client, s0_body_nl="Nieuwe tekst.", s0_sources="Myria | https://myria.be/")
        assert client.post(f"{LAW}write/", values).status_code == 302
        version = newest()
        assert (version.number, version.written_by) == (2, writer.user_id)
        old, new = (list(one.sections.order_by("order")) for one in (before, version))
        assert [one.key for one in old] == [one.key for one in new]
        assert new[0].sources == [{"label": "Myria", "url": "https://myria.be/"}]
        assert [s.body_fr for s in old] == [s.body_fr for s in new]  # type: ignore[attr-defined]
        with acting(writer):
            assert AuditEntry.objects.filter(action="guide_write").count() == 1

    def test_saving_what_is_there_makes_no_version(self, client: Client) -> None:
        assert client.post(f"{LAW}write/", typed(client)).status_code == 302
        assert newest().number == 1

    def test_sections_are_added_moved_and_left_out(self, client: Client) -> None:
        more = client.post(f"{LAW}write/", typed(client, add="1", s0_title_nl="Getypt"))
        assert more.status_code == 200
        assert 'value="Getypt"' in more.text
        assert 'name="s3_body_nl"' in more.text
        new = {"s3_title_nl": "Strafmaat", "s3_body_nl": "Tekst.", "s3_edition": "2026-11-22"}
        values = typed(client, sections="4", s3_place="1", s1_remove="on", s0_place="2", **new)
        assert client.post(f"{LAW}write/", values).status_code == 302
        keys = list(newest().sections.order_by("order").values_list("key", flat=True))
        assert keys == ["strafmaat", "offence", "new-code"]

    @pytest.mark.parametrize(
        ("field", "text", "told"),
        [
            ("s0_body_nl", "Goed.\n\n<script>alert(1)</script>", "Regel 3:"),
            ("s1_body_fr", "Bon.\n[ici](javascript:alert(1))", "Regel 2:"),
            ("s0_body_nl", "[x](/nl/referrals/)", "Regel 1:"),
            ("s0_sources", "Myria | https://myria.be/\nWet | javascript:x", "Regel 2:"),
            ("s0_sources", "https://myria.be/", "Regel 1:"),
            ("s0_edition", "31 februari", "editie"),
            ("title_nl", "=1+1", "Titel"),
        ],
        ids=["script", "javascript", "inside", "source", "no name", "no day", "formula"],
    )
    def test_what_cannot_be_is_told_by_field_and_line_and_kept(
        self, client: Client, field: str, text: str, told: str
    ) -> None:
        answer = client.post(f"{LAW}write/", typed(client, **{field: text}, s2_body_nl="Bewaard."))
        assert answer.status_code == 422
        assert told in answer.text
        assert ">\nBewaard.</textarea>" in answer.text
        assert "<script>alert" not in answer.text
        assert newest().number == 1

    def test_a_preview_saves_nothing_and_goes_the_public_way(self, client: Client) -> None:
        answer = client.post(f"{LAW}write/", typed(client, preview="1", s0_body_nl="**Let op**"))
        assert "<strong>Let op</strong>" in answer.text
        assert newest().number == 1
        assert "<em>x</em>" in client.post(f"{EDIT}preview/", {"text": "*x*"}).text
        refused = client.post(f"{EDIT}preview/", {"text": "a\n<script>"}).text
        assert "Regel 2:" in refused
        assert "<script" not in refused

    def test_a_second_tab_is_shown_the_difference_and_keeps_its_text(self, client: Client) -> None:
        values = typed(client, s0_body_nl="Uit de tweede tab.")
        drafted(editor())
        late = client.post(f"{LAW}write/", values)
        assert late.status_code == 409
        assert "<del>" in late.text
        assert ADDED["nl"] in late.text
        assert ">\nUit de tweede tab.</textarea>" in late.text
        again = {**values, "stamp": late.context["form"]["stamp"].value()}
        assert client.post(f"{LAW}write/", again).status_code == 302


class TestReview:
    def test_from_draft_to_the_public_page(self, client: Client) -> None:
        reviewer = client_of(contact_point())
        drafted(editor())
        assert client.post(f"{LAW}send/", {"reason": "Wet gewijzigd"}).status_code == 302
        shown = reviewer.get(f"{LAW}review/")
        assert "<ins>" in shown.text
        assert ADDED["fr"] in shown.text
        stamp = shown.context["form"]["version"].value()
        answer = reviewer.post(f"{LAW}review/", {"decision": "approve", "version": stamp})
        assert answer.status_code == 302
        assert ADDED["nl"] in Client().get("/nl/guide/be-law/").text

    def test_sending_back_needs_remarks_that_the_editor_reads(
        self, client: Client, writer: Membership
    ) -> None:
        reviewer = client_of(contact_point())
        sent(writer)
        values = {"decision": "return", "version": "2.1"}
        assert reviewer.post(f"{LAW}review/", values).status_code == 422
        values["remarks"] = "Noem artikel 258."
        assert reviewer.post(f"{LAW}review/", values).status_code == 302
        assert "Noem artikel 258." in client.get(LAW).text

    def test_what_moved_meanwhile_is_a_conflict(self, client: Client, writer: Membership) -> None:
        reviewer = client_of(contact_point())
        sent(writer)
        assert client.post(f"{LAW}take-back/").status_code == 302
        assert client.post(f"{LAW}take-back/").status_code == 409
        values = {"decision": "approve", "version": "2.1"}
        assert reviewer.post(f"{LAW}review/", values).status_code in {302, 409}
        assert newest().state == State.DRAFT

    def test_what_lacks_french_is_told_before_it_is_sent(self, client: Client) -> None:
        version = drafted(editor())
        version.sections.update(body_fr="")
        assert "de tekst van paragraaf 1 (Frans)" in client.get(f"{LAW}send/").text
        assert client.post(f"{LAW}send/", {"reason": "Wet"}).status_code == 409

    def test_another_country_s_contact_point_does_not_review(self, writer: Membership) -> None:
        contact_point()
        sent(writer)
        for stranger in (contact_point("comensha"), secretariat()):
            assert client_of(stranger).get(f"{LAW}review/").status_code == 404
            assert client_of(stranger).get(LAW).status_code == 200


class TestVersions:
    def test_any_two_are_compared_in_both_languages_without_colour(
        self, client: Client, writer: Membership
    ) -> None:
        drafted(writer)
        text = client.get(f"{LAW}difference/?from=1&to=2").text
        for language in ("nl", "fr"):
            assert f'<div class="guide-difference" lang="{language}">' in text
        assert '<ins><span class="visually-hidden">toegevoegd: </span>' in text
        assert client.get(f"{LAW}difference/?from=1&to=9").status_code == 404

    def test_an_earlier_one_is_taken_up_after_a_question(
        self, client: Client, writer: Membership
    ) -> None:
        reviewer = client_of(contact_point())
        sent(writer)
        reviewer.post(f"{LAW}review/", {"decision": "approve", "version": "2.1"})
        assert "Versie 1 weer gebruiken?" in client.get(f"{LAW}versions/1/restore/").text
        assert newest().number == 2
        assert client.post(f"{LAW}versions/1/restore/").status_code == 302
        assert (newest().number, newest().state) == (3, State.DRAFT)
        assert client.post(f"{LAW}versions/1/restore/").status_code == 409

    def test_a_draft_is_withdrawn_after_a_question(
        self, client: Client, writer: Membership
    ) -> None:
        drafted(writer)
        assert client.get(f"{LAW}withdraw/").status_code == 200
        assert client.post(f"{LAW}withdraw/").status_code == 302
        assert newest().state == State.WITHDRAWN

    def test_the_list_shows_what_each_language_lacks(
        self, client: Client, writer: Membership
    ) -> None:
        drafted(writer, added={"nl": "Alleen in het Nederlands."})
        text = client.get(EDIT).text
        assert "niet mee gewijzigd" in text

    def test_pages_ask_a_fixed_number_of_queries(
        self, client: Client, writer: Membership, django_assert_num_queries: Any
    ) -> None:
        drafted(writer)
        client.get(EDIT)
        for path, queries in ((EDIT, 12), (LAW, 16)):
            with django_assert_num_queries(queries):
                client.get(path)
        for slug in ("nl-law", "lu-law"):
            drafted(writer, slug)
        with django_assert_num_queries(12):
            client.get(EDIT)
