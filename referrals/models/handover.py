"""How the person gets there, and what both sides say of the referral afterwards."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation
from referrals.codes import Side

from .asking import Request
from .referral import Referral


class Handover(models.Model):
    """Where and when the person is met, by whom, with what. Time, place and note are encrypted.

    Row security shows it to the sender and the chosen recipients alone. `version` tells two who
    change it at once apart. `confirmed_by` is the request whose side said that the person arrived.
    """

    referral = models.OneToOneField(
        Referral, on_delete=models.DO_NOTHING, primary_key=True, related_name="handover"
    )
    version = models.PositiveIntegerField(default=1)
    appointment = models.BinaryField(null=True)
    meeting_point = models.BinaryField(null=True)
    note = models.BinaryField(null=True)
    note_language = models.CharField(max_length=2, blank=True)
    escort = models.CharField(_("escort"), max_length=32, blank=True)
    transport = models.CharField(_("transport"), max_length=32, blank=True)
    ready = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Request, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")

    def __str__(self) -> str:
        return str(self.pk)


class Rating(models.Model):
    """What one side says when it is over; only that organisation reads it again.

    Codes only, which the reports count; the short text is encrypted and counted by nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="ratings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=16)
    rated_at = models.DateTimeField()
    guide_sufficed = models.CharField(max_length=32, blank=True)
    answered_in_time = models.CharField(max_length=32, blank=True)
    effort = models.CharField(max_length=32, blank=True)
    text = models.BinaryField(null=True)
    text_language = models.CharField(max_length=2, blank=True)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ("rated_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("referral", "organisation"), name="one_rating_an_organisation"
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=[Side.SENDER, Side.RECIPIENT]),
                name="rating_side_is_known",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class RatingGap(models.Model):
    """One thing that was missing in the guide (code list `guide_missing`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="gaps")
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=32)

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=("rating", "code"), name="gap_once"),)

    def __str__(self) -> str:
        return self.code
