"""An installation as docker-compose.yml describes it, without containers.

The very commands and environment of its services run on this machine, with the secrets that
deploy/make_secrets.py writes, against a PostgreSQL that asks for passwords and a broker that does.
Only what a container engine provides is replaced: host names, ports and mounted folders.
"""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from runtime.broker import program as broker_program
from runtime.ports import free_port
from runtime.postgres import Postgres, programs
from runtime.processes import start_bound

from .visitor import Visitor

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "portal.test"
SECRETS = "/run/secrets"


def compose() -> dict[str, Any]:
    """docker-compose.yml, as written."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return read


def interpolate(text: str, variables: dict[str, str]) -> str:
    """Compose's own `${NAME}`, `${NAME:-default}`, `${NAME:?message}` and `$$`."""

    def value(match: re.Match[str]) -> str:
        if match[0] == "$$":
            return "$"
        name, operator, rest = match[1], match[2], match[3]
        if variables.get(name):
            return variables[name]
        assert operator == ":-", f"{name}: {rest}"
        return rest

    return re.sub(r"\$\$|\$\{(\w+)(?:(:-|:\?)([^}]*))?\}", value, text)


@dataclass
class Installation:
    """Made in `folder` (short: it holds sockets)."""

    folder: Path
    mail_port: int
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    services: dict[str, Any] = field(default_factory=lambda: compose()["services"])

    def __post_init__(self) -> None:
        self.folder.chmod(0o755)  # PostgreSQL may run as another user
        self.secrets = self.folder / "secrets"
        self.sockets = self.folder / "run"
        self.sockets.mkdir(mode=0o700)
        self.postgres = Postgres(self.folder / "data", self.sockets, durable=False)
        self.broker_port, self.web_port = free_port(), free_port()
        self.variables = {
            "PORTAL_HOST": HOST,
            "PORTAL_EMAIL_HOST": "127.0.0.1",
            "PORTAL_EMAIL_PORT": str(self.mail_port),
            "PORTAL_EMAIL_ENCRYPTION": "none",
            "PORTAL_EMAIL_FROM": f"portal@{HOST}",
            "PORTAL_ALARM_EMAIL": f"operator@{HOST}",
        }

    def build(self) -> None:
        """What the Dockerfile adds to the sources: compiled texts, and static files with hashes."""
        for words in (
            ["-m", "tools.messages", "compile"],
            ["manage.py", "collectstatic", "--noinput"],
        ):
            subprocess.run(
                [sys.executable, *words],
                cwd=ROOT,
                env={**os.environ, "DJANGO_SETTINGS_MODULE": "benelux_thb.settings.build"},
                check=True,
                stdout=subprocess.DEVNULL,
            )

    def make_secrets(self) -> None:
        subprocess.run(
            [sys.executable, ROOT / "deploy" / "make_secrets.py", self.secrets],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        path = self.secrets / "broker_url"
        path.chmod(0o600)
        path.write_text(path.read_text().replace("broker:6379", f"127.0.0.1:{self.broker_port}"))

    def start_database(self) -> None:
        """Start it empty and run what its container mounts as first-start scripts."""
        self.postgres.initialise()
        rules = self.folder / "data" / "pg_hba.conf"
        rules.write_text("local all postgres trust\nlocal all all scram-sha-256\n")
        self.processes["database"] = self.postgres.start(self.log("database"))
        self.psql("postgres", "-c", "CREATE DATABASE portal")
        for mount in self.services["database"]["volumes"]:
            source, _, target = mount.partition(":")
            if target.startswith("/docker-entrypoint-initdb.d/"):
                self.psql("portal", "-f", str(ROOT / source))

    def psql(self, database: str, *arguments: str) -> None:
        subprocess.run(
            [
                *(programs() / "psql", "-h", self.sockets, "-U", "postgres", "-d", database),
                *("-X", "-q", "-v", "ON_ERROR_STOP=1", *arguments),
            ],
            env={**os.environ, "PORTAL_SECRETS_FOLDER": str(self.secrets)},
            check=True,
        )

    def start_broker(self) -> None:
        command = [self.here(word) for word in self.services["broker"]["command"]]
        assert command[0] == "valkey-server"
        place = ("--port", str(self.broker_port), "--bind", "127.0.0.1", "--dir", str(self.folder))
        self._start("broker", [str(broker_program()), *command[1:], *place], dict(os.environ))

    def here(self, text: str) -> str:
        """The same on this machine: folders and ports instead of mounts and host names."""
        return (
            text.replace(SECRETS, str(self.secrets))
            .replace("/var/lib/portal", str(self.folder))
            .replace("/tmp/beat", str(self.folder / "beat"))
            .replace("0.0.0.0", "127.0.0.1")
            .replace("8000", str(self.web_port))
        )

    def environment(self, service: str) -> dict[str, str]:
        """The service's environment, and nothing of this process's own but the search path."""
        given = {
            name: self.here(interpolate(str(value), self.variables))
            for name, value in self.services[service]["environment"].items()
        }
        for name, value in given.items():
            if name.endswith("_FILE"):
                assert Path(value).name in self.services[service]["secrets"], f"{service}: {name}"
        return given | {
            "PORTAL_DATABASE_HOST": str(self.sockets),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOSTNAME": socket.gethostname(),
        }

    def command(self, service: str) -> list[str]:
        command = self.services[service]["command"]
        words = shlex.split(command) if isinstance(command, str) else command
        return [self.here(interpolate(word, {})) for word in words]

    def health_check(self, service: str) -> list[str]:
        """The command by which the container engine watches a service."""
        kind, *words = self.services[service]["healthcheck"]["test"]
        words = [self.here(interpolate(word, {})) for word in words]
        return ["sh", "-c", *words] if kind == "CMD-SHELL" else words

    def run(
        self, service: str, *command: str, typed: str = "", **changed: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a service's command, or another in its place, to its end."""
        return subprocess.run(
            command or self.command(service),
            cwd=ROOT,
            env=self.environment(service) | changed,
            input=typed,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    def start(self, service: str) -> None:
        self._start(service, self.command(service), self.environment(service))

    def _start(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        # A console script is found on the service's path, not on this process's.
        found = shutil.which(command[0], path=environment["PATH"])
        assert found, command[0]
        self.processes[name] = start_bound(
            [found, *command[1:]], signal.SIGTERM, log=self.log(name), environment=environment
        )

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def visitor(self) -> Visitor:
        """A reader who is not signed in."""
        return Visitor(self.web_port, HOST)

    def answers(self, path: str) -> bool:
        """Whether a page is there now."""
        try:
            return self.visitor().get(path).status == 200
        except OSError:
            return False

    def wait_until(self, met: Callable[[], bool], *, within: float, told: str) -> None:
        """Raises AssertionError, with the end of its log, when service `told` ends or is late."""
        deadline = time.monotonic() + within
        while not met():
            log = self.log(told)
            tail = log.read_text(errors="replace")[-4000:] if log.exists() else ""
            assert self.processes[told].poll() is None, tail
            assert time.monotonic() < deadline, tail
            time.sleep(0.2)

    def stop(self) -> None:
        """End everything, the last started first."""
        for process in reversed(self.processes.values()):
            if process.poll() is None:
                process.terminate()
        for process in reversed(self.processes.values()):
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
