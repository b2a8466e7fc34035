"""Repair what can be repaired without a decision: `make fix`.

Templates are not reformatted: djLint moves white space that a reader sees.
"""

import subprocess
import sys

from tools.check import ROOT, module, tool

STEPS = [
    tool("ruff", "check", "--fix", "--quiet", "."),
    tool("ruff", "format", "--quiet", "."),
    module("tools.messages", "update"),
]


def main() -> int:
    """Run every step; exit code 1 when one of them leaves something to do by hand."""
    codes = [subprocess.run(step, cwd=ROOT, check=False).returncode for step in STEPS]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
