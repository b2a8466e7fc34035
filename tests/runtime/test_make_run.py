"""`make run` as a newcomer meets it: in a fresh clone, again, after a kill, in odd places."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.paths import PortalNotRunning, RunFile
from runtime.ports import free_port
from runtime.processes import PROJECT, Identity
from tests.portal import RunningPortal, answers, short_folder, start_portal
from tests.services import wait_until

MAKE = ("make", "run")
STOP_WITHIN = 10.0


def clone(target: Path) -> Path:
    """The working tree as it is now, committed or not, as a clone would bring it."""
    subprocess.run(["git", "clone", "-q", PROJECT, target], check=True)
    changed = subprocess.run(
        ["git", "ls-files", "-mo", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in changed.stdout.splitlines():
        source = PROJECT / name
        if source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)
    return target


@pytest.fixture
def data() -> Iterator[Path]:
    with short_folder() as folder:
        yield folder / "data"


@pytest.fixture(scope="module")
def first_start() -> Iterator[Path]:
    """The data folder of a portal that was started once and stopped."""
    with short_folder() as folder:
        assert_stops(start_portal(folder / "data"))
        yield folder / "data"


def copy_of(data: Path, target: Path) -> Path:
    # The database's files belong to another user where the tests run as root.
    subprocess.run(["cp", "--archive", data, target], check=True)
    return target


@pytest.fixture(scope="module")
def running(first_start: Path) -> Iterator[RunningPortal]:
    """A portal that goes on while it is looked at."""
    with short_folder() as folder:
        portal = start_portal(copy_of(first_start, folder / "data"))
        yield portal
        assert_stops(portal)


def assert_stops(running: RunningPortal, sent: signal.Signals = signal.SIGTERM) -> None:
    assert running.stop(sent) < STOP_WITHIN
    assert running.left() == []
    assert not answers(f"{running.base_url}/healthz")


def as_an_ordinary_user(project: Path) -> tuple[str, ...]:
    """Words before a command that make it one of an ordinary user's, with an empty package cache,
    to whom `project` is given. None where the tests do not run as root, or where such a user has no
    Python that could make an environment."""
    words = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
    python = "/usr/bin/python3"
    least = "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))"
    trial = [*words, python, "-c", least]
    if os.geteuid() != 0 or subprocess.run(trial, capture_output=True, check=False).returncode:
        return ()
    subprocess.run(["chown", "-R", "nobody:nogroup", project], check=True)
    return (*words, "env", f"HOME={project}", f"PYTHON={python}")


def test_from_a_fresh_clone_then_again() -> None:
    with short_folder() as folder:
        folder.chmod(0o755)
        project = clone(folder / "clone")
        words = as_an_ordinary_user(project)

        def make_run() -> RunningPortal:
            return start_portal(project / ".data", project=project, command=MAKE, words=words)

        first = make_run()
        if words:
            assert first.data.owner() == "nobody"
        wait_until(lambda: "Portal ready at" in first.output.read_text())
        told = first.output.read_text()
        port = first.base_url.rpartition(":")[2]
        assert f"Portal ready at http://localhost:{port}/" in told
        assert "caseworker@payoke.example" in told
        assert "grens-frontiere-2017" in told
        for host in ("localhost", "127.0.0.1"):
            assert answers(f"http://{host}:{port}/healthz")
            assert answers(f"http://{host}:{port}/nl/accounts/login/")
        assert_listens_on_loopback_alone(int(port))
        assert_stops(first)

        second = make_run()
        assert "Loading" not in second.output.read_text().replace(told, "")
        assert_stops(second, signal.SIGINT)


def assert_listens_on_loopback_alone(port: int) -> None:
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            address, _, at = line.split()[1].partition(":")
            if int(at, 16) == port and line.split()[3] == "0A":  # listening
                assert address in {"0100007F", "0" * 24 + "01000000"}


def processes_of(data: Path) -> dict[str, Identity]:
    import json

    return {
        path.stem: Identity(**json.loads(path.read_text()))
        for path in (data / "processes").glob("*.json")
    }


def kill_everything(running: RunningPortal) -> None:
    for pid in (running.process.pid, *(one.pid for one in processes_of(running.data).values())):
        os.kill(pid, signal.SIGKILL)
    running.process.wait()


def kill_the_terminal_s(running: RunningPortal) -> None:
    running.process.kill()
    running.process.wait()


def kill_the_supervisor(running: RunningPortal) -> None:
    parent = Path(f"/proc/{processes_of(running.data)['worker'].pid}/stat").read_text()
    os.kill(int(parent.rpartition(")")[2].split()[1]), signal.SIGKILL)
    running.process.wait(timeout=STOP_WITHIN)
    assert running.left() == []


def test_starts_again_whatever_was_killed(first_start: Path) -> None:
    with short_folder() as folder:
        data = copy_of(first_start, folder / "data")
        for kill in (kill_everything, kill_the_terminal_s, kill_the_supervisor):
            kill(start_portal(data))
        running = start_portal(data)
        os.kill(processes_of(data)["postgres"].pid, signal.SIGKILL)
        wait_until(lambda: answers(f"{running.base_url}/readyz"), within=30)
        assert_stops(running)


def test_below_a_path_of_150_characters_beside_another(
    first_start: Path, running: RunningPortal
) -> None:
    with short_folder() as folder:
        long = folder / ("ö" * 40) / ("long name " * 8).strip() / "data"
        assert len(os.fsencode(long)) >= 150
        long.parent.mkdir(parents=True)
        beside = start_portal(copy_of(first_start, long))
        assert RunFile.load(long).broker_socket.startswith("/tmp/portal-")
        assert answers(f"{running.base_url}/readyz")
        assert_stops(beside)
        assert answers(f"{running.base_url}/readyz")


def refusal(data: Path, port: int, *command: str) -> str:
    done = subprocess.run(
        [str(PROJECT / ".venv" / "bin" / "python"), "-m", "runtime", *(command or ("run",))],
        cwd=PROJECT,
        env=os.environ | {"PORT": str(port), "PORTAL_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def test_a_taken_port_is_said_in_one_line(data: Path) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as taken:
        port = taken.getsockname()[1]
        assert f"PORT={port + 1} make run" in refusal(data, port)


def test_a_port_that_is_none_is_said_in_one_line(data: Path) -> None:
    for port in (0, 65536):
        assert "PORT must be a number" in refusal(data, port)


def test_a_second_start_from_one_folder_is_refused_and_reset_too(running: RunningPortal) -> None:
    assert "already runs" in refusal(running.data, free_port())
    assert "already runs" in refusal(running.data, free_port(), "reset")
    assert answers(f"{running.base_url}/readyz")


def test_commands_say_that_the_portal_does_not_run(data: Path) -> None:
    with pytest.raises(PortalNotRunning, match="make run"):
        RunFile.read(data)


def test_reset_deletes_only_what_the_portal_made(data: Path) -> None:
    data.mkdir()
    (data / "letter.txt").write_text("mine")
    assert "was not made by the portal" in refusal(data, free_port(), "reset")
    assert (data / "letter.txt").exists()


def test_ready_only_while_a_worker_lives(running: RunningPortal) -> None:
    worker = processes_of(running.data)["worker"]
    os.kill(worker.pid, signal.SIGSTOP)
    try:
        assert not answers(f"{running.base_url}/readyz")
        assert answers(f"{running.base_url}/healthz")
    finally:
        os.kill(worker.pid, signal.SIGCONT)
    wait_until(lambda: answers(f"{running.base_url}/readyz"), within=20)
