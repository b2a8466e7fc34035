"""What a table of figures is on a page and in a file."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bar:
    """One bar of a chart. A flow has both of its ends.

    `value` is None where nothing is drawn: what is withheld, or what there is nothing of; `shown`
    is what its table says of it, "" for a plain count. Bars of one `group` stand under its name;
    `most` is what a bar of full length stands for, None for the largest of the chart.
    """

    label: str
    value: float | None
    start: str = ""
    end: str = ""
    group: str = ""
    shown: str = ""
    most: float | None = None


@dataclass(frozen=True)
class Panel:
    """One table: texts as shown, and the same for a file (`plain`, where a count is a number)."""

    key: str
    title: str
    defined: str
    head: list[str]
    rows: list[list[str]]
    total_row: bool
    remark: str
    note: str
    bars: list[Bar] = field(default_factory=list)

    @property
    def drawn(self) -> bool:
        """Whether there is a chart: of zeros and marks alone there is nothing to draw."""
        return any(bar.value for bar in self.bars)

    @property
    def flows(self) -> bool:
        """Whether its chart shows what went from where to where."""
        return any(bar.start for bar in self.bars)
