"""A thousand certificates, made as a worker makes them: batch by batch, each a transaction."""

import time
from datetime import timedelta

from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from .timing import Result

NUMBER = 1_000
NUMBER_OF_TRAINING = 990_001

GROW = """
WITH t AS (
    INSERT INTO trainings_training (id, number, state, title, title_nl, title_fr, aims, topic,
        level, audience, languages, interpretation, format, place, online_link, accessibility,
        costs, reserve, nomination_needed, approval_needed, cancel_reason, first_day, last_day,
        places, placed, waiting, last_line, sequence, revision, created_at, changed_at)
    VALUES (gen_random_uuid(), %(training)s, 'held', 'Training', 'Opleiding', 'Formation', '',
        'signals', 'basic', '{}', '{nl,fr}', '{}', 'on_site', 'Genk', '', '', '', 0, true, false,
        '', current_date - 3, current_date - 3, %(number)s, %(number)s, 0, %(number)s, 0, 0, now(),
        now())
    RETURNING id
), h AS (
    INSERT INTO trainings_halfday (training_id, day, part, starts, ends)
    SELECT id, current_date - 3, 'morning', '09:30', '12:30' FROM t RETURNING id
), l AS (
    INSERT INTO trainings_attendancelist (half_day_id, taken_at, taken_by_id)
    SELECT id, now(), %(user)s FROM h
), r AS (
    INSERT INTO trainings_registration (id, training_id, organisation_id, country_id, name, email,
        language, seat, line, reason, registered_at, placed_at)
    SELECT gen_random_uuid(), t.id, %(organisation)s, 'NL', 'Deelnemer ' || k,
        'bench' || k || '@example.org', CASE WHEN k %% 2 = 0 THEN 'nl' ELSE 'fr' END, 'placed', k,
        '', now(), now()
    FROM t CROSS JOIN generate_series(1, %(number)s) k RETURNING id
), a AS (
    INSERT INTO trainings_attendance (id, half_day_id, registration_id)
    SELECT gen_random_uuid(), h.id, r.id FROM h CROSS JOIN r
)
SELECT id FROM t
"""
REMOVE = """
DELETE FROM trainings_certificate WHERE training_id = %(id)s;
DELETE FROM trainings_certificaterun WHERE training_id = %(id)s;
DELETE FROM trainings_attendance WHERE half_day_id IN
    (SELECT id FROM trainings_halfday WHERE training_id = %(id)s);
DELETE FROM trainings_attendancelist WHERE half_day_id IN
    (SELECT id FROM trainings_halfday WHERE training_id = %(id)s);
DELETE FROM trainings_registration WHERE training_id = %(id)s;
DELETE FROM trainings_halfday WHERE training_id = %(id)s;
DELETE FROM trainings_training WHERE id = %(id)s;
"""


def measure(owner: Connection) -> list[Result]:
    """Seconds for NUMBER certificates by one worker, beside the seconds that are allowed."""
    from django.utils import timezone

    from accounts.actors import actor_of
    from accounts.models import Membership, Role, User
    from contacts.models import Organisation
    from protection.actor import acting_as
    from trainings.certificates import making
    from trainings.models import Certificate, Training

    home = Organisation.objects.get(slug="benelux")
    user = User.objects.create_user("bench-secretariat@example.org")
    membership = Membership.objects.create(user=user, organisation=home, role=Role.SECRETARIAT)
    values = {
        "training": NUMBER_OF_TRAINING,
        "number": NUMBER,
        "user": user.pk,
        "organisation": home.pk,
    }
    with owner.cursor() as cursor:
        cursor.execute(GROW, values)
        cursor.execute("VACUUM ANALYZE")
    training = Training.objects.get(number=NUMBER_OF_TRAINING)
    began = time.monotonic()
    with acting_as(actor_of(membership)):
        run = making.ask_for(training.pk, membership.pk, now=timezone.now() - timedelta(seconds=1))
    claim = making.take_up(run.pk, now=timezone.now())
    while claim is not None and making.make_batch(run.pk, claim, now=timezone.now()):
        pass
    seconds = time.monotonic() - began
    made = Certificate.objects.filter(training=training).count()
    if made != NUMBER:
        raise RuntimeError(f"{made} certificates instead of {NUMBER}")
    with owner.cursor() as cursor:
        cursor.execute(REMOVE, {"id": training.pk})
    return [Result("certificates by a worker", NUMBER, "s", seconds, limit="60 s")]
