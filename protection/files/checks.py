"""The real kind of a file, and a harmless form of it; or why it is refused.

Nothing is believed of the name or the type that the browser gives. What could run is refused:
archives, office files with macros or embedded programs, PDF files with scripts or files inside.
What cannot be looked into (encrypted, of before 2007) is refused too.
"""

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import puremagic
from django.utils.translation import gettext as _

from .images import IMAGE_KINDS, reencoded

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 10_000

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
# The main part of an Office Open XML package says what it is (ECMA-376, part 2).
_MAIN_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_OPEN_DOCUMENT = {CONTENT_TYPES[kind]: kind for kind in ("odt", "ods", "odp")}
# Parts of a package that hold programs.
_PROGRAMS = ("vbaproject", "vbadata", "activex", "oleobject", "basic/", "scripts/", ".bin", ".exe")


class FileRefused(Exception):
    """The file may not be attached. The text says why and what to do, in the reader's language."""


def checked(data: bytes) -> tuple[str, bytes]:
    """The kind (a key of CONTENT_TYPES) and the bytes to keep. Raises FileRefused."""
    if not data:
        raise FileRefused(_("This file is empty. Choose another."))
    if len(data) > MAX_BYTES:
        raise FileRefused(_("This file is larger than 20 MB. Make it smaller or split it."))
    found = _found(data)
    if found in IMAGE_KINDS:
        return found, _image(found, data)
    if found == "pdf":
        _check_pdf(data)
        return found, data
    if found == "zip":
        return _package_kind(data), data
    raise FileRefused(
        _(
            "This kind of file cannot be attached. Possible are PDF, DOCX, XLSX, PPTX, ODT, ODS, "
            "ODP, JPEG, PNG and WebP. Save it as one of these and try again."
        )
    )


def _found(data: bytes) -> str:
    """What the first bytes say; "" where they say nothing known."""
    try:
        mime = puremagic.from_string(data[:4096], mime=True)
    except (puremagic.PureError, ValueError):
        return ""
    if data.startswith(b"PK\x03\x04"):  # every kind of package, told apart by its parts
        return "zip"
    return {CONTENT_TYPES[kind]: kind for kind in ("pdf", *IMAGE_KINDS)}.get(mime, "")


def _image(kind: str, data: bytes) -> bytes:
    try:
        return reencoded(kind, data)
    except ValueError:
        raise FileRefused(
            _(
                "This image is damaged or has more than 50 megapixels. Save it anew or make "
                "it smaller."
            )
        ) from None


def _check_pdf(data: bytes) -> None:
    from pypdf import PdfReader  # slow to load: only who attaches a PDF waits for it
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise FileRefused(
                _("This PDF is protected by a password. Save it without one and try again.")
            )
        active = any(_is_active(node) for node in _pdf_places(reader))
    except FileRefused:
        raise
    # pypdf meets hostile files with many exceptions of its own and of Python's.
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise FileRefused(_("This PDF is damaged. Print it to PDF anew and try again.")) from None
    if active:
        raise FileRefused(
            _("This PDF holds scripts or other files. Print it to PDF anew, which leaves them out.")
        )


def _pdf_places(reader: "PdfReader") -> list["DictionaryObject"]:
    """Where a document keeps what runs by itself: the catalogue, its names, each page."""
    from pypdf.generic import DictionaryObject

    root = reader.root_object
    names = root.get("/Names", DictionaryObject()).get_object()
    action = root.get("/OpenAction", DictionaryObject()).get_object()
    return [
        node for node in (root, names, action, *reader.pages) if isinstance(node, DictionaryObject)
    ]


def _is_active(node: "DictionaryObject") -> bool:
    runs = {"/JavaScript", "/JS", "/AA", "/EmbeddedFiles"} & set(node)
    return bool(runs) or node.get("/S") in {"/JavaScript", "/Launch"}


# zipfile's ways to say damaged: no archive, no such part, encrypted, an unknown compression, cut
# short, impossible numbers.
DAMAGED_PACKAGE = (
    zipfile.BadZipFile,
    KeyError,
    RuntimeError,
    NotImplementedError,
    OSError,
    ValueError,
)


def _package_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename.lower() for part in parts}
            too_much = sum(part.file_size for part in parts) > MAX_UNPACKED
            if len(parts) > MAX_PARTS or too_much:
                raise FileRefused(_("This file unpacks to too much. Save it anew and try again."))
            kind = _kind_of_parts(names, package.read)
    except DAMAGED_PACKAGE:
        raise FileRefused(_("This file is damaged. Save it anew and try again.")) from None
    if not kind:
        raise FileRefused(
            _("Archives cannot be attached. Unpack this file and attach what is in it one by one.")
        )
    if any(mark in name for name in names for mark in _PROGRAMS):
        raise FileRefused(
            _("This file holds macros or embedded programs. Save it without them, or as PDF.")
        )
    return kind


def _kind_of_parts(names: set[str], read: Callable[[str], bytes]) -> str:
    if "[content_types].xml" in names:
        return next((kind for part, kind in _MAIN_PARTS.items() if part in names), "")
    if "mimetype" in names:
        return _OPEN_DOCUMENT.get(read("mimetype")[:128].decode("ascii", "replace").strip(), "")
    return ""
