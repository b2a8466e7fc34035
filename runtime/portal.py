"""One run of the portal from a data folder: start in order, watch, stop in order."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn

from . import prepare, supervise
from .broker import Broker
from .paths import RunFile, Secrets, socket_folder
from .ports import free_port, is_free
from .postgres import Postgres
from .processes import Identity, end, start_bound
from .programs import programs

MARK = "PORTAL_SUPERVISED"  # in the environment of all that a run starts
LEAST_FREE_BYTES = 300 * 1024 * 1024
STOP_SECONDS = 9.0
READY_SECONDS = 180.0  # a busy machine, the first start of all


class Stopped(Exception):
    """SIGINT, SIGTERM or SIGHUP arrived."""


def refuse(what: str) -> NoReturn:
    raise SystemExit(what)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the data folder for this run. Waits for a run that is stopping, refuses otherwise."""
    file: IO[str] = (folder / "lock").open("a+", encoding="utf-8")
    deadline = time.monotonic() + STOP_SECONDS + 2
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            file.seek(0)
            if "stopping" not in file.read() or time.monotonic() > deadline:
                refuse(
                    f"The portal already runs from {folder}: stop it first (Ctrl-C where it runs), "
                    "or choose another folder with PORTAL_DATA=…"
                )
            time.sleep(0.1)
    file.truncate(0)
    try:
        yield
    finally:
        file.close()


def left_over(folder: Path) -> list[Identity]:
    """Processes of an earlier run from this folder that are still there."""
    found = []
    for record in (folder / "processes").glob("*.json"):
        try:
            found.append(Identity(**json.loads(record.read_text(encoding="utf-8"))))
        except (ValueError, TypeError):
            continue  # the run was killed while it wrote this
    mark = f"{MARK}={folder}".encode()
    if sys.platform == "linux":
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                marked = mark in (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue  # ended meanwhile, or somebody else's
            if marked and int(entry.name) != os.getpid():
                found.append(Identity.of(int(entry.name)))
    return [process for process in found if process.is_alive()]


class Portal:
    """The portal at `port`, with its data in `folder`."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.sockets: Path | None = None
        self._supervisor: subprocess.Popen[bytes] | None = None
        self._preparing: subprocess.Popen[bytes] | None = None
        self._stopping = False

    def run(self) -> None:
        """Stay in the foreground until a signal or until a program cannot be kept running."""
        self._open_folder()
        with locked(self.folder):
            for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(sent, self._on_signal)
            try:
                self._clear_last_run()
                if not is_free(self.port):
                    refuse(
                        f"Port {self.port} is taken: stop what listens there, "
                        f"or choose another with PORT={self.port + 1} make run"
                    )
                self._start()
                self._watch()
            except Stopped:
                print("\nStopping …", flush=True)
            finally:
                self._stop()

    def _on_signal(self, signum: int, frame: FrameType | None) -> None:
        if not self._stopping:
            self._stopping = True
            raise Stopped

    def _open_folder(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name in ("logs", "processes", "mailbox"):
                (self.folder / name).mkdir(mode=0o700, exist_ok=True)
            os.environ["PORTAL_DATA"] = str(self.folder)
            os.environ["PORT"] = str(self.port)
            os.environ[MARK] = str(self.folder)
            (self.folder / "lock").touch()
        except OSError as error:
            refuse(
                f"Cannot write to {self.folder} ({error.strerror}): "
                "choose another folder with PORTAL_DATA=…"
            )
        if shutil.disk_usage(self.folder).free < LEAST_FREE_BYTES:
            refuse(
                f"The disk that holds {self.folder} is full: free at least 300 MB, "
                "or choose another folder with PORTAL_DATA=…"
            )

    def _clear_last_run(self) -> None:
        if orphans := left_over(self.folder):
            print("  Ending what was left of the last run …", flush=True)
            end(orphans, within=5)
            end(left_over(self.folder), within=2)
        for record in (self.folder / "processes").glob("*.json"):
            record.unlink()
        try:
            last = RunFile.load(self.folder)
        except (FileNotFoundError, ValueError, TypeError):
            last = None
        if last and Path(last.broker_socket).parent != self.folder / "run":
            shutil.rmtree(Path(last.broker_socket).parent, ignore_errors=True)
        RunFile.path(self.folder).unlink(missing_ok=True)
        shutil.rmtree(self.folder / "run", ignore_errors=True)

    def _start(self) -> None:
        self.sockets = socket_folder(self.folder)
        postgres = Postgres(self.folder / "postgres", self.sockets)
        broker = Broker(self.folder / "broker", self.sockets)
        if not postgres.initialised:
            with prepare.told("Making the database"):
                postgres.initialise()
        postgres.clear_locks()
        mail_port = free_port()
        listed = programs(self.folder, postgres, broker, port=self.port, mail_port=mail_port)
        written = supervise.configuration(self.folder, self.sockets, listed)
        configuration_file = self.folder / "supervisor.conf"
        configuration_file.write_text(written, encoding="utf-8")
        os.environ["DJANGO_SETTINGS_MODULE"] = "benelux_thb.settings.local"
        self._supervisor = start_bound(
            supervise.supervisor_command(configuration_file),
            signal.SIGTERM,
            log=self.folder / "logs" / "supervisor.log",
        )
        client = supervise.Supervisor(self.sockets)
        self._await(client.answers, "The supervisor", "supervisor", within=60)
        client.start(supervise.STORES)
        postgres.wait_ready(lambda: self._supervised(client))
        broker.wait_ready(lambda: self._supervised(client))
        postgres.prepare()
        self._write_run_file(broker, mail_port)
        self._prepare()
        for group in supervise.READY:
            client.start(group)
        self._await(self._ready, "The portal", "web", within=READY_SECONDS, client=client)
        for group in supervise.LATER:  # nobody waits for it, and it costs the others time
            client.start(group)

    def _supervised(self, client: supervise.Supervisor) -> bool:
        running = self._supervisor is not None and self._supervisor.poll() is None
        return running and not client.given_up()

    def _write_run_file(self, broker: Broker, mail_port: int) -> None:
        secrets = Secrets.keep(self.folder)
        me = Identity.of(os.getpid())
        RunFile(
            secret_key=secrets.secret_key,
            key_encryption_keys=secrets.key_encryption_keys,
            audit_seal_key=secrets.audit_seal_key,
            blind_index_key=secrets.blind_index_key,
            receipt_signing_keys=secrets.receipt_signing_keys,
            database_socket_dir=str(broker.sockets),
            broker_socket=str(broker.socket),
            mail_port=mail_port,
            port=self.port,
            pid=me.pid,
            pid_started=me.started,
        ).write(self.folder)

    def _prepare(self) -> None:
        if not prepare.pending(self.folder):
            return
        self._preparing = start_bound(
            [sys.executable, "-m", "runtime.prepare"], signal.SIGTERM, log=None
        )
        status = self._preparing.wait()
        self._preparing = None
        if status:
            refuse(f"The portal could not be set up (see above); its logs are in {self._logs}.")

    @property
    def _logs(self) -> Path:
        return self.folder / "logs"

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/readyz", timeout=5
            ) as response:
                return bool(response.status == 200)
        except (OSError, urllib.error.HTTPError):
            return False

    def _await(
        self,
        met: Callable[[], bool],
        what: str,
        log: str,
        *,
        within: float,
        client: supervise.Supervisor | None = None,
    ) -> None:
        deadline = time.monotonic() + within
        while not met():
            assert self._supervisor is not None
            failed = client.given_up() if client else []
            ended = self._supervisor.poll() is not None
            if failed or ended or time.monotonic() > deadline:
                log = failed[0] if failed else log
                print(supervise.last_words(self._logs / f"{log}.log"), file=sys.stderr)
                refuse(f"{what} does not start; the whole log is {self._logs / log}.log")
            time.sleep(0.05)

    def _watch(self) -> None:
        """Announce the portal, then stay until a signal or until a program is given up."""
        assert self._supervisor is not None
        assert self.sockets is not None
        from .demonstration import announcement

        print(announcement(self.port, self.folder), flush=True)
        client = supervise.Supervisor(self.sockets)
        looked = time.monotonic()
        while self._supervisor.poll() is None:
            time.sleep(0.2)
            if time.monotonic() - looked > 5:
                looked = time.monotonic()
                if failed := client.given_up():
                    print(supervise.last_words(self._logs / f"{failed[0]}.log"), file=sys.stderr)
                    refuse(f"{failed[0]} does not stay up; see {self._logs / failed[0]}.log")
        refuse(f"The supervisor has ended; see {self._logs / 'supervisor.log'}")

    def _stop(self) -> None:
        """Stop everything within STOP_SECONDS, in order where there is time for it."""
        self._stopping = True
        (self.folder / "lock").write_text("stopping", encoding="utf-8")
        deadline = time.monotonic() + STOP_SECONDS
        RunFile.path(self.folder).unlink(missing_ok=True)
        for process in (self._preparing, self._supervisor):
            if process is not None and process.poll() is None:
                process.terminate()
        if self._supervisor is not None:
            try:
                self._supervisor.wait(timeout=max(0.1, deadline - time.monotonic() - 1))
            except subprocess.TimeoutExpired:
                self._supervisor.kill()
                self._supervisor.wait()
        end(left_over(self.folder), within=max(0.3, (deadline - time.monotonic()) / 2))
        for record in (self.folder / "processes").glob("*.json"):
            record.unlink(missing_ok=True)
        if self.sockets is not None:
            shutil.rmtree(self.sockets, ignore_errors=True)
