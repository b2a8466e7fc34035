"""What members contribute to the working group: the list of good practices and its search, and the
board of signals, beside the same rows in SQL.

They come from an organisation of each country in turn; every other one is adopted, or seen, in
another country too. Their hours lie beside each other, so that the board's year holds them all.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone
from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from accounts.models import Role
from contacts.models import Organisation
from workinggroup.models.practices import Adoption, Practice
from workinggroup.models.signals import Confirmation, Signal
from workinggroup.practices.life import State
from workinggroup.themes import SignalKind, Theme, Transferability

from .floors import Floor
from .pages import compare
from .people import sign_in
from .timing import Result

SIZES = (1_000, 10_000)
RUNS = 20
HOMES = ("comensha", "payoke", "infotraite")
MANY = 1_000  # rows written at once

PRACTICES = """
SELECT p.id, p.title, p.title_nl, p.title_fr, p.title_en, p.state, p.theme, p.country_id,
       p.transferability, p.sort_at, o.id, o.name_nl, o.name_fr, o.name_en
FROM workinggroup_practice p JOIN contacts_organisation o ON o.id = p.organisation_id
WHERE p.state = 'published' {narrowed} ORDER BY p.sort_at DESC, p.id DESC LIMIT 21
"""
FOUND = "AND p.search_vector @@ to_tsquery('simple', 'woord77:*')"
ADOPTED = """
SELECT practice_id, country_id, adopted_on FROM workinggroup_adoption
WHERE practice_id IN (SELECT p.id FROM workinggroup_practice p
    WHERE p.state = 'published' {narrowed} ORDER BY p.sort_at DESC, p.id DESC LIMIT 21)
"""
COUNTRIES = """
SELECT code, name_nl FROM contacts_country WHERE in_portal ORDER BY "order", code
"""
TO_REVIEW = "SELECT count(*) FROM workinggroup_practice WHERE state = 'review'"
INDEX = """
UPDATE workinggroup_practice
SET search_vector = to_tsvector('simple', 'praktijk woord' || id %% 500) WHERE id >= %s
"""
YEAR = """
s.withdrawn_at IS NULL AND s.posted_at >= date_trunc('month', now()) - interval '11 months'
"""
BY_MONTH = f"""
SELECT date_trunc('month', s.posted_at), s.kind, count(*) FROM workinggroup_signal s
WHERE {YEAR} GROUP BY 1, 2
"""
CONFIRMED = """
SELECT date_trunc('month', c.confirmed_at), count(*) FROM workinggroup_confirmation c
JOIN workinggroup_signal s ON s.id = c.signal_id
WHERE s.withdrawn_at IS NULL
  AND c.confirmed_at >= date_trunc('month', now()) - interval '11 months' GROUP BY 1
"""
SIGNALS = f"""
SELECT s.id, s.kind, s.country_id, s.title, s.title_nl, s.title_fr, s.text, s.text_nl, s.text_fr,
       s.form, s.sector, s.since, s.posted_at, s.confirmed_in, o.id, o.name_nl, o.name_fr
FROM workinggroup_signal s JOIN contacts_organisation o ON o.id = s.organisation_id
WHERE {YEAR} ORDER BY s.posted_at DESC, s.id DESC LIMIT 11
"""
SEEN = f"""
SELECT c.signal_id, c.country_id, o.name_nl FROM workinggroup_confirmation c
JOIN contacts_organisation o ON o.id = c.organisation_id
WHERE c.signal_id IN (SELECT s.id FROM workinggroup_signal s
    WHERE {YEAR} ORDER BY s.posted_at DESC, s.id DESC LIMIT 11)
"""


def measure_all(owner: Connection, app: Connection) -> list[Result]:
    """At each of SIZES, for somebody of the secretariat, who sees all of both."""
    home = Organisation.objects.get(slug="benelux")
    clerk = sign_in("bench-clerk@example.org", home, Role.SECRETARIAT)
    floor = Floor(app, clerk.actor, clerk.session_key)
    results: list[Result] = []
    begin = 0
    for size in SIZES:
        _grow(owner, begin, size)
        begin = size
        for name, address, statements in _lists():

            def read(statements: dict[str, str] = statements) -> dict[str, Any]:
                return floor.several(statements, {})

            results += compare(name, size, clerk.client, address, read, runs=RUNS)
    return results


def _lists() -> Iterator[tuple[str, str, dict[str, str]]]:
    """What each list is called, its address and what a bare reader would ask for it."""
    for name, query, narrowed in (
        ("good practices", "", ""),
        ("search of good practices", "?q=woord77", FOUND),
    ):
        asked = {"rows": PRACTICES, "adopted": ADOPTED}
        rows = {key: sql.format(narrowed=narrowed) for key, sql in asked.items()}
        rows |= {"countries": COUNTRIES, "to_review": TO_REVIEW}
        yield name, f"/nl/working-group/practices/{query}", rows
    yield (
        "signals",
        "/nl/working-group/signals/",
        {
            "countries": COUNTRIES,
            "months": BY_MONTH,
            "confirmed": CONFIRMED,
            "rows": SIGNALS,
            "seen": SEEN,
        },
    )


def _grow(owner: Connection, begin: int, end: int) -> None:
    """Add number `begin` to `end` of each."""
    homes = cycle(Organisation.objects.filter(slug__in=HOMES).order_by("slug"))
    now = timezone.now()
    written = [(number, next(homes), now - timedelta(hours=number)) for number in range(begin, end)]
    practices = Practice.objects.bulk_create((_practice(*one) for one in written), MANY)
    signals = Signal.objects.bulk_create((_signal(*one) for one in written), MANY)
    other = {code: "BE" if code == "NL" else "NL" for code in ("NL", "BE", "LU")}
    Adoption.objects.bulk_create(
        (
            Adoption(
                practice=one,
                country_id=other[one.country_id or "NL"],
                organisation_id=one.organisation_id,
                adopted_on=now.date(),
                marked_by=0,
                marked_at=now,
            )
            for one in practices[::2]
        ),
        MANY,
    )
    Confirmation.objects.bulk_create(
        (
            Confirmation(
                signal=one,
                country_id=other[one.country_id],
                organisation_id=one.organisation_id,
                language="nl",
                confirmed_by=0,
                confirmed_at=one.posted_at,
            )
            for one in signals[::2]
        ),
        MANY,
    )
    with owner.cursor() as cursor:
        cursor.execute(INDEX, [practices[0].pk])
        cursor.execute("VACUUM ANALYZE")


def _practice(number: int, home: Organisation, at: datetime) -> Practice:
    return Practice(
        state=State.PUBLISHED,
        theme=Theme.REFERRAL,
        country_id=home.country_id,
        organisation=home,
        language="nl",
        title_nl=f"Praktijk {number}",
        title_fr=f"Pratique {number}",
        body_nl="Wat er gebeurt, en hoe.",
        body_fr="Ce qui se fait, et comment.",
        transferability=Transferability.AS_IS,
        written_by=0,
        created_at=at,
        sort_at=at,
        published_at=at,
    )


def _signal(number: int, home: Organisation, at: datetime) -> Signal:
    return Signal(
        kind=SignalKind.values[number % 5],
        country_id=home.country_id or "NL",
        organisation=home,
        language="nl",
        title_nl=f"Signaal {number}",
        title_fr=f"Signal {number}",
        text_nl="Wat er nieuw is.",
        text_fr="Ce qui est nouveau.",
        form="labour",
        since=at.date().replace(day=1),
        posted_by=0,
        posted_at=at,
        confirmed_in=(number + 1) % 2,
    )
