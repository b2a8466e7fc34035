"""The inbox with each of its filters, and a referral found by its reference."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.utils import timezone

from referrals.codes import AWAITING_RECIPIENT
from referrals.lists import RECEIVED_GROUPS

from .floors import Floor
from .pages import compare
from .timing import RUNS as USUAL_RUNS
from .timing import Result

RUNS = 20
OF_THE_LIST = """
FROM referrals_party p
JOIN contacts_organisation o ON o.id = p.sender_organisation_id
LEFT JOIN referrals_assignment a
    ON a.referral_id = p.referral_id AND a.organisation_id = p.organisation_id
LEFT JOIN accounts_user u ON u.id = a.user_id
WHERE p.organisation_id = %(organisation)s AND p.side IN ('recipient', 'contact_point')
"""
ROWS = f"""
SELECT p.referral_id, p.reference, p.urgency, p.state, p.due_at, p.sort_at, p.sender_country,
       o.name_nl, u.first_name, u.last_name, u.email
{OF_THE_LIST} {{narrowed}} ORDER BY {{order}} LIMIT 26
"""
MINE = "AND a.user_id = %(user)s"
UNCLAIMED = "AND a.id IS NULL AND p.state <> ALL (%(ended)s)"
# What stands on the three tabs: how many fit the filters, each counted to its cap.
TABS = f"""
SELECT (SELECT count(*) FROM (SELECT 1 {OF_THE_LIST} {{narrowed}} LIMIT 1000) team),
       (SELECT count(*) FROM (SELECT 1 {OF_THE_LIST} {{narrowed}} {MINE} LIMIT 100) mine),
       (SELECT count(*) FROM (SELECT 1 {OF_THE_LIST} {{narrowed}} {UNCLAIMED} LIMIT 100) nobody)
"""
AWAY = """
SELECT user_id, deputy_id FROM referrals_absence
WHERE organisation_id = %(organisation)s AND starts_on <= %(today)s AND ends_on >= %(today)s
ORDER BY starts_on
"""
KEPT = """
SELECT id, name, query FROM referrals_savedfilter
WHERE user_id = %(user)s AND list_name = 'received' ORDER BY name LIMIT 30
"""
STATE = "AND p.state = ANY (%(awaiting)s)"
COUNTRY = "AND p.sender_country = 'BE'"
URGENCY = "AND p.urgency = 'urgent'"
NEED = "AND p.needs @> '{legal}'"
OVERDUE = "AND p.due_at < now()"
PERIOD = "AND p.sort_at >= %(since)s::date AND p.sort_at < %(until)s::date + 1"
REFERENCE = "AND p.reference >= %(reference)s AND p.reference < %(reference)s || '~'"
TODAY = timezone.localdate()
DAYS = {"since": str(TODAY - timedelta(days=1)), "until": str(TODAY)}

NEWEST = "p.sort_at DESC, p.id DESC"
OLDEST = "p.sort_at, p.id"
NEAREST = "coalesce(p.due_at, 'infinity'), p.id"


# A filter: its name, what the address says, what narrows the floor's rows, and to whose work.
FILTERS: list[tuple[str, dict[str, str], str, str, str]] = [
    ("inbox", {}, "", "", NEWEST),
    ("inbox, state", {"group": "to_answer"}, STATE, "", NEWEST),
    ("inbox, country", {"country": "BE"}, COUNTRY, "", NEWEST),
    ("inbox, urgency", {"urgency": "urgent"}, URGENCY, "", NEWEST),
    ("inbox, need", {"need": "legal"}, NEED, "", NEWEST),
    ("inbox, overdue", {"overdue": "on"}, OVERDUE, "", NEWEST),
    ("inbox, period", DAYS, PERIOD, "", NEWEST),
    ("inbox, mine", {"who": "mine"}, "", MINE, NEWEST),
    ("inbox, nobody's", {"who": "unclaimed"}, "", UNCLAIMED, NEWEST),
    ("inbox, oldest first", {"sort": "old"}, "", "", OLDEST),
    ("inbox, nearest answer time first", {"sort": "due"}, "", "", NEAREST),
    (
        "inbox, all filters at once",
        {
            "group": "to_answer",
            "country": "BE",
            "urgency": "urgent",
            "need": "legal",
            "overdue": "on",
            **DAYS,
            "who": "unclaimed",
            "sort": "due",
        },
        f"{STATE} {COUNTRY} {URGENCY} {NEED} {OVERDUE} {PERIOD}",
        UNCLAIMED,
        NEAREST,
    ),
    ("search by reference", {"reference": ""}, REFERENCE, "", NEWEST),
]


def measure(n: int, client: Client, floor: Floor, reference: str) -> list[Result]:
    """The inbox with each filter at size `n`; `reference` is one of those in it."""
    values = {
        "organisation": floor.actor.organisation_id,
        "user": floor.actor.user_id,
        "today": TODAY,
        "awaiting": [str(state) for state in AWAITING_RECIPIENT],
        "ended": [str(state) for state in RECEIVED_GROUPS["ended"]],
        "reference": reference,
        **DAYS,
    }
    results = []
    for name, words, narrowed, whose, order in FILTERS:
        asked = {word: value or reference for word, value in words.items()}
        statements = {
            "rows": ROWS.format(narrowed=f"{narrowed} {whose}", order=order),
            "tabs": TABS.format(narrowed=narrowed),
            "away": AWAY,
            "kept": KEPT,
        }

        def read(statements: dict[str, str] = statements) -> dict[str, Any]:
            return floor.several(statements, values)

        if not read()["rows"]:
            raise SystemExit(f"{name}: nothing is found, so nothing would be measured")
        address = f"/nl/referrals/?{urlencode(asked)}" if asked else "/nl/referrals/"
        results += compare(name, n, client, address, read, runs=RUNS if asked else USUAL_RUNS)
    return results
