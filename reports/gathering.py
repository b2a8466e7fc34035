"""Counts everything that a report shows, set by set, in one snapshot of the database.

Runs over the alias `statistics`, whose role (portal_stats) may read codes and times and nothing
that identifies a person. Each query returns groups; nothing is fetched row by row.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connections, transaction

from reports.figures import (
    LANGUAGES,
    TOTAL,
    Duration,
    Figures,
    Labels,
    Period,
    Table,
    one_dimension,
    two_dimensions,
)

ZONE = ZoneInfo("Europe/Brussels")
ALIAS = "statistics"
AGES = ("child", "adult", "unknown")
ANSWERS = ("can_help", "cannot_help", "passed_on", "cancelled", "waiting")
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
)
# Codes that the law added later are not shown for periods before it (Directive (EU) 2024/1712).
SINCE = {"2024/1712": dt.date(2024, 7, 14)}

IN_PERIOD = "r.state <> 'draft' AND r.sent_at >= %(start)s AND r.sent_at < %(end)s"

REFERRALS = f"""
SELECT grouping(month, sender_country, gender, age, urgency, stage) AS part,
       month, sender_country, receiver, gender, age, urgency, stage, outcome, adequacy, count(*)
FROM (
    SELECT to_char(r.sent_at AT TIME ZONE 'Europe/Brussels', 'YYYY-MM') AS month,
           r.sender_country, r.destination_country_id AS receiver, r.gender, r.urgency,
           CASE (c.attributes ->> 'child')::boolean
                WHEN true THEN 'child' WHEN false THEN 'adult' ELSE 'unknown' END AS age,
           CASE WHEN r.state IN ('handed_over', 'closed', 'withdrawn') THEN r.state
                ELSE 'open' END AS stage,
           CASE WHEN r.state = 'closed' THEN r.outcome ELSE '' END AS outcome,
           CASE WHEN r.state = 'closed' THEN r.guide_sufficed ELSE '' END AS adequacy
    FROM referrals_referral r
    LEFT JOIN contacts_code c ON c.list_id = 'age_group' AND c.code = r.age_group
    WHERE {IN_PERIOD}
) AS sent
GROUP BY GROUPING SETS (
    (month), (sender_country, receiver), (gender), (age), (urgency), (stage, outcome, adequacy)
)
"""  # noqa: S608 - fragments of our own

CODED = f"""
SELECT v.kind, v.code, count(*)
FROM referrals_codedvalue v JOIN referrals_referral r ON r.id = v.referral_id
WHERE {IN_PERIOD} AND v.kind IN ('need', 'exploitation_form')
GROUP BY v.kind, v.code
"""  # noqa: S608 - fragments of our own

# What became of a request; a yes that was not chosen is a yes all the same.
ANSWER = """
CASE WHEN q.state IN ('can_help', 'chosen') THEN 'can_help'
     WHEN q.state IN ('cannot_help', 'passed_on') THEN q.state
     WHEN q.state = 'released' AND q.answered_at IS NOT NULL THEN 'can_help'
     WHEN q.state = 'released' OR r.state IN ('closed', 'withdrawn') THEN 'cancelled'
     ELSE 'waiting' END
"""

REQUESTS = f"""
SELECT {ANSWER} AS answer, CASE WHEN q.state = 'cannot_help' THEN q.decline_reason ELSE '' END,
       count(*)
FROM referrals_request q JOIN referrals_referral r ON r.id = q.referral_id
WHERE {IN_PERIOD} AND q.asked_at IS NOT NULL
GROUP BY 1, 2
"""  # noqa: S608 - fragments of our own

TIMES = f"""
SELECT urgency, count(*), count(*) FILTER (WHERE hours <= allowed),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY hours),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY hours),
       grouping(urgency)
FROM (
    SELECT r.urgency, extract(epoch FROM min(q.answered_at) - r.sent_at) / 3600 AS hours,
           (c.attributes ->> 'answer_within_hours')::float AS allowed
    FROM referrals_request q
    JOIN referrals_referral r ON r.id = q.referral_id
    LEFT JOIN contacts_code c ON c.list_id = 'urgency' AND c.code = r.urgency
    WHERE {IN_PERIOD} AND q.answered_at IS NOT NULL AND q.state <> 'passed_on'
    GROUP BY r.id, r.urgency, r.sent_at, c.attributes
) AS answered
GROUP BY GROUPING SETS ((urgency), ())
"""  # noqa: S608 - fragments of our own

DIRECTORY = """
SELECT c.code,
       (SELECT count(*) FROM contacts_organisation o WHERE o.country_id = c.code AND o.active),
       (SELECT count(*) FROM contacts_nationalcontactpoint p
        JOIN contacts_organisation o ON o.id = p.organisation_id
        WHERE p.country_id = c.code AND o.active)
FROM contacts_country c WHERE c.in_portal ORDER BY c."order", c.code
"""

CODES = """
SELECT list_id, code, name_nl, name_fr, attributes ->> 'since' FROM contacts_code
WHERE list_id = ANY(%(lists)s) AND (active OR list_id IN ('gender', 'urgency'))
ORDER BY list_id, "order", code
"""

COUNTRIES = """SELECT code, name_nl, name_fr FROM contacts_country ORDER BY "order", code"""


@dataclass(frozen=True)
class _Codes:
    labels: Labels
    order: Mapping[str, tuple[str, ...]]


def bounds(period: Period) -> dict[str, dt.datetime]:
    """The first moment of the period and the first moment after it, in Brussels' time."""
    start = dt.datetime.combine(period.first, dt.time(), ZONE)
    end = dt.datetime.combine(period.last + dt.timedelta(days=1), dt.time(), ZONE)
    return {"start": start, "end": end}


def gather(period: Period, *, now: dt.datetime) -> Figures:
    """The raw figures of a period as they stand now; small counts are not yet withheld.

    Opens its own transaction on the statistics role, so that all tables count the same rows.
    """
    with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

        def rows(sql: str, **more: Any) -> list[tuple[Any, ...]]:
            cursor.execute(sql, bounds(period) | more)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

        codes = _codes(rows(CODES, lists=list(LISTS)), rows(COUNTRIES), period)
        referrals, parts = _referral_tables(rows(REFERRALS), codes, period)
        coded = _coded_tables(rows(CODED), codes, referrals)
        requests = _request_tables(rows(REQUESTS), codes)
        timed, durations = _times(rows(TIMES), codes)
        directory = _directory(rows(DIRECTORY))
    tables = parts | coded | requests | timed | {"directory": directory}
    return Figures(
        period=period,
        frozen_at=now.astimezone(ZONE).replace(microsecond=0),
        referrals=referrals,
        tables=tuple(tables.values()),
        durations=durations,
        labels=codes.labels,
    )


def _codes(
    codes: Iterable[tuple[Any, ...]], countries: Iterable[tuple[Any, ...]], period: Period
) -> _Codes:
    labels: dict[str, dict[str, dict[str, str]]] = {language: {} for language in LANGUAGES}
    order: dict[str, list[str]] = {}
    everything = [(*row[:4], row[4]) for row in codes]
    everything += [("country", *row, None) for row in countries]
    for code_list, code, dutch, french, since in everything:
        if since and SINCE.get(since, dt.date.min) > period.last:
            continue
        order.setdefault(code_list, []).append(code)
        labels["nl"].setdefault(code_list, {})[code] = dutch or code
        labels["fr"].setdefault(code_list, {})[code] = french or code
    return _Codes(labels, {name: tuple(found) for name, found in order.items()})


def _rows(known: Iterable[str], counts: Iterable[str], *last: str) -> tuple[str, ...]:
    """The codes of the list in its order, codes found beside it, and the row for none at all."""
    listed = [code for code in known if code not in last]
    beside = sorted(set(counts) - set(listed) - set(last))
    return (*listed, *beside, *last)


def _referral_tables(
    rows: Iterable[tuple[Any, ...]], codes: _Codes, period: Period
) -> tuple[int, dict[str, Table]]:
    months: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    genders: Counter[str] = Counter()
    ages: Counter[str] = Counter()
    urgency: Counter[str] = Counter()
    states: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    adequacy: Counter[str] = Counter()
    # `part` has a bit for each grouped column that this row leaves out.
    for part, month, sender, receiver, gender, age, urgent, stage, outcome, sufficed, n in rows:
        if part == 0b011111:
            months[month] += n
        elif part == 0b101111:
            pairs[sender, receiver] += n
        elif part == 0b110111:
            genders["unknown" if gender in {"", UNKNOWN_GENDER} else gender] += n
        elif part == 0b111011:
            ages[age] += n
        elif part == 0b111101:
            urgency[urgent or "unknown"] += n
        else:
            states[stage] += n
            if stage == "closed":
                outcomes[outcome or "unrecorded"] += n
                adequacy[sufficed or "unknown"] += n
    known = codes.order.get("country", ())
    lands = [code for code in known if code in {"NL", "BE", "LU"}]
    lands += sorted({land for pair in pairs for land in pair} - set(lands))
    tables = {
        "pairs": two_dimensions("pairs", pairs, rows=lands, columns=lands),
        "months": one_dimension("months", months, rows=period.months()),
        # Nobody without an age or a gender says nothing about anybody: no row then.
        "ages": one_dimension(
            "ages", ages, rows=AGES if ages["unknown"] else AGES[:-1], sensitive=True
        ),
        "genders": one_dimension(
            "genders",
            genders,
            rows=_without_empty("gender", genders, codes, "unknown", but=UNKNOWN_GENDER),
            sensitive=True,
        ),
        "urgency": one_dimension(
            "urgency", urgency, rows=_without_empty("urgency", urgency, codes, "unknown")
        ),
        "states": one_dimension("states", states, rows=STATES),
        "outcomes": one_dimension(
            "outcomes", outcomes, rows=_without_empty("outcome", outcomes, codes, "unrecorded")
        ),
    }
    if set(adequacy) - {"unknown"}:
        tables["adequacy"] = one_dimension(
            "adequacy", adequacy, rows=_rows(ADEQUACY[:-1], adequacy, "unknown")
        )
    return sum(months.values()), tables


def _without_empty(
    code_list: str, counts: Mapping[str, int], codes: _Codes, last: str, *, but: str = ""
) -> tuple[str, ...]:
    """The rows of a list; the one for "not filled in" only where it counts anything."""
    known = (code for code in codes.order.get(code_list, ()) if code != but)
    found = _rows(known, counts, last)
    return found if counts.get(last) else found[:-1]


def _coded_tables(
    rows: Iterable[tuple[Any, ...]], codes: _Codes, referrals: int
) -> dict[str, Table]:
    counts: dict[str, Counter[str]] = {"need": Counter(), "exploitation_form": Counter()}
    for kind, code, n in rows:
        counts[kind][code] += n
    return {
        key: one_dimension(
            key,
            counts[kind],
            rows=_rows(codes.order.get(kind, ()), counts[kind]),
            total=referrals,
            overlapping=True,
            sensitive=True,
        )
        for key, kind in (("forms", "exploitation_form"), ("needs", "need"))
    }


def _request_tables(rows: Iterable[tuple[Any, ...]], codes: _Codes) -> dict[str, Table]:
    answers: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for answer, reason, n in rows:
        answers[answer] += n
        if answer == "cannot_help":
            reasons[reason or "unknown"] += n
    return {
        "answers": one_dimension("answers", answers, rows=ANSWERS),
        "reasons": one_dimension(
            "reasons", reasons, rows=_without_empty("decline_reason", reasons, codes, "unknown")
        ),
    }


def _times(
    rows: Iterable[tuple[Any, ...]], codes: _Codes
) -> tuple[dict[str, Table], tuple[Duration, ...]]:
    found: dict[str, Duration] = {}
    in_time = 0
    for urgency, count, early, median, p90, everything in rows:
        key = TOTAL if everything else urgency or "unknown"
        if everything:
            in_time = early
        found[key] = Duration(
            key,
            count,
            None if median is None else float(median),
            None if p90 is None else float(p90),
        )
    found.setdefault(TOTAL, Duration(TOTAL, 0, None, None))
    counts = {key: d.count or 0 for key, d in found.items() if key != TOTAL}
    names = _without_empty("urgency", counts, codes, "unknown")
    durations = tuple(found.get(name, Duration(name, 0, None, None)) for name in names)
    total = found[TOTAL].count or 0
    tables = {
        "answered": one_dimension("answered", counts, rows=names),
        "punctuality": one_dimension("punctuality", {"in_time": in_time, "late": total - in_time}),
    }
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
