"""A panel as a file for a spreadsheet: the same rows, the definition and what the marks mean."""

import io
import re

from documents.tables import CsvSink, harmless
from reports.monitoring.panel import Panel

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GROUPED = re.compile(r"\d{1,3}([.,\u00a0]\d{3})+")
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
    "svg": "image/svg+xml",
    "png": "image/png",
}


def lines_of(panel: Panel, period: str) -> list[list[str]]:
    """Title and period, the table, and below it the definition and the notes."""
    below = [[text] for text in (panel.defined, panel.remark, panel.note) if text]
    return [[panel.title], [period], [], panel.head, *panel.rows, [], *below]


def csv_of(panel: Panel, period: str) -> bytes:
    """UTF-8, comma-separated."""
    stream = io.BytesIO()
    sink = CsvSink(stream)
    for line in lines_of(panel, period):
        sink.add([plain(cell) for cell in line])
    sink.close()
    return stream.getvalue()


def xlsx_of(panel: Panel, period: str) -> bytes:
    """One sheet; counts are numbers."""
    from openpyxl import Workbook  # takes 0.2 s: only who makes a file waits for it

    book = Workbook(write_only=True)
    sheet = book.create_sheet(panel.key.replace("@", " "))
    for line in lines_of(panel, period):
        sheet.append([_value(plain(cell)) for cell in line])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain(cell: str) -> str:
    """A number without the spaces that group its thousands."""
    return re.sub(r"[.,\u00a0]", "", cell) if _GROUPED.fullmatch(cell) else cell


def _value(cell: str) -> str | int:
    return int(cell) if cell.isdecimal() else harmless(cell)
