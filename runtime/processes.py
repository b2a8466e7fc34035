"""Processes of the runtime: who they are, how they end with their parent, under which user."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PR_SET_PDEATHSIG = 1
NOBODY = 65534


@dataclass(frozen=True)
class Identity:
    """A process told apart from a later one with the same number by its start."""

    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> "Identity":
        return cls(pid, start_of(pid))

    def is_alive(self) -> bool:
        return bool(self.started) and start_of(self.pid) == self.started


def start_of(pid: int) -> str:
    """When a process started, as the system writes it; "" when there is none (or a zombie)."""
    if sys.platform != "linux":
        found = subprocess.run(
            ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        return found.stdout.strip()
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
    fields = stat.rpartition(")")[2].split()  # the name before may hold spaces
    return "" if fields[0] in "ZX" else fields[19]


def die_with_parent(sent: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send `sent` to this process when its parent ends (Linux; else nothing)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(sent), 0, 0, 0)


def bound(command: Sequence[str], sent: signal.Signals, *, record: Path | None = None) -> list[str]:
    """`command` as a child of this process that gets `sent` when this process ends."""
    words = [sys.executable, "-m", "runtime.child", sent.name, f"--parent={os.getpid()}"]
    return [*words, *([f"--record={record}"] if record else []), "--", *command]


def start_bound(
    command: Sequence[str],
    sent: signal.Signals,
    *,
    log: Path | None,
    environment: dict[str, str] | None = None,
) -> "subprocess.Popen[bytes]":
    """Start `command`, bound to this process, in a session of its own.

    It writes to `log`, or where this process writes when that is None.
    """
    with log.open("ab") if log else nullcontext() as output:
        return subprocess.Popen(
            bound(command, sent),
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def has_name(user: int) -> bool:
    """Whether the system knows a user by more than a number."""
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


@cache
def other_user(executable: Path) -> tuple[tuple[str, ...], int | None]:
    """How to run `executable` as somebody else: words before the command, owner of its files.

    PostgreSQL refuses to run as root, and as a user without a name (a container's `--user 1234`).
    For root, keeping the one capability to pass folder permissions lets it run from below a 0700
    home; where the kernel forbids that, and without a name, a user namespace does the same.
    For any other user there is nothing to do: no words, owner None.
    Raises SystemExit with a plain line when neither works.
    """
    is_root = os.geteuid() == 0
    if not is_root and has_name(os.geteuid()):
        return (), None
    capability = (
        "setpriv",
        f"--reuid={NOBODY}",
        f"--regid={NOBODY}",
        "--clear-groups",
        "--inh-caps=-all,+dac_override",
        "--ambient-caps=+dac_override",
        "--securebits=+no_setuid_fixup",  # or access(2) would still refuse
        "--bounding-set=-all,+dac_override,+setpcap",
    )
    namespace = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
    for words, owner in ((capability, NOBODY), (namespace, None))[0 if is_root else 1 :]:
        if shutil.which(words[0]) is None:
            continue
        tried = subprocess.run([*words, executable, "--version"], capture_output=True, check=False)
        if tried.returncode == 0:
            # A changed user clears the death signal set before, so it is set again at the end.
            return (*words, "setpriv", f"--pdeathsig={signal.SIGINT.name[3:]}"), owner
    raise SystemExit(
        "PostgreSQL runs neither as root nor as a user without a name, and this system does not "
        "let it run as another: run the portal as an ordinary user."
    )


def end(processes: Iterable[Identity], *, within: float) -> None:
    """End processes: SIGTERM first, SIGKILL to what is left after `within` seconds."""
    left = [process for process in processes if process.is_alive()]
    for sent in (signal.SIGTERM, signal.SIGKILL):
        for process in left:
            if process.is_alive():
                os.kill(process.pid, sent)
        deadline = time.monotonic() + within
        while (left := [one for one in left if one.is_alive()]) and time.monotonic() < deadline:
            time.sleep(0.05)
