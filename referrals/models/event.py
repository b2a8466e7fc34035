"""The log of a referral's life, written with every move."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation

from .asking import Request
from .referral import Referral


class Event(models.Model):
    """One move: by whom, when, from which state to which, with a coded detail.

    Codes only; the timeline tells it in the reader's language. Never changed or deleted by the
    application's role.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="events")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, null=True, related_name="events")
    at = models.DateTimeField()
    sequence = models.PositiveIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=32, blank=True)
    channel = models.CharField(max_length=8, blank=True)
    # Salted digest of the coded content (referrals.fingerprints), of moves with a receipt.
    fingerprint = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint(fields=("referral", "sequence"), name="event_in_its_place"),
        )

    def __str__(self) -> str:
        return f"{self.sequence}. {self.move}"
