"""A whole report in all its files, made step by step in a process of its own as a worker does."""

import json
import subprocess
import sys
import time

from .memory import megabytes, own_peak
from .timing import Result

FILES = 8
STEPS_AT_MOST = 30
LOOK_EVERY = 0.02  # seconds; pandoc runs for a few tenths


def measure(n: int) -> list[Result]:
    """Seconds from the first step to the last, and the most memory held with what it started."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.report"]
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as worker:
        while worker.poll() is None:
            peak = max(peak, megabytes(worker.pid))
            time.sleep(LOOK_EVERY)
        answer = worker.stdout.read() if worker.stdout else b""
    if worker.returncode:
        raise SystemExit("The report was not made")
    seconds, own = json.loads(answer.splitlines()[-1])
    return [
        Result("report: all files, worker time", n, "s", seconds, limit="value <= 20"),
        Result("report: all files, peak memory", n, "MB", max(peak, own), limit="value <= 500"),
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


if __name__ == "__main__":
    import django

    django.setup()
    made_in = _make()
    print(json.dumps([made_in, own_peak()]))
