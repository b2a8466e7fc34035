"""A certificate for everybody who was there, once, and none that says what is not so."""

import io
import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connections, transaction
from pypdf import PdfReader

from accounts.actors import actor_of
from accounts.models import Membership
from notifications.services import Recipient
from protection.actor import Actor, acting_as
from tests.factories import MembershipFactory
from tests.trainings.held import NOW, all_there, people, training
from trainings.attending import ListChanged, ListRefused, lines_of, take_list, version_of
from trainings.certificates import making, revoking
from trainings.certificates.checking import look_up
from trainings.certificates.codes import shown_code
from trainings.life import State
from trainings.models import (
    Attendance,
    Certificate,
    CertificateRun,
    HalfDay,
    Registration,
    Revocation,
    RunState,
    Training,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat() -> Membership:
    made: Membership = MembershipFactory.create(secretariat=True)
    return made


@pytest.fixture
def held(secretariat: Membership) -> Training:
    """Seven people with a place, six of whom were there."""
    made = training()
    registered = people(made, 7)
    all_there(made, secretariat.user_id, registrations=registered[:6])
    return made


def ask(of: Training, by: Membership) -> CertificateRun:
    with acting_as(actor_of(by)):
        return making.ask_for(of.pk, by.pk, now=NOW)


def finish(run: CertificateRun) -> CertificateRun:
    claim = making.take_up(run.pk, now=NOW)
    assert claim is not None
    while making.make_batch(run.pk, claim, now=NOW):
        pass
    run.refresh_from_db()
    return run


def test_everybody_who_was_there_gets_one_and_nobody_else(
    held: Training, secretariat: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "BATCH", 4)
    run = finish(ask(held, secretariat))
    assert (run.state, run.done, run.total) == (RunState.DONE, 6, 6)
    made = Certificate.objects.filter(training=held)
    assert made.count() == 6
    assert set(made.values_list("attended", "offered")) == {(2, 2)}
    with pytest.raises(making.MakingRefused) as refused:
        ask(held, secretariat)
    assert refused.value.reason == "none"


@pytest.mark.parametrize(
    ("language", "country", "title", "words"),
    [
        ("nl", "BE", "Bewijs van deelname", "Signalen herkennen"),
        ("fr", "BE", "Attestation de participation", "Reconnaître les signaux"),
        ("en", "LU", "Attestation de participation", "Reconnaître les signaux"),
    ],
)
def test_the_paper_is_in_the_language_of_the_participant_and_says_its_code(
    secretariat: Membership, language: str, country: str, title: str, words: str
) -> None:
    made = training()
    people(made, 1, language=language, country_id=country)
    all_there(made, secretariat.user_id)
    finish(ask(made, secretariat))
    certificate = Certificate.objects.get()
    reader = PdfReader(io.BytesIO(bytes(certificate.content or b"")))
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in (
        reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b""
    )
    text = reader.pages[0].extract_text()
    for expected in ("Deelnemer 0001", words, shown_code(certificate.code), "Antwerpen"):
        assert expected in text


def test_a_worker_that_is_killed_costs_its_batch_and_nobody_gets_two(
    held: Training, secretariat: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "BATCH", 2)
    run = ask(held, secretariat)
    first = making.take_up(run.pk, now=NOW)
    assert first is not None
    assert making.make_batch(run.pk, first, now=NOW)

    def die(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(making, "queue_notice", die)  # after its certificates are written
        with pytest.raises(KeyboardInterrupt):
            making.make_batch(run.pk, first, now=NOW)
    assert Certificate.objects.count() == 2
    assert making.take_up(run.pk, now=NOW + timedelta(seconds=5)) is None, "it may still live"
    later = NOW + making.LOST_AFTER + timedelta(seconds=1)
    assert making.lost_runs(later) == [run.pk]
    second = making.take_up(run.pk, now=later)
    assert second is not None
    with pytest.raises(making.Superseded):
        making.make_batch(run.pk, first, now=later)
    while making.make_batch(run.pk, second, now=later):
        pass
    registrations = list(Certificate.objects.values_list("registration_id", flat=True))
    assert len(registrations) == len(set(registrations)) == 6
    run.refresh_from_db()
    assert (run.state, run.done) == (RunState.DONE, 6)


def test_the_database_refuses_a_second_valid_certificate(
    held: Training, secretariat: Membership
) -> None:
    finish(ask(held, secretariat))
    again = Certificate.objects.all()[0]
    again.pk, again.code = uuid4(), "0" * 16
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


@pytest.mark.parametrize("state", [State.CANCELLED, State.CLOSED, State.OPEN])
def test_none_is_made_of_a_training_that_was_not_held(
    held: Training, secretariat: Membership, state: State
) -> None:
    Training.objects.filter(pk=held.pk).update(state=state)
    with pytest.raises(making.MakingRefused) as refused:
        ask(held, secretariat)
    assert refused.value.reason == "state"


def test_none_is_made_before_every_list_was_taken(held: Training, secretariat: Membership) -> None:
    HalfDay.objects.filter(training=held)[0].attendance_list.delete()
    with pytest.raises(making.MakingRefused) as refused:
        ask(held, secretariat)
    assert refused.value.reason == "lists"


def test_a_training_cancelled_meanwhile_stops_the_making(
    held: Training, secretariat: Membership
) -> None:
    run = ask(held, secretariat)
    Training.objects.filter(pk=held.pk).update(state=State.CANCELLED)
    assert finish(run).state == RunState.STOPPED
    assert not Certificate.objects.exists()


def test_the_certificates_of_a_cancelled_training_are_revoked_together(
    held: Training, secretariat: Membership
) -> None:
    finish(ask(held, secretariat))
    with acting_as(actor_of(secretariat)):
        assert revoking.revoke_all(held.pk, Revocation.CANCELLED, now=NOW) == 6
        assert revoking.revoke_all(held.pk, Revocation.CANCELLED, now=NOW) == 0
    for certificate in Certificate.objects.all():
        answer = look_up(certificate.code)
        assert answer is not None
        assert answer.paper is None
        assert answer.revoked_on == NOW.date()
        assert certificate.content is None


def test_a_corrected_list_revokes_what_says_otherwise_and_a_new_one_can_be_made(
    held: Training, secretariat: Membership
) -> None:
    finish(ask(held, secretariat))
    half_day = HalfDay.objects.filter(training=held).order_by("starts")[0]
    with acting_as(actor_of(secretariat)):
        lines, more = lines_of(half_day)
        assert not more
        shown = [line.registration.pk for line in lines]
        changed = take_list(
            half_day.pk,
            shown=shown,
            there=shown[1:6],
            version=version_of(half_day.pk),
            now=NOW,
            today=NOW.date(),
        )
    assert changed == 1
    revoked = Certificate.objects.get(revoked_at__isnull=False)
    assert (revoked.registration_id, revoked.revoked_for) == (shown[0], Revocation.ATTENDANCE)
    assert finish(ask(held, secretariat)).done == 1
    again = Certificate.objects.get(registration_id=shown[0], revoked_at=None)
    assert (again.attended, again.offered) == (1, 2)
    assert again.code != revoked.code


def test_of_two_who_take_one_list_the_second_is_told(
    held: Training, secretariat: Membership
) -> None:
    half_day = HalfDay.objects.filter(training=held)[0]
    shown = list(Registration.objects.filter(training=held).values_list("pk", flat=True))
    opened = version_of(half_day.pk)

    def save(there: list[UUID], version: str, seconds: int) -> int:
        now = NOW + timedelta(seconds=seconds)
        return take_list(
            half_day.pk, shown=shown, there=there, version=version, now=now, today=now.date()
        )

    with acting_as(actor_of(secretariat)):
        save(shown, opened, 1)
        with pytest.raises(ListChanged):
            save([], opened, 2)
    assert Attendance.objects.filter(half_day=half_day).count() == 7


def test_no_list_is_taken_before_its_day_or_by_others(
    held: Training, secretariat: Membership
) -> None:
    half_day = HalfDay.objects.filter(training=held)[0]
    other: Membership = MembershipFactory.create()

    def save(by: Membership, days: int) -> None:
        with acting_as(actor_of(by)):
            version = version_of(half_day.pk)
            today = half_day.day - timedelta(days=days)
            take_list(half_day.pk, shown=[], there=[], version=version, now=NOW, today=today)

    for by, days in ((other, 0), (secretariat, 1)):
        with pytest.raises(ListRefused):
            save(by, days)


def test_participants_are_told_and_for_one_without_account_who_put_them_forward(
    secretariat: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Recipient] = []

    def hear(kind: str, recipients: list[Recipient], **_: object) -> int:
        assert kind == "training_certificate"
        told.extend(recipients)
        return len(recipients)

    monkeypatch.setattr(making, "queue_notice", hear)
    made = training()
    member: Membership = MembershipFactory.create()
    lead: Membership = MembershipFactory.create(team_lead=True)
    people(made, 1, user=member.user)
    people(made, 2, nominated_by=lead.user_id)
    all_there(made, secretariat.user_id)
    finish(ask(made, secretariat))
    assert [one.user_id for one in told] == sorted([member.user_id, lead.user_id])


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_two_workers_at_once_make_each_one_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "BATCH", 3)
    secretariat: Membership = MembershipFactory.create(secretariat=True)
    made = training()
    people(made, 12)
    all_there(made, secretariat.user_id)
    run = ask(made, secretariat)
    claims = [making.take_up(run.pk, now=NOW)]
    claims.append(making.take_up(run.pk, now=NOW + making.LOST_AFTER + timedelta(seconds=1)))
    errors: list[BaseException] = []

    def work(claim: UUID) -> None:
        try:
            while making.make_batch(run.pk, claim, now=NOW):
                pass
        except making.Superseded as superseded:
            errors.append(superseded)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(claim,)) for claim in claims if claim]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(errors) == 1
    assert Certificate.objects.values("registration").distinct().count() == 12
    assert Certificate.objects.count() == 12


def test_who_may_not_make_them_is_refused(held: Training) -> None:
    member: Membership = MembershipFactory.create()
    actor: Actor = actor_of(member)
    with acting_as(actor), pytest.raises(making.MakingRefused):
        making.ask_for(held.pk, member.pk, now=NOW)
    with acting_as(actor), pytest.raises(revoking.RevocationRefused):
        revoking.revoke_all(held.pk, Revocation.WRONG, now=NOW)
