"""Which tests one pytest-xdist worker runs by itself, one after the other.

They share what takes long to start. The marks of pytest-xdist 3.8 (`xdist_group`) do not reach its
scheduler under pytest 9.2; here the place of a test says it.
"""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = (
    "tests/browser/",  # stories on one running portal
    "tests/production/test_compose.py",  # one installation, built in the sources' folder
    "tests/runtime/test_make_run.py",
)


class TogetherScheduling(LoadScopeScheduling):
    """Each test goes to the next free worker, those of TOGETHER with their neighbours."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)
