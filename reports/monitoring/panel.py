"""What a table of figures is on a page and in a file."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bar:
    """One bar of a chart; None is withheld. A flow has both of its ends."""

    label: str
    value: int | None
    start: str = ""
    end: str = ""


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
    def flows(self) -> bool:
        """Whether its chart shows what went from where to where."""
        return any(bar.start for bar in self.bars)
