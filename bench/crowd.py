"""Twenty people at work at once on one worker process, on the database as large as it has become.

Each has a session and asks again as soon as the answer is there: more than twenty people at their
desks would.
"""

import http.client
import re
import signal
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings

from contacts.models import Organisation
from runtime.ports import free_port

from .people import Worker, sign_in
from .timing import Result

PEOPLE = 20
ROUNDS = 8
READY_WITHIN = 60.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def measure(n: int, homes: list[Organisation], referrals: list[UUID]) -> list[Result]:
    """`referrals` are those that people of all `homes` may open."""
    people = [
        sign_in(f"bench-{number}@example.org", homes[number % len(homes)])
        for number in range(PEOPLE)
    ]
    port = free_port()
    command = [
        *(sys.executable, "-W", "ignore", "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", "127.0.0.1", "--port", str(port), "--log-level", "error"),
        *("--workers", "1", "--blocking-threads", "1", "benelux_thb.wsgi:application"),
    ]
    with TemporaryFile() as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=Path(__file__).parents[1])
        try:
            _wait(port)
            for person in people[: len(homes)]:  # what the process reads once
                _work(person, port, referrals[0], rounds=2)
            with ThreadPoolExecutor(PEOPLE) as crowd:
                jobs = [
                    crowd.submit(_work, person, port, referrals[number % len(referrals)], ROUNDS)
                    for number, person in enumerate(people)
                ]
                answers = [answer for job in jobs for answer in job.result()]
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)
    failed = sum(status >= 400 for status, _seconds in answers)
    times = sorted(seconds * 1000 for _status, seconds in answers)
    median, slow = statistics.median(times), times[int(len(times) * 0.99)]
    return [
        Result("20 people at once: answers that failed", n, "", failed, limit="value <= 0"),
        Result(
            "20 people at once: 99th percentile, beside the median",
            n,
            "ms",
            slow,
            median,
            slow / median,
            limit="ratio <= 5",
        ),
    ]


def _wait(port: int) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server does not answer")


def _work(person: Worker, port: int, referral: UUID, rounds: int) -> list[tuple[int, float]]:
    """Status and seconds of each request: lists, a case, taking it on and giving it back."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    cookies = {name: morsel.value for name, morsel in person.client.cookies.items()}
    cookies[settings.SESSION_COOKIE_NAME] = str(person.client.session.session_key)
    answers, token = [], ""

    def ask(address: str, form: dict[str, str] | None = None) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(form)
        begin = time.perf_counter()
        connection.request("GET" if form is None else "POST", address, body, headers)
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        answers.append((response.status, time.perf_counter() - begin))
        for line in response.headers.get_all("Set-Cookie", []):
            name, _equals, value = line.partition(";")[0].partition("=")
            cookies[name] = value
        return text

    for _unused in range(rounds):
        ask("/nl/referrals/")
        ask("/nl/referrals/sent/?sort=due")
        ask("/nl/contacts/?q=opvang")
        found = TOKEN.search(ask(f"/nl/referrals/{referral}/"))
        token = found[1] if found else token
        for move in ("claim", "unclaim"):
            ask(f"/nl/referrals/{referral}/{move}/", {"csrfmiddlewaretoken": token})
    connection.close()
    return answers
