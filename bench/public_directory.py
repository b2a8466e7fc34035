"""The public directory (/hsds/v3/): pages of its lists beside a view that dumps the same rows.

The rows are generated: organisations of four services each, all of it public. They are the
database's own copies, so that 20,000 are there in seconds.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import Client
from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from .floors import plain_view
from .timing import RUNS, Contest, Result, seconds_of

SIZES = (1_000, 20_000)
SERVICES = 4  # of an organisation
FIRST = 500_000_000  # ids of generated rows, beside all others
PER_PAGE = 50
AFTER_A_CHANGE = "services, after a change"
TEXTS = ("en", "nl", "fr")
ORGANISATIONS = f"""
INSERT INTO contacts_organisation (id, public_id, slug, kind, country_id, region, region_codes,
    national_scope, address, phone, email, website, languages, needs, target_groups, areas,
    source_url, unverified_fields, active, version, secret_location, public_fields,
    name, roles, notes, sort_key, {{texts}})
SELECT {FIRST} + n, gen_random_uuid(), 'public-' || n, 'ngo', 'BE', 'Antwerpen', '{{{{BE21}}}}',
    false, 'Teststraat ' || n || ', 2000 Antwerpen', '+32 3 000 00 00',
    'help' || n || '@example.org', 'https://example.org/' || n, '{{{{nl,fr}}}}', '{{{{}}}}',
    '{{{{}}}}', '{{{{}}}}', '', '{{{{}}}}', true, 1, false,
    '{{{{name,kind,country,region_codes,address,phone,email,website,languages,roles}}}}',
    'House ' || n, '', '', 'house ' || n, {{values}}
FROM generate_series(%(begin)s / {SERVICES}, (%(end)s - 1) / {SERVICES}) n ON CONFLICT DO NOTHING
"""
STAMPS = f"""
INSERT INTO contacts_stamp SELECT id, now() - (id %% 1000) * interval '1 minute'
FROM contacts_organisation WHERE id >= {FIRST} ON CONFLICT DO NOTHING
"""
ROWS = f"""
INSERT INTO contacts_service (id, public_id, organisation_id, name, name_en, name_nl, name_fr,
    needs, target_groups, conditions, conditions_en, conditions_nl, conditions_fr, languages,
    accessibility, coverage, public_fields, active, "order")
SELECT {FIRST} + n, gen_random_uuid(), {FIRST} + n / {SERVICES}, 'Help ' || n, 'Help ' || n,
    'Hulp ' || n, 'Aide ' || n, '{{legal,social}}', '{{women,with_children}}', '',
    'After an interview', 'Na een gesprek', 'Après un entretien', '{{nl}}', '{{wheelchair}}',
    '{{BE21}}', '{{name,needs,target_groups,conditions,languages,coverage}}', true,
    n %% {SERVICES}
FROM generate_series(%(begin)s, %(end)s - 1) n
"""
PUBLIC = """
s.active AND s.public_fields @> '{{name}}' AND o.active AND o.public_fields @> '{{name}}'
"""
OF_ORGANISATION = """o.public_id, o.name_nl, o.roles_nl, o.email, o.website"""
OF_SERVICE = f"""
s.public_id, s.name_nl, s.needs, s.target_groups, s.conditions_nl, t.changed_at, {OF_ORGANISATION}
"""
LINES = f"""
SELECT {{columns}} FROM contacts_service s
JOIN contacts_organisation o ON o.id = s.organisation_id
LEFT JOIN contacts_stamp t ON t.organisation_id = o.id
WHERE {PUBLIC} ORDER BY s.id LIMIT {PER_PAGE} OFFSET {{offset}}
"""
BODIES = f"""
SELECT {OF_ORGANISATION} FROM contacts_organisation o
WHERE o.active AND o.public_fields @> '{{{{name}}}}' ORDER BY o.id
LIMIT {PER_PAGE} OFFSET {{offset}}
"""


def measure(owner: Connection, app: Connection) -> list[Result]:
    """Every list at every size, its first page and one near its end."""
    results: list[Result] = []
    begin = 0
    for size in SIZES:
        grow(owner, begin, size)
        begin = size
        far = size // PER_PAGE - 1
        places = f"{OF_SERVICE}, o.address, o.kind"
        for name, path, sql, number in (
            ("services", "services", LINES.format(columns=OF_SERVICE, offset=0), 1),
            (AFTER_A_CHANGE, "services", LINES.format(columns=OF_SERVICE, offset=0), 1),
            (
                "services, far behind", "services",
                LINES.format(columns=OF_SERVICE, offset=(far - 1) * PER_PAGE), far,
            ),
            (
                "services at locations", "service_at_locations",
                LINES.format(columns=places, offset=0), 1,
            ),
            ("organisations", "organizations", BODIES.format(offset=0), 1),
        ):  # fmt: skip
            address = f"/hsds/v3/{path}?page={number}&per_page={PER_PAGE}"
            named = f"public directory, {name}"
            results.append(_compare(named, size, address, _dump(app, sql)))
    return results


def grow(owner: Connection, begin: int, end: int) -> None:
    """Add services number `begin` to `end`, with their organisations."""
    columns = [f"{field}_{one}" for field in ("name", "roles", "sort_key") for one in TEXTS]
    values = [
        *(f"'{word} ' || n" for word in ("House", "Huis", "Maison")),
        *(f"'{text}'" for text in ("Advice and shelter", "Advies en opvang", "Conseil et accueil")),
        *(f"'{word} ' || n" for word in ("house", "huis", "maison")),
    ]
    organisations = ORGANISATIONS.format(texts=", ".join(columns), values=", ".join(values))
    with owner.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in (organisations, ROWS, STAMPS):
            cursor.execute(statement, {"begin": begin, "end": end})
        cursor.execute("VACUUM ANALYZE contacts_organisation, contacts_service, contacts_stamp")


def _dump(connection: Connection, sql: str) -> Callable[[HttpRequest], HttpResponse]:
    """The view of the floor: reads the rows and writes them as JSON, nothing else."""

    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            names = [column.name for column in cursor.description or ()]
            rows = [dict(zip(names, row, strict=False)) for row in cursor.fetchall()]
        return HttpResponse(json.dumps(rows, default=str), content_type="application/json")

    return view


def _compare(
    name: str, n: int, address: str, view: Callable[[HttpRequest], HttpResponse]
) -> Result:
    from contacts.hsds.kept import kept  # Django is set up only now

    client = Client(headers={"accept-language": "nl"})
    plain = plain_view(re.sub("[^a-z]+", "-", name), view)

    def ask() -> None:
        if AFTER_A_CHANGE in name:
            kept.forget()
        answer: Any = client.get(address)
        if answer.status_code != 200 or b'"empty":false' not in answer.content:
            raise SystemExit(f"{address} answered {answer.status_code}")

    medians = Contest(
        {"list": lambda: seconds_of(ask), "plain": lambda: seconds_of(plain)}, runs=RUNS
    ).medians()
    return Result(
        f"{name}: server time",
        n,
        "ms",
        medians["list"],
        medians["plain"],
        medians["list"] / medians["plain"],
        # Once after a change, a process pays for the answer and for the numbers of all rows.
        limit="" if AFTER_A_CHANGE in name else "ratio <= 3, growth <= 1.3",
    )
