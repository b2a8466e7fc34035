"""The life of a version: who may move it where, and what becomes public when."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, Role
from guide import permissions, publishing
from guide.editing import StaleVersion, current, restore, stamp_of, write
from guide.life import FROM, OPEN, Move, State
from guide.models import Version
from guide.publishing import MoveRefused, NotComplete
from guide.reviewing import SECRETARIAT, needed_for
from guide.signals import page_published
from guide.wording import wording_of
from notifications.models import Notice
from protection.actor import Actor
from protection.models import AuditEntry
from tests.factories import MembershipFactory, acting

from .world import ADDED, NOW, changed, contact_point, drafted, editor, page, secretariat, sent

pytestmark = pytest.mark.django_db
PAGE = "/nl/guide/be-law/"


def approve(by: Membership, version: Version) -> State:
    with acting(by):
        return publishing.approve(
            version.page.slug, number=version.number, revision=version.revision, now=NOW
        )


def told(person: Membership) -> list[str]:
    with acting(person):
        return sorted(Notice.objects.values_list("kind", flat=True))


class TestPermissions:
    """The truth tables."""

    @pytest.mark.parametrize("role", [None, *Role], ids=str)
    def test_roles(self, role: Role | None) -> None:
        actor = Actor(1, 1, role, "BE") if role else None
        assert permissions.can_edit_guide(actor) == (role == Role.EDITOR)
        assert permissions.can_read_drafts(actor) == (
            role in {Role.EDITOR, Role.SECRETARIAT, Role.CONTACT_POINT}
        )

    @pytest.mark.parametrize(
        ("seat", "asked", "wrote"),
        list(product([None, "", "BE"], [(), ("",), ("BE",), ("BE", "NL")], [False, True])),
        ids=str,
    )
    def test_a_reviewer_sits_where_it_is_asked_and_did_not_write_it(
        self, seat: str | None, asked: tuple[str, ...], wrote: bool
    ) -> None:
        actor, authors = Actor(1, 1, Role.CONTACT_POINT, "BE"), [1] if wrote else [2]
        may = seat is not None and seat in asked and not wrote
        assert permissions.can_review(actor, seat=seat, waiting_for=asked, authors=authors) == may
        assert permissions.can_send_back(actor, seat=seat, needed=asked, authors=authors) == may
        assert not permissions.can_review(None, seat=seat, waiting_for=asked, authors=authors)


class TestWhoReviews:
    def test_a_chapter_is_its_country_s(self) -> None:
        contact_point("payoke")
        assert needed_for(page("be-law")) == ["BE"]

    def test_a_common_page_is_of_every_country_whose_bodies_it_names(self) -> None:
        for slug in ("payoke", "comensha", "infotraite"):
            contact_point(slug)
        assert needed_for(page("danger")) == ["BE", "LU", "NL"]

    def test_a_page_of_no_country_is_the_secretariat_s(self) -> None:
        assert needed_for(page("declaration")) == [SECRETARIAT]

    def test_a_page_does_not_wait_for_nobody(self) -> None:
        contact_point("comensha")
        assert needed_for(page("be-law")) == [SECRETARIAT]
        assert needed_for(page("danger")) == [SECRETARIAT, "NL"]

    def test_a_contact_point_of_another_kind_has_no_seat(self) -> None:
        stranger = MembershipFactory.create(belgian=True, contact_point=True)
        contact_point("payoke")
        version = sent(editor())
        with pytest.raises(PermissionError):
            approve(stranger, version)


class TestWriting:
    def test_a_draft_is_nobody_s_to_read_until_it_is_published(self, client: Client) -> None:
        version = drafted(editor())
        assert (version.number, version.state, version.revision) == (2, State.DRAFT, 1)
        assert ADDED["nl"] not in client.get(PAGE).text

    def test_saving_again_is_the_same_version(self) -> None:
        writer = editor()
        drafted(writer)
        version = drafted(writer, added={"nl": "En nog iets."})
        assert (version.number, version.revision) == (2, 2)

    def test_the_same_words_write_nothing(self) -> None:
        with acting(editor()):
            version = current(page())
            write("be-law", wording_of(version), stamp=stamp_of(version), now=NOW)
        assert page().versions.count() == 1

    def test_who_did_not_see_the_newest_overwrites_nothing(self) -> None:
        first, second = editor(), editor()
        seen = current(page())
        stamp, wording = stamp_of(seen), wording_of(seen)
        drafted(first)
        with acting(second), pytest.raises(StaleVersion):
            write("be-law", changed(wording), stamp=stamp, now=NOW)

    def test_only_an_editor_writes(self) -> None:
        for stranger in (contact_point(), secretariat()):
            with pytest.raises(PermissionError):
                drafted(stranger)

    def test_what_is_with_the_reviewers_is_not_written(self) -> None:
        writer = editor()
        sent(writer)
        with pytest.raises(MoveRefused):
            drafted(writer)

    def test_what_lacks_french_is_not_sent(self) -> None:
        writer = editor()
        version = drafted(writer)
        version.sections.update(body_fr="")
        with acting(writer), pytest.raises(NotComplete):
            publishing.send_for_review("be-law", reason="Wet", publish_on=None, now=NOW)

    def test_history_and_audit_know_of_a_french_word(self) -> None:
        writer = editor()
        version = drafted(writer, added={"fr": "Un mot."})
        section = version.sections.first()
        events = type(section).pgh_event_models  # type: ignore[union-attr]
        assert events
        with acting(writer):
            assert AuditEntry.objects.filter(action="guide_write", subject_id="be-law").exists()

    def test_an_earlier_text_comes_back_as_a_draft(self, client: Client) -> None:
        writer, reviewer = editor(), contact_point()
        approve(reviewer, sent(writer))
        with acting(writer):
            version = restore("be-law", 1, now=NOW)
            assert wording_of(version) == wording_of(page().versions.get(number=1))
            with pytest.raises(MoveRefused):
                restore("be-law", 1, now=NOW)
        assert (version.number, version.state) == (3, State.DRAFT)
        assert ADDED["nl"] in client.get(PAGE).text


class TestReview:
    def test_an_approved_page_is_public_at_once_and_replaces_the_old_one(
        self, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        heard: list[tuple[str, int]] = []

        def hear(slug: str, number: int, **_: Any) -> None:
            heard.append((slug, number))

        page_published.connect(hear)
        writer, reviewer = editor(), contact_point()
        worker = client.get("/nl/guide/offline.js").text
        version = sent(writer)
        assert told(reviewer) == ["guide_review_asked"]
        with django_capture_on_commit_callbacks(execute=True):
            assert approve(reviewer, version) == State.PUBLISHED
        page_published.disconnect(hear)
        assert heard == [("be-law", 2)]
        for language, text in ADDED.items():
            assert text in client.get(f"/{language}/guide/be-law/").text
        assert client.get("/nl/guide/offline.js").text != worker, "devices fetch their copy anew"
        assert list(page().versions.values_list("number", "state")) == [
            (2, State.PUBLISHED),
            (1, State.REPLACED),
        ]
        assert told(writer) == ["guide_published"]

    def test_every_country_concerned_agrees_first(self, client: Client) -> None:
        people = [contact_point(slug) for slug in ("payoke", "comensha", "infotraite")]
        version = sent(editor(), "danger")
        assert [approve(one, version) for one in people] == [
            State.REVIEW, State.REVIEW, State.PUBLISHED,
        ]  # fmt: skip
        assert ADDED["fr"] in client.get("/fr/guide/danger/").text

    def test_nobody_agrees_twice_or_for_another(self) -> None:
        belgian, dutch = contact_point("payoke"), contact_point("comensha")
        contact_point("infotraite")
        version = sent(editor(), "danger")
        approve(belgian, version)
        with pytest.raises(MoveRefused):
            approve(belgian, version)
        version = sent(editor())
        with pytest.raises(PermissionError):
            approve(dutch, version)

    def test_nobody_reviews_their_own_words(self) -> None:
        writer = editor()
        reviewer = contact_point()
        version = sent(writer)
        version.moves.update(user_id=reviewer.user_id)
        with pytest.raises(MoveRefused):
            approve(reviewer, version)

    def test_who_read_another_text_does_not_approve_this_one(self) -> None:
        writer, reviewer = editor(), contact_point()
        seen = sent(writer)
        with acting(writer):
            publishing.take_back("be-law", now=NOW)
        drafted(writer, added={"nl": "Nog een zin."})
        with acting(writer):
            publishing.send_for_review("be-law", reason="Anders", publish_on=None, now=NOW)
        with pytest.raises(MoveRefused):
            approve(reviewer, seen)

    def test_sent_back_it_is_a_draft_with_remarks(self) -> None:
        writer, reviewer = editor(), contact_point()
        version = sent(writer)
        with acting(reviewer):
            publishing.send_back(
                "be-law", number=2, revision=version.revision, remarks="Artikel 258", now=NOW
            )
        version = current(page())
        last = version.moves.last()
        assert last is not None
        assert (version.state, last.remarks) == (State.DRAFT, "Artikel 258")
        assert "guide_sent_back" in told(writer)

    def test_a_withdrawn_draft_leaves_the_public_page(self, client: Client) -> None:
        writer = editor()
        drafted(writer)
        with acting(writer):
            publishing.withdraw("be-law", now=NOW)
        assert client.get(PAGE).status_code == 200
        assert current(page()).number == 1


class TestSchedule:
    def scheduled(self, writer: Membership) -> Version:
        version = sent(writer, publish_on=NOW.date() + timedelta(days=2))
        assert approve(contact_point(), version) == State.SCHEDULED
        return version

    def test_it_is_public_from_its_day(self, client: Client) -> None:
        self.scheduled(editor())
        assert publishing.publish_due(NOW + timedelta(days=1)) == 0
        assert ADDED["nl"] not in client.get(PAGE).text
        assert publishing.publish_due(NOW + timedelta(days=2)) == 1
        assert ADDED["nl"] in client.get(PAGE).text
        assert publishing.publish_due(NOW + timedelta(days=2)) == 0

    def test_a_day_that_is_today_is_at_once(self) -> None:
        version = sent(editor(), publish_on=NOW.date())
        assert approve(contact_point(), version) == State.PUBLISHED

    def test_taken_back_it_is_not_published(self, client: Client) -> None:
        writer = editor()
        self.scheduled(writer)
        with acting(writer):
            publishing.take_back("be-law", now=NOW)
        assert publishing.publish_due(NOW + timedelta(days=9)) == 0
        assert ADDED["nl"] not in client.get(PAGE).text


class TestTable:
    """No move is made from where the table does not have it."""

    MOVES: dict[Move, Callable[[], object]] = {
        Move.SEND: lambda: publishing.send_for_review(
            "be-law", reason="Wet", publish_on=None, now=NOW
        ),
        Move.RECALL: lambda: publishing.take_back("be-law", now=NOW),
        Move.WITHDRAW: lambda: publishing.withdraw("be-law", now=NOW),
        Move.APPROVE: lambda: publishing.approve("be-law", number=2, revision=1, now=NOW),
        Move.RETURN: lambda: publishing.send_back(
            "be-law", number=2, revision=1, remarks="Nee", now=NOW
        ),
    }

    @pytest.mark.parametrize(("move", "state"), list(product(MOVES, State)), ids=str)
    def test_moves(self, move: Move, state: State) -> None:
        writer, reviewer = editor(), contact_point()
        version = drafted(writer)
        if state == State.PUBLISHED:
            page().versions.filter(number=1).update(state=State.REPLACED)
        Version.objects.filter(pk=version.pk).update(state=state, publish_on=date(2026, 12, 1))
        by = reviewer if move in {Move.APPROVE, Move.RETURN} else writer
        if state in FROM[move]:
            with acting(by):
                self.MOVES[move]()
        else:
            with acting(by), pytest.raises(MoveRefused):
                self.MOVES[move]()

    def test_only_what_is_open_moves(self) -> None:
        assert frozenset().union(*FROM.values()) == set(OPEN)
