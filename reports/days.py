"""Days in words, as the reports write them."""

import datetime as dt

from babel.dates import format_date

NBSP = "\u00a0"


def day_in(value: dt.date, language: str) -> str:
    """A day in full, e.g. 2 december 2016; the first of a month in French is "1er"."""
    text: str = format_date(value, format="d MMMM y", locale=language)
    if language == "fr" and value.day == 1:
        text = text.replace("1 ", "1er ", 1)
    return text.replace(" ", NBSP)
