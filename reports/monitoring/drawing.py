"""Charts of panels as SVG and PNG: bars, bars in groups, and a flow between countries.

Each mark carries its figure, so that nothing is told by colour or width alone. What is withheld has
its mark and nothing drawn: also in the file there is no number for it, not even a zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any, Literal

from documents import FONTS
from reports.monitoring.figures_text import number
from reports.monitoring.panel import Bar, Panel

FONT = "Source Sans Pro"
BAR, INK, GROUND = "#1f4e79", "#1a1a1a", "#e9edf0"
# Pixels. Names stand above their bars, so that a chart stays narrow enough for a small screen.
WIDTH, FLOW_WIDTH, FLOW_HEIGHT = 330, 200, 240
LINE, THICK, BETWEEN, BEFORE_GROUP = 17, 14, 10, 12
EDGE = 8
BESIDE = 24  # a browser may draw names and figures in a wider font
LETTERS, LETTERS_OF_NOTE = 46, 62  # of a line that fits
SIZE, LARGE = 13, 14
NEAR = 0.2  # how far along its line a figure stands: there no two of three countries meet


@dataclass(frozen=True)
class Around:
    """What a chart that leaves the page carries of it: lines above the picture."""

    title: str
    lines: Sequence[str]


def shown(bar: Bar, language: str) -> str:
    """What the table says of a bar."""
    return bar.shown or number(bar.value, language)


def in_words(panel: Panel, language: str) -> str:
    """The chart for who does not see it: every bar with its figure."""
    parts = (
        f"{bar.group + ', ' if bar.group else ''}{bar.label}: {shown(bar, language)}"
        for bar in panel.bars
    )
    return "; ".join(parts)


def _bars(panel: Panel, language: str) -> Any:
    """Bars one below another, each under its name, in their groups."""
    import altair as alt  # takes 0.3 s: only who draws waits for it

    grounds, drawn, names, figures, heads = [], [], [], [], []
    largest = max((bar.value or 0 for bar in panel.bars), default=0) or 1
    top, group = 0, ""
    for bar in panel.bars:
        if bar.group != group:
            group = bar.group
            top += BEFORE_GROUP if top else 0
            heads.append({"at": top, "text": _wrapped(group)})
            top += LINE * _lines(group) + 4
        names.append({"at": top, "text": _wrapped(bar.label)})
        top += LINE * _lines(bar.label)
        part = None if bar.value is None else min(bar.value / (bar.most or largest), 1)
        box = {"top": top, "bottom": top + THICK}
        if part is not None:
            grounds.append(box | {"from": 0, "to": 1})
            drawn.append(box | {"from": 0, "to": part})
        figures.append({"at": top + THICK / 2, "from": part or 0, "text": shown(bar, language)})
        top += THICK + BETWEEN
    across = alt.Scale(domain=[0, 1])

    def boxes(rows: list[dict[str, Any]], color: str) -> Any:
        return (
            alt.Chart(alt.Data(values=rows))
            .mark_rect(color=color, aria=False)
            .encode(
                x=alt.X("from:Q", axis=None, scale=across),
                x2="to:Q",
                y=alt.Y("top:Q", axis=None, scale=None),
                y2="bottom:Q",
            )
        )

    def texts(rows: list[dict[str, Any]], **style: Any) -> Any:
        given: dict[str, Any] = {
            "align": "left",
            "color": INK,
            "aria": False,
            "lineBreak": "\n",
            "fontSize": SIZE,
        }
        return (
            alt.Chart(alt.Data(values=[{"from": 0} | row for row in rows]))
            .mark_text(**(given | style))
            .encode(
                x=alt.X("from:Q", axis=None, scale=across),
                y=alt.Y("at:Q", axis=None, scale=None),
                text="text:N",
            )
        )

    return alt.layer(
        boxes(grounds, GROUND),
        boxes(drawn, BAR),
        texts(heads, baseline="top", fontWeight="bold", fontSize=LARGE),
        texts(names, baseline="top"),
        texts(figures, baseline="middle", dx=5, fontWeight="bold"),
    ).properties(width=WIDTH, height=max(top - BETWEEN, THICK))


def _wrapped(label: str) -> str:
    return "\n".join(wrap(label, LETTERS) or [""])


def _lines(label: str) -> int:
    return _wrapped(label).count("\n") + 1


def _flow(panel: Panel, language: str) -> Any:
    """Lines from the sending countries to those of destination, as wide as what went that way."""
    import altair as alt  # as above

    starts = list(dict.fromkeys(bar.start for bar in panel.bars))
    ends = sorted(
        dict.fromkeys(bar.end for bar in panel.bars),
        key=lambda end: starts.index(end) if end in starts else len(starts),
    )
    rows, place = [], {label: index for index, label in enumerate(starts)}
    highest = max((bar.value or 0 for bar in panel.bars), default=0) or 1
    for bar in panel.bars:
        # The figure stands near its start, where the lines of one country are still apart.
        near = place[bar.start] + NEAR * (ends.index(bar.end) - place[bar.start])
        rows.append(
            {
                "from": place[bar.start],
                "to": ends.index(bar.end),
                "zero": 0,
                "one": 1,
                "wide": 1 + 21 * (bar.value or 0) / highest,
                "solid": bool(bar.value),
                "shown": shown(bar, language),
                "at": NEAR,
                "near": near,
            }
        )
    names = [
        {"x": x, "y": y, "label": label}
        for x, labels in ((0, starts), (1, ends))
        for y, label in enumerate(labels)
    ]
    scale = alt.Scale(domain=[-0.5, max(len(starts), len(ends)) - 0.5], reverse=True)
    x = alt.X("zero:Q", axis=None, scale=alt.Scale(domain=[0, 1]))
    base = alt.Chart(alt.Data(values=rows))
    lines = base.mark_rule(color=BAR, opacity=0.55, strokeCap="butt", aria=False).encode(
        x=x,
        x2="one:Q",
        y=alt.Y("from:Q", axis=None, scale=scale),
        y2="to:Q",
        strokeWidth=alt.StrokeWidth("wide:Q", scale=None),
        strokeDash=alt.condition("datum.solid", alt.value([1, 0]), alt.value([4, 4])),
    )
    figures = base.mark_text(
        fontSize=SIZE,
        fontWeight="bold",
        color=INK,
        stroke="white",
        strokeWidth=4,
        strokeOpacity=1,
        aria=False,
    ).encode(x="at:Q", y=alt.Y("near:Q", scale=scale, axis=None), text="shown:N")
    above = figures.mark_text(fontSize=SIZE, fontWeight="bold", color=INK, aria=False)
    labels = alt.Chart(alt.Data(values=names))
    sides: tuple[tuple[int, Literal["left", "right"], int], ...] = (
        (0, "right", -8),
        (1, "left", 8),
    )
    left, right = (
        labels.transform_filter(f"datum.x == {side}")
        .mark_text(align=align, dx=dx, fontSize=SIZE, color=INK, aria=False)
        .encode(x="x:Q", y=alt.Y("y:Q", scale=scale, axis=None), text="label:N")
        for side, align, dx in sides
    )
    return alt.layer(lines, figures, above, left, right).properties(
        width=FLOW_WIDTH, height=FLOW_HEIGHT
    )


def specification(panel: Panel, language: str, around: Around | None = None) -> dict[str, object]:
    """The Vega-Lite specification of a panel's chart; its data are the figures that it shows."""
    import altair as alt  # as above

    chart = _flow(panel, language) if panel.flows else _bars(panel, language)
    if around is not None:
        lines = [line for text in around.lines for line in wrap(text, LETTERS_OF_NOTE)]
        above = alt.TitleParams(text=wrap(around.title, LETTERS), subtitle=lines)
        chart = chart.properties(title=above)
    chart = (
        chart.properties(
            background="white",
            padding={
                "left": BESIDE if panel.flows else EDGE,
                "right": BESIDE,
                "top": EDGE,
                "bottom": EDGE,
            },
        )
        .configure(font=FONT)
        .configure_title(anchor="start", color=INK, subtitleColor=INK, offset=14)
        .configure_view(stroke=None)
    )
    found: dict[str, object] = chart.to_dict()
    return found


def svg_of(panel: Panel, language: str, around: Around | None = None) -> str:
    """The chart of a panel as SVG, told in words to who does not see it."""
    import vl_convert as vlc  # as above

    vlc.register_font_directory(str(FONTS))
    svg: str = vlc.vegalite_to_svg(specification(panel, language, around), allowed_base_urls=[])
    told = f"<title>{escape(panel.title)}</title><desc>{escape(in_words(panel, language))}</desc>"
    opening, _sign, rest = svg.partition(">")
    return f'{opening} role="img">{told}{rest}'


def png_of(panel: Panel, language: str, around: Around | None = None) -> bytes:
    """The same chart as PNG, twice as fine as a screen."""
    import vl_convert as vlc  # as above

    png: bytes = vlc.svg_to_png(svg_of(panel, language, around), scale=2.0)
    return png
