"""A session ends, and outside demonstration mode nobody goes further than their second factor.

For the second factor, what counts is what this session has shown, not what the account has
enrolled: a session that began before it was set up, or that an intruder began with a password
alone, is held here.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from .models import User

# Ways out and ways to prove oneself, open to every signed-in session.
ALWAYS_OPEN = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
# Setting up a first factor; closed once the account has one, or a stolen password would do.
OPEN_FOR_ENROLMENT = frozenset({"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"})


SESSION_ENDS = "ends_at"  # seconds since the epoch, in the session


@receiver(user_logged_in)
def note_when_the_session_ends(request: HttpRequest, **kwargs: Any) -> None:
    """The cookie's age counts from the last write to the session; this from the sign-in."""
    request.session[SESSION_ENDS] = time.time() + settings.SESSION_COOKIE_AGE


class SessionEndMiddleware:
    """Signs out a session that has lasted SESSION_COOKIE_AGE, however busy it was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.get(SESSION_ENDS, 0) < time.time():
            logout(request)
        return self.get_response(request)


class SecondFactorMiddleware:
    """Sends a session without a second factor to prove one, or to set up the first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponse],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        user = request.user
        if settings.DEMONSTRATION or isinstance(user, AnonymousUser):
            return None
        if not _is_private(view_func) or has_shown_second_factor(request):
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in ALWAYS_OPEN:
            return None
        types = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
        if types:
            return _to(_proof_page(types), request)
        return None if name in OPEN_FOR_ENROLMENT else _to("mfa_index", request)


def _is_private(view_func: Callable[..., HttpResponse]) -> bool:
    # REST framework exempts its views (they carry their class) from Django's login middleware,
    # because they ask for themselves; to this middleware they are private like any other.
    return getattr(view_func, "login_required", True) or hasattr(view_func, "cls")


def has_shown_second_factor(request: HttpRequest) -> bool:
    """Whether this session has passed a second factor: a code, a recovery code or a passkey."""
    user = request.user
    if isinstance(user, AnonymousUser):
        return False
    return any(
        record.get("method") == "mfa" for record in get_authentication_records(request, user)
    )


def _proof_page(types: set[str]) -> str:
    by_code = {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES} & types
    return "mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn"


def _to(url_name: str, request: HttpRequest) -> HttpResponse:
    """A redirect that comes back to a page; what was posted is not repeated."""
    url = reverse(url_name)
    if request.method == "GET":
        url = f"{url}?{urlencode({'next': request.get_full_path()})}"
    return redirect(url)


@receiver(authenticator_added)
def count_enrolment_as_proof(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Whoever has just set up a factor has shown it, and is not asked again at once."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
