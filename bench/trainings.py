"""Trainings at 2,000 and 100,000 registrations: the lists, and the page of one with many people.

Half of each list lies in the past. People are numbers: they have no names here.
"""

from django.test import Client
from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from accounts.models import Role
from contacts.models import Organisation

from .floors import Floor
from .pages import compare
from .people import sign_in
from .timing import Result

SIZES = (100, 2_000)
PEOPLE = 50  # registrations of one training
MANY_PEOPLE = (25, 200)  # of the training whose page is asked for
FIRST_NUMBER = 100_001
RUNS = 20

GROW = """
INSERT INTO trainings_training (id, number, state, title, title_nl, title_fr, aims, topic, level,
    audience, languages, interpretation, format, place, online_link, accessibility, costs, reserve,
    nomination_needed, approval_needed, register_until, cancel_reason, first_day, last_day, places,
    placed, waiting, last_line, sequence, revision, created_at, changed_at)
SELECT gen_random_uuid(), 100000 + n, CASE WHEN n %% 2 = 0 THEN 'open' ELSE 'evaluated' END,
    'Training ' || n, 'Opleiding ' || n, 'Formation ' || n, '', 'signals', 'basic', '{{}}',
    '{{nl,fr}}', '{{}}', 'on_site', 'Genk', '', '', '', 10, true, false, current_date, '',
    current_date + CASE WHEN n %% 2 = 0 THEN n ELSE -n END,
    current_date + CASE WHEN n %% 2 = 0 THEN n ELSE -n END, 40, 40, 10, 50, 0, 0, now(), now()
FROM generate_series(%(begin)s, %(end)s - 1) n;
INSERT INTO trainings_registration (id, training_id, organisation_id, country_id, name, email,
    language, seat, line, reason, registered_at, placed_at)
SELECT gen_random_uuid(), t.id, %(organisation)s, 'NL', '', '', 'nl',
    CASE WHEN k <= 40 THEN 'placed' ELSE 'waiting' END, k, '', now(), now()
FROM trainings_training t CROSS JOIN generate_series(1, %(people)s) k
WHERE t.number >= 100000 + %(begin)s AND t.number < 100000 + %(end)s;
""".replace("{{", "{").replace("}}", "}")
REGISTER = """
INSERT INTO trainings_registration (id, training_id, organisation_id, country_id, name, email,
    language, seat, line, reason, registered_at, placed_at)
SELECT gen_random_uuid(), %(training)s, %(organisation)s, 'NL', '', '', 'nl', 'placed', k, '',
    now(), now()
FROM generate_series(1, %(people)s) k
"""
OF_TRAINING = "FROM {} WHERE training_id = %(training)s"
# What the page of a training shows, and the line that reading names leaves.
PAGE = {
    "training": "SELECT t.*, o.name_nl FROM trainings_training t "
    "LEFT JOIN contacts_organisation o ON o.id = t.organiser_id WHERE t.id = %(training)s",
    "people": "SELECT r.*, o.name_nl FROM trainings_registration r "
    "JOIN contacts_organisation o ON o.id = r.organisation_id "
    "WHERE r.training_id = %(training)s ORDER BY r.line LIMIT 26",
    "mine": f"SELECT * {OF_TRAINING.format('trainings_registration')} AND user_id = %(user)s",
    "taken": f"SELECT country_id, count(*) {OF_TRAINING.format('trainings_registration')} "
    "AND seat = 'placed' GROUP BY country_id",
    "rooms": f"SELECT * {OF_TRAINING.format('trainings_countryplaces')}",
    "days": f"SELECT * {OF_TRAINING.format('trainings_halfday')} ORDER BY day",
    "parts": f"SELECT * {OF_TRAINING.format('trainings_programmepart')}",
    "trainers": f"SELECT * {OF_TRAINING.format('trainings_trainer')}",
    "courses": f"SELECT * {OF_TRAINING.format('trainings_course')}",
    "materials": f"SELECT * {OF_TRAINING.format('trainings_material')}",
    "recorded": """
INSERT INTO protection_auditentry (at, user_id, organisation_id, role, country, action, subject,
    subject_id, purpose, detail)
VALUES (clock_timestamp(), %(user)s, %(own)s, %(role)s, '', 'training_people_viewed', 'training',
    %(training)s::text, '', '{}') RETURNING 1
""",
}
LIST = """
SELECT id, number, state, title, title_nl, topic, format, languages, interpretation, place,
       first_day, last_day, register_until, places, placed, waiting, created_at
FROM trainings_training WHERE state <> 'draft' AND first_day >= current_date
ORDER BY first_day, id LIMIT 21
"""
PAST = LIST.replace(">= current_date", "< current_date").replace(
    "ORDER BY first_day, id", "ORDER BY first_day DESC, id DESC"
)
MINE = """
SELECT r.training_id, r.seat FROM trainings_registration r
WHERE r.user_id = %(user)s AND r.seat IN ('proposed', 'asked', 'waiting', 'placed')
"""


def measure_all(
    owner: Connection, client: Client, floor: Floor, user_id: int, app: Connection
) -> list[Result]:
    """Both lists at a small and at the full number, and one page; what was added is removed."""
    results, begin = [], 1
    with owner.cursor() as cursor:
        cursor.execute("SELECT min(id) FROM contacts_organisation WHERE country_id = 'NL'")
        (organisation,) = cursor.fetchone() or (None,)
        for size in SIZES:
            values = {"begin": begin, "end": size, "people": PEOPLE, "organisation": organisation}
            cursor.execute(GROW, values)
            cursor.execute("VACUUM ANALYZE")
            begin = size
            results += measure(size, client, floor, user_id)
        for people in MANY_PEOPLE:
            results += measure_page(owner, people, organisation, app)
        cursor.execute("DELETE FROM trainings_registration WHERE email = '' AND name = ''")
        cursor.execute("DELETE FROM trainings_training WHERE number > 100000")
    return results


def measure_page(
    owner: Connection, people: int, organisation: int, app: Connection
) -> list[Result]:
    """The page of one training with so many people, for the secretariat, who sees all names."""
    with owner.cursor() as cursor:
        cursor.execute("SELECT id FROM trainings_training WHERE number = %s", [FIRST_NUMBER])
        (training,) = cursor.fetchone() or (None,)
        cursor.execute("DELETE FROM trainings_registration WHERE training_id = %s", [training])
        values = {"training": training, "people": people, "organisation": organisation}
        cursor.execute(REGISTER, values)
        cursor.execute("VACUUM ANALYZE trainings_registration")
    home = Organisation.objects.get(slug="benelux")
    clerk = sign_in("bench-clerk@example.org", home, Role.SECRETARIAT)
    floor = Floor(app, clerk.actor, clerk.session_key)
    actor = floor.actor
    values |= {"user": actor.user_id, "own": actor.organisation_id, "role": actor.role}
    return compare(
        "page of a training",
        people,
        clerk.client,
        f"/nl/trainings/{training}/",
        lambda: floor.several(PAGE, values),
        runs=RUNS,
    )


def measure(n: int, client: Client, floor: Floor, user_id: int) -> list[Result]:
    """Trainings to come and those that took place, at `n` trainings."""
    values = {"user": user_id}
    return [
        one
        for name, query, statement in (
            ("trainings to come", "", LIST),
            ("trainings of the past", "?view=past", PAST),
        )
        for one in compare(
            name,
            n,
            client,
            f"/nl/trainings/{query}",
            lambda rows=statement: floor.several(  # type: ignore[misc]
                {"rows": rows, "mine": MINE}, values
            ),
            runs=RUNS,
        )
    ]
