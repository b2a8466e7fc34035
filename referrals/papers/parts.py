"""The parts of a paper, as the template `paper.typ` draws them."""

from collections.abc import Iterable
from typing import Any

Part = dict[str, Any]


def text(said: Any) -> Part:
    """A paragraph."""
    return {"kind": "text", "text": str(said)}


def hint(said: Any) -> Part:
    """A paragraph that explains, small."""
    return {"kind": "hint", "text": str(said)}


def question(said: Any) -> Part:
    """What the boxes or lines below it ask."""
    return {"kind": "question", "text": str(said)}


def rows(items: Iterable[tuple[Any, Any, str]]) -> Part:
    """(label, answer, language of the answer or "" for the paper's own)."""
    return {
        "kind": "rows",
        "items": [{"label": str(a), "text": str(b), "language": c} for a, b, c in items],
    }


def ticks(labels: Iterable[Any], *, columns: int = 1) -> Part:
    """Boxes to tick."""
    items = [{"text": str(label), "on": False} for label in labels]
    return {"kind": "ticks", "items": items, "columns": columns}


def lines(count: int) -> Part:
    """Lines to write on."""
    return {"kind": "lines", "lines": list(range(count))}


def section(heading: Any, *parts: Part) -> dict[str, Any]:
    """A heading with what stands under it."""
    return {"heading": str(heading), "parts": list(parts)}
