"""Whole portals, started as a user starts them, for tests."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from runtime.portal import left_over
from runtime.ports import free_port
from runtime.processes import PROJECT, die_with_parent


@dataclass
class RunningPortal:
    """A portal that answers, or did: `process` is what the user started."""

    base_url: str
    data: Path
    process: "subprocess.Popen[bytes]"
    output: Path
    seconds_to_ready: float

    @property
    def mailbox(self) -> Path:
        """The folder of the mails it sent, one .eml file each."""
        return self.data / "mailbox"

    def stop(self, sent: signal.Signals = signal.SIGTERM) -> float:
        """Send a signal and wait for the end; returns its seconds. Raises TimeoutExpired.

        SIGINT goes to the whole group, as Ctrl-C in a terminal does.
        """
        began = time.monotonic()
        if sent == signal.SIGINT:
            os.killpg(self.process.pid, sent)
        else:
            self.process.send_signal(sent)
        self.process.wait(timeout=30)
        return time.monotonic() - began

    def left(self) -> list[int]:
        """Processes that are still there."""
        return [process.pid for process in left_over(self.data)]


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (OSError, urllib.error.HTTPError):
        return False


def start_portal(
    data: Path,
    *,
    project: Path = PROJECT,
    command: tuple[str, ...] = (sys.executable, "-m", "runtime", "run"),
    port: int | None = None,
    within: float = 240,
    words: tuple[str, ...] = (),
    **variables: str,
) -> RunningPortal:
    """Start it and wait for /readyz. Raises AssertionError with its output when it ends before."""
    port = port or free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PORTAL_", "DJANGO_", "PYTEST_", "MAKE", "MFLAGS"))
    }
    environment |= {"PORT": str(port), "PORTAL_DATA": str(data)} | variables
    data.parent.mkdir(parents=True, exist_ok=True)
    output = data.parent / f"{data.name}.out"
    began = time.monotonic()
    with output.open("ab") as written:
        process = subprocess.Popen(
            [*words, *command],
            cwd=project,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 (one prctl, no lock is taken)
        )
    url = f"http://localhost:{port}"
    while not answers(f"{url}/readyz"):
        told = output.read_text(errors="replace")
        assert process.poll() is None, told
        assert time.monotonic() - began < within, told
        time.sleep(0.1)
    return RunningPortal(url, data, process, output, time.monotonic() - began)


@contextmanager
def short_folder() -> Iterator[Path]:
    """A temporary folder with a path of a few characters."""
    folder = Path(tempfile.mkdtemp(prefix="pt-", dir="/tmp"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
