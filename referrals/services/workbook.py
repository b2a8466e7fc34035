"""A spreadsheet (Office Open XML, ECMA-376) of one sheet of texts, written row by row.

The rows are compressed as they come and stay in memory: a library would lay them on the disk as
they are, in a temporary file that outlives a killed worker.
"""

import re
import zipfile
from collections.abc import Sequence
from html import escape
from typing import IO

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "xl/worksheets/sheet1.xml"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET}" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="referrals" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Workbook:
    """Writes to `file`, which must be seekable; nothing may be added after `close`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        for name, content in _PARTS.items():
            self._archive.writestr(name, _HEAD + content)
        self._sheet = self._archive.open(_SHEET, "w")
        self._write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>')

    def add(self, cells: Sequence[str]) -> None:
        """One row of texts."""
        written = (
            f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_NOT_XML.sub("", cell))}</t>'
            "</is></c>"
            for cell in cells
        )
        self._write(f"<row>{''.join(written)}</row>")

    def close(self) -> None:
        """Finish the file."""
        self._write("</sheetData></worksheet>")
        self._sheet.close()
        self._archive.close()

    def _write(self, text: str) -> None:
        self._sheet.write(text.encode())
