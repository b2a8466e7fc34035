"""How long `make run` takes until the portal is ready, with its data there already."""

import statistics

from tests.portal import short_folder, start_portal

from .timing import Result

RUNS = 3


def measure() -> list[Result]:
    """Seconds of a second start, the median; the first, which makes the data, is not counted."""
    with short_folder() as folder:
        start_portal(folder / "data").stop()
        times = []
        for _run in range(RUNS):
            portal = start_portal(folder / "data")
            times.append(portal.seconds_to_ready)
            portal.stop()
    return [
        Result("second start of make run", 1, "s", statistics.median(times), limit="value <= 5")
    ]
