"""A whole report in six files, made step by step in a process of its own as a worker does."""

import json
import resource
import subprocess
import sys
import time

from .timing import Result

FILES = 6
STEPS_AT_MOST = 30


def measure(n: int) -> list[Result]:
    """Seconds from the first step to the last, and the most memory held."""
    worker = [sys.executable, "-W", "ignore", "-m", "bench.report"]
    done = subprocess.run(worker, stdout=subprocess.PIPE, check=True)
    seconds, megabytes = json.loads(done.stdout.splitlines()[-1])
    return [
        Result("report: six files, worker time", n, "s", seconds, limit="value <= 30"),
        Result("report: six files, peak memory", n, "MB", megabytes, limit="value <= 500"),
    ]


def _make() -> float:
    from django.utils import timezone  # Django is set up only now

    from reports.models import ReportFile
    from reports.runner import perform_next_step
    from reports.services import claim_run, start_run

    from .figures import last_year

    begin = time.perf_counter()
    run = start_run(last_year(), user_id=None, now=timezone.now())
    claim = claim_run(run.pk, now=timezone.now())
    for _unused in range(STEPS_AT_MOST):
        claim = claim and perform_next_step(run.pk, claim)
    seconds = time.perf_counter() - begin
    files = ReportFile.objects.filter(run=run).count()
    if files != FILES:
        raise SystemExit(f"The report has {files} files")
    return seconds


def _peak_megabytes() -> float:
    """This process at its most, and the largest of the programs it ran: never too little."""
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # getrusage(2): bytes there, kB here
    own, programs = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return (own + programs) / unit


if __name__ == "__main__":
    import django

    django.setup()
    made_in = _make()
    print(json.dumps([made_in, _peak_megabytes()]))
