"""The report's PDF, with the released figures attached inside."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from documents import DocumentError, render_pdf
from reports.rendering.errors import RenderingError


def pdf_file(document: Mapping[str, Any], charts: Mapping[str, str], figures: bytes) -> bytes:
    """The PDF; RenderingError where Typst refuses.

    `charts` maps keys to SVG; the creation time is the moment the figures were frozen, so that the
    same figures give the same file.
    """
    drawn = {f"charts/{key}.svg": svg.encode() for key, svg in charts.items()}
    try:
        return render_pdf(
            "report.typ",
            document,
            language=document["language"],
            title=document["title"],
            created=dt.datetime.fromisoformat(document["created"]),
            files={"figures.json": figures, **drawn},
        )
    except DocumentError as error:
        raise RenderingError(str(error)) from error
