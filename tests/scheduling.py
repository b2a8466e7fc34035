"""Which tests one pytest-xdist worker runs by itself, one after the other.

Tests of one file share its module's fixtures, those of TOGETHER what takes longer still to start.
The marks of pytest-xdist 3.8 (`xdist_group`) do not reach its scheduler under pytest 9.2; here the
place of a test says it.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = (
    "tests/browser/",  # stories on one running portal
    "tests/production/test_compose.py",  # one installation, built in the sources' folder
    "tests/runtime/test_make_run.py",
)


class TogetherScheduling(LoadScopeScheduling):
    """Each file goes to the next free worker, and each of TOGETHER as one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((place for place in TOGETHER if file.startswith(place)), file)


def longest_first(items: list[pytest.Item]) -> None:
    """Begin with TOGETHER, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(TOGETHER))
