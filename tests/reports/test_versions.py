"""A version of a report: what is edited stays, figures are taken or left, adopted is adopted."""

import threading
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from protection.actor import Actor, acting_as
from protection.models import AuditEntry
from reports import editing, selectors, versions
from reports.editing import TextRefused
from reports.life import FINAL_STATES, MOVES, MoveCode, VersionState, allowed
from reports.models import ReportBlock, ReportFile, ReportRun, ReportVersion, RunKind, RunState
from reports.services import RunRefused, start_files, start_run
from reports.versions import MoveRefused
from tests.reports.cases import invent, store
from tests.reports.conftest import move, run_to_the_end
from tests.reports.sample import YEAR_ONE

pytestmark = [
    pytest.mark.usefixtures("quick"),
    pytest.mark.django_db(transaction=True, databases=["default", "owner", "statistics"]),
]


@pytest.fixture
def writer() -> User:
    return User.objects.create(email="writer@reports.example", language="nl")


def _version(run: ReportRun) -> ReportVersion:
    return ReportVersion.objects.filter(report=run.report_id).latest("number")


def _block(run: ReportRun, key: str = "between") -> ReportBlock:
    return _version(run).blocks.get(key=key)


def _save(block: ReportBlock, nl: str, fr: str, writer: User, revision: int | None = None) -> None:
    with acting_as(None):
        editing.save_block(
            block.pk,
            nl=nl,
            fr=fr,
            revision=block.revision if revision is None else revision,
            user_id=writer.pk,
            now=timezone.now(),
        )


def _again() -> ReportRun:
    return run_to_the_end(start_run(YEAR_ONE, user_id=None, now=timezone.now()).pk)


def _adopt(run: ReportRun) -> ReportVersion:
    """Adopted on a vote that approved; its final files are made."""
    move(run.report_id, MoveCode.SHARE)
    move(run.report_id, MoveCode.PUT)
    version = move(run.report_id, MoveCode.ADOPT, role=None)
    run_to_the_end(start_files(version.pk, user_id=None, now=timezone.now()).pk)
    version.refresh_from_db()
    return version


class TestLife:
    def test_every_move_of_every_role_from_every_state(self) -> None:
        for code, rule in MOVES.items():
            for state in VersionState:
                for role in (*Role, None):
                    mine = role == Role.SECRETARIAT if rule.by else role is None
                    assert allowed(code, state, role) == (state in rule.sources and mine)

    def test_nothing_leads_back_from_a_final_state(self) -> None:
        for rule in MOVES.values():
            if set(rule.sources) & set(FINAL_STATES):
                assert rule.target in FINAL_STATES

    def test_from_draft_to_sent_step_by_step(self, finished: ReportRun) -> None:
        version = _adopt(finished)
        assert version.state == VersionState.ADOPTED
        assert version.sealed_at is not None
        assert version.run is not None
        assert version.run.kind == RunKind.FILES
        assert move(finished.report_id, MoveCode.SEND).state == VersionState.SENT
        assert [event.move for event in version.events.all()] == ["share", "put", "adopt", "send"]

    def test_a_step_out_of_turn_is_refused(self, finished: ReportRun) -> None:
        for code in (MoveCode.PUT, MoveCode.SEND, MoveCode.PUBLISH, MoveCode.TAKE_BACK):
            with pytest.raises(MoveRefused):
                move(finished.report_id, code)

    def test_what_is_taken_back_is_read_by_its_writers_alone(self, finished: ReportRun) -> None:
        report = finished.report_id
        for code, read in ((MoveCode.SHARE, 1), (MoveCode.TAKE_BACK, 0), (MoveCode.SHARE, 1)):
            move(report, code)
            assert len(selectors.versions_of(report, shared_only=True)) == read
            assert (selectors.version_of(report, shared_only=True) is not None) == bool(read)
            assert selectors.version_of(report, shared_only=False) is not None

    def test_open_comments_and_old_files_hold_the_vote_back(
        self, finished: ReportRun, writer: User
    ) -> None:
        move(finished.report_id, MoveCode.SHARE)
        block = _block(finished)
        with acting_as(None):
            comment = editing.add_comment(
                block.pk,
                text="?",
                language="nl",
                country="NL",
                user_id=writer.pk,
                now=timezone.now(),
            )
        with pytest.raises(MoveRefused, match=r"comments|opmerkingen"):
            move(finished.report_id, MoveCode.PUT)
        with acting_as(None):
            editing.resolve_comment(
                comment.pk, answer="Done", user_id=writer.pk, now=timezone.now()
            )
        with acting_as(None), pytest.raises(MoveRefused):  # the first answer stays
            editing.resolve_comment(comment.pk, answer="No", user_id=writer.pk, now=timezone.now())
        _save(block, "Anders.", "Autre.", writer)
        with pytest.raises(MoveRefused, match=r"files|bestanden"):
            move(finished.report_id, MoveCode.PUT)
        run_to_the_end(start_files(_version(finished).pk, user_id=None, now=timezone.now()).pk)
        assert move(finished.report_id, MoveCode.PUT).state == VersionState.VOTE

    def test_a_draft_takes_no_comments(self, finished: ReportRun, writer: User) -> None:
        with acting_as(None), pytest.raises(MoveRefused):
            editing.add_comment(
                _block(finished).pk,
                text="?",
                language="nl",
                country="NL",
                user_id=writer.pk,
                now=timezone.now(),
            )


class TestEditing:
    def test_what_nobody_edited_follows_the_figures(self, finished: ReportRun) -> None:
        before = _version(finished).run_id
        store(invent(YEAR_ONE, 50, 12))
        again = _again()
        version = _version(finished)
        assert version.run_id == again.pk != before
        assert not version.blocks.filter(edited=True).exists()

    def test_an_edited_block_is_never_overwritten(self, finished: ReportRun, writer: User) -> None:
        _save(_block(finished), "Eigen {referrals}.", "Propre {referrals}.", writer)
        store(invent(YEAR_ONE, 50, 12))
        again = _again()
        version = _version(finished)
        changes = selectors.changed_figures(version, "fr")
        assert changes
        assert all(" – " in one["name"] or "." not in one["name"] for one in changes), "in words"
        assert version.run_id == finished.pk, "the figures are offered, not taken"
        assert version.offered_id == again.pk
        assert _block(finished).nl == "Eigen {referrals}."
        files = start_files(version.pk, user_id=None, now=timezone.now())
        with acting_as(None):
            # Files with the earlier figures would arrive after the newer figures and replace them.
            with pytest.raises(MoveRefused):
                versions.take_figures(version.pk, user_id=writer.pk, now=timezone.now())
            run_to_the_end(files.pk)
            versions.take_figures(version.pk, user_id=writer.pk, now=timezone.now())
        version.refresh_from_db()
        assert (version.run_id, version.offered_id) == (again.pk, None)
        assert _block(finished).nl == "Eigen {referrals}."
        assert f"Eigen {again.released['referrals']}." in str(again.documents["nl"])  # type: ignore[index]

    def test_offered_figures_can_be_left(self, finished: ReportRun, writer: User) -> None:
        _save(_block(finished), "Eigen.", "Propre.", writer)
        store(invent(YEAR_ONE, 50, 12))
        _again()
        clerk = Actor(writer.pk, 0, Role.SECRETARIAT, "")
        with acting_as(clerk):
            versions.leave_figures(_version(finished).pk)
            assert AuditEntry.objects.filter(action="report_figures_left").exists()
        assert _version(finished).run_id == finished.pk
        assert _version(finished).offered_id is None

    def test_another_wording_of_an_edited_block_is_offered_and_taken(
        self, finished: ReportRun, writer: User
    ) -> None:
        block = _block(finished)
        _save(block, "Eigen.", "Propre.", writer)
        ReportBlock.objects.filter(pk=block.pk).update(made_nl="Oud.", made_fr="Vieux.")
        store(invent(YEAR_ONE, 50, 12))
        _again()
        with acting_as(None):
            versions.take_figures(_version(finished).pk, user_id=writer.pk, now=timezone.now())
        block.refresh_from_db()
        assert (block.nl, block.offered) == ("Eigen.", True)
        with acting_as(None):
            editing.take_offered(block.pk, user_id=writer.pk, now=timezone.now())
        block.refresh_from_db()
        assert block.nl == block.made_nl
        assert not block.edited
        assert not block.offered

    def test_two_writers_do_not_overwrite_each_other(
        self, finished: ReportRun, writer: User
    ) -> None:
        block = _block(finished)
        barrier = threading.Barrier(2)
        results: list[str] = []

        def write(text: str) -> None:
            try:
                barrier.wait()
                _save(block, text, text, writer)
                results.append("saved")
            except MoveRefused:
                results.append("refused")
            finally:
                connection.close()

        threads = [
            threading.Thread(target=write, args=(text,))
            for text in ("Zo staat het er.", "Anders staat het er.")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(results) == ["refused", "saved"]

    def test_languages_that_differ_are_refused_and_nothing_is_kept(
        self, finished: ReportRun, writer: User
    ) -> None:
        block = _block(finished)
        with pytest.raises(TextRefused):
            _save(block, "{referrals}", "rien", writer)
        assert _block(finished).nl == block.nl

    def test_the_report_shows_the_text_with_its_figures(
        self, finished: ReportRun, writer: User
    ) -> None:
        _save(_block(finished), "Samen {referrals}.", "Ensemble {referrals}.", writer)
        run = run_to_the_end(
            start_files(_version(finished).pk, user_id=None, now=timezone.now()).pk
        )
        assert run.released_sha256 == finished.released_sha256
        assert run.documents is not None
        shown = str(finished.released["referrals"])  # type: ignore[index]
        assert f"Samen {shown}." in str(run.documents["nl"])
        assert f"Ensemble {shown}." in str(run.documents["fr"])


class TestAdopted:
    def _refused(self, sql: str, key: object) -> None:
        """Neither the portal's role nor the tables' owner may do it."""
        for alias in ("default", "owner"):
            with (
                pytest.raises(DatabaseError),
                transaction.atomic(using=alias),
                connections[alias].cursor() as cursor,
            ):
                cursor.execute(sql, [str(key)])

    def test_the_database_refuses_every_change(self, finished: ReportRun) -> None:
        version = _adopt(finished)
        file = ReportFile.objects.filter(run=version.run_id).first()
        block = version.blocks.first()
        assert file is not None
        assert block is not None
        for sql, key in (
            ("UPDATE reports_reportblock SET nl = 'x' WHERE id = %s", block.pk),
            ("DELETE FROM reports_reportblock WHERE id = %s", block.pk),
            ("UPDATE reports_reportfile SET content = 'x' WHERE id = %s", file.pk),
            ("DELETE FROM reports_reportfile WHERE id = %s", file.pk),
            ("UPDATE reports_reportrun SET released = '{}' WHERE id = %s", version.run_id),
            ("UPDATE reports_reportversion SET state = 'draft' WHERE id = %s", version.pk),
            ("UPDATE reports_reportversion SET approvals = '[1]' WHERE id = %s", version.pk),
            ("UPDATE reports_reportversion SET run_id = NULL WHERE id = %s", version.pk),
        ):
            self._refused(sql, key)

    def test_the_portal_refuses_in_words(self, finished: ReportRun, writer: User) -> None:
        version = _adopt(finished)
        with pytest.raises(MoveRefused):
            _save(_block(finished), "x", "x", writer)
        with pytest.raises(RunRefused):
            start_files(version.pk, user_id=None, now=timezone.now())

    def test_new_figures_leave_it_alone(self, finished: ReportRun) -> None:
        version = _adopt(finished)
        run = _again()
        assert run.version is None
        assert run.state == RunState.DONE
        assert run.documents is not None
        assert run.documents["nl"]["words"]["mark"] == "CONCEPT"
        version.refresh_from_db()
        assert version.run_id != run.pk

    def test_a_corrigendum_is_a_new_version_and_says_what_reads_otherwise(
        self, finished: ReportRun, writer: User, sign_in: Callable[..., Client]
    ) -> None:
        version = _adopt(finished)
        with acting_as(None), pytest.raises(MoveRefused):
            versions.new_version(finished.report_id, user_id=writer.pk, now=timezone.now())
        with acting_as(None):
            second = versions.new_version(
                finished.report_id,
                user_id=writer.pk,
                now=timezone.now(),
                correction_nl="Een getal.",
                correction_fr="Un nombre.",
            )
        assert (second.number, second.corrects_id) == (2, version.pk)
        assert second.blocks.count() == version.blocks.count()
        _save(_block(finished), "Nieuw: {referrals}.", "Nouveau: {referrals}.", writer)
        assert not version.blocks.get(key="between").nl.startswith("Nieuw")
        path = f"/nl/reports/{finished.report_id}/versions/2/difference/"
        page = sign_in(Role.SECRETARIAT).get(path).content.decode()
        assert finished.released is not None
        main = page.partition("<main")[2].partition("</main>")[0]
        assert str(finished.released["referrals"]) in main, "with its figure"
        assert "{" not in main
        run = run_to_the_end(start_files(second.pk, user_id=None, now=timezone.now()).pk)
        assert run.documents is not None
        assert "Een getal." in str(run.documents["nl"]["front"])


def test_a_refused_version_is_followed_by_another(finished: ReportRun, writer: User) -> None:
    move(finished.report_id, MoveCode.SHARE)
    move(finished.report_id, MoveCode.PUT)
    assert move(finished.report_id, MoveCode.REFUSE, role=None).state == VersionState.REJECTED
    with acting_as(None):
        second = versions.new_version(finished.report_id, user_id=writer.pk, now=timezone.now())
    assert (second.number, second.corrects_id, second.state) == (2, None, VersionState.DRAFT)
    assert second.run_id == finished.pk


def test_a_second_run_of_any_kind_is_refused(finished: ReportRun, not_sent: list[UUID]) -> None:
    start_files(_version(finished).pk, user_id=None, now=timezone.now())
    with pytest.raises(RunRefused):
        start_run(YEAR_ONE, user_id=None, now=timezone.now())
