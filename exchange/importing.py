"""The two steps of a file that is brought in: the dry run, and writing what it showed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pghistory
from django.db import connections, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Organisation
from contacts.services import refresh_search
from exchange import hours
from exchange.columns import ORGANISATIONS, PLANNED_HOURS, TABLES, Table, clean
from exchange.models import Exchange, PlannedRow
from exchange.planning import Plan
from exchange.reading import read
from exchange.services import fail, progress
from exchange.unpacking import UnreadableError
from protection.actor import Actor, acting_as, system_transaction
from protection.audit import record

BATCH = 500


class _ChangedSinceError(Exception):
    """A row of the directory is no longer what the dry run showed."""


def try_out(exchange: Exchange, actor: Actor) -> None:
    """Look at every row of the file, keep what it would do, and let the file go."""
    content = bytes(exchange.content or b"")
    with acting_as(actor):
        PlannedRow.objects.filter(exchange_id=exchange.pk).delete()
        plan = Plan(actor)
    try:
        reading = read(content, language=exchange.language)
        with acting_as(actor):
            progress(exchange, format=reading.format, rows_total=reading.total)
        # Each batch is read, looked at and kept in one transaction; the file itself needs none.
        batches = plan.batches(reading.rows)
        while _next_batch(exchange, actor, batches):
            pass
    except UnreadableError as error:
        fail(exchange, actor, str(error))
        return
    counted = plan.counted
    with acting_as(actor):
        progress(
            exchange,
            state=Exchange.State.DONE,
            content=None,
            remarks=reading.remarks,
            rows_total=sum(counted.values()),
            rows_new=counted["new"],
            rows_changed=counted["change"],
            rows_same=counted["same"],
            rows_faulty=counted["fault"],
        )


def _next_batch(
    exchange: Exchange, actor: Actor, batches: Iterator[tuple[int, list[PlannedRow]]]
) -> bool:
    with acting_as(actor):
        following = next(batches, None)
        if following is None:
            return False
        done, rows = following
        for row in rows:
            row.exchange_id = exchange.pk
        PlannedRow.objects.bulk_create(rows)
        progress(exchange, rows_done=done, worked_on_at=timezone.now())
    return True


def write(exchange: Exchange, actor: Actor) -> None:
    """Write all planned rows in one transaction, or none of them."""
    try:
        with acting_as(actor), pghistory.context(user_id=actor.user_id, source="import"):
            _Writer(exchange).write()
            progress(exchange, state=Exchange.State.DONE, worked_on_at=timezone.now())
            record(
                "directory_imported",
                subject="exchange",
                subject_id=str(exchange.pk),
                detail={
                    "new": str(exchange.rows_new),
                    "changed": str(exchange.rows_changed),
                    "skipped": str(exchange.rows_faulty),
                },
            )
    except _ChangedSinceError:
        reason = _(
            "Somebody changed the same entries since the dry run, so nothing was written. Bring "
            "the file in again to see what it would change now."
        )
        fail(exchange, actor, reason)


class _Writer:
    """Writes row by row what the dry run showed, and nothing else.

    New rows wait until others follow that may need them, and go in together.
    """

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.touched: dict[str, Organisation] = {}
        self.changed: set[int] = set()
        self._new: list[tuple[PlannedRow, Any]] = []
        self._last_order: dict[tuple[str, int], int] = {}

    def write(self) -> None:
        """Raises _ChangedSinceError."""
        rows = self.exchange.rows.exclude(action=PlannedRow.Action.FAULT)
        last, done = -1, 0
        while batch := list(rows.filter(position__gt=last).order_by("position")[:BATCH]):
            self._lock({row.owner for row in batch})
            for row in batch:
                self._write(row)
            self._flush()
            last, done = batch[-1].position, done + len(batch)
            _tell(self.exchange, done, timezone.now())
        stood_before = {o.pk for o in self.touched.values()} & self.changed
        Organisation.objects.filter(pk__in=stood_before).update(version=F("version") + 1)
        refresh_search(self.changed)

    def _lock(self, slugs: set[str]) -> None:
        missing = slugs - set(self.touched)
        found = Organisation.objects.filter(slug__in=missing).defer("search_vector")
        for organisation in found.select_for_update(of=("self",)).order_by("pk"):
            self.touched[organisation.slug] = organisation

    def _write(self, row: PlannedRow) -> None:
        table = TABLES[row.table]
        new = row.action == PlannedRow.Action.NEW
        if self._new and not (new and self._new[-1][0].table == row.table):
            self._flush()
        target = self._target(row, table, new=new)
        self._set(row, target)
        if new:
            self._new.append((row, target))
            return
        target.save()
        self._follow(row, target)

    def _target(self, row: PlannedRow, table: Table, *, new: bool) -> Any:
        owner = self.touched.get(row.owner)
        if table is ORGANISATIONS:
            if (owner is None) != new:
                raise _ChangedSinceError
            return Organisation() if new else owner
        if owner is None:
            raise _ChangedSinceError
        if new:
            return table.model(organisation=owner, order=self._next_order(table, owner))
        parts = table.model._default_manager.filter(organisation_id=owner.pk)
        target = parts.select_for_update(of=("self",)).filter(public_id=row.target).first()
        if target is None:
            raise _ChangedSinceError
        return target

    def _next_order(self, table: Table, owner: Organisation) -> int:
        """The place after all parts of an organisation, which is asked for once."""
        key = table.name, owner.pk
        if key not in self._last_order:
            parts = table.model._default_manager.filter(organisation_id=owner.pk)
            self._last_order[key] = parts.aggregate(last=Max("order"))["last"] or 0
        self._last_order[key] += 1
        return self._last_order[key]

    def _flush(self) -> None:
        """Write the new rows that wait, which are of one table."""
        waiting, self._new = self._new, []
        if not waiting:
            return
        table = TABLES[waiting[0][0].table]
        table.model._default_manager.bulk_create([target for _row, target in waiting])
        for row, target in waiting:
            if table is ORGANISATIONS:
                self._last_order |= {(name, target.pk): 0 for name in TABLES}
            self._follow(row, target)

    def _follow(self, row: PlannedRow, target: Any) -> None:
        if row.table == ORGANISATIONS.name:
            self.touched[row.owner] = target
        if (periods := getattr(target, PLANNED_HOURS, None)) is not None:
            hours.write(target, periods)
        self.changed.add(self.touched[row.owner].pk)

    def _set(self, row: PlannedRow, target: Any) -> None:
        table = TABLES[row.table]
        for name, before, after in row.changes:
            column = table.by_name[name]
            if row.action == PlannedRow.Action.CHANGE and column.text_of(target) != before:
                raise _ChangedSinceError
            value = clean(column, table, column.parsed(after), target)
            setattr(target, column.attribute, value)


def _tell(exchange: Exchange, done: int, now: datetime) -> None:
    """How far it is: beside the one transaction that writes, which nobody can look into."""
    if connections["system"].in_atomic_block:  # in a test, where it is the same connection
        return
    with system_transaction(), transaction.atomic(using="system"):
        Exchange.objects.using("system").filter(pk=exchange.pk).update(
            rows_done=done, worked_on_at=now
        )
