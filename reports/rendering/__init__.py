"""Files from a composed document: PDF by Typst, DOCX and ODT by pandoc."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.rendering.office import office_file
from reports.rendering.pdf import pdf_file
from reports.rendering.workbook import workbook

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
FORMATS = tuple(CONTENT_TYPES)
FIGURES = "xlsx"  # stands beside the report's own files
CONTENT_TYPES[FIGURES] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = (*FORMATS, FIGURES)


@dataclass(frozen=True)
class ChartImages:
    """One chart of the document's language."""

    svg: str
    png: bytes


def render(
    document: Mapping[str, Any],
    charts: Mapping[str, ChartImages],
    figures_json: bytes,
    file_format: str,
) -> bytes:
    """One file of the report, or its figures; `document` as `reports.document.as_plain` gives it.

    RenderingError says which tool failed; nothing is written outside a temporary folder.
    """
    if file_format == "pdf":
        return pdf_file(document, {key: chart.svg for key, chart in charts.items()}, figures_json)
    if file_format == FIGURES:
        return workbook(document)
    return office_file(document, {key: chart.png for key, chart in charts.items()}, file_format)
