"""What `make run` runs beside the supervisor."""

import os
import sys
from pathlib import Path

from .broker import Broker
from .postgres import Postgres, environment
from .supervise import Program

PYTHON = sys.executable


def web_workers() -> int:
    """Web processes: one a core, at least two, so that a slow page does not hold up the rest."""
    return max(2, min(4, os.cpu_count() or 2))


def programs(
    folder: Path, postgres: Postgres, broker: Broker, *, port: int, mail_port: int
) -> list[Program]:
    """All programs. Stop order: web, beat, the worker, then mail and the stores."""
    fixed = tuple((name, environment()[name]) for name in ("TZ", "LC_ALL"))
    # Its checks load every page's code; the web server and `make check` run them.
    unchecked = (("CELERY_SKIP_CHECKS", "1"),)
    celery = [PYTHON, "-m", "celery", "-A", "benelux_thb"]
    return [
        Program("postgres", "stores", 10, postgres.command(), "INT", 3, fixed),
        Program("broker", "stores", 10, broker.command(), "TERM", 3),
        Program(
            "mail",
            "stores",
            10,
            [
                *(PYTHON, "-m", "runtime.loopback", "--port", str(port)),
                *("--mail-port", str(mail_port), "--mailbox", str(folder / "mailbox")),
            ],
        ),
        Program(
            "worker",
            "work",
            20,
            [*celery, "worker", "-c", "2", "-l", "INFO", "--without-gossip", "--without-mingle"],
            stop_seconds=4,
            environment=unchecked,
        ),
        Program(
            "beat",
            "beat",
            30,
            [*celery, "beat", "-l", "INFO", "-s", str(folder / "beat-schedule"), "--pidfile="],
            environment=unchecked,
        ),
        Program(
            "web",
            "web",
            40,
            [
                *(PYTHON, "-m", "granian", "--interface", "wsgi", "--no-ws"),
                *("--host", "127.0.0.1", "--port", str(port)),
                *("--workers", str(web_workers()), "--blocking-threads", "1"),
                *("--workers-kill-timeout", "2", "--respawn-failed-workers"),
                "benelux_thb.wsgi:application",
            ],
        ),
    ]
