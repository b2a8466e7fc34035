"""The summary behind the figures on pages: each year that is over is counted and released once.

The first period begins on the day of the declaration. What a report releases of any other period
stands beside these in the same register.
"""

import datetime as dt

from django.db import connections

from reports import queries
from reports.figures import Period
from reports.gathering import ALIAS, bounds, gather
from reports.models import Audience, Release
from reports.releases import latest_release, make_release

FIRST_YEAR = Period(dt.date(2016, 12, 2), dt.date(2017, 12, 31))
SETTLED_AFTER = dt.timedelta(days=14)  # answers to what was sent on the last days
ANY = f"SELECT EXISTS (SELECT 1 FROM referrals_referral r WHERE {queries.IN_PERIOD})"  # noqa: S608


def years_over(today: dt.date) -> list[Period]:
    """The years that are over and settled, the first one first."""
    found = [FIRST_YEAR]
    found += [
        Period(dt.date(year, 1, 1), dt.date(year, 12, 31))
        for year in range(FIRST_YEAR.last.year + 1, today.year)
    ]
    return [period for period in found if period.last + SETTLED_AFTER < today]


def release_next_year(*, now: dt.datetime) -> Release | None:
    """Release the first year that is over, has referrals and was not released; None without one."""
    for period in years_over(now.date()):
        if latest_release(period) is None and _counts_anything(period, now):
            return make_release(gather(period, now=now), Audience.INSIDE, now=now)
    return None


def _counts_anything(period: Period, now: dt.datetime) -> bool:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(ANY, bounds(period, now))
        (found,) = cursor.fetchone()
    return bool(found)
