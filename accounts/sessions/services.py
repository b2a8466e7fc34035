"""Ending sessions: the door for whatever makes them end before their time.

A row that is gone is the end: the next request with its key is a stranger's, and a request that
is still under way cannot bring it back (`store.SessionStore.save`).
"""

from typing import Any
from uuid import UUID

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User

from .models import KnownDevice, PortalSession
from .store import digest


def end_sessions(user_id: int, *, but: str | None = None, using: str = "default") -> int:
    """End all sessions of a user, except the one with the session key `but`; returns how many."""
    ended = PortalSession.objects.using(using).filter(user_id=user_id)
    if but:
        ended = ended.exclude(pk=digest(but))
    return ended.delete()[0]


def end_session(user_id: int, public_id: UUID) -> bool:
    """End one session of a user; False when they have none of this number."""
    return bool(PortalSession.objects.filter(user_id=user_id, public_id=public_id).delete()[0])


def forget_devices(user_id: int) -> None:
    """No browser counts as known to this account any more."""
    KnownDevice.objects.filter(user_id=user_id).delete()


@receiver(account.password_changed)
@receiver(account.password_set)
@receiver(account.password_reset)
@receiver(mfa.authenticator_added)
@receiver(mfa.authenticator_removed)
@receiver(mfa.authenticator_reset)
def end_the_others(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """What proves who somebody is has changed: only the session that changed it goes on."""
    is_own = request.user.is_authenticated and request.user.pk == user.pk
    end_sessions(user.pk, but=request.session.session_key if is_own else None)


@receiver(post_save, sender=User)
def end_those_of_the_deactivated(
    instance: User, created: bool, using: str, raw: bool = False, **kwargs: Any
) -> None:
    if not (raw or created or instance.is_active):  # an account made closed has no session
        end_sessions(instance.pk, using=using)
