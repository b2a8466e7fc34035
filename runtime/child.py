"""Starts a command that ends when its parent does: `python -m runtime.child SIGNAL -- COMMAND…`.

With `--record FILE` it writes who it is first, so that a later run can end what was left of this
one where the kernel does not do it.
"""

import argparse
import json
import os
import signal
from dataclasses import asdict
from pathlib import Path

from .processes import Identity, die_with_parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="runtime.child")
    parser.add_argument("signal", choices=["SIGINT", "SIGTERM"])
    parser.add_argument("--parent", type=int, help="process that must still be the parent")
    parser.add_argument("--record", type=Path)
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args()
    die_with_parent(signal.Signals[asked.signal])
    if asked.parent and os.getppid() != asked.parent:
        raise SystemExit("The process that started this one has ended.")
    if asked.record:
        asked.record.write_text(json.dumps(asdict(Identity.of(os.getpid()))), encoding="utf-8")
    os.execvp(asked.command[0], asked.command)


if __name__ == "__main__":
    main()
