"""Telling an organisation's own programs that something happened: where, and what was delivered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.service_accounts import ServiceAccount
from contacts.models import Organisation
from protection.pocket import SealedField

from .referral import Referral


class Webhook(models.Model):
    """An address of an organisation's program. Its team leads and the program alone see it.

    `user` is that of the service account: the delivery acts as that program, so that row security
    decides what it is told. While `previous_secret` holds, both secrets sign.
    """

    class Off(models.TextChoices):
        """Why nothing is sent any more."""

        BY_HAND = "by_hand", _("switched off by a team lead")
        FAILED = "failed", _("switched off: it could not be reached for three days")
        GONE = "gone", _("switched off: the address said that it is gone")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(ServiceAccount, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(_("address"), max_length=300)
    secret = SealedField()
    previous_secret = SealedField(null=True)
    previous_until = models.DateTimeField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    off = models.CharField(max_length=8, choices=Off, blank=True)
    # How it answered lately: since when and how often it failed, and when it is tried again.
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    try_after = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("created_at", "id")
        indexes = (
            models.Index(
                fields=("organisation",),
                condition=Q(ended_at__isnull=True, off=""),
                name="webhook_in_force",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class UntoldEvent(models.Model):
    """The outbox: written in the transaction of a move, gone once deliveries were made of it.

    `id` is that of the event. Nobody but the relay reads it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="+")
    sender_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    move = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("event to be told")
        verbose_name_plural = _("events to be told")
        indexes = (models.Index(fields=("at", "id"), name="untold_event_order"),)

    def __str__(self) -> str:
        return self.move


class WebhookDelivery(models.Model):
    """One event for one webhook. `event` names it to the receiver, the same at every attempt."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to be sent")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, null=True, related_name="+")
    event = models.UUIDField(default=uuid.uuid4)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    give_up_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=12, blank=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("delivery to a webhook")
        verbose_name_plural = _("deliveries to a webhook")
        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("webhook", "event"), name="event_told_once_a_webhook"),
        )
        indexes = (
            models.Index(fields=("webhook", "-at", "-id"), name="delivery_of_webhook"),
            models.Index(
                fields=("next_attempt_at",), condition=Q(state="waiting"), name="delivery_due"
            ),
            models.Index(fields=("at",), name="delivery_age"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
