"""The figures of a report, beside the same aggregates by bare SQL under the same role."""

import datetime as dt
import time

from django.utils import timezone
from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from accounts.models import Role
from contacts.models import Organisation
from reports import gathering, queries
from reports.disclosure.release import Earlier, release
from reports.figures import Period
from reports.models import Audience
from reports.releases import make_release

from .floors import Floor
from .pages import compare
from .people import Worker, sign_in
from .timing import Contest, Result, seconds_of

RUNS = 10
AT_A_MILLION = 3  # each takes seconds then
COUNTRIES = ("BE", "NL", "LU")
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
        {"figures": lambda: seconds_of(figures), "sql": lambda: seconds_of(bare)},
        runs=RUNS if n < 1_000_000 else AT_A_MILLION,
        warm_up=1,
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


def measure_overlapping(n: int) -> Result:
    """The slowest of eight releases that share referrals: of two periods, one within the other,
    for all countries and for each. Of a few hundred referrals, where much has to be withheld.
    """
    now = timezone.now()
    today = timezone.localdate()
    first = today - dt.timedelta(days=2)
    made: list[Earlier] = []
    seconds = []
    for last in (today - dt.timedelta(days=1), today):
        for scope in ("", *COUNTRIES):
            counted = gathering.gather(Period(first, last), now=now, scope=scope)
            begin = time.process_time()
            made.append(Earlier(counted, release(counted, made)))
            seconds.append(time.process_time() - begin)
    return Result(
        "report: the slowest of overlapping releases", n, "s", max(seconds), limit="value <= 10"
    )


# What the page of figures reads: the register, and the released figures of two periods.
RELEASED = {
    "releases": "SELECT id, period_from, period_to, number, released_at, sha256 "
    "FROM reports_release WHERE audience = 'inside' ORDER BY period_to DESC LIMIT 60",
    "shown": "SELECT t.key, t.content::text FROM reports_releasedtable t WHERE t.release_id = "
    "(SELECT id FROM reports_release ORDER BY released_at DESC LIMIT 1)",
    "freshness": "SELECT country_id, count(*), count(*) FILTER (WHERE verified_at IS NULL "
    "OR verified_at <= current_date - 180) FROM contacts_organisation WHERE active GROUP BY 1",
}


def measure_all(n: int, statistics: Connection, app: Connection) -> list[Result]:
    """Counting, withholding, and the page that shows what was released."""
    found = [measure(n, statistics), measure_release(n), measure_overlapping(n)]
    body = Organisation.objects.get(slug="benelux")
    member = sign_in("bench-member@example.org", body, Role.MEMBER)
    return found + measure_dashboard(n, member, Floor(app, member.actor, member.session_key))


def measure_dashboard(n: int, reader: Worker, floor: Floor) -> list[Result]:
    """The page of figures, which reads what a worker released, beside a plain page of its rows."""
    now = timezone.now()
    make_release(gathering.gather(last_year(), now=now), Audience.INSIDE, now=now)
    return compare(
        "figures", n, reader.client, "/nl/monitoring/", lambda: floor.several(RELEASED, {})
    )
