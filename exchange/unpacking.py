"""From the bytes of an uploaded file to what can be read row by row, whatever it calls itself.

What a file says of its own size is believed no further than these limits, so that a small file
that unpacks to a large one costs nothing (CWE-409).
"""

import io
import zipfile

from django.utils.translation import gettext as _

MOST_BYTES = 20 * 1024 * 1024  # of the file
MOST_UNPACKED = 300 * 1024 * 1024  # of an archive, which is read a piece at a time
MOST_AT_ONCE = 50 * 1024 * 1024  # of what must be held in memory as a whole
MOST_PARTS = 500
_SHARED = "xl/sharedStrings.xml"


class UnreadableError(Exception):
    """The file cannot be read at all; the text says why, in the reader's language."""


def unpacked(content: bytes) -> zipfile.ZipFile:
    """The archive, within the limits. Raises UnreadableError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(_("The file is damaged: it cannot be unpacked.")) from error
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError(_("The file is protected by a password. Save it without one."))
    shared = sum(part.file_size for part in parts if part.filename == _SHARED)
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or shared > MOST_AT_ONCE
    ):
        raise UnreadableError(_("The file is too large once it is unpacked."))
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One file of an archive, whole. Raises UnreadableError."""
    if archive.getinfo(name).file_size > MOST_AT_ONCE:
        raise UnreadableError(_("The file is too large once it is unpacked."))
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise UnreadableError(_("The file is damaged: it cannot be unpacked.")) from error
    except Exception as error:  # zlib.error, lzma.LZMAError: whatever the packing raises
        raise UnreadableError(_("The file is damaged: it cannot be unpacked.")) from error


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding when it had to be guessed. Raises UnreadableError."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _decode(content, encoding), ""
    if content[1:200:2].count(0) > len(content[1:200:2]) // 2:
        return _decode(content, "utf-16-le"), "UTF-16"
    if content[0:200:2].count(0) > len(content[0:200:2]) // 2:
        return _decode(content, "utf-16-be"), "UTF-16"
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _decode(content, "cp1252"), "Windows-1252"


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            _("The letters of the file cannot be read. Save it as CSV in UTF-8.")
        ) from error


def storable(text: str) -> str:
    """The text without what the database refuses: NUL, and halves of a character."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
