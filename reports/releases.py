"""The register of releases: the one writer, and what the report, the pages and the data read.

Every release passes here, one after another: what one shows is held against all before it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, replace
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from reports.disclosure.gate import Gate
from reports.disclosure.release import (
    THRESHOLD,
    THRESHOLD_PUBLIC,
    Earlier,
    release_attacked,
)
from reports.figures import (
    Figures,
    Period,
    Table,
    as_json,
    canonical,
    digest,
    from_json,
    table_from_json,
)
from reports.models import Audience, Release, ReleasedTable

LOCK = 0x7E1EA5E  # of the database, for as long as a release is being made
LARGE = ("counted", "shown")


class ShownChanged(Exception):
    """What would be released is not what somebody looked at before."""


class RegisterChanged(Exception):
    """A release is no longer what was released."""


def make_release(
    counted: Figures,
    audience: Audience,
    *,
    now: dt.datetime,
    run_id: UUID | None = None,
    user_id: int | None = None,
    looked_at: str = "",
) -> Release:
    """Make counted figures fit to be read, attack them, and enter them in the register.

    For a run it is made once, however often its step is taken up. Figures for the public have no
    internal tables. `looked_at` is the digest that `preview` gave, "" where nobody looked. Raises
    NotReleasable, as `disclosure.release.release` does, and ShownChanged; nothing is entered then.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        done = Release.objects.filter(run_id=run_id, audience=audience).first() if run_id else None
        if done is not None:
            return done
        counted = _of_audience(counted, audience)
        shown, attacked = _protected(counted, audience)
        data = as_json(shown)
        if looked_at and digest(data) != looked_at:
            raise ShownChanged
        same = Release.objects.filter(
            period_from=counted.period.first,
            period_to=counted.period.last,
            scope=counted.scope,
            audience=audience,
        )
        entry = Release.objects.create(
            period_from=counted.period.first,
            period_to=counted.period.last,
            scope=counted.scope,
            audience=audience,
            number=(same.aggregate(last=Max("number"))["last"] or 0) + 1,
            threshold=shown.threshold,
            run_id=run_id,
            released_by_id=user_id,
            released_at=now,
            counted=as_json(counted),
            shown=data,
            sha256=digest(data),
            cells=attacked.cells,
            cells_shown=attacked.shown,
            beside=attacked.beside,
        )
        ReleasedTable.objects.bulk_create(
            _entry(entry, position, table) for position, table in enumerate(shown.tables, start=1)
        )
    return entry


def preview(counted: Figures, audience: Audience) -> Figures:
    """What a release would show now; nothing is entered. Raises NotReleasable."""
    return _protected(_of_audience(counted, audience), audience)[0]


def _of_audience(counted: Figures, audience: Audience) -> Figures:
    if audience == Audience.INSIDE:
        return counted
    tables = tuple(table for table in counted.tables if not table.internal)
    return replace(counted, tables=tables, answer_means=())


def _protected(counted: Figures, audience: Audience) -> tuple[Figures, Gate]:
    """The working group reads what is public too; the public does not read the working group's."""
    public = releases_beside(counted.period, Audience.PUBLIC)
    inside = releases_beside(counted.period, Audience.INSIDE)
    if audience == Audience.INSIDE:
        return release_attacked(counted, [*public, *inside], THRESHOLD)
    return release_attacked(counted, public, THRESHOLD_PUBLIC, [other.shown for other in inside])


def _entry(entry: Release, position: int, table: Table) -> ReleasedTable:
    content = asdict(table)
    values = [value for _reference, value in table.items()]
    return ReleasedTable(
        release=entry,
        position=position,
        key=table.key,
        stage=table.stage,
        content=content,
        sha256=digest(content),
        cells=len(values),
        withheld=sum(value is None for value in values),
    )


def releases_beside(period: Period, audience: Audience = Audience.INSIDE) -> list[Earlier]:
    """What somebody may have read of periods that touch this one, of all countries and of one,
    each content once."""
    found: dict[bytes, Earlier] = {}
    touching = Release.objects.filter(
        audience=audience, period_from__lte=period.last, period_to__gte=period.first
    )
    for entry in touching.order_by("released_at", "id"):
        shown = from_json(entry.shown)
        tables = {"tables": [asdict(table) for table in shown.tables]}
        key = canonical(
            {
                "from": str(entry.period_from),
                "to": str(entry.period_to),
                "scope": entry.scope,
                "at": entry.threshold,
            }
            | tables
        )
        found[key] = Earlier(from_json(entry.counted), shown)
    return list(found.values())


def releases(audience: Audience, scope: str | None = "") -> QuerySet[Release]:
    """The register of one audience without its large columns, newest period first.

    Those of all countries together; `scope` is a country, or None for every one of them.
    """
    found = Release.objects.filter(audience=audience).defer(*LARGE)
    return found if scope is None else found.filter(scope=scope)


def newest_release() -> Release | None:
    """What the working group may read of the newest period of all countries, or None."""
    return releases(Audience.INSIDE).order_by("-period_to", "-released_at").first()


def latest_release(
    period: Period, audience: Audience = Audience.INSIDE, scope: str = ""
) -> Release | None:
    """The newest release of a period and scope, or None."""
    found = releases(audience, scope).filter(period_from=period.first, period_to=period.last)
    return found.order_by("-number").first()


def release_of_run(run_id: UUID, audience: Audience = Audience.INSIDE) -> Release | None:
    """What a report's run released, or None."""
    return releases(audience, None).filter(run_id=run_id).first()


def period_before(entry: Release, among: Iterable[Release] | None = None) -> Release | None:
    """The newest release of the period that ends the day before this one begins, or None.

    Of the same scope. Of several, the one that is most nearly as long. `among` are the releases of
    this audience, newest period first, where all of them were read already.
    """
    ends = entry.period_from - dt.timedelta(days=1)
    length = entry.period_to - entry.period_from
    if among is None:
        among = releases(Audience(entry.audience), entry.scope).filter(period_to=ends)
    found = [other for other in among if (other.period_to, other.scope) == (ends, entry.scope)]
    return min(
        found,
        key=lambda one: (abs(one.period_to - one.period_from - length), -one.number),
        default=None,
    )


def counted_of(entry: Release) -> Figures:
    """What a release was made of: for another release, never for a reader."""
    return from_json(Release.objects.values_list("counted", flat=True).get(pk=entry.pk))


def figures_of(entry: Release) -> Figures:
    """The released figures, withheld counts as None; RegisterChanged when they were altered."""
    data = Release.objects.values_list("shown", flat=True).get(pk=entry.pk)
    if digest(data) != entry.sha256:
        raise RegisterChanged(str(entry.pk))
    return from_json(data)


def frozen_tables(entry: Release) -> list[Table]:
    """The tables of a release in their order; RegisterChanged when one was altered."""
    found = []
    for row in entry.tables.all():
        if digest(row.content) != row.sha256:
            raise RegisterChanged(f"{entry.pk} {row.key}")
        found.append(table_from_json(row.content))
    return found
