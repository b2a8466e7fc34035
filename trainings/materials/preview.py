"""The first words of a file as plain text, so that one knows what it is before fetching it."""

import io
import re
import zipfile
from html import unescape

from protection.files.checks import DAMAGED_PACKAGE

LONGEST = 1200
MOST_PAGES = 3
MOST_BYTES = 2 * 1024 * 1024  # of one part of a package, unpacked
_PARTS = {
    "docx": re.compile(r"word/document\.xml"),
    "pptx": re.compile(r"ppt/slides/slide[1-3]\.xml"),
    "odt": re.compile(r"content\.xml"),
    "odp": re.compile(r"content\.xml"),
}
_PARAGRAPH = re.compile(r"</(?:w:p|a:p|text:p|text:h)>")
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[ \t\xa0]+")


def preview_of(kind: str, data: bytes) -> str:
    """The beginning of a file that `protection.files.checks` let in; "" where it has no text."""
    text = _of_pdf(data) if kind == "pdf" else _of_package(kind, data)
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    whole = "\n".join(line for line in lines if line)
    # What a page cannot show and a database will not keep.
    whole = "".join(sign for sign in whole if sign == "\n" or sign.isprintable())
    return whole if len(whole) <= LONGEST else whole[:LONGEST].rsplit(" ", 1)[0] + " …"


def _of_pdf(data: bytes) -> str:
    from pypdf import PdfReader  # slow to load: only who adds a PDF waits for it
    from pypdf.errors import PyPdfError

    try:
        pages = PdfReader(io.BytesIO(data)).pages
        return "\n".join(page.extract_text() for page in pages[:MOST_PAGES])
    # As in the checks: pypdf has many ways to say that it cannot read something.
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""


def _of_package(kind: str, data: bytes) -> str:
    wanted = _PARTS.get(kind)
    if wanted is None:
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = sorted(name for name in package.namelist() if wanted.fullmatch(name))
            parts = []
            for name in names:
                with package.open(name) as part:
                    parts.append(part.read(MOST_BYTES).decode("utf-8", "replace"))
    except DAMAGED_PACKAGE:
        return ""  # what cannot be read has no preview; the file itself is still there
    return unescape(_TAG.sub("", _PARAGRAPH.sub("\n", "\n".join(parts))))
