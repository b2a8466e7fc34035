"""Everything a change must pass besides its tests: `make check`.

Two checks run side by side; each keeps its own exit code, and what it printed is shown when it
fails. Name some to run only those: `python -m tools.check types migrations`.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tools import vulnerabilities

ROOT = Path(__file__).resolve().parent.parent
SIDE_BY_SIDE = 2
PYTHON_FOLDERS = [
    *sorted(path.parent.name for path in ROOT.glob("*/__init__.py")),
    "manage.py",
]
DEVELOPERS_ONLY = {"bench", "runtime", "tests", "tools", "manage.py"}  # not in the image
SHIPPED = [name for name in PYTHON_FOLDERS if name not in DEVELOPERS_ONLY]


@dataclass(frozen=True)
class Check:
    """One tool's run; `not_checked_code` is the exit code by which it says it could not look."""

    name: str
    command: Sequence[str]
    not_checked_code: int | None = None


@dataclass(frozen=True)
class Outcome:
    check: Check
    code: int
    output: str
    seconds: float

    @property
    def not_checked(self) -> bool:
        return self.code == self.check.not_checked_code

    @property
    def passed(self) -> bool:
        return self.code == 0 or (self.not_checked and vulnerabilities.offline_is_allowed())

    def line(self) -> str:
        word = "ok" if self.code == 0 else "NOT CHECKED" if self.not_checked else "FAILED"
        code = "" if self.code == 0 else f"  (exit code {self.code})"
        return f"{word:<12}{self.check.name:<18}{self.seconds:6.1f} s{code}"


def tool(name: str, *arguments: str) -> list[str]:
    """A console script of the environment this runs in."""
    return [str(Path(sys.executable).parent / name), *arguments]


def module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", name, *arguments]


CHECKS = [
    Check("types", module("mypy", *PYTHON_FOLDERS)),  # the longest first
    Check("migrations", module("tools.scratch", "lintmigrations")),
    Check("models", module("tools.scratch", "makemigrations", "--check", "--dry-run")),
    Check("deployment", module("tools.scratch", "check", "--deploy", "--fail-level=WARNING")),
    Check("lint", tool("ruff", "check", ".")),
    Check("format", tool("ruff", "format", "--check", ".")),
    Check("layers", tool("lint-imports")),
    Check("templates", tool("djlint", "templates", "--lint")),
    Check("translations", module("tools.messages", "check")),
    Check("security", module("bandit", "-q", "-c", "pyproject.toml", "-r", *SHIPPED)),
    Check(
        "vulnerabilities",
        module("tools.vulnerabilities"),
        not_checked_code=vulnerabilities.NOT_CHECKED,
    ),
]


def run(check: Check) -> Outcome:
    """Run one check in the project folder and collect what it says."""
    started = time.monotonic()
    finished = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
        check=False,
    )
    return Outcome(check, finished.returncode, finished.stdout, time.monotonic() - started)


def main(names: Sequence[str]) -> int:
    """Exit code 0 when all passed, 1 when any did not, 2 for an unknown name."""
    unknown = set(names) - {check.name for check in CHECKS}
    if unknown:
        known = ", ".join(check.name for check in CHECKS)
        print(f"Unknown: {', '.join(sorted(unknown))}. The checks are: {known}.")
        return 2
    chosen = [check for check in CHECKS if not names or check.name in names]
    outcomes = []
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for future in as_completed([pool.submit(run, check) for check in chosen]):
            outcome = future.result()
            outcomes.append(outcome)
            print(outcome.line(), flush=True)
            if outcome.code != 0 and outcome.output.strip():
                print(outcome.output.rstrip(), end="\n\n", flush=True)
    failed = sorted(outcome.check.name for outcome in outcomes if not outcome.passed)
    waived = sorted(
        outcome.check.name for outcome in outcomes if outcome.passed and outcome.not_checked
    )
    if waived:
        print(f"NOT CHECKED, and allowed to be: {', '.join(waived)}.")
    if failed:
        print(f"{len(failed)} of {len(chosen)} checks failed: {', '.join(failed)}.")
        return 1
    print(f"{len(chosen) - len(waived)} of {len(chosen)} checks passed.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
