"""The outbox. A row is what one person is told about one thing, without personal data."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NoticeState(models.TextChoices):
    PENDING = "pending", _("to be sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")


class Notice(models.Model):
    """Written in the transaction of the move it tells of; mailed by the relay; read in the app.

    The key is made here, not by the database: who writes a notice may not read it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,  # the first column of an index below
        verbose_name=_("user"),
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2)
    reference = models.CharField(_("reference"), max_length=64)
    path_name = models.CharField(_("page"), max_length=100)
    path_args = ArrayField(models.CharField(max_length=100), verbose_name=_("page arguments"))
    state = models.CharField(
        _("state"), max_length=8, choices=NoticeState.choices, default=NoticeState.PENDING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | ~models.Q(state="sent") & models.Q(sent_at__isnull=True),
                name="notice_sent_has_its_time",
            ),
        )
        indexes = (
            models.Index(fields=("user", "-created_at", "-id"), name="notice_of_user"),
            models.Index(
                fields=("user",),
                condition=models.Q(read_at__isnull=True),
                name="notice_unread",
            ),
            models.Index(
                fields=("next_attempt_at",),
                condition=models.Q(state="pending"),
                name="notice_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
