"""Repair what can be repaired without a decision: `make fix`."""

import subprocess
import sys

from tools.check import ROOT, module, tool

STEPS = [
    tool("ruff", "check", "--fix", "--quiet", "."),
    tool("ruff", "format", "--quiet", "."),
    tool("djlint", "templates", "--reformat", "--quiet"),
    module("tools.messages", "update"),
]


def main() -> int:
    """Run every step; exit code 1 when one of them leaves something to do by hand."""
    # djlint says 1 when it changed a file, which is what was asked of it.
    codes = [
        0 if "--reformat" in step and code == 1 else code
        for step in STEPS
        for code in [subprocess.run(step, cwd=ROOT, check=False).returncode]
    ]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
