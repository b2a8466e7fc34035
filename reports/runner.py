"""Takes a run from step to step, so that a dead worker costs no more than its step.

Each step: note that it begins (a transaction), compute (none), write its result and that it is
done (a transaction that first locks the run and looks whether it is still this worker's). A claim
is good for one step: a message that the broker delivers twice finds its claim used up.

A step whose worker or connection was lost is left as it is: once the worker has been silent for
a while, the sweep gives the run to another one. What is lost time and again has failed.
"""

import logging
import threading
import uuid
from types import TracebackType
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    connection,
    connections,
    transaction,
)
from django.utils import timezone

from reports.disclosure.refusal import NotReleasable
from reports.models import ReportRun, RunState, RunStep, StepState
from reports.rendering.errors import RenderingError
from reports.steps import STEPS, FiguresChanged

logger = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 5.0
MOST_ATTEMPTS = 3  # at one step: what takes its worker down each time is not tried for ever
LOST = (OperationalError, InterfaceError)  # what Django raises when the database goes away


class Superseded(Exception):
    """Another worker has taken the run over, or it was stopped."""


class Heartbeat:
    """Signs of life from a thread on a connection of its own, while a step computes."""

    def __init__(self, run_id: UUID, claim: UUID, *, every: float = HEARTBEAT_SECONDS) -> None:
        self._run_id, self._claim, self._every = run_id, claim, every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._stop.wait(self._every):
                try:
                    mine = ReportRun.objects.filter(pk=self._run_id, claim=self._claim)
                    if not mine.update(heartbeat=timezone.now()):
                        return
                except (DatabaseError, InterfaceError):
                    # The next beat may get through; the step itself notices what is lost.
                    logger.warning("No sign of life could be written for run %s", self._run_id)
                    connection.close()
        finally:
            connection.close()


def perform_next_step(run_id: UUID, claim: UUID) -> UUID | None:
    """Do the first step that is not done; the claim for the next one, None when none is to be done.

    A failing step is noted with the run, whose state then says so; a lost connection is none yet.
    Superseded when the run is not (or no longer) this worker's.
    """
    step, claim = _begin(run_id, claim)
    if step is None:
        return None
    try:
        with Heartbeat(run_id, claim):
            run = ReportRun.objects.select_related("report", "version").get(pk=run_id)
            write = STEPS[step.name].compute(STEPS[step.name], run)
        with transaction.atomic():
            current = _mine(run_id, claim)
            write(current)
            now = timezone.now()
            RunStep.objects.filter(pk=step.pk).update(state=StepState.DONE, finished_at=now)
            more = RunStep.objects.filter(run=run_id).exclude(state=StepState.DONE).exists()
            current.heartbeat = now
            if not more:
                current.state, current.finished_at = RunState.DONE, now
            current.save(update_fields=["state", "finished_at", "heartbeat"])
    except Superseded:
        raise
    except Exception as error:
        logger.exception("Step %s of run %s failed", step.name, run_id)
        for used in connections.all(initialized_only=True):
            used.close_if_unusable_or_obsolete()
        if not isinstance(error, LOST) or step.attempts >= MOST_ATTEMPTS:
            _note_failure(run_id, claim, step, _reason(error))
        return None
    return claim if more else None


def _mine(run_id: UUID, claim: UUID) -> ReportRun:
    """The run, locked, if this worker may write to it."""
    found = (
        ReportRun.objects.select_for_update(of=("self",))
        .select_related("report", "version")
        .defer("snapshot", "released", "documents")
        .filter(pk=run_id, claim=claim, state=RunState.RUNNING)
        .first()
    )
    if found is None:
        raise Superseded
    return found


def _begin(run_id: UUID, claim: UUID) -> tuple[RunStep | None, UUID]:
    """Note that the next step begins (None when none is to be done) under a fresh claim."""
    with transaction.atomic():
        run = _mine(run_id, claim)
        step = run.steps.exclude(state=StepState.DONE).first()
        if step is not None and step.attempts >= MOST_ATTEMPTS:
            _note_failure(run_id, claim, step, "lost")
            return None, claim
        now = timezone.now()
        run.heartbeat, run.claim = now, uuid.uuid4()
        if step is None:
            run.state, run.finished_at = RunState.DONE, now
        run.save(update_fields=["heartbeat", "claim", "state", "finished_at"])
        if step is not None:
            step.state, step.started_at, step.error = StepState.RUNNING, now, ""
            step.attempts += 1
            step.save(update_fields=["state", "started_at", "error", "attempts"])
    return step, run.claim


def _note_failure(run_id: UUID, claim: UUID, step: RunStep, reason: str) -> None:
    with transaction.atomic():
        run = _mine(run_id, claim)
        now = timezone.now()
        run.state, run.finished_at = RunState.FAILED, now
        run.save(update_fields=["state", "finished_at"])
        RunStep.objects.filter(pk=step.pk).update(
            state=StepState.FAILED, finished_at=now, error=reason
        )


def _reason(error: Exception) -> str:
    """A code for what went wrong; the page has the words, the log has the rest."""
    if isinstance(error, SoftTimeLimitExceeded):
        return "time"
    if isinstance(error, DatabaseError | InterfaceError):
        return "database"
    if isinstance(error, FiguresChanged):
        return "figures"
    if isinstance(error, NotReleasable):
        return "disclosure"
    return "rendering" if isinstance(error, RenderingError) else "other"
