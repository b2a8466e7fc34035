"""PDF/UA-1 and PDF/A-3a by Typst, with the released figures attached inside."""

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from reports.rendering.errors import RenderingError

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"


def pdf_file(document: Mapping[str, Any], charts: Mapping[str, str], figures: bytes) -> bytes:
    """The PDF. Typst fails closed: a missing alternative text or skipped heading is an error.

    `charts` maps keys to SVG; the creation time is the moment the figures were frozen, so that the
    same figures give the same file.
    """
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        root = Path(folder)
        shutil.copy(HERE / "report.typ", root / "report.typ")
        (root / "document.json").write_text(json.dumps(document, ensure_ascii=False))
        (root / "figures.json").write_bytes(figures)
        (root / "charts").mkdir()
        for key, svg in charts.items():
            (root / "charts" / f"{key}.svg").write_text(svg)
        try:
            return typst.compile(
                root / "report.typ",
                root=root,
                font_paths=[FONTS],
                ignore_system_fonts=True,
                pdf_standards=["ua-1", "a-3a"],
                timestamp=dt.datetime.fromisoformat(document["created"]),
            )
        except typst.TypstError as error:
            raise RenderingError(f"typst: {error.diagnostic or error.message}") from error
