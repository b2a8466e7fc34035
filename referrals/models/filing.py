"""What only the sender's organisation sees of a referral: its own reference, and the
calls it made before or about the request."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation

from .referral import Referral


class SenderFile(models.Model):
    """The sender's own reference, encrypted: where the case stands in its own files."""

    referral = models.OneToOneField(
        Referral, on_delete=models.DO_NOTHING, primary_key=True, related_name="sender_file"
    )
    own_reference = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("sender’s file")
        verbose_name_plural = _("sender’s files")

    def __str__(self) -> str:
        return str(self.pk)


class PhoneCall(models.Model):
    """That the organisation phoned another, and how it ended (code list `call_outcome`).

    `form_id` is the id of the form at which the call was made, and of the draft that came of it;
    `referral` is empty until there is one. Only numbers of the directory are phoned from here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form_id = models.UUIDField()
    referral = models.ForeignKey(
        Referral, on_delete=models.DO_NOTHING, null=True, related_name="phone_calls"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    called = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("phone call")
        verbose_name_plural = _("phone calls")
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(outcome=""), name="call_has_an_outcome"),
        )
        indexes = (
            models.Index(fields=("form_id",), name="call_of_a_form"),
            models.Index(fields=("referral",), name="call_of_a_referral"),
        )

    def __str__(self) -> str:
        return f"{self.called_id} {self.outcome}"
