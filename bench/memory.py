"""How much memory a process and all that it started hold."""

import resource
import sys
from collections.abc import Iterator
from pathlib import Path


def megabytes(pid: int) -> float:
    """A process with its family, shared pages divided among those who share them."""
    return sum(_megabytes(member) for member in _family(pid))


def own_peak() -> float:
    """The most megabytes that this process itself has held."""
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, kB here
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started, where the system tells (Linux)."""
    yield pid
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = listed.read_text().split()
        except OSError:  # the thread has ended
            continue
        for child in children:
            yield from _family(int(child))


def _megabytes(pid: int) -> float:
    """What a process holds, shared pages divided among those who share them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # ended meanwhile, or no Linux
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6
