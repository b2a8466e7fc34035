"""The supervisor (package `supervisor`): which programs run, and in which order they stop."""

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from .processes import PROJECT

STORES, READY, LATER = "stores", ("work", "web"), ("beat",)
PYTHON = sys.executable


@dataclass(frozen=True)
class Program:
    """A supervised command. Groups stop one after the other, by falling priority."""

    name: str
    group: str
    priority: int
    command: list[str]
    stop_signal: str = "TERM"
    stop_seconds: int = 2
    environment: tuple[tuple[str, str], ...] = ()

    def section(self, folder: Path) -> str:
        child = [PYTHON, "-m", "runtime.child", f"SIG{self.stop_signal}"]
        record = f"--record={folder / 'processes' / self.name}.json"
        words = [*(f"{name}={value}" for name, value in self.environment), *child, record, "--"]
        command = shlex.join(["env", *words, *self.command])
        return "\n".join(
            [
                f"[program:{self.name}]",
                f"command={_plain(command)}",
                f"directory={_plain(str(PROJECT))}",
                "autostart=false",
                "autorestart=true",
                "startsecs=2",
                "startretries=5",
                f"stopsignal={self.stop_signal}",
                f"stopwaitsecs={self.stop_seconds}",
                "killasgroup=true",
                "redirect_stderr=true",
                f"stdout_logfile={_plain(str(folder / 'logs' / self.name))}.log",
                "stdout_logfile_maxbytes=5MB",
                "stdout_logfile_backups=1",
                "",
            ]
        )


def _plain(text: str) -> str:
    return text.replace("%", "%%")


def configuration(folder: Path, sockets: Path, programs: list[Program]) -> str:
    """The supervisor's configuration file."""
    head = [
        "[supervisord]",
        "nodaemon=true",
        "silent=true",
        f"logfile={_plain(str(folder / 'logs' / 'supervisor.log'))}",
        "logfile_maxbytes=1MB",
        f"pidfile={_plain(str(sockets / 'supervisor.pid'))}",
        f"childlogdir={_plain(str(folder / 'logs'))}",
        *(["user=root"] if os.geteuid() == 0 else []),
        "[unix_http_server]",
        f"file={_plain(str(sockets / 'supervisor.sock'))}",
        "chmod=0700",
        "[rpcinterface:supervisor]",
        "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface",
        "",
    ]
    groups: dict[str, list[Program]] = {}
    for program in programs:
        groups.setdefault(program.group, []).append(program)
    for name, members in groups.items():
        head += [
            f"[group:{name}]",
            f"programs={','.join(member.name for member in members)}",
            f"priority={members[0].priority}",
            "",
        ]
    return "\n".join(head) + "\n" + "\n".join(program.section(folder) for program in programs)


class Supervisor:
    """A running supervisor, reached over its socket."""

    def __init__(self, sockets: Path) -> None:
        self._address = f"unix://{sockets / 'supervisor.sock'}"

    @property
    def _server(self) -> ServerProxy:
        # A new one each time: its transport does not recover from a refused connection.
        return ServerProxy("http://127.0.0.1", SupervisorTransport(None, None, self._address))

    def answers(self) -> bool:
        try:
            return bool(self._server.supervisor.getState())
        except (OSError, Fault):
            return False

    def start(self, group: str) -> None:
        self._server.supervisor.startProcessGroup(group, False)

    def given_up(self) -> list[str]:
        """Names of the programs that ended again and again and are not started any more."""
        try:
            programs = self._server.supervisor.getAllProcessInfo()
        except (OSError, Fault):
            return []
        assert isinstance(programs, list)
        return [program["name"] for program in programs if program["statename"] == "FATAL"]


def supervisor_command(configuration_file: Path) -> list[str]:
    return [PYTHON, "-m", "supervisor.supervisord", "-n", "-c", str(configuration_file)]


def last_words(log: Path, lines: int = 15) -> str:
    """The end of a log, for a message about a program that does not start."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    return "\n".join(text.splitlines()[-lines:])
