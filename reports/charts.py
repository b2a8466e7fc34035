"""Bar charts of released figures as SVG and PNG.

One series a chart, each bar named on its axis and carrying its figure: nothing is told by colour
alone. A withheld figure has no bar but its mark, so that a chart shows no more than its table.
"""

import io
from dataclasses import dataclass

from documents import FONTS
from reports.figures import Figures
from reports.text import Composer

FONT = "Source Sans Pro"
BAR = "#1f4e79"  # 8.6:1 on white
INK = "#1a1a1a"
WIDTH = 460  # pixels of the plot, without its axis
STEP = 24  # pixels a bar
# A browser draws the labels in a font of its own, which may be wider than ours: room for that.
WIDEST_LETTER = 6.8  # pixels on average at this size, DejaVu Sans

# Chart -> whether its rows are put in order of size.
CHARTS = {
    "pairs": True,
    "months": False,
    "forms": True,
    "needs": True,
    "answers": False,
    "reasons": True,
}


@dataclass(frozen=True)
class Chart:
    """One chart in one language."""

    key: str
    language: str
    svg: str
    png: bytes


def _wrapped(label: str, width: int = 42) -> list[str]:
    """A long label over several lines, as the axis wants it."""
    lines: list[str] = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def specification(figures: Figures, key: str, language: str) -> dict[str, object]:
    """The Vega-Lite specification; its data are the chart's labels and released figures."""
    import altair as alt  # takes 0.3 s: only who draws waits for it

    composer = Composer(figures, language)
    series = composer.series(key)
    if CHARTS[key]:
        series.sort(key=lambda item: -(item[2] if item[2] is not None else -1))
    rows: list[dict[str, str | int]] = [
        {
            "label": label,
            "value": value or 0,
            "shown": composer.number(value),
        }
        for _, label, value in series
    ]
    order = [label for _, label, _ in series]
    lines = max((len(_wrapped(label)) for label in order), default=1)
    longest = max((len(line) for label in order for line in _wrapped(label)), default=0)
    highest = max((value or 0 for _, _, value in series), default=0)
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y(
            "label:N",
            sort=order,
            title=None,
            axis=alt.Axis(
                labelLimit=0,
                minExtent=WIDEST_LETTER * longest,
                labelExpr=_label_expression(order),
                domain=False,
                ticks=False,
                labelPadding=6,
            ),
        ),
        x=alt.X(
            "value:Q",
            title=composer.words.words["chart_axis"],
            scale=alt.Scale(domain=[0, max(highest, 1)], nice=True),
            axis=alt.Axis(tickMinStep=1, tickCount=6, gridColor="#d9d9d9", domain=False),
        ),
    )
    chart = alt.layer(
        # Read aloud, a bar without a figure would be a zero.
        base.mark_bar(color=BAR, height=15, aria=False),
        base.mark_text(align="left", dx=4, color=INK, aria=False).encode(text="shown:N"),
    ).properties(
        width=WIDTH,
        height=alt.Step(STEP + (0, 6, 18, 32)[min(lines, 4) - 1]),
        background="white",
        padding={"left": 4, "right": 36, "top": 4, "bottom": 4},
    )
    chart = (
        chart.configure(font=FONT)
        .configure_axis(
            labelFontSize=12,
            titleFontSize=12,
            labelColor=INK,
            titleColor=INK,
            titleFontWeight="normal",
        )
        .configure_text(fontSize=12)
        .configure_view(stroke=None)
    )
    found: dict[str, object] = chart.to_dict()
    return found


def _label_expression(labels: list[str]) -> str:
    """A Vega expression that breaks the long labels; the labels themselves stay data."""
    parts = [
        f"datum.value === {_quoted(label)} ? [{', '.join(_quoted(x) for x in _wrapped(label))}] : "
        for label in labels
        if len(_wrapped(label)) > 1
    ]
    return "".join(parts) + "datum.value"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def draw(figures: Figures, key: str, language: str) -> Chart:
    """One chart; ValueError unless the figures have been released."""
    import vl_convert as vlc  # as above

    if not figures.released:
        raise ValueError("only released figures may be drawn")
    vlc.register_font_directory(str(FONTS))
    spec = specification(figures, key, language)
    svg: str = vlc.vegalite_to_svg(spec, allowed_base_urls=[])
    png: bytes = vlc.svg_to_png(svg, scale=2.0)
    return Chart(key=key, language=language, svg=svg, png=png)


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the header."""
    stream = io.BytesIO(png)
    stream.seek(16)
    return int.from_bytes(stream.read(4)), int.from_bytes(stream.read(4))
