"""Counts everything that a report shows, set by set, in one snapshot of the database.

Runs over the alias `statistics`, whose role (portal_stats) may read codes and times and nothing
that identifies a person. What is asked is in queries.py.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connections, transaction

from reports import queries
from reports.figures import (
    TOTAL,
    Duration,
    Figures,
    Labels,
    Mean,
    Period,
    Table,
    one_dimension,
    three_dimensions,
    two_dimensions,
)

ZONE = ZoneInfo("Europe/Brussels")
ALIAS = "statistics"
AGES = ("child", "adult", "unknown")
ANSWERS = ("can_help", "cannot_help", "passed_on", "cancelled", "waiting")
BENELUX = ("NL", "BE", "LU")
HANDED = ("handed", "not_handed")
WAITING = ("in_time", "overdue")
IN_TIME = ("in_time", "late")
RATED = ("low", "not_low")
STATES = ("open", "handed_over", "closed", "withdrawn")
ADEQUACY = ("yes", "partly", "no", "unknown")
UNKNOWN_GENDER = "U"  # the code list's own code for it
LISTS = (
    "exploitation_form",
    "gender",
    "need",
    "urgency",
    "decline_reason",
    "outcome",
    "citizenship_group",
    "org_type",
    "guide_missing",
)
# Codes that the law added later are not shown for periods before it (Directive (EU) 2024/1712).
SINCE = {"2024/1712": dt.date(2024, 7, 14)}
LABELLED = ("nl", "fr", "en")


@dataclass(frozen=True)
class _Codes:
    labels: Labels
    order: Mapping[str, tuple[str, ...]]


def bounds(period: Period, now: dt.datetime) -> dict[str, Any]:
    """What the queries are asked with: the first moment of the period and the first after it, in
    Brussels' time, what it is now, and the code lists.
    """
    start = dt.datetime.combine(period.first, dt.time(), ZONE)
    end = dt.datetime.combine(period.last + dt.timedelta(days=1), dt.time(), ZONE)
    return {"start": start, "end": end, "now": now, "lists": list(LISTS)}


def gather(period: Period, *, now: dt.datetime, scope: str = "") -> Figures:
    """The raw figures of a period as they stand now; small counts are not yet withheld.

    `scope` is a country: only referrals that it sent or received count then. Opens its own
    transaction on the statistics role, so that all tables count the same rows.
    """
    with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        if not scope:
            return _gathered(cursor, period, now)
        found = _gathered(cursor, period, now, only=queries.OF_COUNTRY, more={"scope": scope})
        return replace(found, scope=scope)


def gather_own(
    period: Period, *, now: dt.datetime, only: str = "", values: Mapping[str, Any] | None = None
) -> Figures:
    """The same figures over the cases that the actor of this transaction may see, and no others.

    Row security chooses the cases; `only` narrows them further, a condition on the referral `r`
    with the parameters `values`. Nothing is withheld: these readers may open each of the cases.
    """
    with connections["default"].cursor() as cursor:
        return _gathered(cursor, period, now, only=only, more=values or {})


def _gathered(
    cursor: Any,
    period: Period,
    now: dt.datetime,
    *,
    only: str = "",
    more: Mapping[str, Any] | None = None,
) -> Figures:
    values = bounds(period, now) | dict(more or {})

    def rows(sql: str) -> list[tuple[Any, ...]]:
        narrowed = f"{queries.IN_PERIOD} AND {only}" if only else queries.IN_PERIOD
        cursor.execute(sql.replace(queries.IN_PERIOD, narrowed), values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    codes = _codes(rows(queries.CODES), rows(queries.COUNTRIES), period)
    referrals, tables = _referral_tables(rows(queries.REFERRALS), codes, period)
    tables += _coded_tables(rows(queries.CODED), codes, referrals)
    tables += _gaps(rows(queries.GAPS), codes)
    requested, means = _request_tables(rows(queries.REQUESTS), codes)
    timed, durations = _times(rows(queries.TIMES), codes)
    tables += requested + timed + _ratings(rows(queries.RATINGS), codes)
    handed, median, p90 = rows(queries.HANDOVER)[0]
    tables.append(_directory(rows(queries.DIRECTORY)))
    return Figures(
        period=period,
        frozen_at=now.astimezone(ZONE).replace(microsecond=0),
        referrals=referrals,
        tables=tuple(tables),
        durations=durations,
        labels=codes.labels,
        handover=Duration("handover", handed, _float(median), _float(p90)),
        answer_means=means,
    )


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _codes(
    codes: Iterable[tuple[Any, ...]], countries: Iterable[tuple[Any, ...]], period: Period
) -> _Codes:
    labels: dict[str, dict[str, dict[str, str]]] = {language: {} for language in LABELLED}
    order: dict[str, list[str]] = {}
    everything = [*codes, *(("country", *row, None) for row in countries)]
    for code_list, code, dutch, french, english, since in everything:
        if since and SINCE.get(since, dt.date.min) > period.last:
            continue
        order.setdefault(code_list, []).append(code)
        for language, label in zip(LABELLED, (dutch, french, english), strict=True):
            labels[language].setdefault(code_list, {})[code] = label or code
    return _Codes(labels, {name: tuple(found) for name, found in order.items()})


def _rows(known: Iterable[str], counts: Iterable[str], *last: str) -> tuple[str, ...]:
    """The codes of the list in its order, codes found beside it, and the row for none at all."""
    listed = [code for code in known if code not in last]
    beside = sorted(set(counts) - set(listed) - set(last))
    return (*listed, *beside, *last)


@dataclass
class _Counts:
    """Referrals by each thing that one row of the query names."""

    months: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    urgency: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    adequacy: Counter[str] = field(default_factory=Counter)
    citizenship: Counter[str] = field(default_factory=Counter)
    senders: Counter[str] = field(default_factory=Counter)
    handed: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    ages: Counter[str] = field(default_factory=Counter)
    persons: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, row: tuple[Any, ...]) -> None:
        """One row of queries.REFERRALS: only the columns of its part are filled."""
        part, month, sender, receiver, gender, age, urgency, stage, outcome, adequacy = row[:10]
        citizenship, kind, handed, n = row[10:]
        match part:
            case queries.MONTH:
                self.months[month] += n
            case queries.PAIR:
                self.pairs[sender, receiver] += n
            case queries.URGENT:
                self.urgency[urgency or "unknown"] += n
            case queries.CITIZEN:
                self.citizenship[citizenship or "unknown"] += n
            case queries.KIND:
                self.senders[kind or "unknown"] += n
            case queries.HANDED:
                self.handed["handed" if handed else "not_handed"] += n
            case queries.PERSON:
                sex = "unknown" if gender in {"", UNKNOWN_GENDER} else gender
                self.genders[sex] += n
                self.ages[age] += n
                self.persons[sex, sender, age] += n
            case _:
                self.states[stage] += n
                if stage == "closed":
                    self.outcomes[outcome or "unrecorded"] += n
                    self.adequacy[adequacy or "unknown"] += n


def _referral_tables(
    rows: Iterable[tuple[Any, ...]], codes: _Codes, period: Period
) -> tuple[int, list[Table]]:
    found = _Counts()
    for row in rows:
        found.add(row)
    lands = _lands(codes, {land for pair in found.pairs for land in pair})
    # Nobody without an age or a gender says nothing about anybody: no row then.
    ages = AGES if found.ages["unknown"] else AGES[:-1]
    genders = _without_empty("gender", found.genders, codes, "unknown", but=UNKNOWN_GENDER)
    citizens = _without_empty("citizenship_group", found.citizenship, codes, "unknown")
    urgency = _without_empty("urgency", found.urgency, codes, "unknown")
    outcomes = _without_empty("outcome", found.outcomes, codes, "unrecorded")
    # A kind of organisation that sent nothing is no news: twenty rows of zero would hide the rest.
    kinds = tuple(kind for kind in _rows(codes.order.get("org_type", ()), found.senders))
    kinds = tuple(kind for kind in kinds if found.senders[kind])
    tables = [
        two_dimensions("pairs", found.pairs, rows=lands, columns=lands),
        one_dimension("months", found.months, rows=period.months()),
        one_dimension("senders", found.senders, rows=kinds),
        one_dimension("ages", found.ages, rows=ages, sensitive=True),
        one_dimension("genders", found.genders, rows=genders, sensitive=True),
        *three_dimensions(
            "persons", found.persons, rows=genders, columns=lands, layers=ages, sensitive=True
        ),
        one_dimension("citizenship", found.citizenship, rows=citizens, sensitive=True),
        one_dimension("urgency", found.urgency, rows=urgency),
        one_dimension("states", found.states, rows=STATES),
        one_dimension("outcomes", found.outcomes, rows=outcomes),
        one_dimension("handed", found.handed, rows=HANDED),
    ]
    if set(found.adequacy) - {"unknown"}:
        rows_of = _rows(ADEQUACY[:-1], found.adequacy, "unknown")
        tables.append(one_dimension("adequacy", found.adequacy, rows=rows_of))
    return sum(found.months.values()), tables


def _lands(codes: _Codes, beside: Iterable[str]) -> list[str]:
    """The three countries in their order, then any other that was found."""
    lands = [code for code in codes.order.get("country", ()) if code in BENELUX]
    return lands + sorted(set(beside) - set(lands))


def _without_empty(
    code_list: str, counts: Mapping[str, int], codes: _Codes, last: str, *, but: str = ""
) -> tuple[str, ...]:
    """The rows of a list; the one for "not filled in" only where it counts anything."""
    known = (code for code in codes.order.get(code_list, ()) if code != but)
    found = _rows(known, counts, last)
    return found if counts.get(last) else found[:-1]


def _coded_tables(rows: Iterable[tuple[Any, ...]], codes: _Codes, referrals: int) -> list[Table]:
    together: dict[str, Counter[tuple[str, ...]]] = {
        "need": Counter(),
        "exploitation_form": Counter(),
    }
    for kind, found, n in rows:
        together[kind][tuple(sorted(found))] += n
    return [
        _overlapping(key, together[kind], codes.order.get(kind, ()), referrals, sensitive=True)
        for key, kind in (("forms", "exploitation_form"), ("needs", "need"))
    ]


def _overlapping(
    key: str,
    together: Mapping[tuple[str, ...], int],
    known: Iterable[str],
    total: int,
    *,
    sensitive: bool,
) -> Table:
    counts: Counter[str] = Counter()
    for codes, n in together.items():
        counts.update(dict.fromkeys(codes, n))
    return one_dimension(
        key,
        counts,
        rows=_rows(known, counts),
        total=total,
        overlapping=True,
        sensitive=sensitive,
        together=together,
    )


def _gaps(rows: Iterable[tuple[Any, ...]], codes: _Codes) -> list[Table]:
    """What was missing in the guide, where anybody said so."""
    together: Counter[tuple[str, ...]] = Counter()
    for found, n in rows:
        together[tuple(sorted(found))] += n
    if not together:
        return []
    known = codes.order.get("guide_missing", ())
    return [_overlapping("gaps", together, known, sum(together.values()), sensitive=False)]


def _request_tables(
    rows: Iterable[tuple[Any, ...]], codes: _Codes
) -> tuple[list[Table], tuple[Mean, ...]]:
    answers: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    taken_up: Counter[tuple[str, str]] = Counter()
    by_due: Counter[tuple[str, str]] = Counter()
    answered: dict[str, tuple[int, float | None]] = {}
    for part, answer, reason, land, taken, due, overdue, n, hours, timed in rows:
        match part:
            case queries.ANSWERED:
                answers[answer] += n
                if answer == "cannot_help":
                    reasons[reason or "unknown"] += n
            case queries.WAITING:
                if answer == "waiting":
                    waiting[overdue] += n
            case queries.TAKEN_UP:
                taken_up[land, taken] += n
            case queries.BY_DUE:
                by_due[land, due] += n
            case _:
                answered[land] = timed, _float(hours)
    lands = _lands(codes, answered)
    counts = {land: answered.get(land, (0, None))[0] for land in lands}
    tables = [
        one_dimension("answers", answers, rows=ANSWERS),
        one_dimension(
            "reasons", reasons, rows=_without_empty("decline_reason", reasons, codes, "unknown")
        ),
        one_dimension("waiting", waiting, rows=WAITING),
        two_dimensions("taken_up", taken_up, rows=lands, columns=IN_TIME, internal=True),
        two_dimensions("by_due", by_due, rows=lands, columns=IN_TIME, internal=True),
        replace(one_dimension("answered_by", counts), internal=True),
    ]
    return tables, tuple(Mean(land, *answered.get(land, (0, None))) for land in lands)


def _ratings(rows: Iterable[tuple[Any, ...]], codes: _Codes) -> list[Table]:
    """What senders said of the answer of each country; nothing where nobody said anything."""
    late: Counter[tuple[str, str]] = Counter()
    effort: Counter[tuple[str, str]] = Counter()
    for land, was_late, said_time, was_much, said_effort, n in rows:
        if said_time:
            late[land, "low" if was_late else "not_low"] += n
        if said_effort:
            effort[land, "low" if was_much else "not_low"] += n
    return [
        two_dimensions(key, found, rows=_lands(codes, ()), columns=RATED, internal=True)
        for key, found in (("timeliness", late), ("effort", effort))
        if found
    ]


def _times(
    rows: Iterable[tuple[Any, ...]], codes: _Codes
) -> tuple[list[Table], tuple[Duration, ...]]:
    found: dict[str, Duration] = {}
    in_time = 0
    for urgency, count, early, median, p90, everything in rows:
        key = TOTAL if everything else urgency or "unknown"
        if everything:
            in_time = early
        found[key] = Duration(key, count, _float(median), _float(p90))
    found.setdefault(TOTAL, Duration(TOTAL, 0, None, None))
    counts = {key: d.count or 0 for key, d in found.items() if key != TOTAL}
    names = _without_empty("urgency", counts, codes, "unknown")
    durations = tuple(found.get(name, Duration(name, 0, None, None)) for name in names)
    total = found[TOTAL].count or 0
    tables = [
        one_dimension("answered", counts, rows=names),
        one_dimension("punctuality", {"in_time": in_time, "late": total - in_time}),
    ]
    return tables, (*durations, found[TOTAL])


def _directory(rows: Iterable[tuple[Any, ...]]) -> Table:
    counts: dict[tuple[str, str], int] = {}
    lands = []
    for land, organisations, contact_points in rows:
        lands.append(land)
        counts[land, "organisations"] = organisations
        counts[land, "contact_point"] = contact_points
    columns = ("organisations", "contact_point")
    return two_dimensions("directory", counts, rows=lands, columns=columns, public=True)
