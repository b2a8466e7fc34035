"""An export of a list of 100,000 rows, made in a process of its own as a worker does: the memory
it needs must not grow with the rows."""

import json
import subprocess
import sys
import time

from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from protection.actor import Actor

from .memory import megabytes, own_peak
from .timing import Result

ROWS = (10_000, 100_000)
FORMATS = ("csv", "xlsx")
LOOK_EVERY = 0.05  # seconds
# Rows of one organisation's list; what they lead to is not read by an export.
FILL = """
INSERT INTO referrals_party (id, referral_id, request_id, organisation_id,
    sender_organisation_id, side, sort_at, reference, state, urgency, due_at, sender_country,
    destination_country, needs)
SELECT gen_random_uuid(), t.referral_id, gen_random_uuid(), t.organisation_id,
    t.sender_organisation_id, t.side, t.sort_at - n * interval '1 minute', t.reference, t.state,
    t.urgency, t.due_at, t.sender_country, t.destination_country, t.needs
FROM generate_series(1, %(more)s) n, (SELECT * FROM referrals_party
    WHERE organisation_id = %(organisation)s AND side = 'recipient' LIMIT 1) t
"""
FILLED = "SELECT count(*) FROM referrals_party WHERE organisation_id = %s AND side = 'recipient'"


def measure(owner: Connection, reader: Actor) -> list[Result]:
    """Peak memory and seconds. It fills the list of the reader's organisation: the last to run."""
    results: list[Result] = []
    for number in ROWS:
        with owner.cursor() as cursor:
            cursor.execute(FILLED, [reader.organisation_id])
            (present,) = cursor.fetchone() or (0,)
            more = {"more": number - present, "organisation": reader.organisation_id}
            cursor.execute(FILL, more)
            cursor.execute("VACUUM ANALYZE referrals_party")
        for format_ in FORMATS:
            peak, seconds = _in_a_process(reader, format_, number)
            name = f"export of a list, {format_}"
            results += [
                Result(
                    f"{name}: peak memory", number, "MB", peak, limit="value <= 300, growth <= 1.3"
                ),
                Result(f"{name}: worker time", number, "s", seconds),
            ]
    return results


def _in_a_process(reader: Actor, format_: str, rows: int) -> tuple[float, float]:
    """Megabytes at most, and seconds."""
    asked = [str(reader.user_id), str(reader.organisation_id), reader.role, reader.country]
    command = [sys.executable, "-W", "ignore", "-m", "bench.export", format_, *asked]
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as worker:
        while worker.poll() is None:
            peak = max(peak, megabytes(worker.pid))
            time.sleep(LOOK_EVERY)
        answer = worker.stdout.read() if worker.stdout else b""
    if worker.returncode:
        raise SystemExit("The export was not made")
    seconds, own, written = json.loads(answer.splitlines()[-1])
    if written != rows:
        raise SystemExit(f"The export has {written} of {rows} rows")
    return max(peak, own), seconds


def _make(format_: str, actor: Actor) -> tuple[float, int]:
    """Seconds, and the rows written."""
    from django.utils import timezone  # Django is set up only now

    from protection.actor import acting_as
    from referrals.models import InboxExport
    from referrals.services.exporting import make_export, request_export

    with acting_as(actor):
        export = request_export(
            "received", "", purpose="reporting", format_=format_, language="nl", now=timezone.now()
        )
    begin = time.perf_counter()
    make_export(export.pk, actor.user_id, actor.organisation_id, actor.role)
    seconds = time.perf_counter() - begin
    with acting_as(actor):
        made = InboxExport.objects.values("state", "rows_done").get(pk=export.pk)
    if made["state"] != InboxExport.State.READY:
        raise SystemExit(f"The export is {made['state']}")
    return seconds, made["rows_done"]


if __name__ == "__main__":
    import django

    django.setup()
    _format, _user, _organisation, _role, _country = sys.argv[1:]
    made_in, counted = _make(_format, Actor(int(_user), int(_organisation), _role, _country))
    print(json.dumps([made_in, own_peak(), counted]))
