"""What every answer below /data/ has: ETag, open to all origins, no cookie, a limit a minute.

As at /hsds/v3/ an answer may be kept but is asked for again: what is withdrawn is gone at once,
and a file that stands still costs an answer without a body.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from contacts.hsds.limits import seconds_to_wait
from contacts.problems import PROBLEM, problem

METHODS = "GET, HEAD, OPTIONS"
KEPT = "public, no-cache"
READABLE = "ETag, Link, Retry-After"


class Missing(Exception):
    """404: nothing was ever published at this address."""


@dataclass(frozen=True)
class Gone(Exception):
    """410: it was withdrawn. `successor` is the address that stands for it, or ""."""

    successor: str


@dataclass(frozen=True)
class Answer:
    """What is handed out; `sha256` is computed where it is not known."""

    content: bytes
    content_type: str
    sha256: str = ""
    headers: dict[str, str] = field(default_factory=dict)


Reader = Callable[..., Answer]


def endpoint(reader: Reader) -> Callable[..., HttpResponseBase]:
    """Make a view for everybody of `reader(**ids)`."""

    @csrf_exempt  # nothing is written, and no session counts
    @login_not_required
    @wraps(reader)
    def view(request: HttpRequest, **ids: Any) -> HttpResponseBase:
        response: HttpResponseBase
        if request.method == "OPTIONS":
            response = HttpResponse(
                status=HTTPStatus.NO_CONTENT,
                headers={
                    "Access-Control-Allow-Methods": METHODS,
                    "Access-Control-Allow-Headers": "Accept, If-None-Match",
                    "Access-Control-Max-Age": "86400",
                    "Allow": METHODS,
                },
            )
        elif request.method not in METHODS.split(", "):
            response = _problem(request, HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": METHODS})
        elif seconds := seconds_to_wait(request):
            headers = {"Retry-After": str(seconds)}
            response = _problem(request, HTTPStatus.TOO_MANY_REQUESTS, headers)
        else:
            response = _answered(request, reader, ids)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = READABLE
        return response

    return view


def _answered(request: HttpRequest, reader: Reader, ids: dict[str, Any]) -> HttpResponseBase:
    try:
        made = reader(**ids)
    except Missing:
        return _problem(request, HTTPStatus.NOT_FOUND)
    except Gone as gone:
        links = {"Link": successor(gone.successor)} if gone.successor else {}
        return _problem(request, HTTPStatus.GONE, links)
    etag = f'"{made.sha256 or hashlib.sha256(made.content).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": KEPT, **made.headers}
    response = HttpResponse(made.content, content_type=made.content_type, headers=headers)
    conditional = get_conditional_response(request, etag=etag, response=response)
    return conditional if conditional is not None else response


def successor(address: str) -> str:
    """The header that leads on (RFC 5829)."""
    return f'<{address}>; rel="successor-version"'


def _problem(
    request: HttpRequest, status: HTTPStatus, headers: dict[str, str] | None = None
) -> HttpResponse:
    told = problem(status, request.path)
    return JsonResponse(told, status=status, content_type=PROBLEM, headers=headers or {})
