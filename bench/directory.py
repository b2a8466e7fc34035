"""The directory at 20,000 services: a search, suggestions while typing, filters and the map.

The organisations are copies of the real ones with their services; names are their own, and what
they are found by is written by the portal's own writer.
"""

from typing import Any

from django.test import Client
from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from contacts.criteria import region_codes
from contacts.services import refresh_search

from .floors import Floor
from .pages import SEARCH, compare
from .population import columns_of
from .timing import Result

SIZES = (1_000, 20_000)
RUNS = 20
FIRST = 900_000_000  # ids of the copies, above every other
MODELS = 50  # organisations of the directory that copies are made of
SERVICES = 3  # of each copy
PLACES = ("Arnhem", "Leuven", "Bergen", "Zwolle", "Hasselt", "Namur", "Esch", "Venlo", "Gent")
NAMES = ("Huis", "Maison", "Centrum", "Stichting", "Asbl", "Steunpunt", "Foyer")

NAME = (
    f"(ARRAY{list(NAMES)})[1 + n %% {len(NAMES)}] || ' ' || (ARRAY{list(PLACES)})"
    f"[1 + n %% {len(PLACES)}] || ' ' || substr(translate(md5(n::text), '0123456789', "
    "'ghijklmnop'), 1, 7)"
)
ORGANISATION = {
    "id": f"{FIRST} + n",
    "slug": "'found-' || n",
    "public_id": "gen_random_uuid()",
    **dict.fromkeys(("name", "name_en", "name_nl", "name_fr"), NAME),
}
OF_ORGANISATION = """
INSERT INTO contacts_organisation ({columns})
SELECT {values}
FROM generate_series(%(begin)s, %(end)s - 1) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM contacts_organisation
      WHERE country_id IS NOT NULL AND id < %(first)s) model ON model.place = n %% %(models)s
JOIN contacts_organisation t ON t.id = model.id
"""
SERVICE = {
    "id": f"{FIRST} + n * {SERVICES} + k",
    "organisation_id": f"{FIRST} + n",
    "public_id": "gen_random_uuid()",
}
OF_SERVICE = """
INSERT INTO contacts_service ({columns})
SELECT {values}
FROM generate_series(%(begin)s, %(end)s - 1) n
CROSS JOIN generate_series(0, %(services)s - 1) k
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS whole
      FROM contacts_service WHERE id < %(first)s) model
    ON model.place = (n * %(services)s + k) %% model.whole
JOIN contacts_service t ON t.id = model.id
"""

LIST = """
SELECT o.id, o.slug, o.name_nl, o.kind, o.country_id, o.region, o.region_codes, o.phone,
       o.languages, o.target_groups, o.verified_at, o.unverified_fields,
       EXISTS (SELECT 1 FROM contacts_nationalcontactpoint c WHERE c.organisation_id = o.id)
"""
ROWS = f"{LIST} FROM contacts_organisation o WHERE o.active ORDER BY o.sort_key_nl, o.id LIMIT 20"
COUNT = """
SELECT count(*) FROM (SELECT 1 FROM contacts_organisation o WHERE o.active LIMIT 1001) found
"""
AREAS = """
SELECT o.areas, count(*) FROM contacts_organisation o WHERE o.active GROUP BY o.areas
"""
SUGGESTED = """
SELECT o.id, o.slug, o.name_nl, o.kind, o.country_id FROM contacts_organisation o
WHERE o.active AND o.search_vector @@ to_tsquery('simple', '{}:*A')
ORDER BY o.sort_key_nl, o.id LIMIT 6
"""
ONE_SERVICE = """
o.active AND o.needs @> '{safe_accommodation}' AND o.target_groups && '{women,all_adults}'
AND EXISTS (SELECT 1 FROM contacts_service s WHERE s.organisation_id = o.id AND s.active
            AND s.needs @> '{safe_accommodation}' AND s.target_groups && '{women,all_adults}')
"""
IN_REGION = f"FROM contacts_organisation o WHERE {ONE_SERVICE} AND o.areas && %(ground)s::varchar[]"
FILTERED = f"{LIST} {IN_REGION} ORDER BY o.sort_key_nl, o.id LIMIT 20"
FILTERED_COUNT = f"SELECT count(*) FROM (SELECT 1 {IN_REGION} LIMIT 1001) found"
SPOKEN = """
(o.languages @> '{fr}' OR EXISTS (SELECT 1 FROM contacts_service s WHERE s.organisation_id = o.id
                                  AND s.active AND s.languages @> '{fr}'))
"""
NARROWED = SEARCH.replace("WHERE o.active", f"WHERE {ONE_SERVICE} AND {SPOKEN}")


def grow(connection: Connection, begin: int, end: int) -> None:
    """Add copies number `begin` to `end` of the organisations, each with its services; they are
    gone again when `shrink` is called."""
    values = {"begin": begin, "end": end, "first": FIRST, "models": MODELS, "services": SERVICES}
    with connection.cursor() as cursor:
        for statement, table, changes in (
            (OF_ORGANISATION, "contacts_organisation", ORGANISATION),
            (OF_SERVICE, "contacts_service", SERVICE),
        ):
            columns = columns_of(cursor, table, changes)
            cursor.execute(statement.format(**columns), values)
        refresh_search(range(FIRST + begin, FIRST + end))
        cursor.execute("VACUUM ANALYZE")


def shrink(connection: Connection) -> None:
    """Remove the copies: what is measured next has the directory as it was."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM contacts_service WHERE id >= %s", [FIRST])
        cursor.execute("DELETE FROM contacts_organisation WHERE id >= %s", [FIRST])
        cursor.execute("VACUUM ANALYZE")


def measure_all(owner: Connection, client: Client, floor: Floor) -> list[Result]:
    """At a small and at the full number of services; the copies are removed afterwards."""
    results, begin = [], 0
    for size in SIZES:
        end = size // SERVICES
        grow(owner, begin, end)
        begin = end
        results += measure(size, client, floor)
    shrink(owner)
    return results


def measure(n: int, client: Client, floor: Floor) -> list[Result]:
    """Search, suggestions, filters and the map at `n` services; n / SERVICES organisations."""
    grounds = region_codes("BE21")
    asked: list[tuple[str, str, dict[str, str], dict[str, Any]]] = [
        ("directory search", "?q=opvang", {"rows": SEARCH}, {}),
        ("directory suggestions", "suggestions/?q=opv", {"rows": SUGGESTED.format("opv")}, {}),
        (
            "directory suggestions, name",
            "suggestions/?q=huis",
            {"rows": SUGGESTED.format("huis")},
            {},
        ),
        (
            "directory filters",
            "?need=safe_accommodation&target_group=women&region=BE21",
            {"rows": FILTERED, "count": FILTERED_COUNT},
            {"ground": grounds},
        ),
        (
            "directory search, filters",
            "?q=opvang&need=safe_accommodation&target_group=women&language=fr",
            {"rows": NARROWED},
            {},
        ),
        ("directory map", "map/", {"rows": ROWS, "count": COUNT, "areas": AREAS}, {}),
    ]
    results = []
    for name, address, statements, values in asked:

        def read(
            statements: dict[str, str] = statements, values: dict[str, Any] = values
        ) -> dict[str, Any]:
            return floor.several(statements, values)

        results += compare(name, n, client, f"/nl/contacts/{address}", read, runs=RUNS)
    return results
