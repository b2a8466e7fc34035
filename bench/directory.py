"""The directory at 20,000 services: a search, suggestions while typing, filters and the map.

The organisations are copies of the real ones with their services; names are their own, and what
they are found by is written by the portal's own writer.
"""

from django.test import Client
from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from contacts.services import refresh_search

from .floors import Floor
from .pages import SEARCH, compare
from .population import columns_of
from .timing import Result

SIZES = (1_000, 20_000)
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


def grow(connection: Connection, begin: int, end: int) -> None:
    """Add copies number `begin` to `end` of the organisations, each with its services."""
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


def measure(n: int, client: Client, floor: Floor) -> list[Result]:
    return [
        *compare(
            "directory search",
            n,
            client,
            "/nl/contacts/?q=opvang",
            lambda: floor.several({"rows": SEARCH}, {}),
        ),
    ]
