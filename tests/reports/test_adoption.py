"""The working group adopts by written procedure; what it adopted goes to the Committee by mail."""

import datetime as dt
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Role, User
from contacts.models import Organisation
from protection.actor import Actor, acting_as
from reports import adoption, planning, sending
from reports.life import MoveCode, VersionState
from reports.models import (
    DispatchState,
    Publication,
    ReportBlock,
    ReportFile,
    ReportRun,
    ReportVersion,
    RunKind,
    RunState,
)
from reports.publishing import concerns
from reports.services import RunRefused, start_files
from reports.versions import MoveRefused
from tests.referrals.files.samples import pdf
from tests.reports.conftest import move, run_to_the_end
from workinggroup.codes import Answer
from workinggroup.models import Procedure
from workinggroup.procedures import vote, voting_seats

pytestmark = [
    pytest.mark.usefixtures("quick"),
    pytest.mark.django_db(transaction=True, databases=["default", "owner", "statistics"]),
]


def _writer() -> Actor:
    body = Organisation.objects.filter(kind="benelux_body").first() or Organisation.objects.create(
        slug="benelux-body", name="Benelux", kind="benelux_body"
    )
    user, _ = User.objects.get_or_create(email="s@reports.example", defaults={"language": "nl"})
    return Actor(user.pk, body.pk, Role.SECRETARIAT, "")


def _put(run: ReportRun) -> Procedure:
    version = move(run.report_id, MoveCode.SHARE)
    writer = _writer()
    with acting_as(writer):
        adoption.put_to_vote(
            version.pk,
            answer_by=timezone.localdate() + dt.timedelta(days=14),
            by=writer,
            now=timezone.now(),
        )
    return Procedure.objects.get(subject=adoption.subject_of(version))


def _answer(procedure: Procedure, answers: dict[str, Answer]) -> None:
    for country, organisation in voting_seats(procedure.body_id).items():
        user, _ = User.objects.get_or_create(email=f"{country}@reports.example")
        member = Actor(user.pk, organisation, Role.MEMBER, country)
        answer = answers.get(country, Answer.APPROVE)
        with acting_as(member):
            vote(procedure, country, answer, member, "" if answer == Answer.APPROVE else "Why")


def _adopted(run: ReportRun) -> ReportVersion:
    _answer(_put(run), {})
    assert adoption.settle_votes(now=timezone.now()) == 1
    final = ReportRun.objects.filter(kind=RunKind.FILES).latest("requested_at")
    run_to_the_end(final.pk)
    return ReportVersion.objects.get(report=run.report_id)


def test_three_approvals_adopt_and_stand_on_the_title_page(finished: ReportRun) -> None:
    # A run that failed long before, and was made anew, does not hold the final files back.
    ReportRun.objects.create(
        report=finished.report,
        version=finished.report.versions.get(),
        state=RunState.FAILED,
        requested_at=finished.requested_at - dt.timedelta(days=1),
    )
    version = _adopted(finished)
    assert version.state == VersionState.ADOPTED
    assert version.sealed_at is not None
    assert {approval["country"] for approval in version.approvals} == {"NL", "BE", "LU"}
    assert version.run is not None
    assert version.run.documents is not None
    for language, word in (("nl", "goedgekeurd op"), ("fr", "approuvé le")):
        document = version.run.documents[language]
        assert sum(word in line for line in document["front"]) == 3
        assert document["words"]["mark"] == ""


def test_a_country_that_asks_for_changes_holds_it_back(finished: ReportRun) -> None:
    _answer(_put(finished), {"LU": Answer.CHANGES})
    adoption.settle_votes(now=timezone.now())
    version = ReportVersion.objects.get(report=finished.report_id)
    assert (version.state, version.approvals) == (VersionState.REJECTED, [])


def test_an_open_vote_settles_nothing(finished: ReportRun) -> None:
    _put(finished)
    assert adoption.settle_votes(now=timezone.now()) == 0


def test_it_is_mailed_once_with_its_files_and_hashes(
    finished: ReportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = _adopted(finished)
    writer = _writer()
    with acting_as(writer):
        sending.queue_mail(
            version.pk, address="cm@benelux.example", user_id=writer.user_id, now=timezone.now()
        )
        with pytest.raises(MoveRefused):
            sending.queue_mail(
                version.pk, address="cm@benelux.example", user_id=writer.user_id, now=timezone.now()
            )
    taken: list[mail.EmailMessage] = []
    names: set[str] = set()

    class Away:
        def __enter__(self) -> "Away":
            return self

        def __exit__(self, *args: object) -> None:
            pass

        def send_messages(self, messages: list[mail.EmailMessage]) -> int:
            names.add(str(messages[0].extra_headers["Message-ID"]))
            if not taken and not failures:
                failures.append(1)
                raise ConnectionRefusedError
            taken.extend(messages)
            return len(messages)

    failures: list[int] = []
    monkeypatch.setattr("reports.sending.get_connection", Away)
    now = timezone.now()
    assert sending.relay(now=now) == 0
    version.refresh_from_db()
    assert version.state == VersionState.ADOPTED, "not sent before the server has taken it"
    assert sending.relay(now=now + dt.timedelta(hours=2)) == 1
    assert sending.relay(now=now + dt.timedelta(hours=4)) == 0
    (message,) = taken
    assert len(names) == 1, "tried again, it is the same mail"
    assert names == {version.dispatches.get().message_id}
    files = ReportFile.objects.filter(run=version.run_id)
    assert len(message.attachments) == files.count() == 8
    assert all(file.sha256 in str(message.body) for file in files)
    dispatch = version.dispatches.get()
    assert (dispatch.state, dispatch.attempts) == (DispatchState.SENT, 2)
    version.refresh_from_db()
    assert version.state == VersionState.SENT
    with acting_as(writer):
        sending.record_receipt(
            dispatch.pk, received_on=timezone.localdate(), receipt="M(2018)1", now=timezone.now()
        )
    dispatch.refresh_from_db()
    assert dispatch.receipt == "M(2018)1"


def test_sent_by_hand_has_its_proof_and_is_published_for_the_public(
    finished: ReportRun,
) -> None:
    ReportBlock.objects.filter(version__report=finished.report_id, key="contacts").update(
        nl="Zeven vergaderingen in 2017.", fr="Sept réunions en 2017.", edited=True
    )
    version = _adopted(finished)
    writer = _writer()
    with acting_as(writer):
        sending.record_by_hand(
            version.pk,
            sent_on=timezone.localdate(),
            data=pdf(),
            user_id=writer.user_id,
            now=timezone.localtime(),
        )
    version.refresh_from_db()
    assert version.state == VersionState.SENT
    assert version.dispatches.get().proof_sha256
    (concern,) = concerns(version)
    assert (concern.key, set(concern.numbers)) == ("contacts", {"zeven", "sept"})
    publish = partial(
        start_files, version.pk, user_id=writer.user_id, now=timezone.now(), kind=RunKind.PUBLIC
    )
    with pytest.raises(RunRefused):
        publish(confirmed=["summary"])
    run = publish(confirmed=["contacts"])
    run_to_the_end(run.pk)
    version.refresh_from_db()
    assert version.state == VersionState.PUBLISHED
    assert version.public_run is not None
    assert version.public_run.released is not None
    assert version.public_run.released["threshold"] == 10
    figures = Publication.objects.get()  # and its figures are open data
    assert figures.release.run_id == run.pk
    assert figures.decided_on == timezone.localdate(version.adopted_at)
    for language, words in (
        ("nl", ("Aantallen onder tien", "aantal onder 10", "aantallen onder tien")),
        ("fr", ("nombres inférieurs à dix", "nombre inférieur à 10")),
    ):
        text = str(version.public_run.documents[language])  # type: ignore[index]
        assert all(word in text for word in words)
        assert "vijf antwoorden" not in text
        assert "cinq réponses" not in text


def test_each_step_of_the_plan_is_reminded_of_once(finished: ReportRun) -> None:
    report = finished.report
    with acting_as(None):
        planning.set_plan(report.pk, cut_off=dt.date(2017, 10, 31), due=dt.date(2017, 12, 31))
    day = dt.datetime(2017, 11, 8, 8, tzinfo=dt.UTC)
    assert planning.remind(now=day) == 1  # the draft, due on 15 November
    assert planning.remind(now=day) == 0
    assert planning.remind(now=dt.datetime(2018, 3, 1, tzinfo=dt.UTC)) == 0
