"""The servers behind the tests, and the way back to an untouched database."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from runtime.broker import Broker
from runtime.postgres import Postgres
from runtime.processes import start_bound

KEPT = "untouched"  # the schema that holds the reference tables as they were loaded


class Servers:
    """One PostgreSQL and one broker for a whole test run, in a short private folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        self._processes: list[subprocess.Popen[bytes]] = []
        postgres = Postgres(folder / "postgres", folder, durable=False)
        postgres.initialise()
        self._processes.append(postgres.start(folder / "postgres.log"))
        self._processes.append(
            Broker(folder / "broker", folder, durable=False).start(folder / "broker.log")
        )
        postgres.prepare(database=None)

    def stop(self) -> None:
        for process in self._processes:
            process.send_signal(signal.SIGINT)
        for process in self._processes:
            process.wait(timeout=10)
        shutil.rmtree(self.folder, ignore_errors=True)


def superuser(database: str) -> Connection:
    """A connection that may do anything: for attacks as one, and for cleaning up."""
    folder = Path(os.environ["PORTAL_TEST_RUN"])
    return Postgres(folder / "postgres", folder).connect(database)


TABLES_OF = """
SELECT format('%%I', relname) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
WHERE n.nspname = %s AND relkind = 'r' ORDER BY relname
"""
COLUMNS = """
SELECT string_agg(format('%%I', attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


class Untouched:
    """The database as migrations and reference data left it, to be restored between tests.

    What is dear to make can be kept by a test, beside what was empty, for later ones to put back.

    Works as superuser with triggers off: what tests must be unable to do (empty the audit trail)
    has to happen between them.
    """

    def __init__(self, database: str) -> None:
        self.database = database
        self.kept: dict[str, str] = {}  # table -> its columns
        self.emptied: list[str] = []
        connection = superuser(database)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {KEPT}")
            cursor.execute(TABLES_OF, ["public"])
            for (table,) in cursor.fetchall():
                cursor.execute(f"SELECT EXISTS (SELECT FROM public.{table})")
                if cursor.fetchone() == (False,):
                    self.emptied.append(table)
                    continue
                self.kept[table] = self._columns(cursor, table)
                cursor.execute(f"CREATE TABLE {KEPT}.{table} AS TABLE public.{table}")
            self.prints = self._prints(cursor)
        connection.close()

    def _columns(self, cursor: Cursor, table: str) -> str:
        cursor.execute(COLUMNS, [f"public.{table}"])
        return str((cursor.fetchone() or ("",))[0])

    def _prints(self, cursor: Cursor) -> dict[str, tuple[int, int]]:
        """Of each table that is kept: how many rows it has, and the sum of their hashes."""
        each = (
            f"SELECT '{table}', count(*), sum(hashtextextended(t::text, 0)) FROM public.{table} t"
            for table in self.kept
        )
        cursor.execute(" UNION ALL ".join(each))
        return {table: (rows, total) for table, rows, total in cursor.fetchall()}

    def restore(self) -> None:
        """Empty the tables that were empty; put reference tables back where a test changed them."""
        connection = superuser(self.database)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica; SET lock_timeout = '10s'")
            cursor.execute(";".join(f"DELETE FROM public.{table}" for table in self.emptied))
            now = self._prints(cursor)
            for table, columns in self.kept.items():
                if now[table] != self.prints[table]:
                    cursor.execute(
                        f"DELETE FROM public.{table};"
                        f"INSERT INTO public.{table} ({columns}) OVERRIDING SYSTEM VALUE"
                        f" SELECT {columns} FROM {KEPT}.{table}"
                    )
        connection.close()

    def keep(self, name: str) -> None:
        """Keep the rows that were added to tables that were empty."""
        connection = superuser(self.database)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {name}")
            for table in self.emptied:
                cursor.execute(f"SELECT EXISTS (SELECT FROM public.{table})")
                if cursor.fetchone() == (True,):
                    cursor.execute(f"CREATE TABLE {name}.{table} AS TABLE public.{table}")
        connection.close()

    def put_back(self, name: str) -> bool:
        """Add the rows kept under this name; False when none are."""
        connection = superuser(self.database)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(TABLES_OF, [name])
            tables = [table for (table,) in cursor.fetchall()]
            for table in tables:
                columns = self._columns(cursor, table)
                cursor.execute(
                    f"INSERT INTO public.{table} ({columns}) OVERRIDING SYSTEM VALUE"
                    f" SELECT {columns} FROM {name}.{table}"
                )
        connection.close()
        return bool(tables)


@contextmanager
def celery(*arguments: str, log: Path, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A real Celery process, stopped at the end; its output goes to `log`."""
    process = start_bound(
        [sys.executable, "-m", "celery", "-A", "benelux_thb", *arguments],
        signal.SIGTERM,
        log=log,
        environment=os.environ | environment,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def kill_at_once(process: "subprocess.Popen[bytes]") -> None:
    """A process and all below it, as when the power fails: none can finish what it does."""
    found = [process.pid]
    for pid in found:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
        found += [int(child) for child in children]
    for pid in reversed(found):
        os.kill(pid, signal.SIGKILL)


def wait_until(met: Callable[[], object], *, within: float = 20, log: Path | None = None) -> None:
    """Return when `met()` is true. Raises AssertionError, with the end of `log`, when it stays
    false for `within` seconds."""
    deadline = time.monotonic() + within
    while not met():
        if time.monotonic() > deadline:
            told = log.read_text(errors="replace")[-4000:] if log else ""
            raise AssertionError(f"not met within {within} s: {met}\n{told}")
        time.sleep(0.1)
