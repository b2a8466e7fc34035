"""What a list is narrowed to: filters that live in its address, and the tabs of the team.

Everything filtered on is a column of the party table, looked at for one organisation's rows only,
so that a list costs the same however many referrals others have. A filter that is not known is
left out, not an error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from contacts import codes
from protection.actor import Actor
from protection.prepared import Given, Prepared

from .codes import Side
from .colleagues import covered_by
from .models import Assignment, Party

TEAM, MINE, UNCLAIMED = "", "mine", "unclaimed"
TABS = (UNCLAIMED, MINE, TEAM)
NEWEST, OLDEST, DEADLINE = "", "old", "due"
SORTS = (NEWEST, OLDEST, DEADLINE)
TAB_CAP = 99
_REFERENCE = re.compile(r"[0-9A-Z]{1,4}-?[0-9A-Z]{0,4}")


@dataclass(frozen=True)
class Filters:
    """Empty values do not narrow. `since` and `until` are days, both included."""

    who: str = TEAM
    group: str = ""
    urgency: str = ""
    country: str = ""
    need: str = ""
    overdue: bool = False
    since: date | None = None
    until: date | None = None
    reference: str = ""
    sort: str = NEWEST

    @classmethod
    def read(cls, query: Mapping[str, str], groups: Mapping[str, frozenset[str]]) -> "Filters":
        """From an address; `groups` are the states that this list may be narrowed to."""

        def known(name: str, allowed: object) -> str:
            value = query.get(name, "")
            return value if value in allowed else ""  # type: ignore[operator]

        return cls(
            who=known("who", TABS),
            group=known("group", groups),
            urgency=known("urgency", dict(codes.choices("urgency"))),
            country=known("country", dict(codes.choices("country"))),
            need=known("need", dict(codes.choices("need"))),
            overdue=query.get("overdue") == "on",
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
            reference=_reference(query.get("reference", "")),
            sort=known("sort", SORTS),
        )

    def kept(self) -> dict[str, str]:
        """What an address must say to lead to the same list."""
        values = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in vars(self).items()
            if value
        }
        return {name: "on" if value is True else str(value) for name, value in values.items()}

    def query(self, **more: str) -> str:
        """The same list as an address' query, with what is to be added."""
        return urlencode({**self.kept(), **{k: v for k, v in more.items() if v}})

    def of_tab(self, who: str) -> "Filters":
        """The same filters on another tab."""
        return replace(self, who=who)

    @property
    def narrows(self) -> bool:
        """Whether anything but the tab and the order was chosen."""
        return replace(self, who=TEAM, sort=NEWEST) != Filters()

    @property
    def further(self) -> bool:
        """Whether a filter beyond the first ones was chosen."""
        return bool(self.country or self.need or self.overdue or self.since or self.until)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # well formed and no day, as 30 February
        return None


def _reference(text: str) -> str:
    """A reference or its beginning as it is stored: capitals, a dash after four; "" for none."""
    found = _REFERENCE.fullmatch(text.strip().upper().replace(" ", ""))
    if found is None:
        return ""
    letters = found[0].replace("-", "")
    return letters if len(letters) <= 4 else f"{letters[:4]}-{letters[4:]}"


def narrowed(
    rows: QuerySet[Party],
    filters: Filters,
    groups: Mapping[str, frozenset[str]],
    actor: Actor,
    *,
    now: datetime,
    mine: list[int],
) -> QuerySet[Party]:
    """The rows that meet the filters. `mine` are the people whose work the actor finds as own."""
    if filters.group:
        rows = rows.filter(state__in=sorted(groups[filters.group]))
    if filters.urgency:
        rows = rows.filter(urgency=filters.urgency)
    if filters.country:
        other = Q(side=Side.SENDER, destination_country=filters.country)
        rows = rows.filter(other | ~Q(side=Side.SENDER) & Q(sender_country=filters.country))
    if filters.need:
        rows = rows.filter(needs__contains=[filters.need])
    if filters.overdue:
        rows = rows.filter(due_at__lt=now)
    if filters.since:
        rows = rows.filter(sort_at__gte=_midnight(filters.since))
    if filters.until:
        rows = rows.filter(sort_at__lt=_midnight(filters.until + timedelta(days=1)))
    if filters.reference:
        # A range and no LIKE, which row security would keep from the index.
        end = filters.reference[:-1] + chr(ord(filters.reference[-1]) + 1)
        rows = rows.filter(reference__gte=filters.reference, reference__lt=end)
    return of_whom(rows, filters.who, groups, actor, mine=mine)


def of_whom(
    rows: QuerySet[Party],
    who: str,
    groups: Mapping[str, frozenset[str]],
    actor: Actor,
    *,
    mine: list[int],
) -> QuerySet[Party]:
    """Those of the rows that stand on a tab. `mine` as in `narrowed`."""
    own = Assignment.objects.filter(organisation_id=actor.organisation_id)
    if who == MINE:
        return rows.filter(referral_id__in=own.filter(user_id__in=mine).values("referral_id"))
    if who == UNCLAIMED:  # work that is still to be done
        rows = rows.exclude(state__in=sorted(groups["ended"]))
        return rows.filter(~Exists(own.filter(referral_id=OuterRef("referral_id"))))
    return rows


# As `of_whom` narrows them; what narrows the list itself is composed once for all three.
_COUNTS = """
SELECT (SELECT count(*) FROM ({rows} LIMIT %s) t),
       (SELECT count(*) FROM (SELECT FROM ({rows}) t JOIN referrals_assignment a
            ON a.referral_id = t.referral_id AND a.organisation_id = %s
            WHERE a.user_id = ANY (%s) LIMIT %s) t),
       (SELECT count(*) FROM (SELECT FROM ({rows}) t
            WHERE t.state <> ALL (%s) AND NOT EXISTS (SELECT FROM referrals_assignment a
                WHERE a.referral_id = t.referral_id AND a.organisation_id = %s)
            LIMIT %s) t)
"""


def count_tabs(
    rows: QuerySet[Party],
    groups: Mapping[str, frozenset[str]],
    actor: Actor,
    *,
    mine: list[int],
    cap: int,
) -> dict[str, int]:
    """How many of the rows stand on each tab, counted no further than one above the cap."""
    found, values = rows.order_by().values("referral_id", "state").query.sql_with_params()
    own, most, ended = actor.organisation_id, cap + 1, sorted(groups["ended"])
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTS.format(rows=found),
            [*values, most, *values, own, mine, most, *values, ended, own, most],
        )
        team, mine_alone, nobody = cursor.fetchone() or (0, 0, 0)
    return {TEAM: team, MINE: mine_alone, UNCLAIMED: nobody}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(min(day, date(9998, 12, 31)), time()))


def worked_on_as(actor: Actor, *, now: datetime) -> list[int]:
    """The actor, and the colleagues for whom the actor stands in today."""
    covered = covered_by(actor.user_id, actor.organisation_id, timezone.localdate(now))
    return [actor.user_id, *covered]


_WORKERS = Prepared(
    lambda: (
        Assignment.objects.filter(organisation=Given("organisation"), referral_id__in=Given("ids"))
        .select_related("user")
        .only("referral_id", "user__first_name", "user__last_name", "user__email")
    )
)


def workers(actor: Actor, parties: list[Party]) -> dict[object, str]:
    """Who of the own organisation works on these: referral id to name; one query."""
    if not parties:
        return {}
    ids = tuple(party.referral_id for party in parties)
    rows = _WORKERS.rows(organisation=actor.organisation_id, ids=ids)
    return {row.referral_id: str(row.user) for row in rows}


def capped(rows: QuerySet[Party], cap: int) -> int:
    """How many, counted no further than one above the cap."""
    return rows.order_by()[: cap + 1].count()
