"""Exports of a list: coded columns, asked for with a purpose, made by a worker, gone in a day.

Rows are read and written a batch at a time, each batch in a transaction of the person who asked:
what they may no longer see is not in the file, and of the rows only the file itself stays in memory
(MOST_ROWS make about 12 MB). Nothing is laid on the disk. An export whose task was lost, or whose
worker died, is taken up by a sweep.
"""

import io
import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import IO, Any
from uuid import UUID

from django.db.models import F, Func, Q, QuerySet, Value
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actors import actor_of
from accounts.models import Membership
from contacts import codes
from documents.tables import CsvSink, harmless
from documents.workbook import Workbook
from protection.actor import Actor, acting_as, require_actor
from protection.audit import record
from referrals import inbox, lists
from referrals.inbox import Filters
from referrals.labels import state_label
from referrals.models import InboxExport, Party
from referrals.permissions import works_on_cases

from .writing import NotAParty

logger = logging.getLogger(__name__)

LASTS = timedelta(hours=24)
BATCH = 2000
MOST_ROWS = 100_000
PIECE = 1024 * 1024  # bytes of the file that go to the database at once
# A task that has not begun after this time was lost; a batch takes a second, so a worker that says
# nothing for so long is gone.
LOST_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 3  # what has killed its worker so often is not tried again
SOURCES = {
    "received": (lists.received, lists.RECEIVED_GROUPS),
    "sent": (lists.sent, lists.SENT_GROUPS),
}


def request_export(
    list_name: str, query: str, *, purpose: str, format_: str, language: str, now: datetime
) -> InboxExport:
    """Note what is wanted and why. Raises NotAParty for who works on no cases."""
    actor = require_actor()
    if not works_on_cases(actor.role) or list_name not in SOURCES:
        raise NotAParty
    filters = Filters.read(QueryDict(query).dict(), SOURCES[list_name][1])
    export = InboxExport(
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        role=actor.role,
        language=language,
        list_name=list_name,
        query=filters.query(),
        purpose=purpose,
        format=format_,
        created_at=now,
        expires_at=now + LASTS,
    )
    export.save(force_insert=True)
    record("export_requested", subject="export", subject_id=str(export.pk), purpose=purpose)
    return export


def make_export(export_id: UUID, user_id: int, organisation_id: int, role: str) -> None:
    """Make the file of an export that was asked for; does nothing for one that is gone, that
    another worker makes, or whose reader no longer has the role."""
    membership = (
        Membership.objects.in_force()
        .filter(user_id=user_id, organisation_id=organisation_id, role=role)
        .select_related("organisation")
        .first()
    )
    if membership is None:
        return
    actor = actor_of(membership)
    export = _claim(export_id, actor)
    if export is None:
        return
    if export.attempts > MOST_ATTEMPTS:
        _progress(export, actor, state=InboxExport.State.FAILED)
        return
    file = io.BytesIO()
    try:
        with override(export.language):
            written = _write(export, actor, file)
            _keep(export, actor, file, written)
    except Exception:  # whatever it was: the reader must not wait for ever, and the task must fail
        logger.exception("An export could not be made")
        _progress(export, actor, state=InboxExport.State.FAILED)
        raise


def _keep(export: InboxExport, actor: Actor, file: IO[bytes], written: int) -> None:
    """Store the file a piece at a time: a driver needs several times the memory of a value."""
    own = InboxExport.objects.filter(pk=export.pk)
    file.seek(0)
    with acting_as(actor):
        record(
            "export_made",
            subject="export",
            subject_id=str(export.pk),
            purpose=export.purpose,
            detail={"rows": str(written)},
        )
        own.update(content=b"")
        while piece := file.read(PIECE):
            own.update(content=_Append(F("content"), Value(piece)))
        own.update(state=InboxExport.State.READY, rows_done=written)


class _Append(Func):
    template, arg_joiner = "(%(expressions)s)", " || "


def _to_be_made(now: datetime) -> Q:
    """What waits, or was begun by a worker that has fallen silent."""
    silent = Q(state=InboxExport.State.RUNNING, worked_on_at__lt=now - LOST_AFTER)
    return Q(state=InboxExport.State.WAITING) | silent


def _claim(export_id: UUID, actor: Actor) -> InboxExport | None:
    """The export for this worker alone; None when there is nothing to make."""
    now = timezone.now()
    with acting_as(actor):
        mine = InboxExport.objects.filter(_to_be_made(now), pk=export_id).update(
            state=InboxExport.State.RUNNING, worked_on_at=now, attempts=F("attempts") + 1
        )
        return InboxExport.objects.filter(pk=export_id).first() if mine else None


def lost_exports(now: datetime) -> list[tuple[str, int, int, str]]:
    """What `make_export` takes for each export that nobody makes; in a `system_transaction`."""
    waiting = InboxExport.objects.using("system").filter(
        _to_be_made(now), created_at__lt=now - LOST_AFTER, expires_at__gt=now
    )
    rows = waiting.order_by("created_at").values_list("pk", "user_id", "organisation_id", "role")
    return [(str(pk), user, organisation, role) for pk, user, organisation, role in rows[:100]]


def _progress(export: InboxExport, actor: Actor, **values: Any) -> None:
    with acting_as(actor):
        InboxExport.objects.filter(pk=export.pk).update(**values)


def _write(export: InboxExport, actor: Actor, file: IO[bytes]) -> int:
    """Write the whole file; the number of rows."""
    now = timezone.now()
    with acting_as(actor):
        total = inbox.capped(_rows(export, actor, now), MOST_ROWS)
    _progress(export, actor, rows_total=min(total, MOST_ROWS))
    sink = CsvSink(file) if export.format == InboxExport.Format.CSV else _XlsxSink(file)
    sink.add(_head())
    done = 0
    for batch in _batches(export, actor, now):
        for party in batch:
            sink.add(_cells(party, now))
        done += len(batch)
        _progress(export, actor, rows_done=done, worked_on_at=timezone.now())
    sink.close()
    return done


def _rows(export: InboxExport, actor: Actor, now: datetime) -> QuerySet[Party]:
    source, groups = SOURCES[export.list_name]
    filters = Filters.read(QueryDict(export.query).dict(), groups)
    mine = inbox.worked_on_as(actor, now=now) if filters.who == inbox.MINE else []
    return inbox.narrowed(source(actor), filters, groups, actor, now=now, mine=mine)


def _batches(export: InboxExport, actor: Actor, now: datetime) -> Iterator[list[Party]]:
    last, left = lists.NO_ID, MOST_ROWS
    while left > 0:
        with acting_as(actor):
            rows = _rows(export, actor, now).filter(pk__gt=last).order_by("pk")
            batch = list(rows[: min(BATCH, left)])
        if not batch:
            return
        yield batch
        last, left = batch[-1].pk, left - len(batch)


def _head() -> list[str]:
    return [
        _("Reference"),
        _("State (code)"),
        _("State"),
        _("Urgency (code)"),
        _("Urgency"),
        _("Country of the sender"),
        _("Country of destination"),
        _("Needs (codes)"),
        _("Date and time"),
        _("Indicative answer time"),
        _("Overdue"),
    ]


def _cells(party: Party, now: datetime) -> list[str]:
    due = party.due_at
    return [
        party.reference,
        party.state,
        state_label(party.state),
        party.urgency,
        codes.label("urgency", party.urgency),
        party.sender_country,
        party.destination_country,
        " ".join(party.needs),
        timezone.localtime(party.sort_at).isoformat(timespec="minutes"),
        timezone.localtime(due).isoformat(timespec="minutes") if due else "",
        _("Yes") if due and due < now else _("No"),
    ]


class _XlsxSink:
    """A spreadsheet."""

    def __init__(self, file: IO[bytes]) -> None:
        self._book = Workbook(file, ["referrals"])

    def add(self, cells: Sequence[str]) -> None:
        self._book.add([harmless(cell) for cell in cells])

    def close(self) -> None:
        """Finish the file."""
        self._book.close()


def delete_expired(now: datetime) -> int:
    """Delete what is older than a day; runs in a `system_transaction`."""
    expired = InboxExport.objects.using("system").filter(expires_at__lt=now)
    keys = list(expired.order_by("expires_at").values_list("pk", flat=True)[:1000])
    # As it stands in one statement: the system's role reads no column but these.
    InboxExport.objects.using("system").filter(pk__in=keys)._raw_delete("system")
    return len(keys)
