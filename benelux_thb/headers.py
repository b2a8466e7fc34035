"""Response headers that the security middleware does not set, and the request's reference."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

# Without vowels and look-alikes: read out on the phone, it is neither a word nor misheard.
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


def reference_of(request: HttpRequest) -> str:
    """The request's reference, like "K7DX-94TB": on error pages, in the log, in a header."""
    existing = getattr(request, "reference", None)
    if existing is None:
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
        existing = f"{letters[:4]}-{letters[4:]}"
        request.reference = existing  # type: ignore[attr-defined]
    return str(existing)


class NoStoreMiddleware:
    """Keeps what is behind sign-in out of every cache, and says which features no page uses.

    A page is behind sign-in when its reader is signed in, and when the portal sent a stranger
    to sign in: neither belongs in a shared computer's cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("X-Request-ID", reference_of(request))
        if request.path_info.startswith("/api/"):
            response.setdefault("API-Version", settings.API_VERSION)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        elif not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-cache, private"
        return response
