"""Signing in through one's own organisation, by OpenID Connect.

An organisation's provider opens accounts that were invited for that organisation, and no others:
nobody signs up by it, and it opens no account that also works elsewhere, since whoever runs the
provider could then act there too. Providers are configured in the environment alone.
"""

from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

import requests
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from protection.audit import record

from .models import Membership, User

SHOWN_THERE = "oidc"  # the type of a second factor that the provider vouches for


@dataclass(frozen=True)
class Provider:
    """One entry of settings.OIDC_PROVIDERS; docs/operations.md explains each."""

    id: str
    name: str
    organisation: str  # the slug in the directory
    server_url: str
    client_id: str
    secret: str
    mfa_amr: tuple[str, ...] = ()
    mfa_acr: tuple[str, ...] = ()
    authorize_origin: str = ""

    @property
    def origin(self) -> str:
        """Where the browser is sent: the sign-in page's form may lead there."""
        parts = urlsplit(self.authorize_origin or self.server_url)
        return f"{parts.scheme}://{parts.netloc}"

    def vouches_for_factor(self, claims: dict[str, Any]) -> bool:
        """Whether the claims (RFC 8176 `amr`, OpenID Connect `acr`) say what was agreed on."""
        shown = claims.get("amr") or []
        shown = {shown} if isinstance(shown, str) else set(shown)
        return bool(shown & set(self.mfa_amr)) or claims.get("acr") in self.mfa_acr


def providers() -> list[Provider]:
    """All that are configured, in the order of the configuration."""
    return [Provider(**entry) for entry in settings.OIDC_PROVIDERS]


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """allauth's hooks: which providers there are, and whom each may let in."""

    def list_apps(
        self, request: HttpRequest, provider: Any = None, client_id: Any = None
    ) -> list[SocialApp]:
        """From the environment; rows of the database are not looked at."""
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=one.id,
                name=one.name,
                client_id=one.client_id,
                secret=one.secret,
                settings={"server_url": one.server_url, "oauth_pkce_enabled": True},
            )
            for one in providers()
            if provider in {None, "openid_connect", one.id} and client_id in {None, one.client_id}
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Match the provider's person to an account, or refuse with 403."""
        provider = next(one for one in providers() if one.id == sociallogin.account.provider)
        claims = _claims(sociallogin)
        sociallogin.account.extra_data = {}  # names and addresses are the provider's to keep
        if sociallogin.state.get("process") != AuthProcess.LOGIN or not claims:
            _refuse(request, provider, "claims")
        if sociallogin.is_existing:
            user = sociallogin.user
            sociallogin.account.save(update_fields=["extra_data"])
        else:
            user = _invited(claims)
        if user is None or not works_only_for(user, provider.organisation):
            _refuse(request, provider, "account")
        if not sociallogin.is_existing:
            sociallogin.user = sociallogin.account.user = user
            sociallogin.account.save()
            _log("single_sign_on_linked", user, provider)
        if provider.vouches_for_factor(claims):
            record_authentication(request, user, "mfa", type=SHOWN_THERE)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Cancelled, out of reach, or not what it should be: back to the sign-in page."""
        raise ImmediateHttpResponse(_did_not_work(request))


class FactorStage(AuthenticateStage):
    """allauth's second step, passed over where the provider has vouched for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return super()._should_handle(request) and not _vouched_for(request, self.login.user)


def works_only_for(user: User, slug: str) -> bool:
    """Whether this account may act for the organisation, and for no other."""
    memberships = Membership.objects.in_force().filter(user=user)
    return not user.is_superuser and set(
        memberships.values_list("organisation__slug", flat=True)
    ) == {slug}


@login_not_required
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """allauth's view; a provider that does not answer leads back to the sign-in page."""
    try:
        return openid_connect.login(request, provider_id=provider_id)
    except (requests.RequestException, ValueError):
        return _did_not_work(request)


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    """What the provider says of the person, or nothing where its answers do not fit together.

    The identity token says who it is; the user information may add the address, and must be about
    the same subject (OpenID Connect Core 1.0, 5.3.2).
    """
    told = sociallogin.account.extra_data
    token, information = told.get("id_token") or {}, told.get("userinfo") or {}
    if not token or information.get("sub", token.get("sub")) != token.get("sub"):
        return {}
    return {**information, **token}


def _invited(claims: dict[str, Any]) -> User | None:
    """The account with this address, if the provider says that it has checked it."""
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") is not True:
        return None
    return User.objects.filter(email=email.strip().lower(), is_active=True).first()


def _vouched_for(request: HttpRequest, user: Any) -> bool:
    return any(
        shown.get("method") == "mfa" and shown.get("type") == SHOWN_THERE
        for shown in get_authentication_records(request, user)
    )


def _refuse(request: HttpRequest, provider: Provider, reason: str) -> NoReturn:
    record(
        "single_sign_on_refused",
        subject="organisation",
        subject_id=provider.organisation,
        detail={"reason": reason},
    )
    raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", status=403))


def _log(action: str, user: User, provider: Provider) -> None:
    detail = {"organisation": provider.organisation}
    record(action, subject="user", subject_id=str(user.pk), detail=detail)


def _did_not_work(request: HttpRequest) -> HttpResponse:
    messages.error(
        request,
        _("Signing in through your organisation did not work. Try again, or use your password."),
    )
    return redirect("account_login")
