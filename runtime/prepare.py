"""Brings a data folder up to the code: schema, reference and demonstration data, static files.

Runs in a process of its own (`python -m runtime.prepare`) against the running database. What has
not changed since the last run, by content, is skipped without starting Django at all.
"""

import hashlib
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .paths import data_dir, write_private
from .processes import PROJECT

# What each step depends on, as patterns below the project.
STEPS = {
    "schema": ("*/migrations/*.py", "protection/*.py", "requirements.txt"),
    "reference": (
        "contacts/data/*",
        "guide/data/**/*",
        "contacts/management/commands/*.py",
        "*/migrations/*.py",
    ),
    "static": ("static/**/*", "assets/**/*", "benelux_thb/assets.py", "requirements.txt"),
}


def fingerprint(patterns: tuple[str, ...]) -> str:
    """One number for the contents of all files that match."""
    found = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in PROJECT.glob(pattern)}):
        if path.is_file():
            found.update(str(path.relative_to(PROJECT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def stale_messages() -> bool:
    """Whether a compiled catalogue is missing or older than its source."""
    for source in PROJECT.glob("locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


class State:
    """What was done in a data folder already, kept beside the data."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "state.json"
        self._done: dict[str, str] = {}
        if self._path.exists():
            self._done = json.loads(self._path.read_text(encoding="utf-8"))

    def is_done(self, step: str, value: str) -> bool:
        return self._done.get(step) == value

    def mark(self, step: str, value: str) -> None:
        self._done[step] = value
        write_private(self._path, json.dumps(self._done))


def pending(folder: Path) -> bool:
    """Whether `main` has anything to do."""
    state = State(folder)
    changed = any(not state.is_done(step, fingerprint(of)) for step, of in STEPS.items())
    return changed or not state.is_done("demonstration", "loaded") or stale_messages()


@contextmanager
def told(what: str) -> Iterator[None]:
    """A line when a step begins, its seconds when it is done."""
    sys.stdout.write(f"  {what} …")
    sys.stdout.flush()
    began = time.monotonic()
    yield
    sys.stdout.write(f" {time.monotonic() - began:.1f} s\n")
    sys.stdout.flush()


def main() -> None:
    folder = data_dir()
    state = State(folder)
    if stale_messages():
        with told("Compiling the translations"):
            subprocess.run(
                [sys.executable, "-m", "tools.messages", "compile"],
                cwd=PROJECT,
                check=True,
                stdout=subprocess.DEVNULL,
            )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benelux_thb.settings.local")
    import django  # only now: the translations it may read are there
    from django.core.management import call_command, get_commands

    django.setup()
    known = get_commands()
    calls: dict[str, tuple[str, str, dict[str, object]]] = {
        "schema": (
            "Preparing the database",
            "migrate",
            {"database": "owner", "interactive": False},
        ),
        "reference": ("Loading the directory and the code lists", "load_reference_data", {}),
        "static": ("Collecting style sheets and pictures", "collectstatic", {"interactive": False}),
    }
    for step, (what, command, options) in calls.items():
        value = fingerprint(STEPS[step])
        if not state.is_done(step, value) and command in known:
            with told(what):
                call_command(command, verbosity=0, stdout=io.StringIO(), **options)
            state.mark(step, value)
    if not state.is_done("demonstration", "loaded") and "load_demonstration" in known:
        with told("Loading the demonstration data"):
            call_command("load_demonstration", verbosity=0)
        state.mark("demonstration", "loaded")


if __name__ == "__main__":
    main()
