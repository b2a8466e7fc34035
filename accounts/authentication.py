"""How a program shows who it is, and what its token lets it do (REST framework's two doors)."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from .models import User
from .programs import shown_token
from .service_accounts import ApiToken


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer thb_…`; accounts.actors has found the token before this."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The service account's user and its token. Raises AuthenticationFailed (401)."""
        if shown_token(request.headers.get("Authorization", "")) is None:
            return None
        token: ApiToken | None = request._request.api_token  # type: ignore[attr-defined]
        if token is None:
            raise AuthenticationFailed(_("This token is unknown, expired or revoked."))
        return token.account.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class TokenScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document describes TokenAuthentication."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class ScopedAccess(BasePermission):
    """Somebody is signed in, or shows a token with the scope that the view asks for.

    A view names its scopes as `scopes = {"read": …, "write": …}`, by the method of the request, or
    answers `scope_of(request)` itself; a view without lets no token in.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        token = request.auth
        if not isinstance(token, ApiToken):
            return not isinstance(request.user, AnonymousUser)
        wanted = _scope_of(request, view)
        if wanted not in token.scopes:
            raise PermissionDenied(
                _("This token lacks the scope “%(scope)s”.") % {"scope": wanted or "–"}
            )
        return True


def _scope_of(request: Request, view: Any) -> str:
    if hasattr(view, "scope_of"):
        return str(view.scope_of(request))
    kind = "read" if request.method in SAFE_METHODS else "write"
    return str(getattr(view, "scopes", {}).get(kind, ""))
