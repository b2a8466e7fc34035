"""The rows of a directory file: a spreadsheet, CSV files in a ZIP file, one CSV file, or HSDS.

What a file is follows from its content, never from its name. Rows come one by one, as cells of
text under the name of their column; what is wrong with a cell as such is told with it.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from documents.tables import as_written
from exchange.columns import TABLES, Table, as_text
from exchange.models import Exchange
from exchange.unpacking import UnreadableError, decoded, part, storable, unpacked

MOST_ROWS = 100_000
MOST_COLUMNS = 80
MOST_CELL = 20_000  # characters; no field of the directory takes more
_ROW = re.compile(rb"<row[ >]")


@dataclass
class Row:
    """One row of a file. `faults` are (column, text) of what no cell may be; `shown_in` is the
    language whose reader the texts were written for, when they were taken out as a reader sees
    them."""

    table: Table
    number: int
    cells: dict[str, str]
    faults: list[tuple[str, str]] = field(default_factory=list)
    shown_in: str = ""


@dataclass
class Reading:
    """What a file holds: `total` rows at most, and `rows`, which may be read once."""

    format: Exchange.Format
    total: int
    rows: Iterator[Row]
    remarks: list[str] = field(default_factory=list)


def read(content: bytes, *, language: str) -> Reading:
    """Open a file. Raises UnreadableError, here or while its rows are read."""
    if not content.strip():
        raise UnreadableError(_("The file is empty."))
    if content.startswith(b"PK"):
        archive = unpacked(content)
        names = archive.namelist()
        if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
            return _workbook(content, archive)
        wanted = [name for name in names if _table_named(name) and name.lower().endswith(".csv")]
        if not wanted:
            raise UnreadableError(
                _("This is neither a spreadsheet of the directory nor a ZIP file with its tables.")
            )
        wanted.sort(key=lambda name: list(TABLES).index(str(_table_named(name))))
        return _csv_files([(name, part(archive, name)) for name in wanted])
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        from exchange import hsds

        total, rows = hsds.rows_of(content, language=language)
        return Reading(Exchange.Format.HSDS, total, rows)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8")):
        raise UnreadableError(
            _("Bring in a spreadsheet (XLSX), CSV or HSDS. An old .xls file: save it as .xlsx.")
        )
    return _csv_files([("", content)])


def _table_named(name: str) -> str | None:
    """The table that a sheet or file is named after."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0].strip().casefold()
    return stem if stem in TABLES else None


def _table_with(head: list[str]) -> Table:
    """The table that has most of these columns. Raises UnreadableError."""
    known = {name: len(set(table.by_name) & set(head)) for name, table in TABLES.items()}
    best = max(known, key=lambda name: known[name])
    if not known[best]:
        raise UnreadableError(
            _("The first row names no columns of the directory. Start from an export.")
        )
    return TABLES[best]


def _workbook(content: bytes, archive: zipfile.ZipFile) -> Reading:
    # Half a second to import, and only a worker that reads a spreadsheet needs it.
    from openpyxl import load_workbook

    def opened() -> Any:
        return load_workbook(io.BytesIO(content), read_only=True, keep_links=False)

    book = _guarded(opened)
    total = 0
    for info in archive.infolist():
        if info.filename.startswith("xl/worksheets/"):
            total += _count_rows(archive, info)
    sheets = {_table_named(name): name for name in book.sheetnames}
    remarks = [
        _("The sheet “%(name)s” is none of the directory’s and was not read.")
        % {"name": storable(name)[:40]}
        for name in book.sheetnames
        if _table_named(name) is None
    ]
    wanted = [(TABLES[name], sheets[name]) for name in TABLES if name in sheets]
    if not wanted:
        raise UnreadableError(
            _("The spreadsheet has no sheet named organisations, contact_points or services.")
        )

    def rows() -> Iterator[Row]:
        for table, sheet in wanted:
            lines = _guarded(partial(_lines_in, book, sheet))
            yield from _rows_of(table, _lines_of_sheet(lines))

    return Reading(Exchange.Format.XLSX, total, _bounded(rows()), remarks)


def _lines_in(book: Any, sheet: str) -> Any:
    return book[sheet].iter_rows(max_col=MOST_COLUMNS)


def _count_rows(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    found, rest = 0, b""
    try:
        with archive.open(info) as sheet:
            while piece := sheet.read(1024 * 1024):
                found += len(_ROW.findall(rest + piece))
                rest = piece[-4:]
    except Exception as error:  # zlib.error and its kin have no common base
        raise UnreadableError(_("The file is damaged: it cannot be unpacked.")) from error
    return found


def _guarded(work: Callable[[], Any]) -> Any:
    """The library raises whatever it stumbles on: a file is no reason for a fault of the portal."""
    try:
        return work()
    except UnreadableError:
        raise
    except StopIteration:
        return None
    except Exception as error:
        raise UnreadableError(
            _("The spreadsheet cannot be read. Open it and save it as XLSX again.")
        ) from error


_Line = tuple[int, list[tuple[str, str]]]  # its number, and (text, fault) of each cell


def _lines_of_sheet(lines: Iterator[Any]) -> Iterator[_Line]:
    number = 0
    while (cells := _guarded(lambda: next(lines))) is not None:
        number += 1
        found = [_cell(cell) for cell in cells]
        if any(text or fault for text, fault in found):
            yield number, found


def _cell(cell: Any) -> tuple[str, str]:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if kind == "f":
        return "", _("This cell is a formula. Replace it by its value.")
    if kind == "e":
        return "", _("This cell shows an error of the spreadsheet.")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, bool | date):
        return as_text(value), ""
    return ("" if value is None else str(value)), ""


def _csv_files(files: list[tuple[str, bytes]]) -> Reading:
    texts, remarks = [], []
    for name, content in files:
        text, guessed = decoded(content)
        if guessed:
            remarks.append(
                _("The file does not say its encoding; it was read as %(encoding)s.")
                % {"encoding": guessed}
            )
        texts.append((_table_named(name), text))
    total = sum(text.count("\n") + 1 for _name, text in texts)

    def rows() -> Iterator[Row]:
        for name, text in texts:
            yield from _rows_of(TABLES[name] if name else None, _lines_of_text(text))

    return Reading(Exchange.Format.CSV, total, _bounded(rows()), list(dict.fromkeys(remarks)))


def _lines_of_text(text: str) -> Iterator[_Line]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    # Without `strict` an unclosed quotation would swallow the rest of the file in silence.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableError(
                _("Line %(number)s of the CSV file cannot be read: a quotation mark is missing.")
                % {"number": reader.line_num}
            ) from error
        number += 1
        if any(cells):
            yield number, [(cell, "") for cell in cells[:MOST_COLUMNS]]


def _rows_of(table: Table | None, lines: Iterator[_Line]) -> Iterator[Row]:
    """The rows under a head; what is wrong with the head is told as row 1."""
    first = next(lines, None)
    if first is None:
        return
    number, cells = first
    head = [storable(text).strip().casefold() for text, _fault in cells]
    table = table or _table_with(head)
    faults = [
        (name[:60], _("The directory has no such column; it was not read."))
        for name in dict.fromkeys(head)
        if name and name not in table.by_name
    ]
    faults += [
        (name, _("This column stands here twice; the first one was read."))
        for name in table.by_name
        if head.count(name) > 1
    ]
    needed = table.key if table.name == "organisations" else "organisation"
    if needed not in head:
        raise UnreadableError(
            _("The table %(table)s has no column “%(column)s”, which says what a row is about.")
            % {"table": table.name, "column": needed}
        )
    if faults:
        yield Row(table, number, {}, faults)
    places = {name: head.index(name) for name in table.by_name if name in head}
    for number, cells in lines:
        row = Row(table, number, {})
        for name, place in places.items():
            text, fault = cells[place] if place < len(cells) else ("", "")
            if fault:
                row.faults.append((name, fault))
            else:
                row.cells[name] = _tidy(text, name, row)
        yield row


def _tidy(text: str, name: str, row: Row) -> str:
    """One cell as the planning compares it; what is too long for any field is told and cut."""
    if len(text) > MOST_CELL:
        row.faults.append((name, _("This text is far too long.")))
        text = text[:200]
    if "\x00" in text:
        row.faults.append((name, _("Remove the invisible control characters from this text.")))
    return as_written(storable(text).replace("\r\n", "\n").replace("\r", "\n").strip())


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count >= MOST_ROWS:
            raise UnreadableError(
                _("The file has more than %(most)s rows. Divide it into several files.")
                % {"most": MOST_ROWS}
            )
        yield row
