"""Pages of the report: who sees what, bad input, progress, downloads and their evidence."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Role
from protection.actor import Actor
from reports import steps
from reports.figures import Period
from reports.life import MoveCode
from reports.models import ReportRun, RunState, StepState
from reports.permissions import can_comment, can_read_reports, can_read_version, can_write_reports
from reports.rendering import CONTENT_TYPES
from reports.services import start_run
from tests.reports.conftest import move, run_to_the_end
from tests.reports.sample import YEAR_ONE

pytestmark = [
    pytest.mark.usefixtures("quick"),
    pytest.mark.django_db(transaction=True, databases=["default", "owner", "statistics"]),
]
SignIn = Callable[..., Client]
OTHERS = [role for role in Role if role not in {Role.SECRETARIAT, Role.MEMBER}]
GOOD = {"period_from": "2016-12-02", "period_to": "2017-12-31", "length": "full"}


def _url(name: str, *args: Any, language: str = "nl") -> str:
    with translation.override(language):
        return reverse(f"reports:{name}", args=args)


def _addresses(run: ReportRun) -> list[str]:
    report = run.report_id
    return [
        _url("detail", report),
        _url("progress", report),
        _url("chart", report, "nl", "pairs"),
        _url("file", report, "progress-report-2017.nl.pdf"),
        _url("file", report, "figures.json"),
    ]


def _changes(run: ReportRun) -> list[str]:
    """What only the secretariat may post to."""
    report = run.report_id
    return [
        *(
            _url(name, report)
            for name in ("run_again", "make_files", "put", "send", "publish", "correct")
        ),
        *(_url(name, report) for name in ("try_again", "figures", "plan", "outside")),
        _url("move", report, "share"),
        _url("block", report, "summary"),
        _url("remove_outside", report, 1),
    ]


@pytest.mark.parametrize("role", Role)
def test_the_permissions_of_every_role(role: Role) -> None:
    actor = Actor(1, 1, role, "")
    reads, writes = role in {Role.SECRETARIAT, Role.MEMBER}, role == Role.SECRETARIAT
    assert can_read_reports(actor) == reads
    assert can_write_reports(actor) == writes
    assert can_comment(actor) == (role == Role.MEMBER)
    assert can_read_version(actor, shared=True) == reads
    assert can_read_version(actor, shared=False) == writes


class TestReading:
    def test_the_secretariat_reads_a_draft(self, finished: ReportRun, sign_in: SignIn) -> None:
        client = sign_in(Role.SECRETARIAT)
        assert [client.get(url).status_code for url in _addresses(finished)] == [200] * 5

    def test_an_item_of_the_programme_leads_to_its_line(
        self, finished: ReportRun, sign_in: SignIn
    ) -> None:
        line = f"/fr/reports/{finished.report_id}/#item-empact"
        client = sign_in(Role.SECRETARIAT)
        for page in ("/fr/working-group/programme/", "/fr/working-group/programme/empact/"):
            assert f'href="{line}"' in client.get(page).content.decode()
        assert 'id="item-empact"' in client.get(line).content.decode()
        assert line not in sign_in(Role.MEMBER).get("/fr/working-group/programme/").content.decode()

    def test_others_do_not_learn_that_it_exists(self, finished: ReportRun, sign_in: SignIn) -> None:
        move(finished.report_id, MoveCode.SHARE)
        for role in OTHERS:
            client = sign_in(role)
            urls = [_url("list"), *_addresses(finished)]
            assert {client.get(url).status_code for url in urls} == {404}, role
            assert client.post(_url("list"), GOOD).status_code == 404
            for url in _changes(finished):
                assert client.post(url).status_code == 404, url

    def test_members_read_what_is_shared_and_change_nothing(
        self, finished: ReportRun, sign_in: SignIn
    ) -> None:
        client = sign_in(Role.MEMBER)
        assert {client.get(url).status_code for url in _addresses(finished)} == {404}
        assert str(finished.report_id) not in client.get(_url("list")).content.decode()
        move(finished.report_id, MoveCode.SHARE)
        assert [client.get(url).status_code for url in _addresses(finished)] == [200] * 5
        assert client.post(_url("list"), GOOD).status_code == 404
        for url in _changes(finished):
            assert client.post(url).status_code == 404, url
        assert ReportRun.objects.count() == 1

    @pytest.mark.parametrize("language", ["nl", "fr"])
    def test_the_page_carries_the_whole_report_in_the_reader_s_language(
        self, finished: ReportRun, sign_in: SignIn, language: str
    ) -> None:
        client = sign_in(Role.SECRETARIAT, language)
        html = client.get(_url("detail", finished.report_id, language=language)).content.decode()
        assert finished.documents is not None
        document = finished.documents[language]
        assert f'<article class="report" lang="{language}">' in html
        for block in document["blocks"]:
            if block["kind"] == "heading":
                assert f'id="{block["key"]}"' in html
        charts = [b for b in document["blocks"] if b["kind"] == "chart"]
        assert html.count("<img src=") == len(charts)
        tables = [b for b in document["blocks"] if b["kind"] == "table"]
        assert html.count('<table class="table') == len(tables) + 1

    def test_raw_figures_are_on_no_page(self, finished: ReportRun, sign_in: SignIn) -> None:
        client = sign_in(Role.SECRETARIAT)
        found = json.loads(client.get(_url("file", finished.report_id, "figures.json")).content)
        assert found == finished.released
        assert (
            finished.snapshot_sha256
            not in client.get(_url("detail", finished.report_id)).content.decode()
        )

    @pytest.mark.parametrize("more", [0, 2])
    def test_queries_do_not_grow_with_the_reports(
        self, finished: ReportRun, sign_in: SignIn, more: int
    ) -> None:
        for month in range(1, more + 1):
            day = dt.date(2015, month, 1)
            start_run(Period(day, day), user_id=None, now=timezone.now())
        client = sign_in(Role.SECRETARIAT)
        client.get(_url("list"))
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get(_url("list"))
        reports = [q for q in queries.captured_queries if "reports_" in q["sql"]]
        assert len(reports) == 1
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get(_url("detail", finished.report_id))
        assert len([q for q in queries.captured_queries if "reports_" in q["sql"]]) == 10


class TestDownloads:
    def test_files_have_their_type_name_and_digest(
        self, finished: ReportRun, sign_in: SignIn
    ) -> None:
        client = sign_in(Role.SECRETARIAT)
        for file in finished.files.all():
            answer = client.get(_url("file", finished.report_id, file.name))
            assert answer["Content-Type"] == CONTENT_TYPES[file.file_format]
            assert answer["Content-Disposition"] == f'attachment; filename="{file.name}"'
            assert hashlib.sha256(answer.content).hexdigest() == file.sha256

    def test_each_download_leaves_a_line_in_the_audit_trail(
        self, finished: ReportRun, sign_in: SignIn
    ) -> None:
        client = sign_in(Role.SECRETARIAT)
        client.get(_url("file", finished.report_id, "progress-report-2017.fr.odt"))
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT subject_id, detail FROM protection_auditentry WHERE action = 'download'"
            )
            ((subject, detail),) = cursor.fetchall()
        assert subject == str(finished.report_id)
        assert json.loads(detail) == {"file": "progress-report-2017.fr.odt"}

    @pytest.mark.parametrize("name", ["..", "nothing.pdf", "progress-report-2018.nl.pdf", "%00"])
    def test_unknown_files_are_not_found(
        self, finished: ReportRun, sign_in: SignIn, name: str
    ) -> None:
        address = _url("file", finished.report_id, "x")[:-1] + name
        assert sign_in(Role.SECRETARIAT).get(address).status_code == 404

    def test_charts_are_svg(self, finished: ReportRun, sign_in: SignIn) -> None:
        answer = sign_in(Role.SECRETARIAT).get(_url("chart", finished.report_id, "fr", "pairs"))
        assert answer["Content-Type"] == "image/svg+xml"


class TestStarting:
    def test_a_good_period_starts_a_run(self, sign_in: SignIn, not_sent: list[UUID]) -> None:
        answer = sign_in(Role.SECRETARIAT).post(_url("list"), GOOD)
        (run,) = ReportRun.objects.all()
        assert answer.status_code == 302
        assert answer["Location"] == _url("detail", run.report_id)
        assert run.started_by is not None
        assert not_sent == [run.pk]

    def test_a_second_one_is_refused_with_a_message(
        self, sign_in: SignIn, not_sent: list[UUID]
    ) -> None:
        client = sign_in(Role.SECRETARIAT)
        client.post(_url("list"), GOOD)
        answer = client.post(_url("list"), GOOD)
        assert answer.status_code == 409
        assert "Er wordt al een rapport over deze periode opgesteld." in answer.content.decode()
        assert ReportRun.objects.count() == 1

    @pytest.mark.parametrize(
        ("first", "last", "field", "message"),
        [
            ("", "2017-12-31", "period_from", "Vul een datum in."),
            ("nonsense", "2017-12-31", "period_from", "Vul een bestaande datum in"),
            ("2017-02-30", "2017-12-31", "period_from", "Vul een bestaande datum in"),
            ("1899-12-31", "2017-12-31", "period_from", "Vul een datum na 1900 in."),
            ("2017-01-01", "2999-01-01", "period_to", "Deze dag ligt in de toekomst."),
            ("2017-12-31", "2017-01-01", "period_to", "De laatste dag valt vóór de eerste dag."),
            ("1950-01-01", "2017-01-01", "period_to", "ten hoogste tien jaar"),
            ("2017-01-01\x00", "2017-12-31", "period_from", "Vul een bestaande datum in"),
            ("<b>2017</b>", "2017-12-31", "period_from", "Vul een bestaande datum in"),
            ("\u202e2017-01-01", "2017-12-31", "period_from", "Vul een bestaande datum in"),
            ("=1+1", "2017-12-31", "period_from", "Vul een bestaande datum in"),
            ("😀" * 500, "2017-12-31", "period_from", "Vul een bestaande datum in"),
        ],
    )
    def test_bad_input_is_told_beside_its_field_and_kept(
        self,
        sign_in: SignIn,
        not_sent: list[UUID],
        first: str,
        last: str,
        field: str,
        message: str,
    ) -> None:
        answer = sign_in(Role.SECRETARIAT).post(
            _url("list"), GOOD | {"period_from": first, "period_to": last}
        )
        assert answer.status_code == 422
        html = answer.content.decode()
        own = re.search(
            rf'<div class="field has-error">.*?name="{field}".*?</div>', html, re.DOTALL
        )
        assert own is not None
        assert message in own.group(0)
        if first and "\x00" not in first and "<" not in first:
            assert f'value="{first}"' in html
        assert "<b>2017</b>" not in html
        assert ReportRun.objects.count() == 0
        assert not_sent == []


class TestProgress:
    def test_it_is_read_from_another_browser_while_it_runs(
        self, sign_in: SignIn, not_sent: list[UUID]
    ) -> None:
        sign_in(Role.SECRETARIAT).post(_url("list"), GOOD)
        run = ReportRun.objects.get()
        other = sign_in(Role.SECRETARIAT, "fr")
        page = other.get(_url("detail", run.report_id, language="fr")).content.decode()
        assert (
            '<noscript><meta http-equiv="refresh" content="4; url=?waiting=yes"></noscript>' in page
        )
        fragment = other.get(_url("progress", run.report_id, language="fr"))
        assert fragment["X-Progress"] == "active"
        assert "Compter les chiffres" in fragment.content.decode()

    def test_it_ends(self, finished: ReportRun, sign_in: SignIn) -> None:
        client = sign_in(Role.SECRETARIAT)
        assert client.get(_url("progress", finished.report_id))["X-Progress"] == "ended"
        assert (
            'http-equiv="refresh"'
            not in client.get(_url("detail", finished.report_id)).content.decode()
        )

    def test_a_failure_is_told_in_words_and_run_again_from_the_page(
        self, sign_in: SignIn, not_sent: list[UUID], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(step: steps.Step, run: ReportRun) -> steps.Writer:
            raise RuntimeError("secret detail of /etc")

        with monkeypatch.context() as patched:
            patched.setitem(steps.STEPS, "charts", steps.Step("charts", broken))
            run = run_to_the_end(start_run(YEAR_ONE, user_id=None, now=timezone.now()).pk)
        client = sign_in(Role.SECRETARIAT)
        page = client.get(_url("detail", run.report_id)).content.decode()
        assert "De stap die mislukte: De grafieken tekenen." in page
        assert "secret detail" not in page
        assert "Traceback" not in page
        answer = client.post(_url("run_again", run.report_id))
        assert answer.status_code == 302
        run.refresh_from_db()
        assert run.state == RunState.QUEUED
        assert run.steps.filter(state=StepState.DONE).count() == 3
        assert run_to_the_end(run.pk).state == RunState.DONE

    def test_a_report_can_be_made_anew_and_shared_from_its_page(
        self, finished: ReportRun, sign_in: SignIn, not_sent: list[UUID]
    ) -> None:
        client = sign_in(Role.SECRETARIAT)
        client.post(_url("move", finished.report_id, "share"))
        assert finished.report.versions.get().shared_at is not None
        client.post(_url("run_again", finished.report_id), {"anew": "yes"})
        assert ReportRun.objects.count() == 2
        # Readers keep the finished version meanwhile.
        page = client.get(_url("detail", finished.report_id)).content.decode()
        assert "progress-report-2017.nl.pdf" in page
        again = client.post(_url("run_again", finished.report_id), {"anew": "yes"})
        assert again.status_code == 409
        assert "Er wordt al een rapport" in again.content.decode()
        assert ReportRun.objects.count() == 2
