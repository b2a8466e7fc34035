"""A bar chart as SVG, by hand: for pages, which may not wait for a library that draws.

Each bar has its name above it and its number behind it, so that nothing is told by colour or
length alone; the page puts the same numbers beside it as a table.
"""

import base64
from collections.abc import Sequence
from html import escape

WIDTH = 560
STEP = 46
BAR = 18
ROOM_FOR_NUMBER = 70
INK, FILL, GROUND = "#17232d", "#14526b", "#e9edf0"


def bar_chart(rows: Sequence[tuple[str, int]], *, numbers: Sequence[str] | None = None) -> str:
    """The SVG of one series: (name, value) a bar, `numbers` what is written behind each."""
    highest = max((value for _, value in rows), default=0) or 1
    room = WIDTH - ROOM_FOR_NUMBER
    shown = numbers or [str(value) for _, value in rows]
    parts = []
    for place, ((name, value), number) in enumerate(zip(rows, shown, strict=True)):
        top = place * STEP
        length = round(room * value / highest)
        parts.append(
            f'<text x="0" y="{top + 15}">{escape(name)}</text>'
            f'<rect x="0" y="{top + 22}" width="{room}" height="{BAR}" fill="{GROUND}"/>'
            f'<rect x="0" y="{top + 22}" width="{length}" height="{BAR}" fill="{FILL}"/>'
            f'<text x="{room + 8}" y="{top + 36}">{escape(number)}</text>'
        )
    height = STEP * len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="15" '
        f'fill="{INK}">{"".join(parts)}</svg>'
    )


def as_address(svg: str) -> str:
    """The drawing as a data: address, which the content policy allows for pictures."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
