"""Known vulnerabilities in what is pinned, asked of the package index by pip-audit.

pip-audit calls a package that the index does not know about “skipped” and still succeeds. Here a
package that was not looked at is an answer that is missing: NOT CHECKED, exit code 3.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = "requirements-dev.txt"  # requirements.txt and the tools on top of it
NOT_CHECKED = 3
OFFLINE_VARIABLE = "CHECK_OFFLINE"
COMMAND = [
    "pip_audit",
    "--disable-pip",
    "--require-hashes",
    "--progress-spinner=off",
    "--format=json",
    "--requirement",
]


def offline_is_allowed(variables: Mapping[str, str] = os.environ) -> bool:
    """Whether a missing answer is accepted on this machine, said by CHECK_OFFLINE=allow."""
    return variables.get(OFFLINE_VARIABLE) == "allow"


def verdict(code: int, answer: str, errors: str) -> tuple[int, list[str]]:
    """Exit code and lines to show for what pip-audit answered.

    0: every package was looked at and none has a known vulnerability; 1: some have;
    NOT_CHECKED: nothing was found, but not every package was looked at.
    """
    try:
        dependencies: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reason = errors.strip().splitlines()[-1] if errors.strip() else f"exit code {code}"
        return NOT_CHECKED, [f"NOT CHECKED: pip-audit gave no answer ({reason})."]
    found = [
        f"{entry['name']} {entry['version']}: {problem['id']}"
        f", mended in {', '.join(problem['fix_versions']) or 'no version yet'}"
        for entry in dependencies
        for problem in entry.get("vulns", [])
    ]
    missed = [entry["name"] for entry in dependencies if "skip_reason" in entry]
    lines = list(found)
    if missed or not dependencies:
        lines.append(
            f"NOT CHECKED: the vulnerability service knows nothing of {len(missed)} of"
            f" {len(dependencies)} packages: {', '.join(missed[:5])}{', …' * (len(missed) > 5)}"
        )
    if found:
        return 1, lines
    if missed or not dependencies:
        lines.append(
            "The service is out of reach from here, or the index is a mirror without it. Try"
            f" where it can be reached, or accept this with {OFFLINE_VARIABLE}=allow."
        )
        return NOT_CHECKED, lines
    return code, [f"{len(dependencies)} packages, no known vulnerability."]


def main() -> int:
    finished = subprocess.run(
        [sys.executable, "-m", *COMMAND, REQUIREMENTS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    code, lines = verdict(finished.returncode, finished.stdout, finished.stderr)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
