"""The report's figures as a workbook: a sheet for each table, and what each figure counts."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from documents.tables import harmless

EPOCH = (1980, 1, 1, 0, 0, 0)
MOMENT = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
NUMBER = re.compile(r"\d{1,3}(?:[.\u00a0]?\d{3})*(?:,\d+)?")


def workbook(document: Mapping[str, Any]) -> bytes:
    """An XLSX with the tables of a composed document in its language, definitions at its end.

    Counts are numbers, what is withheld keeps its mark. The same document gives the same bytes.
    """
    from openpyxl import Workbook  # takes 0.2 s: only who makes a file waits for it
    from openpyxl.styles import Alignment, Font

    words = document["words"]
    tables = [block for block in document["blocks"] if block["kind"] == "table"]
    book = Workbook()
    book.properties.title, book.properties.creator = document["title"], words["body"]
    book.properties.language = document["language"]
    first: Any = book.active
    first.title = words["contents"]
    first.column_dimensions["A"].width, first.column_dimensions["B"].width = 14, 90
    for line in (document["title"], document["subtitle"], *document["front"]):
        first.append([harmless(line)])
    first["A1"].font = Font(bold=True, size=14)
    first.append([])
    for table in tables:
        name = f"{words['table']} {table['number']}"
        first.append([name, harmless(table["caption"])])
        first.cell(first.max_row, 1).hyperlink = f"#'{name}'!A1"
        sheet = book.create_sheet(name)
        sheet.column_dimensions["A"].width = 52
        sheet.append([harmless(f"{name}. {table['caption']}")])
        sheet["A1"].font = Font(bold=True)
        sheet.append([])
        sheet.append([harmless(cell) for cell in table["head"]])
        for cell in sheet[3]:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "B4"
        for label, *values in table["rows"]:
            sheet.append([harmless(label), *(_value(value) for value in values)])
        if table["note"]:
            sheet.append([])
            sheet.append([harmless(words["note"])])
    _definitions(book, document)
    made = io.BytesIO()
    book.save(made)
    return _dated(made.getvalue(), document["created"])


def _definitions(book: Any, document: Mapping[str, Any]) -> None:
    """The last sheet: every figure with what it counts."""
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(document["words"]["definitions"])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 48, 110
    for term, meaning in document["defined"]:
        sheet.append([harmless(term), harmless(meaning)])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _value(cell: str) -> str | int | float:
    if not NUMBER.fullmatch(cell):
        return str(harmless(cell))
    whole, comma, part = re.sub(r"[.\u00a0]", "", cell).partition(",")
    return float(f"{whole}.{part}") if comma else int(whole)


def _dated(package: bytes, created: str) -> bytes:
    """The package as of the moment of its figures."""
    moment = dt.datetime.fromisoformat(created).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "docProps/core.xml":
                data = MOMENT.sub(rf"\g<1>{moment}", data.decode()).encode()
            new.writestr(zipfile.ZipInfo(item.filename, EPOCH), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
