"""The chart of the board: a bar a month, a band a kind of signal, told apart by pattern too.

Drawn by hand: twelve bars need no charting library, which takes a second to load.
"""

import base64
from collections.abc import Sequence

from django.utils import formats
from django.utils.html import escape
from django.utils.translation import gettext as _

from workinggroup.signals.selectors import Month
from workinggroup.themes import SignalKind

# Dark enough on white (4.5:1 and more), and each with a pattern of its own in white.
COLOURS = ("#1f4e79", "#7a4300", "#1a6238", "#6a2c70", "#46535d")
PATTERNS = (
    "",
    '<path d="M0 8 8 0" stroke="#fff" stroke-width="1.5"/>',
    '<circle cx="4" cy="4" r="1.6" fill="#fff"/>',
    '<path d="M0 4H8" stroke="#fff" stroke-width="1.5"/>',
    '<path d="M4 0V8M0 4H8" stroke="#fff" stroke-width="1"/>',
)
WIDTH, HEIGHT, LEFT, TOP = 720, 250, 34, 14
BAR, LEGEND = 34, 26
INK = "#1a1a1a"


def chart(months: Sequence[Month]) -> str:
    """An SVG picture; its words are those of the reader's language."""
    highest = max((month.total for month in months), default=0) or 1
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**6) if highest / s <= 5)
    top = -(-highest // step) * step
    scale = HEIGHT / top
    parts = [_patterns()]
    for value in range(0, top + 1, step):
        y = TOP + HEIGHT - value * scale
        parts.append(
            f'<path d="M{LEFT} {y:.1f}H{WIDTH}" stroke="#d9d9d9"/>'
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value}</text>'
        )
    room = (WIDTH - LEFT) / max(len(months), 1)
    for place, month in enumerate(months):
        x = LEFT + place * room + (room - BAR) / 2
        y = float(TOP + HEIGHT)
        for kind, number in enumerate(month.counts):
            if number:
                y -= number * scale
                parts.append(
                    f'<rect x="{x:.1f}" y="{y:.1f}" width="{BAR}" height="{number * scale:.1f}" '
                    f'fill="url(#p{kind})" stroke="#fff"/>'
                )
        if month.total:
            parts.append(
                f'<text x="{x + BAR / 2:.1f}" y="{y - 4:.1f}" {_MIDDLE}>{month.total}</text>'
            )
        name = escape(formats.date_format(month.begins, "M y"))
        parts.append(f'<text x="{x + BAR / 2:.1f}" y="{TOP + HEIGHT + 18}" {_MIDDLE}>{name}</text>')
    parts += _legend()
    total = TOP + HEIGHT + 30 + LEGEND * 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {total}" width="{WIDTH}" '
        f'height="{total}" font-family="sans-serif" font-size="12" fill="{INK}">'
        f'<rect width="{WIDTH}" height="{total}" fill="#fff"/>{"".join(parts)}</svg>'
    )


_MIDDLE = 'text-anchor="middle"'


def _patterns() -> str:
    return "<defs>{}</defs>".format(
        "".join(
            f'<pattern id="p{place}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{colour}"/>{mark}</pattern>'
            for place, (colour, mark) in enumerate(zip(COLOURS, PATTERNS, strict=True))
        )
    )


def _legend() -> list[str]:
    parts = []
    for place, kind in enumerate(SignalKind):
        x = LEFT + (place % 3) * 228
        y = TOP + HEIGHT + 34 + (place // 3) * LEGEND
        parts.append(
            f'<rect x="{x}" y="{y}" width="16" height="16" fill="url(#p{place})"/>'
            f'<text x="{x + 22}" y="{y + 13}">{escape(str(kind.label))}</text>'
        )
    return parts


def as_address(svg: str) -> str:
    """A `data:` address, which the content policy allows for images."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def alternative(months: Sequence[Month]) -> str:
    """What the chart shows, in one sentence."""
    total = sum(month.total for month in months)
    most = max(months, key=lambda month: month.total, default=None)
    if not total or most is None:
        return _("No signals in these twelve months.")
    return _("%(total)s signals in twelve months, most of them (%(most)s) in %(month)s.") % {
        "total": total,
        "most": most.total,
        "month": formats.date_format(most.begins, "F Y"),
    }
