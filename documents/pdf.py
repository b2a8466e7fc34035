"""PDF/UA-1 and PDF/A-3a by Typst.

A template reads `data.json` beside it; `base.typ` holds what every document of the portal shares.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TEMPLATES = HERE / "templates"
WITHOUT_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')
NO_FILES: Mapping[str, bytes] = {}


class DocumentError(Exception):
    """A document could not be made; the message is for the log, never for a page."""


def render_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    language: str,
    title: str,
    created: datetime,
    files: Mapping[str, bytes] = NO_FILES,
    unknown_note: str = "",
) -> bytes:
    """The PDF of a template (the name of a .typ file in `documents/templates/`).

    `data` is plain (JSON); the template finds it in `data.json` with `language` (ISO 639-1),
    `title` and `created` (ISO 8601) added. `files` are put beside it: relative path to contents,
    for pictures and attachments. The same input gives the same bytes. Typst fails closed: a
    missing alternative text or a skipped heading raises DocumentError. What lies in the temporary
    folder meanwhile is readable by the portal's own user alone.

    A character that no shipped font has raises DocumentError too, unless `unknown_note` says, in
    the document's language, what its number in brackets means: then it is written as that number,
    and the note stands at the end.
    """
    # The process that makes the first document loads it, not every start.
    import typst

    whole = {**data, "language": language, "title": title, "created": created.isoformat()}
    with tempfile.TemporaryDirectory(prefix="document-") as folder:
        root = Path(folder)
        for source in TEMPLATES.glob("*.typ"):
            shutil.copy(source, root)
        for name, contents in files.items():
            if ".." in PurePosixPath(name).parts or name.startswith("/"):
                raise DocumentError(f"{name} lies outside the document's folder")
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents)
        while True:
            (root / "data.json").write_text(json.dumps(whole, ensure_ascii=False))
            try:
                return typst.compile(
                    root / template,
                    root=root,
                    font_paths=[FONTS],
                    ignore_system_fonts=True,
                    pdf_standards=["ua-1", "a-3a"],
                    timestamp=created,
                )
            except typst.TypstError as error:
                said = str(error.diagnostic or error.message)
                unknown = set("".join(WITHOUT_FONT.findall(said))) if unknown_note else set()
                if not unknown:
                    raise DocumentError(f"typst: {said}") from error
                numbers = {ord(one): f"[U+{ord(one):04X}]" for one in unknown}
                whole = {**_translated(whole, numbers), "unknown_note": unknown_note}


def _translated(value: Any, table: Mapping[int, str]) -> Any:
    """Plain data with the characters of all its texts replaced."""
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, Mapping):
        return {key: _translated(item, table) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_translated(item, table) for item in value]
    return value
