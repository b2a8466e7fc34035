"""Numbers, hours and shares as each language writes them; what is withheld has one mark."""

from dataclasses import dataclass

from babel.numbers import format_decimal

from reports.disclosure.release import WITHHELD
from reports.figures import Figures

NOTHING = "–"  # there is nothing to measure, as opposed to the mark of what is withheld


@dataclass(frozen=True)
class Measure:
    """What is written of a measure, and the number that it says; None where it says none."""

    shown: str
    value: float | None = None


def number(value: float | None, language: str) -> str:
    """A figure as the language writes it; the mark of what is withheld for None."""
    if value is None:
        return WITHHELD
    text: str = format_decimal(value, locale=language)
    return text.replace("\u202f", "\u00a0")


def hours(value: float | None, count: int | None, language: str) -> Measure:
    """Hours to a tenth over `count` cases; of none there is nothing to say."""
    if value is None and count == 0:
        return Measure(NOTHING)
    if value is None:
        return Measure(WITHHELD)
    rounded = round(value, 1)
    text: str = format_decimal(rounded, format="#,##0.0", locale=language)
    return Measure(text.replace("\u202f", "\u00a0"), rounded)


def share(figures: Figures, part: str, whole: str, language: str) -> Measure:
    """A whole percentage of two shown counts; the mark where either is withheld, and over fewer
    cases than are ever shown. Of a table that these figures do not have there is nothing to say.
    """
    if not figures.has(whole.partition(".")[0]):
        return Measure(NOTHING)
    values = figures.values()
    some, every = values.get(part), values.get(whole)
    if every == 0:
        return Measure(NOTHING)
    few = figures.released and every is not None and every < figures.threshold
    if some is None or every is None or few:
        return Measure(WITHHELD)
    percent = int(100 * some / every + 0.5)
    space = "\u00a0" if language == "fr" else ""
    return Measure(f"{number(percent, language)}{space}%", percent)
