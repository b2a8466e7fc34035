"""Asking for the second factor once more before something weighty: exports, keys, tokens.

What counts is what this session has shown within the last five minutes, sign-in included. In
demonstration mode an account without a second factor shows its password instead.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

LASTS = 5 * 60  # seconds

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def step_up_required(view: View) -> View:
    """Let a view run only in a session that proved itself within LASTS.

    Otherwise the reader proves it and comes back: to this page, or for a POST to the page of the
    form, where a message says that nothing has been done yet. Put it below what decides whether
    the page is there for the reader at all, so that a stranger still gets 404.
    """

    @wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_stepped_up(request):
            return view(request, *args, **kwargs)
        return ask_again(request)

    return held  # type: ignore[return-value]


def step_up_for_download(view: View) -> View:
    """The same for a file: the reader comes back to the page with the link, not to a download."""

    @wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_stepped_up(request):
            return view(request, *args, **kwargs)
        return ask_again(request, back_to=_page_of_form(request))

    return held  # type: ignore[return-value]


class AdminStepUpMiddleware:
    """Deleting in the admin site is weighty, whatever is deleted."""

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
        match, user = request.resolver_match, request.user
        if match is None or match.app_name != "admin" or not getattr(user, "is_staff", False):
            return None
        deletes = str(match.url_name).endswith("_delete")
        deletes_several = request.POST.get("action") == "delete_selected"
        if (deletes or deletes_several) and not has_stepped_up(request):
            return ask_again(request)
        return None


def has_stepped_up(request: HttpRequest) -> bool:
    """Whether this session has shown what `step_up_required` asks for within LASTS."""
    if settings.DEMONSTRATION:
        return has_shown_all_it_can(request)
    return "mfa" in _shown_lately(request)


def has_shown_all_it_can(request: HttpRequest) -> bool:
    """Whether the account's second factor, or for want of one its password, was shown lately."""
    shown = _shown_lately(request)
    return "mfa" in shown or (
        bool(shown) and not Authenticator.objects.filter(user_id=request.user.pk).exists()
    )


def _shown_lately(request: HttpRequest) -> set[str]:
    """Methods by which this session's user has proved themselves within LASTS, as allauth notes."""
    user = request.user
    if isinstance(user, AnonymousUser):
        return set()
    since = time.time() - LASTS
    records = get_authentication_records(request, user)
    return {str(record.get("method")) for record in records if record.get("at", 0) > since}


def ask_again(request: HttpRequest, *, back_to: str = "") -> HttpResponse:
    """A redirect to where the reader proves it; from there back, without repeating a POST."""
    page = back_to or request.get_full_path()
    if back_to or request.method not in {"GET", "HEAD"}:
        messages.warning(
            request,
            _("Nothing has been done yet. Confirm that it is you, then choose it once more."),
        )
        page = back_to or _page_of_form(request)
    return redirect(f"{proof_page(request)}?{urlencode({'next': page})}")


def proof_page(request: HttpRequest) -> str:
    """Where this user shows the strongest they have: passkey, then code, then password."""
    types = set(
        Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True)
    )
    if Authenticator.Type.WEBAUTHN in types:
        return reverse("mfa_reauthenticate_webauthn")
    if types:
        return reverse("mfa_reauthenticate")
    return reverse("account_reauthenticate" if settings.DEMONSTRATION else "mfa_index")


def _page_of_form(request: HttpRequest) -> str:
    """The page that posted, by its Referer (the portal's own pages send it whole), or home."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    ):
        parts = urlsplit(came_from)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return reverse("home")
