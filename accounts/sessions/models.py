"""Sessions, the devices an account is known on, and text that outlives its session."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from protection.pocket import SealedField


class PortalSession(AbstractBaseSession):
    """One browser's session. The key is a digest: a copy of the table opens no session.

    Of the browser only its name and system are kept, to tell one's own sessions apart; no
    address of any kind.
    """

    public_id = models.UUIDField(_("number"), default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("user"),
    )
    browser = models.CharField(_("browser"), max_length=16, blank=True)
    system = models.CharField(_("system"), max_length=16, blank=True)
    signed_in_at = models.DateTimeField(_("signed in"), null=True)
    last_seen_at = models.DateTimeField(_("last used"), default=timezone.now)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        db_table = "accounts_session"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from .store import SessionStore  # it imports this module

        return SessionStore


class KnownDevice(models.Model):
    """A browser in which an account has signed in; `device` is a digest of its signed cookie."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,  # the first column of the constraint
        verbose_name=_("user"),
    )
    device = models.CharField(_("device"), max_length=64)
    last_seen_at = models.DateTimeField(_("last used"), default=timezone.now)

    class Meta:
        verbose_name = _("known device")
        verbose_name_plural = _("known devices")
        constraints = (
            models.UniqueConstraint(fields=("user", "device"), name="device_known_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id}"


class KeptText(models.Model):
    """What somebody had typed when their session ended: for them alone, for a day, sealed.

    `page` is where they typed it and `action` where its form posts; both are addresses of the
    portal, which hold nothing personal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,  # the first column of the constraint
        verbose_name=_("user"),
    )
    page = models.CharField(_("page"), max_length=300)
    action = models.CharField(_("sent to"), max_length=300)
    fields = SealedField(_("typed text"))
    kept_at = models.DateTimeField(_("kept"), default=timezone.now)

    class Meta:
        verbose_name = _("kept text")
        verbose_name_plural = _("kept texts")
        constraints = (
            models.UniqueConstraint(fields=("user", "page", "action"), name="kept_once_a_form"),
        )
        indexes = (models.Index(fields=("kept_at",), name="kept_text_age"),)

    def __str__(self) -> str:
        return self.page
