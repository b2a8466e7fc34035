"""Public holidays by law: who opens on weekdays is closed on them.

Which days they are, and by which law, is data (contacts/data/holidays.json), for the three
countries and their neighbours: fixed days, days after Easter Sunday, and days that give way to
another when they fall on a Sunday. Other days that fall on a Sunday are given as such; a country
whose employers move them elsewhere does so case by case, which no table can know.
"""

import json
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "holidays.json"


@lru_cache(maxsize=1)
def laws() -> dict[str, dict[str, Any]]:
    """The rules of each country by its ISO code."""
    found: dict[str, dict[str, Any]] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def is_holiday(country: str, day: date) -> bool:
    """Whether a day is a public holiday of a country (ISO code); never for an unknown one."""
    return day in _holidays(country, day.year)


def closed_on(day: date) -> list[str]:
    """The countries where a day is a public holiday."""
    return [country for country in laws() if is_holiday(country, day)]


@lru_cache(maxsize=64)
def _holidays(country: str, year: int) -> frozenset[date]:
    law = laws().get(country)
    if law is None:
        return frozenset()
    days = {_in(year, day) for day in law["fixed"]}
    days |= {easter(year) + timedelta(days=after) for after in law["after_easter"]}
    for text, instead in law.get("not_on_sunday", {}).items():
        day = _in(year, text)
        days.add(day + timedelta(days=instead) if day.isoweekday() == 7 else day)
    return frozenset(days)


def _in(year: int, day: str) -> date:
    return date.fromisoformat(f"{year:04d}-{day}")


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus of Meeus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)
