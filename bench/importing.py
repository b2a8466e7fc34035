"""A file of 50,000 rows brought in: the dry run and the writing, each in a process of its own as a
worker does them. Memory must not grow with the rows more than the file itself does."""

import io
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from protection.actor import Actor

from .memory import megabytes, own_peak
from .timing import Result

if TYPE_CHECKING:  # its own process sets Django up only when it has begun
    from contacts.models import Organisation

ROWS = (5_000, 50_000)
# One organisation in so many rows; the others are its services.
EACH = 5
LOOK_EVERY = 0.05  # seconds


def measure(home: "Organisation") -> list[Result]:
    """Seconds and peak memory of both steps, for an editor of `home`. It fills the directory:
    among the last to run."""
    from accounts.models import Role  # Django is set up only now

    from .people import sign_in

    print("Imports …", flush=True)
    editor = sign_in("bench-editor@example.org", home, Role.EDITOR).actor
    results: list[Result] = []
    for number in ROWS:
        key = _brought(editor, workbook(number), number)
        for step in ("dry run", "writing"):
            peak, seconds = _in_a_process(editor, key, step)
            name = f"import of a workbook, {step}"
            results += [
                Result(
                    f"{name}: peak memory", number, "MB", peak, limit="value <= 300, growth <= 1.3"
                ),
                Result(f"{name}: worker time", number, "s", seconds),
            ]
    return results


def workbook(rows: int) -> bytes:
    """A file of so many rows on two sheets: organisations, and their services."""
    from documents.workbook import Workbook  # Django is set up only now

    file = io.BytesIO()
    book = Workbook(file, ["organisations", "services"])
    book.add(["slug", "country", "kind", "name_nl", "name_fr", "phone", "languages"])
    owners = rows // EACH
    for n in range(owners):
        names = [f"Huis {rows} {n}", f"Maison {rows} {n}"]
        book.add([f"bench-{rows}-{n}", "NL", "ngo", *names, "+31 70 123 45 67", "nl, fr"])
    book.next_sheet()
    book.add(["organisation", "name_nl", "name_fr", "needs", "target_groups", "coverage"])
    for n in range(rows - owners):
        names = [f"Opvang {n // owners}", f"Accueil {n // owners}"]
        book.add([f"bench-{rows}-{n % owners}", *names, "legal, medical", "women", "NL35"])
    book.close()
    return file.getvalue()


def _brought(editor: Actor, content: bytes, rows: int) -> str:
    from django.utils import timezone  # Django is set up only now

    from exchange.services import bring_in
    from protection.actor import acting_as

    with acting_as(editor):
        exchange = bring_in(content, language="nl", now=timezone.now())
    return str(exchange.pk)


def _in_a_process(editor: Actor, key: str, step: str) -> tuple[float, float]:
    """Megabytes at most, and seconds."""
    asked = [str(editor.user_id), str(editor.organisation_id), editor.role, editor.country]
    command = [sys.executable, "-W", "ignore", "-m", "bench.importing", key, step, *asked]
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as worker:
        while worker.poll() is None:
            peak = max(peak, megabytes(worker.pid))
            time.sleep(LOOK_EVERY)
        answer = worker.stdout.read() if worker.stdout else b""
    if worker.returncode:
        raise SystemExit("The file was not brought in")
    seconds, own = json.loads(answer.splitlines()[-1])
    return max(peak, own), seconds


def _work(key: str, step: str, actor: Actor) -> float:
    """Seconds of one step."""
    from uuid import UUID  # Django is set up only now

    from django.utils import timezone

    from exchange.models import Exchange
    from exchange.services import ask_to_write, work
    from protection.actor import acting_as

    if step == "writing":
        with acting_as(actor):
            ask_to_write(UUID(key), skip_faulty=False, now=timezone.now())
    begin = time.perf_counter()
    work(UUID(key), actor.user_id, actor.organisation_id, actor.role)
    seconds = time.perf_counter() - begin
    with acting_as(actor):
        made = Exchange.objects.defer("content").get(pk=key)
    if made.state != Exchange.State.DONE or made.rows_faulty or made.rows_done != made.rows_total:
        raise SystemExit(f"The file is {made.state} at {made.rows_done} of {made.rows_total} rows")
    return seconds


if __name__ == "__main__":
    import django

    django.setup()
    _key, _step, _user, _organisation, _role, _country = sys.argv[1:]
    took = _work(_key, _step, Actor(int(_user), int(_organisation), _role, _country))
    print(json.dumps([took, own_peak()]))
