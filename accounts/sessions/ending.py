"""A session ends by itself: after a quarter of an hour without its reader, and after eight hours.

The server ends it, whatever the browser does; assets/signed_in/session.js only says so beforehand.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from .codes import BROWSER, ENDED_FOR, SESSION_ENDS, SYSTEM, device_of
from .devices import give_cookie
from .keeping import keep_posted

# The time of the last request is written no more often than this; so much earlier, at most, does
# an idle session end.
SECONDS_BETWEEN_MARKS = 20


@receiver(user_logged_in)
def note_when_the_session_ends(request: HttpRequest, **kwargs: Any) -> None:
    """The cookie's age counts from the last write to the session; this from the sign-in."""
    session = request.session
    session[SESSION_ENDS] = time.time() + settings.SESSION_COOKIE_AGE
    session[BROWSER], session[SYSTEM] = device_of(request.META.get("HTTP_USER_AGENT", ""))
    session.pop(ENDED_FOR, None)


def seconds_left(request: HttpRequest) -> int:
    """Until the session ends however busy it is; 0 or less when it has."""
    return int(request.session.get(SESSION_ENDS, 0) - time.time())


def is_activity(request: HttpRequest) -> bool:
    """Whether somebody did something, rather than a page that asks again by itself.

    A script's request counts only when the script says that its reader acted. Reports that reload
    while they are made say `?waiting`.
    """
    said = request.headers.get("X-Activity")
    if said is not None:
        return said == "yes"
    by_script = request.headers.get("Sec-Fetch-Dest", "document") != "document"
    return not by_script and "waiting" not in request.GET


class SessionEndMiddleware:
    """Signs out a session that was idle for SESSION_IDLE_AGE or has lasted SESSION_COOKIE_AGE."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            seen_at = request.session.seen_at or timezone.now()  # type: ignore[attr-defined]
            idle = (timezone.now() - seen_at).total_seconds()
            if idle >= settings.SESSION_IDLE_AGE or seconds_left(request) <= 0:
                end_session_of(request)
            elif idle >= SECONDS_BETWEEN_MARKS and is_activity(request):
                request.session.mark_seen()  # type: ignore[attr-defined]
        response = self.get_response(request)
        give_cookie(request, response)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponse],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Runs after the check for forged forms, and before the login rule.

        A form that comes too late, in this request or from another page of the same browser, is
        kept for whose session it was.
        """
        name = request.resolver_match.url_name if request.resolver_match else None
        if request.user.is_authenticated or name == "session_keep":
            return None
        private = getattr(view_func, "login_required", True)
        if request.method == "POST" and private and (kept := keep_posted(request)):
            return kept
        if getattr(request, "session_just_ended", False) and is_activity(request):
            messages.info(request, _("Your session has ended. Sign in to go on."))
        return None


def end_session_of(request: HttpRequest) -> None:
    """Sign out, and remember in the stranger's session that follows whose it was.

    Another page of the same browser may still hold what this reader typed.
    """
    user_id = request.user.pk
    logout(request)
    request.session[ENDED_FOR] = user_id
    request.session_just_ended = True  # type: ignore[attr-defined]
