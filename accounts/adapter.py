"""Nobody signs up: accounts come by invitation. And a factor, once there, is what proves a user."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from .models import User
from .sessions import devices
from .sessions.limits import Attempt
from .step_up import has_shown_all_it_can

PASSKEY = "mfa_reauthenticate:webauthn"
PASSWORD = "reauthenticate"  # noqa: S105 - the name of a way, as allauth has it


class InvitationOnlyAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the attempt. Too many: 429, which says when to try again."""
        email = str(credentials.get("email", ""))
        device = devices.device_of(request)
        known = device if devices.is_known(email, device) else None
        self._attempt = Attempt(email, known)
        if seconds := self._attempt.begin():
            request.retry_after = seconds  # type: ignore[attr-defined]
            raise ImmediateHttpResponse(respond_429(request))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._attempt.failed()

    def _rollback_login_failed_rl_usage(self) -> None:
        """allauth's hook for a password that was right."""
        self._attempt.succeeded()

    def get_login_stages(self) -> list[str]:
        """The second step that knows of factors shown at an organisation's own provider."""
        own = {"allauth.mfa.stages.AuthenticateStage": "accounts.single_sign_on.FactorStage"}
        return [own.get(stage, stage) for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, str]]:
        """A passkey first. A password is no proof for whoever has a second factor."""
        methods = super().get_reauthentication_methods(user)
        strong = [method for method in methods if method["id"] != PASSWORD]
        return sorted(strong, key=lambda method: method["id"] != PASSKEY) or methods

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Not for whoever has just signed in, nor for a change of factors right after another."""
        return not has_shown_all_it_can(context.request)
