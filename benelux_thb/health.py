"""`/healthz`: this process answers. `/readyz`: database, broker and a live worker answer too.

First of all middleware, so that probes need no session, host name or language.
"""

from collections.abc import Callable

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from .celery import app

WORKER_SECONDS = 1.0


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_answers() -> bool:
    """Asked without Celery's own retries, which would hold the probe up."""
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
            cache.get("readyz")
    except (OperationalError, RedisError, OSError):
        return False
    return True


def worker_answers() -> bool:
    """Whether one worker that reads the broker's queues replies within WORKER_SECONDS."""
    try:
        return bool(app.control.ping(timeout=WORKER_SECONDS, limit=1))
    except (OperationalError, RedisError, OSError):
        return False


def readiness() -> dict[str, bool]:
    """What answers. The worker is asked through the broker, so not without it."""
    broker = broker_answers()
    return {
        "database": database_answers(),
        "broker": broker,
        "worker": broker and worker_answers(),
    }


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/healthz":
            response: HttpResponse = HttpResponse("ok\n", content_type="text/plain")
        elif request.path == "/readyz":
            found = readiness()
            response = JsonResponse(found, status=200 if all(found.values()) else 503)
        else:
            return self.get_response(request)
        response["Cache-Control"] = "no-store"
        # Django would log each 503 as an error; whoever probes has the answer.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response
