"""A spreadsheet (Office Open XML, ECMA-376) of sheets of texts, written row by row.

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
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _parts(names: Sequence[str]) -> dict[str, str]:
    """The files of the archive that say which sheets there are."""
    numbered = list(enumerate(names, start=1))
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
                f'ContentType="{_SHEET}.worksheet+xml"/>'
                for number, _name in numbered
            )
            + "</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            + "".join(
                f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
                for number, name in numbered
            )
            + "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" '
                f'Target="worksheets/sheet{number}.xml"/>'
                for number, _name in numbered
            )
            + "</Relationships>"
        ),
    }


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Workbook:
    """Writes to `file`, which must be seekable; nothing may be added after `close`.

    `names` are the sheets, at most 31 characters each; rows go to the first until `next_sheet`.
    """

    def __init__(self, file: IO[bytes], names: Sequence[str]) -> None:
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        for name, content in _parts(names).items():
            self._archive.writestr(name, _HEAD + content)
        self._number = 0
        self._begin()

    def add(self, cells: Sequence[str]) -> None:
        """One row of texts."""
        written = (
            f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_NOT_XML.sub("", cell))}</t>'
            "</is></c>"
            for cell in cells
        )
        self._write(f"<row>{''.join(written)}</row>")

    def next_sheet(self) -> None:
        """What is added from now on stands on the next sheet."""
        self._end()
        self._begin()

    def close(self) -> None:
        """Finish the file."""
        self._end()
        self._archive.close()

    def _begin(self) -> None:
        self._number += 1
        self._sheet = self._archive.open(f"xl/worksheets/sheet{self._number}.xml", "w")
        self._write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>')

    def _end(self) -> None:
        self._write("</sheetData></worksheet>")
        self._sheet.close()

    def _write(self, text: str) -> None:
        self._sheet.write(text.encode())
