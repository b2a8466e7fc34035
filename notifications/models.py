"""The outbox. A row is what one person is told about one thing, without personal data."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .kinds import WITHOUT_ACCOUNT
from .ways import Rhythm


class NoticeState(models.TextChoices):
    PENDING = "pending", _("to be sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")
    DIGEST = "digest", _("in a digest")
    PORTAL = "portal", _("in the portal only")


class Notice(models.Model):
    """Written in the transaction of the move it tells of; mailed by the relay; read in the app.

    The key is made here, not by the database: who writes a notice may not read it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,  # a link to somebody without an account: row security shows it nobody
        related_name="+",
        db_index=False,  # the first column of an index below
        verbose_name=_("user"),
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2)
    reference = models.CharField(_("reference"), max_length=64)
    path_name = models.CharField(_("page"), max_length=100)
    path_args = ArrayField(models.CharField(max_length=100), verbose_name=_("page arguments"))
    # Rows of the release before say nothing here, which means no.
    urgent = models.BooleanField(_("urgent"), null=True, default=False)
    as_contact_point = models.BooleanField(_("to a contact point"), null=True, default=False)
    state = models.CharField(
        _("state"), max_length=8, choices=NoticeState.choices, default=NoticeState.PENDING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    # The notice of the digest that this one is counted in.
    digest = models.UUIDField(_("digest"), null=True, blank=True)

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
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | models.Q(kind__in=WITHOUT_ACCOUNT),
                name="notice_without_account_is_a_link",
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
            models.Index(
                fields=("next_attempt_at",),
                condition=models.Q(state="digest", digest__isnull=True),
                name="notice_for_digest",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class NoticePreference(models.Model):
    """What one person chose; without a row the defaults of `kinds` hold.

    The relay reads it when it sends, so that a choice holds at once, for what waits too.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("user"),
    )
    ways = models.JSONField(_("choices by kind"), default=dict)  # {kind: Way}
    rhythm = models.CharField(
        _("digest"), max_length=8, choices=Rhythm.choices, default=Rhythm.TWICE
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    quiet_weekends = models.BooleanField(_("quiet at weekends"), default=False)

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_begin_and_end",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
