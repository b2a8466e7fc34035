"""Making certificates in batches, so that a dead worker costs no more than its batch.

What is to be made is read anew for each batch: those who were there and have no valid certificate.
So nothing needs to be remembered of a batch, a killed worker's successor goes on where the last
commit ended, and the database's own rule (one valid certificate a participant) stands behind it.
"""

import logging
import uuid
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Membership, User
from documents import DocumentError
from notifications.services import Recipient, queue_notice
from protection.actor import acting_as, require_actor
from protection.audit import record
from trainings.certificates.codes import new_code
from trainings.certificates.paper import LANGUAGES, Paper, certificate_pdf
from trainings.life import Seat, State
from trainings.models import Certificate, CertificateRun, HalfDay, Registration, RunState, Training
from trainings.permissions import can_make_certificates

logger = logging.getLogger(__name__)
BATCH = 25  # a quarter of a second's work
# A batch takes less than a second: a worker that says nothing for so long is gone, and a task that
# has not begun by then was lost.
LOST_AFTER = timedelta(seconds=20)
MOST_ATTEMPTS = 5
ISSUED_IN = (State.HELD, State.EVALUATED)
_OPEN = (RunState.WAITING, RunState.RUNNING)


class MakingRefused(Exception):
    """Certificates cannot be made now; `reason` is a code that the page has words for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Superseded(Exception):
    """Another worker has taken the run over, or it has ended."""


def to_be_made(training_id: UUID) -> "QuerySet[Registration]":
    """Those who were there for a half-day at least and have no valid certificate."""
    valid = Certificate.objects.filter(registration=OuterRef("pk"), revoked_at=None)
    return (
        Registration.objects.filter(training_id=training_id, seat=Seat.PLACED, forgotten_at=None)
        .exclude(Exists(valid))
        .annotate(attended=Count("attendances"))
        .filter(attended__gt=0)
        .order_by("line", "pk")
    )


def ask_for(training_id: UUID, membership_id: int, *, now: datetime) -> CertificateRun:
    """Note that the certificates of a training are to be made.

    Raises MakingRefused: "role", "state" (not held, or cancelled), "lists" (a half-day without its
    list), "running", "none".
    """
    if not can_make_certificates(require_actor()):
        raise MakingRefused("role")
    with transaction.atomic():
        training = Training.objects.select_for_update().get(pk=training_id)
        if training.state not in ISSUED_IN:
            raise MakingRefused("state")
        if HalfDay.objects.filter(training=training, attendance_list=None).exists():
            raise MakingRefused("lists")
        if CertificateRun.objects.filter(training=training, state__in=_OPEN).exists():
            raise MakingRefused("running")
        total = to_be_made(training_id).count()
        if not total:
            raise MakingRefused("none")
        run = CertificateRun.objects.create(
            training=training,
            membership_id=membership_id,
            total=total,
            created_at=now,
            worked_on_at=now,
        )
        record("certificates_asked", subject="training", subject_id=str(training_id))
    return run


def take_up(run_id: UUID, *, now: datetime) -> UUID | None:
    """Claim a run that waits, or whose worker is silent; None where there is nothing to do."""
    silent = Q(state=RunState.RUNNING, worked_on_at__lt=now - LOST_AFTER)
    claim = uuid.uuid4()
    with acting_as(None):
        free = CertificateRun.objects.filter(Q(state=RunState.WAITING) | silent, pk=run_id)
        given_up = free.filter(attempts__gte=MOST_ATTEMPTS)
        if given_up.update(state=RunState.FAILED, finished_at=now):
            logger.error("The certificates of run %s are given up", run_id)
            return None
        mine = free.update(
            state=RunState.RUNNING, claim=claim, worked_on_at=now, attempts=F("attempts") + 1
        )
    return claim if mine else None


def make_batch(run_id: UUID, claim: UUID, *, now: datetime) -> bool:
    """Make the next certificates; False when all are made or the run has ended. Raises Superseded.

    One transaction of whoever asked: certificates, audit lines and notices, or none of them.
    """
    membership = (
        Membership.objects.in_force()
        .filter(pk__in=CertificateRun.objects.filter(pk=run_id).values("membership"))
        .select_related("organisation")
        .first()
    )
    with acting_as(actor_of(membership) if membership else None):
        run = (
            CertificateRun.objects.select_for_update(of=("self",))
            .select_related("training")
            .filter(pk=run_id, claim=claim, state=RunState.RUNNING)
            .first()
        )
        if run is None:
            raise Superseded
        allowed = membership is not None and can_make_certificates(actor_of(membership))
        if not allowed or run.training.state not in ISSUED_IN:
            return _end(run, RunState.STOPPED, now)
        people = list(to_be_made(run.training_id).exclude(pk__in=run.skipped)[:BATCH])
        if not people:
            return _end(run, RunState.DONE, now)
        made = _make(run, people, now)
        run.done += len(made)
        run.worked_on_at = now
        run.save(update_fields=["done", "skipped", "worked_on_at"])
        _tell(run.training, [person for person in people if person.pk in made])
    return True


def _make(run: CertificateRun, people: list[Registration], now: datetime) -> set[UUID]:
    training = run.training
    offered = HalfDay.objects.filter(training=training).count()
    certificates = []
    for person in people:
        paper = _paper(training, person, offered=offered, now=now)
        try:
            content = certificate_pdf(paper, created=now)
        except DocumentError:
            # One paper that cannot be made must not keep the others waiting.
            logger.exception("No certificate could be made for registration %s", person.pk)
            run.skipped.append(person.pk)
            continue
        certificates.append(
            Certificate(
                training=training,
                registration=person,
                user_id=person.user_id,
                code=paper.code,
                language=paper.language,
                name=paper.name,
                title=paper.title,
                place=paper.place,
                since=paper.since,
                until=paper.until,
                attended=paper.attended,
                offered=paper.offered,
                issued_at=now,
                content=content,
            )
        )
    Certificate.objects.bulk_create(certificates)
    for certificate in certificates:
        record("certificate_issued", subject="certificate", subject_id=str(certificate.pk))
    return {certificate.registration_id for certificate in certificates}


def _paper(training: Training, person: Registration, *, offered: int, now: datetime) -> Paper:
    language = language_for(person)
    issued_on = timezone.localdate(now)
    # The database has it that what was held has a first day.
    first, last = training.first_day or issued_on, training.last_day
    return Paper(
        language=language,
        name=person.name,
        title=str(getattr(training, f"title_{language}") or training.title),
        place=training.place,
        since=first,
        until=last or first,
        attended=person.attended,  # type: ignore[attr-defined]  # annotated
        offered=offered,
        code=new_code(),
        issued_on=issued_on,
    )


def language_for(person: Registration) -> str:
    """The participant's, where it is Dutch or French; else that of the country's certificate."""
    if person.language in LANGUAGES:
        return person.language
    return "fr" if person.country_id == "LU" else "nl"


def _tell(training: Training, people: list[Registration]) -> None:
    """Each participant; for one without an account who put them forward. Once a person."""
    ids = {person.user_id or person.nominated_by for person in people}
    users = User.objects.filter(pk__in={one for one in ids if one}, is_active=True).order_by("pk")
    queue_notice(
        "training_certificate",
        [Recipient(user.pk, user.email, user.language) for user in users],
        reference=training.reference,
        path_name="trainings:certificates",
        path_args=[],
    )


def _end(run: CertificateRun, state: RunState, now: datetime) -> bool:
    run.state, run.finished_at, run.worked_on_at = state, now, now
    run.save(update_fields=["state", "finished_at", "worked_on_at"])
    return False


def lost_runs(now: datetime) -> list[UUID]:
    """The runs that nobody works on: the worker died, or the task was lost."""
    with acting_as(None):
        lost = CertificateRun.objects.filter(state__in=_OPEN, worked_on_at__lt=now - LOST_AFTER)
        return list(lost.order_by("worked_on_at").values_list("pk", flat=True)[:20])
