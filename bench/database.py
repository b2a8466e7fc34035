"""A database of its own for the benchmarks: durable, as in production, in a temporary folder."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from runtime.broker import Broker
from runtime.postgres import Postgres

DATABASE = "bench"


@dataclass(frozen=True)
class Servers:
    """The running servers; `connect` gives a bare psycopg2 connection under a role."""

    postgres: Postgres

    def connect(self, user: str = "postgres") -> Connection:
        return self.postgres.connect(DATABASE, user)


@contextmanager
def servers() -> Iterator[Servers]:
    """PostgreSQL and the broker, with Django set up on them; stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    folder.chmod(0o711)
    sockets = folder / "run"
    sockets.mkdir(mode=0o711)
    os.environ["PORTAL_TEST_RUN"] = str(sockets)
    os.environ["PORTAL_TEST_DATABASE"] = DATABASE
    os.environ["DJANGO_SETTINGS_MODULE"] = "benelux_thb.settings.test"
    postgres = Postgres(folder / "postgres", sockets)
    broker = Broker(folder / "broker", sockets)
    running = []
    try:
        postgres.initialise()
        running.append((postgres.start(folder / "postgres.log"), signal.SIGINT))
        running.append((broker.start(folder / "broker.log"), signal.SIGTERM))
        postgres.prepare(DATABASE)
        _migrate()
        yield Servers(postgres)
    finally:
        for process, ends_it in reversed(running):
            process.send_signal(ends_it)
            process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _migrate() -> None:
    import django
    from django.core.management import call_command  # Django is set up only now

    django.setup()
    call_command("migrate", database="owner", verbosity=0)
    call_command("load_reference_data", verbosity=0)
