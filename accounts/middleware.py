"""Outside demonstration mode nobody goes further than their second factor.

What counts is what this session has shown, not what the account has enrolled: a session that began
before it was set up, or that an intruder began with a password alone, is held here.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import authentication_step_completed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
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
        if hasattr(view_func, "cls"):
            return _refusal_for_a_program()
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
    return _proofs(request, user) > 0


def _proofs(request: HttpRequest, user: User) -> int:
    records = get_authentication_records(request, user)
    return sum(record.get("method") == "mfa" for record in records)


def _refusal_for_a_program() -> HttpResponse:
    """RFC 9457, as the rest of the API refuses: a redirect to a page would help no program."""
    problem = {
        "type": "about:blank",
        "title": "Forbidden",
        "status": 403,
        "detail": "This session has not shown a second factor.",
    }
    return JsonResponse(problem, status=403, content_type="application/problem+json")


def _proof_page(types: set[str]) -> str:
    """A passkey first; the page of one way links to the other."""
    by_passkey = Authenticator.Type.WEBAUTHN in types
    return "mfa_reauthenticate_webauthn" if by_passkey else "mfa_reauthenticate"


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


@receiver(authentication_step_completed)
def give_a_proven_session_a_new_key(
    request: HttpRequest, user: User, method: str, **kwargs: Any
) -> None:
    """Whoever knew the key of the session before it showed a factor does not get in after it.

    Signing in gives a new key by itself; here a session that is signed in by password alone rises.
    """
    if method == "mfa" and request.user.is_authenticated and _proofs(request, user) == 1:
        request.session.cycle_key()


class UnprocessableFormMiddleware:
    """Answers a form that was refused with 422, for allauth's pages, which say 200."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        shown = response.context_data or {}
        forms = [shown.get("form"), shown.get("webauthn_form")]
        refused = any(form is not None and form.is_bound and form.errors for form in forms)
        if refused and request.method == "POST" and response.status_code == 200:
            response.status_code = 422
        return response
