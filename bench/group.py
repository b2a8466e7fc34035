"""The archive of the working group: the list of meetings and a search, beside the same rows in SQL.

Meetings are copies of one, each with its own title and day.
"""

from typing import Any

from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from accounts.models import Role
from contacts.models import Organisation

from .floors import Floor
from .pages import compare
from .people import sign_in
from .population import columns_of
from .timing import Result

SIZES = (2_000, 20_000)
RUNS = 20
FIRST = 900_000_000  # ids of the copies, above every other
MEETING = {
    "id": f"{FIRST} + n",
    "key": "NULL",
    "state": "'held'",
    "source": "''",
    "day_known": "true",
    "starts_at": "t.starts_at + n * interval '1 hour'",
    **dict.fromkeys(("title", "title_nl", "title_fr", "title_en"), "'Overleg ' || n"),
    "search_vector": "to_tsvector('simple', 'overleg woord' || (n %% 500))",
}
OF_MEETING = """
INSERT INTO workinggroup_meeting ({columns})
SELECT {values} FROM generate_series(%(begin)s, %(end)s - 1) n
JOIN workinggroup_meeting t ON t.key = 'brainstorm-2016'
"""
LIST = """
SELECT m.id, m.title_nl, m.title_fr, m.title_en, m.state, m.starts_at, m.day_known,
       m.when_words_nl, m.place, b.code, b.name_nl
FROM workinggroup_meeting m JOIN workinggroup_body b ON b.code = m.body_id
"""
ROWS = f"{LIST} ORDER BY m.starts_at DESC, m.id DESC LIMIT 21"
FOUND = f"""{LIST} WHERE m.search_vector @@ to_tsquery('simple', 'woord77:*')
ORDER BY m.starts_at DESC, m.id DESC LIMIT 21"""
BODIES = 'SELECT code, name_nl FROM workinggroup_body ORDER BY "order", code'


def measure_all(owner: Connection, app: Connection) -> list[Result]:
    """At each of SIZES, for somebody of the secretariat, who sees all meetings."""
    print("The working group …", flush=True)
    home = Organisation.objects.get(slug="benelux")
    clerk = sign_in("bench-clerk@example.org", home, Role.SECRETARIAT)
    floor = Floor(app, clerk.actor, clerk.session_key)
    results: list[Result] = []
    begin = 0
    for size in SIZES:
        _grow(owner, begin, size)
        begin = size
        for name, address, statement in (
            ("meetings", "/nl/working-group/meetings/", ROWS),
            ("search of meetings", "/nl/working-group/meetings/?q=woord77", FOUND),
        ):

            def read(statement: str = statement) -> dict[str, Any]:
                return floor.several({"rows": statement, "bodies": BODIES}, {})

            results += compare(name, size, clerk.client, address, read, runs=RUNS)
    return results


def _grow(owner: Connection, begin: int, end: int) -> None:
    with owner.cursor() as cursor:
        columns = columns_of(cursor, "workinggroup_meeting", MEETING)
        cursor.execute(OF_MEETING.format(**columns), {"begin": begin, "end": end})
        cursor.execute("ANALYZE workinggroup_meeting")
    owner.commit()
