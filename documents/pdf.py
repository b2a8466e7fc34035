"""PDF/UA-1 and PDF/A-3a by Typst.

A template reads `data.json` beside it; `base.typ` holds what every document of the portal shares.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TEMPLATES = HERE / "templates"
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
) -> bytes:
    """The PDF of a template (the name of a .typ file in `documents/templates/`).

    `data` is plain (JSON); the template finds it in `data.json` with `language` (ISO 639-1),
    `title` and `created` (ISO 8601) added. `files` are put beside it: relative path to contents,
    for pictures and attachments. The same input gives the same bytes. Typst fails closed: a
    missing alternative text or a skipped heading raises DocumentError. What lies in the temporary
    folder meanwhile is readable by the portal's own user alone.
    """
    # The process that makes the first document loads it, not every start.
    import typst

    whole = {**data, "language": language, "title": title, "created": created.isoformat()}
    with tempfile.TemporaryDirectory(prefix="document-") as folder:
        root = Path(folder)
        for source in TEMPLATES.glob("*.typ"):
            shutil.copy(source, root)
        (root / "data.json").write_text(json.dumps(whole, ensure_ascii=False))
        for name, contents in files.items():
            if ".." in PurePosixPath(name).parts or name.startswith("/"):
                raise DocumentError(f"{name} lies outside the document's folder")
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents)
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
            raise DocumentError(f"typst: {error.diagnostic or error.message}") from error
