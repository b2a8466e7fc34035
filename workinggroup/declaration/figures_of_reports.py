"""What the app above knows of the tasks: released figures, and where the report speaks of them.

By the names of its addresses alone, and as data, since the board places each line with its task.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from protection.asking import answer_of

FIGURES, CHAPTERS = "reports:board", "reports:chapters"
# The chapter that tells of the recommendations and the items of the programme, line by line.
RECOMMENDATIONS = "recommendations"


def line_of(told_of: dict[str, str], slug: str) -> str:
    """The address of an item's own line in the report, "" where there is none."""
    return told_of.get(f"item-{slug}", "")


@dataclass(frozen=True)
class ReportSays:
    """Lines (label, number) by task, and a sentence on where they come from."""

    lines: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    source: str = ""


def report_says(request: HttpRequest) -> ReportSays:
    """The figures that the reports show this reader for the tasks; nothing for who reads none."""
    said = _asked(request, FIGURES)
    if not said:
        return ReportSays()
    lines = {task: [(label, number) for label, number in of] for task, of in said["lines"].items()}
    return ReportSays(lines, said["source"])


def chapters(request: HttpRequest) -> dict[str, str]:
    """The address of each chapter of the newest report that the reader may read, by its key; those
    of its lines on the items of the programme too."""
    return _asked(request, CHAPTERS)


def _asked(request: HttpRequest, name: str) -> dict[str, Any]:
    """What the view of that name answers this reader; {} where it is not there or says no."""
    return json.loads(answer_of(request, name) or "{}")
