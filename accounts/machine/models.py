"""What programs have asked already, so that the same question is not acted on twice."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation
from protection.pocket import SealedField


class AnsweredCall(models.Model):
    """One unsafe call under its `Idempotency-Key`, with the answer it got; gone in a day.

    The row is written before the call is acted on: a second one under the same key waits for the
    first to commit. `fingerprint` is a keyed digest of method, address and body.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    fingerprint = models.BinaryField()
    status = models.PositiveSmallIntegerField(default=0)
    answer = SealedField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answered call of a program")
        verbose_name_plural = _("answered calls of programs")
        ordering = ("expires_at", "id")
        # Made when referrals alone were changed by programs; its rows live for a day.
        db_table = "referrals_answeredcall"
        constraints = (
            models.UniqueConstraint(fields=("user", "organisation", "key"), name="one_call_a_key"),
        )
        indexes = (models.Index(fields=("expires_at",), name="call_expires"),)

    def __str__(self) -> str:
        return str(self.pk)
