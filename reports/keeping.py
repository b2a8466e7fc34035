"""The summary behind the figures on pages: each year that is over is counted and released once.

The first period begins on the day of the declaration. What a report releases of any other period
stands beside these in the same register.
"""

import datetime as dt

from django.db import connections

from protection.actor import acting_as
from reports import queries
from reports.figures import Period
from reports.gathering import ALIAS, bounds, gather
from reports.models import Audience, Decider, Publication, Release
from reports.opendata.publishing import Decision, publish
from reports.releases import counted_of, latest_release, make_release

FIRST_YEAR = Period(dt.date(2016, 12, 2), dt.date(2017, 12, 31))
DEMONSTRATED = Decision(Decider.WORKING_GROUP, dt.date(2018, 3, 14))
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


def publish_first_year(*, now: dt.datetime) -> Publication | None:
    """In the demonstration the first year is open data too; None where it is, or cannot be yet."""
    inside = latest_release(FIRST_YEAR)
    found = Publication.objects.filter(
        release__period_from=FIRST_YEAR.first,
        release__period_to=FIRST_YEAR.last,
        release__scope="",
    )
    if inside is None or found.exists():
        return None
    with acting_as(None):
        release = make_release(counted_of(inside), Audience.PUBLIC, now=now)
        return publish(release, DEMONSTRATED, now=now)


def _counts_anything(period: Period, now: dt.datetime) -> bool:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(ANY, bounds(period, now))
        (found,) = cursor.fetchone()
    return bool(found)
