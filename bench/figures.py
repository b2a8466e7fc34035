"""The figures of a report, beside the same aggregates by bare SQL under the same role."""

import datetime as dt
import time

from django.utils import timezone
from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from reports import gathering, queries
from reports.disclosure.release import release
from reports.figures import Period

from .timing import Contest, Result, seconds_of

RUNS = 10
STATEMENTS = (
    queries.CODES,
    queries.COUNTRIES,
    queries.REFERRALS,
    queries.CODED,
    queries.GAPS,
    queries.REQUESTS,
    queries.TIMES,
    queries.RATINGS,
    queries.HANDOVER,
    queries.DIRECTORY,
)


def last_year() -> Period:
    """The year in which all copies were sent."""
    today = timezone.localdate()
    return Period(today - dt.timedelta(days=365), today)


def measure(n: int, statistics: Connection) -> Result:
    """`statistics` is a bare connection of the role that counts."""
    period = last_year()
    values = gathering.bounds(period, timezone.now())

    def bare() -> None:
        with statistics.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            for statement in STATEMENTS:
                cursor.execute(statement, values)
                cursor.fetchall()
            cursor.execute("COMMIT")

    def figures() -> None:
        found = gathering.gather(period, now=timezone.now())
        if (found.referrals or 0) < min(n, 10_000):
            raise SystemExit(f"The report counts {found.referrals} of {n} referrals")

    contest = Contest(
        {"figures": lambda: seconds_of(figures), "sql": lambda: seconds_of(bare)}, runs=RUNS
    )
    medians = contest.medians()
    return Result(
        "report: all its figures",
        n,
        "ms",
        medians["figures"],
        medians["sql"],
        medians["figures"] / medians["sql"],
        limit="ratio <= 1.5",
    )


def measure_release(n: int) -> Result:
    """Choosing what is withheld of the figures of a year, and attacking what would be shown."""
    counted = gathering.gather(last_year(), now=timezone.now())
    begin = time.perf_counter()
    release(counted)
    return Result(
        "report: counts withheld, and attacked",
        n,
        "s",
        time.perf_counter() - begin,
        limit="value <= 10",
    )
