"""Public holidays of the three countries, by law: who opens on weekdays is closed on them.

Netherlands: Algemene termijnenwet art. 3(1). Belgium: royal decree of 18 April 1974, art. 1.
Luxembourg: Code du travail art. L.232-2. Days that fall on a Sunday are given as such; a country
whose employers move them elsewhere does so case by case, which no table can know.
"""

from datetime import date, timedelta
from functools import lru_cache

_FIXED: dict[str, tuple[tuple[int, int], ...]] = {
    "NL": ((1, 1), (5, 5), (12, 25), (12, 26)),
    "BE": ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)),
    "LU": ((1, 1), (5, 1), (5, 9), (6, 23), (8, 15), (11, 1), (12, 25), (12, 26)),
}
COUNTRIES = tuple(_FIXED)
# Days after Easter Sunday: Easter Monday, Ascension, Whit Monday.
_AFTER_EASTER = (1, 39, 50)


def is_holiday(country: str, day: date) -> bool:
    """Whether a day is a public holiday of a country (ISO code); never for an unknown one."""
    return day in _holidays(country, day.year)


@lru_cache(maxsize=64)
def _holidays(country: str, year: int) -> frozenset[date]:
    days = {date(year, month, day) for month, day in _FIXED.get(country, ())}
    if days:
        days |= {easter(year) + timedelta(days=after) for after in _AFTER_EASTER}
    if country == "NL":
        kings_day = date(year, 4, 27)
        days.add(kings_day - timedelta(days=1) if kings_day.isoweekday() == 7 else kings_day)
    return frozenset(days)


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
