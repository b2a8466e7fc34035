"""Bringing in and taking out: asked for in a request, done by a worker, gone in a day.

A worker does each batch in a transaction of the person who asked, so that nobody does more by a
file than by hand. Writing is one transaction: all of what the dry run showed, or nothing.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actors import actor_of
from accounts.models import Membership
from exchange.models import Exchange, PlannedRow
from exchange.permissions import can_export, can_import
from protection.actor import Actor, acting_as, require_actor
from protection.audit import record

LASTS = timedelta(hours=24)
# A batch takes seconds: a worker that says nothing for so long is gone, and a task not begun by
# then was lost.
LOST_AFTER = timedelta(minutes=3)
MOST_ATTEMPTS = 3  # what has killed its worker so often is not tried again
_State, _Step = Exchange.State, Exchange.Step


class RefusedError(Exception):
    """The person may not do this, or not now; nothing was written."""


def bring_in(content: bytes, *, language: str, now: datetime) -> Exchange:
    """Keep an uploaded file for its dry run. Raises RefusedError for who may not import."""
    actor = require_actor()
    if not can_import(actor):
        raise RefusedError
    return _new(actor, _Step.TRY, language=language, now=now, content=content)


def take_out(format_: str, *, language: str, now: datetime) -> Exchange:
    """Note that somebody wants the directory as a file. Raises RefusedError."""
    actor = require_actor()
    if not can_export(actor):
        raise RefusedError
    return _new(actor, _Step.EXPORT, language=language, now=now, format=format_)


def _new(actor: Actor, step: str, *, language: str, now: datetime, **values: Any) -> Exchange:
    exchange = Exchange(
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        role=actor.role,
        language=language,
        step=step,
        created_at=now,
        expires_at=now + LASTS,
        **values,
    )
    exchange.save(force_insert=True)
    _note(f"directory_{step}_requested", exchange)
    return exchange


def own(actor: Actor, *, now: datetime) -> Any:
    """The files of this person in this role, newest first, without their content."""
    return Exchange.objects.filter(
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        role=actor.role,
        expires_at__gt=now,
    ).defer("content")


def ask_to_write(exchange_id: UUID, *, skip_faulty: bool, now: datetime) -> Exchange:
    """Have the planned rows written; those with a fault are left out only if asked for.

    Raises RefusedError when there is nothing to write, or faults that nobody agreed to skip.
    """
    actor = require_actor()
    with transaction.atomic():
        exchange = own(actor, now=now).select_for_update().filter(pk=exchange_id).first()
        if exchange is None or not can_import(actor) or not exchange.can_be_written:
            raise RefusedError
        if exchange.rows_faulty and not skip_faulty:
            raise RefusedError
        exchange.step, exchange.state = _Step.WRITE, _State.WAITING
        exchange.skip_faulty, exchange.attempts = skip_faulty, 0
        exchange.rows_done, exchange.rows_total = 0, exchange.rows_new + exchange.rows_changed
        exchange.created_at = now
        exchange.save(
            update_fields=[
                "step", "state", "skip_faulty", "attempts", "rows_done", "rows_total", "created_at",
            ]
        )  # fmt: skip
        _note("directory_write_requested", exchange)
    return exchange


def work(exchange_id: UUID, user_id: int, organisation_id: int, role: str) -> None:
    """Do the step of a file that waits; nothing for one that is gone, that another worker has, or
    whose person no longer has the role."""
    membership = (
        Membership.objects.in_force()
        .filter(user_id=user_id, organisation_id=organisation_id, role=role)
        .select_related("organisation")
        .first()
    )
    if membership is None:
        return
    actor = actor_of(membership)
    exchange = _claim(exchange_id, actor)
    if exchange is None:
        return
    from exchange import exporting, importing  # they bring the readers and writers of every format

    steps = {
        _Step.EXPORT: exporting.make,
        _Step.TRY: importing.try_out,
        _Step.WRITE: importing.write,
    }
    with override(exchange.language):
        if exchange.attempts > MOST_ATTEMPTS:
            fail(exchange, actor, _("This file could not be worked on."))
            return
        try:
            steps[_Step(exchange.step)](exchange, actor)
        except Exception:  # whatever it was: nobody must wait for ever, and the task must fail
            fail(exchange, actor, _("Something went wrong in the portal. Nothing was written."))
            raise


def fail(exchange: Exchange, actor: Actor, reason: str) -> None:
    """End it, say why, and let the uploaded file go."""
    with acting_as(actor):
        PlannedRow.objects.filter(exchange_id=exchange.pk).delete()
        progress(exchange, state=_State.FAILED, reason=reason[:300], content=None)


def progress(exchange: Exchange, **values: Any) -> None:
    """Write how far it is, inside the transaction of its person."""
    Exchange.objects.filter(pk=exchange.pk).update(**values)


def _waiting(now: datetime) -> Q:
    silent = Q(state=_State.RUNNING, worked_on_at__lt=now - LOST_AFTER)
    return Q(state=_State.WAITING) | silent


def _claim(exchange_id: UUID, actor: Actor) -> Exchange | None:
    now = timezone.now()
    with acting_as(actor):
        mine = Exchange.objects.filter(_waiting(now), pk=exchange_id, role=actor.role).update(
            state=_State.RUNNING, worked_on_at=now, attempts=F("attempts") + 1, rows_done=0
        )
        return Exchange.objects.filter(pk=exchange_id).first() if mine else None


def lost(now: datetime) -> list[tuple[str, int, int, str]]:
    """What `work` takes for each file that nobody works on; in a `system_transaction`."""
    found = Exchange.objects.using("system").filter(
        _waiting(now), created_at__lt=now - LOST_AFTER, expires_at__gt=now
    )
    rows = found.order_by("created_at").values_list("pk", "user_id", "organisation_id", "role")
    return [(str(pk), user, organisation, role) for pk, user, organisation, role in rows[:100]]


def delete_expired(now: datetime) -> int:
    """Delete what is older than a day, with its rows; runs in a `system_transaction`."""
    expired = Exchange.objects.using("system").filter(expires_at__lt=now)
    keys = list(expired.order_by("expires_at").values_list("pk", flat=True)[:1000])
    # As they stand, each in one statement: the system's role reads no column but these.
    PlannedRow.objects.using("system").filter(exchange_id__in=keys)._raw_delete("system")
    Exchange.objects.using("system").filter(pk__in=keys)._raw_delete("system")
    return len(keys)


def _note(action: str, exchange: Exchange, **detail: str) -> None:
    record(action, subject="exchange", subject_id=str(exchange.pk), detail=detail)
