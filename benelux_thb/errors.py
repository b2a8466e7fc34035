"""Error pages: what happened, what to do next, and a reference to name on the phone.

400 to 429 keep the portal's frame. 500 and 503 use neither database nor session: those may be
what failed.
"""

import logging
import sys
from datetime import timedelta
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.sessions.keeping import keep_posted
from benelux_thb.headers import reference_of
from protection.crypto import Undecryptable

logger = logging.getLogger("benelux_thb.errors")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where the request was too large."""
    if isinstance(exception, RequestDataTooBig):
        return _page(request, 413)
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also where something exists that the reader may not know of."""
    return _page(request, 404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429; allauth calls it when a limit is reached. Says when to try again."""
    seconds = getattr(request, "retry_after", 60)
    again_at = timezone.now() + timedelta(seconds=seconds)
    wait = {"seconds": seconds, "minutes": -(-seconds // 60), "again_at": again_at}
    response = _page(request, 429, more=wait)
    response["Retry-After"] = str(seconds)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is older than the session: its page again, with what was typed, or 403.

    Only a browser that says the form is the portal's own is believed: no other site's page can
    have it say so.
    """
    own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if own and (kept := keep_posted(request)):
        return kept
    return _page(request, 403, template="errors/csrf.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database does not answer; with its own words for what stays locked."""
    # Django calls this inside its except clause, so the exception is still at hand.
    error = sys.exc_info()[1]
    unreachable = isinstance(error, InterfaceError | OperationalError)
    status = 503 if unreachable else 500
    locked = "errors/undecryptable.html" if isinstance(error, Undecryptable) else ""
    response = _page(request, status, template=locked, framed=False)
    if unreachable:
        response["Retry-After"] = "30"
    return response


def _page(
    request: HttpRequest,
    status: int,
    *,
    template: str = "",
    framed: bool = True,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    reference = reference_of(request)
    logger.log(
        logging.ERROR if status >= 500 else logging.INFO,
        "status %s, reference %s, path %a",  # %a: an address may hold line ends
        status,
        reference,
        request.path,
    )
    language = translation.get_language_from_request(request, check_path=True)
    # The request may have failed before its language was set.
    with translation.override(language):
        body = render_to_string(
            template or f"errors/{status}.html",
            {"reference": reference, "request_path": request.path, **(more or {})},
            request if framed else None,
        )
    response = HttpResponse(body, status=status)
    if not framed:
        # Middleware that fails is answered above the one that sets these.
        response["Cache-Control"] = "no-store, private"
        response["X-Request-ID"] = reference
    response["Content-Language"] = language
    return response
