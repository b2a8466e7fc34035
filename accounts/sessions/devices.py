"""Which browsers an account is known in, by a signed cookie that says nothing about anybody.

A browser that is known keeps getting in while a stranger guesses (`limits`), and a sign-in from
one that is not is told to the account's owner.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from allauth.account import signals as account
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User
from accounts.second_factor import ABOUT_THE_ACCOUNT
from notifications.services import Recipient, queue_notice

from .models import KnownDevice

KNOWN_FOR = timedelta(days=400)  # since the last sign-in; browsers keep no cookie longer
_SIGNER = Signer(salt="accounts.sessions.devices")


def device_of(request: HttpRequest) -> str | None:
    """A digest of the browser's cookie; None without one that this portal signed."""
    try:
        number = _SIGNER.unsign(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""))
    except BadSignature:
        return None
    return hashlib.sha256(number.encode()).hexdigest()


def is_known(email: str, device: str | None) -> bool:
    """Whether an account with this address has signed in on this device before."""
    return (
        device is not None
        and KnownDevice.objects.filter(
            user__email=email.strip().lower(),
            device=device,
            last_seen_at__gt=timezone.now() - KNOWN_FOR,
        ).exists()
    )


def forget_unused() -> None:
    """Delete what has not been used for KNOWN_FOR."""
    KnownDevice.objects.filter(last_seen_at__lt=timezone.now() - KNOWN_FOR).delete()


def give_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Renew the cookie of a browser in which somebody has just signed in."""
    value = getattr(request, "device_cookie", None)
    if value is not None:
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            value,
            max_age=KNOWN_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


@receiver(account.user_logged_in)
def note_device(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """After a whole sign-in. The first device of an account is no news to its owner."""
    if _note(request, user) and KnownDevice.objects.filter(user=user).count() > 1:
        queue_notice(
            "new_device",
            [Recipient(user.pk, user.email, user.language)],
            reference=ABOUT_THE_ACCOUNT,
            path_name="session_not_me",
            path_args=[],
        )


@receiver(account.password_reset)
def note_device_of_the_mailbox(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever opens the link in the mail may sign in from here, however many others guess."""
    _note(request, user)


def _note(request: HttpRequest, user: User) -> bool:
    """Count this browser as known to the user; says whether it is new to them."""
    device = device_of(request)
    if device is None:
        number = secrets.token_urlsafe(16)
        device = hashlib.sha256(number.encode()).hexdigest()
        request.device_cookie = _SIGNER.sign(number)  # type: ignore[attr-defined]
    else:
        request.device_cookie = request.COOKIES[settings.DEVICE_COOKIE_NAME]  # type: ignore[attr-defined]
    _row, is_new = KnownDevice.objects.update_or_create(
        user=user, device=device, defaults={"last_seen_at": timezone.now()}
    )
    return is_new
