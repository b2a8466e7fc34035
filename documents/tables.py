"""Tables for spreadsheets: no cell that a spreadsheet would run, and how to read one back.

A formula in a cell runs at whoever opens the file (CWE-1236), so a text that begins like one gets
an apostrophe before it, which `as_written` takes away.
"""

import csv
import re
from collections.abc import Sequence
from typing import IO

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_written(cell: str) -> str:
    """The text that `harmless` was given. An apostrophe that stands before anything else stays."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


class CsvSink:
    """UTF-8 with a mark at the start, without which Excel guesses another encoding.

    Without the `mark` for programs, which would take it for a part of the first name.
    """

    def __init__(self, file: IO[bytes], *, mark: bool = True) -> None:
        self._file = file
        if mark:
            file.write(b"\xef\xbb\xbf")
        self._writer = csv.writer(self)

    def write(self, text: str) -> None:
        """What the writer of the standard library calls."""
        self._file.write(text.encode())

    def add(self, cells: Sequence[str]) -> None:
        """One row of texts."""
        self._writer.writerow([harmless(cell) for cell in cells])

    def close(self) -> None:
        """All is written."""
