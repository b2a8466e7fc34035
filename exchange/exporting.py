"""The directory as a file: three sheets, three CSV files in a ZIP file, or HSDS."""

import io
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone

from contacts.models import Organisation
from documents.tables import CsvSink, harmless
from documents.workbook import Workbook
from exchange.columns import ORGANISATIONS, TABLES, Table
from exchange.models import Exchange
from exchange.permissions import OWNER_ROLES
from exchange.services import progress
from protection.actor import Actor, acting_as
from protection.audit import record

BATCH = 500


def organisations_of(actor: Actor) -> "QuerySet[Organisation]":
    """The active entries that this person may take out (permissions.can_export_organisation)."""
    found = Organisation.objects.filter(active=True).defer("search_vector")
    if actor.role in OWNER_ROLES:
        return found.filter(pk=actor.organisation_id)
    if actor.role == "contact_point":
        return found.filter(country_id=actor.country or None)
    return found


def make(exchange: Exchange, actor: Actor) -> None:
    """Make the file and keep it for its person."""
    file = io.BytesIO()
    done = 0
    if exchange.format == Exchange.Format.HSDS:
        from exchange import hsds

        with acting_as(actor):
            done = hsds.write(file, organisations_of(actor), language=exchange.language)
    else:
        sink = _Workbook(file) if exchange.format == Exchange.Format.XLSX else _Archive(file)
        for table in TABLES.values():
            sink.begin(table)
            for batch in _batches(table, actor):
                for row in batch:
                    sink.add([column.text_of(row) for column in table.columns])
                done += len(batch)
                with acting_as(actor):
                    progress(exchange, rows_done=done, worked_on_at=timezone.now())
        sink.close()
    with acting_as(actor):
        record(
            "directory_exported",
            subject="exchange",
            subject_id=str(exchange.pk),
            detail={"rows": str(done), "format": exchange.format},
        )
        progress(
            exchange,
            state=Exchange.State.DONE,
            rows_done=done,
            rows_total=done,
            content=file.getvalue(),
        )


def _batches(table: Table, actor: Actor) -> Iterator[list[Any]]:
    """The rows of a table by organisation, a transaction for each batch of organisations."""
    last = ""
    while True:
        with acting_as(actor):
            found = organisations_of(actor).filter(slug__gt=last).order_by("slug")
            owners = list(found[:BATCH])
            rows: list[Any] = owners
            if table is not ORGANISATIONS:
                parts = table.model._default_manager.filter(organisation__in=owners)
                rows = list(
                    parts.select_related(*table.related)
                    .prefetch_related(*table.prefetched)
                    .defer("organisation__search_vector")
                    .order_by("organisation__slug", "order", "pk")
                )
        if not owners:
            return
        yield rows
        last = owners[-1].slug


class _Workbook:
    """One sheet a table."""

    def __init__(self, file: IO[bytes]) -> None:
        self._book = Workbook(file, list(TABLES))
        self._begun = False

    def begin(self, table: Table) -> None:
        """The next sheet, with its head."""
        if self._begun:
            self._book.next_sheet()
        self._begun = True
        self.add(list(table.by_name))

    def add(self, cells: list[str]) -> None:
        """One row."""
        self._book.add([harmless(cell) for cell in cells])

    def close(self) -> None:
        """Finish the file."""
        self._book.close()


class _Archive:
    """One CSV file a table."""

    def __init__(self, file: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._open: IO[bytes] | None = None

    def begin(self, table: Table) -> None:
        """The next file, with its head."""
        self._end()
        self._open = self._archive.open(f"{table.name}.csv", "w")
        self._sink = CsvSink(self._open)
        self.add(list(table.by_name))

    def add(self, cells: list[str]) -> None:
        """One row."""
        self._sink.add(cells)

    def close(self) -> None:
        """Finish the file."""
        self._end()
        self._archive.close()

    def _end(self) -> None:
        if self._open is not None:
            self._open.close()
