"""Charts of panels as SVG and PNG: bars, and a flow between countries.

Each mark carries its figure, so that nothing is told by colour or width alone; what is withheld is
a mark without a size.
"""

from typing import Any, Literal

from documents import FONTS
from reports.monitoring.figures_text import number
from reports.monitoring.panel import Panel

FONT = "Source Sans Pro"
BAR, INK, GRID = "#1f4e79", "#1a1a1a", "#d9d9d9"
WIDTH, STEP, FLOW_HEIGHT = 420, 26, 240
WIDEST_LETTER = 6.8  # pixels on average at this size, in the widest font of a browser


def _bars(panel: Panel, language: str) -> Any:
    import altair as alt  # takes 0.3 s: only who draws waits for it

    rows = [
        {"label": bar.label, "value": bar.value or 0, "shown": number(bar.value, language)}
        for bar in panel.bars
    ]
    longest = max((len(bar.label) for bar in panel.bars), default=0)
    highest = max((bar.value or 0 for bar in panel.bars), default=0)
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y(
            "label:N",
            sort=[bar.label for bar in panel.bars],
            title=None,
            axis=alt.Axis(
                labelLimit=0, minExtent=WIDEST_LETTER * longest, domain=False, ticks=False
            ),
        ),
        x=alt.X(
            "value:Q",
            title=None,
            scale=alt.Scale(domain=[0, max(highest, 1)], nice=True),
            axis=alt.Axis(tickMinStep=1, tickCount=6, gridColor=GRID, domain=False),
        ),
    )
    return alt.layer(
        base.mark_bar(color=BAR, height=15),
        base.mark_text(align="left", dx=4, color=INK).encode(text="shown:N"),
    ).properties(width=WIDTH, height=alt.Step(STEP))


def _flow(panel: Panel, language: str) -> Any:
    """Lines from the sending countries to those of destination, as wide as what went that way."""
    import altair as alt  # as above

    starts = list(dict.fromkeys(bar.start for bar in panel.bars))
    ends = sorted(
        dict.fromkeys(bar.end for bar in panel.bars),
        key=lambda end: starts.index(end) if end in starts else len(starts),
    )
    rows, place = [], {label: index for index, label in enumerate(starts)}
    for bar in panel.bars:
        # The figure stands near its start, where the lines of one country are still apart.
        near = place[bar.start] + 0.28 * (ends.index(bar.end) - place[bar.start])
        rows.append(
            {
                "from": place[bar.start],
                "to": ends.index(bar.end),
                "zero": 0,
                "one": 1,
                "value": bar.value or 0,
                "shown": number(bar.value, language),
                "at": 0.28,
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
    highest = max((bar.value or 0 for bar in panel.bars), default=1) or 1
    base = alt.Chart(alt.Data(values=rows))
    lines = base.mark_rule(color=BAR, opacity=0.55, strokeCap="butt").encode(
        x=x,
        x2="one:Q",
        y=alt.Y("from:Q", axis=None, scale=scale),
        y2="to:Q",
        strokeWidth=alt.StrokeWidth(
            "value:Q", scale=alt.Scale(domain=[0, highest], range=[1, 22]), legend=None
        ),
        strokeDash=alt.condition("datum.value > 0", alt.value([1, 0]), alt.value([4, 4])),
    )
    figures = base.mark_text(
        fontSize=13, fontWeight="bold", color=INK, stroke="white", strokeWidth=4, strokeOpacity=1
    ).encode(x="at:Q", y=alt.Y("near:Q", scale=scale, axis=None), text="shown:N")
    above = figures.mark_text(fontSize=13, fontWeight="bold", color=INK)
    labels = alt.Chart(alt.Data(values=names))
    sides: tuple[tuple[int, Literal["left", "right"], int], ...] = (
        (0, "right", -8),
        (1, "left", 8),
    )
    left, right = (
        labels.transform_filter(f"datum.x == {side}")
        .mark_text(align=align, dx=dx, fontSize=13, color=INK)
        .encode(x="x:Q", y=alt.Y("y:Q", scale=scale, axis=None), text="label:N")
        for side, align, dx in sides
    )
    return alt.layer(lines, figures, above, left, right).properties(width=WIDTH, height=FLOW_HEIGHT)


def specification(panel: Panel, language: str) -> dict[str, object]:
    """The Vega-Lite specification of a panel's chart; its data are the figures that it shows."""
    chart = _flow(panel, language) if panel.flows else _bars(panel, language)
    chart = (
        chart.properties(
            background="white",
            padding={"left": 110 if panel.flows else 8, "right": 110, "top": 8, "bottom": 8},
        )
        .configure(font=FONT)
        .configure_axis(labelFontSize=12, labelColor=INK)
        .configure_text(fontSize=12)
        .configure_view(stroke=None)
    )
    found: dict[str, object] = chart.to_dict()
    return found


def svg_of(panel: Panel, language: str) -> str:
    """The chart of a panel as SVG."""
    import vl_convert as vlc  # as above

    vlc.register_font_directory(str(FONTS))
    svg: str = vlc.vegalite_to_svg(specification(panel, language), allowed_base_urls=[])
    return svg


def png_of(panel: Panel, language: str) -> bytes:
    """The same chart as PNG, twice as fine as a screen."""
    import vl_convert as vlc  # as above

    png: bytes = vlc.svg_to_png(svg_of(panel, language), scale=2.0)
    return png
