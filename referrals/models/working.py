"""What an organisation keeps for its own work on a referral, and what both sides tell each other.

Everything here belongs to one organisation, and row security (migration 0004) shows it to no
other; a message alone is read by both sides of its request.
"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation

from .asking import Request
from .referral import Referral


class Assignment(models.Model):
    """Who of an organisation works on a referral: claimed by them, or given by a team lead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="assignments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = (
            models.UniqueConstraint(
                fields=("referral", "organisation"), name="one_assignment_an_organisation"
            ),
        )
        indexes = (models.Index(fields=("organisation", "user"), name="assignment_of_user"),)

    def __str__(self) -> str:
        return str(self.referral_id)


class Absence(models.Model):
    """When somebody is away and who takes over; both days included."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ("starts_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="absence_ends_after_it_starts",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(deputy=F("user")),
                name="absence_has_another_deputy",
                violation_error_message=_("Nobody stands in for themselves."),
            ),
        )
        indexes = (models.Index(fields=("organisation", "ends_on"), name="absence_current"),)

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on}"


class InternalNote(models.Model):
    """An internal note, encrypted, that only the own organisation sees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="notes")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.BinaryField()
    mentioned = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ("at", "id")
        indexes = (models.Index(fields=("referral", "organisation", "at"), name="note_of_case"),)

    def __str__(self) -> str:
        return str(self.pk)


class Message(models.Model):
    """What the sender and one recipient write each other, encrypted, in a language."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="messages")
    request = models.ForeignKey(Request, on_delete=models.DO_NOTHING, related_name="messages")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.BinaryField()
    text_language = models.CharField(max_length=2)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("at", "id")

    def __str__(self) -> str:
        return str(self.pk)


class Sight(models.Model):
    """That somebody opened the referral, first and last: the receipt of what was read.

    The other side is shown the organisation and the time, never the person. `request` is None for
    the sender.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="sights")
    request = models.ForeignKey(Request, on_delete=models.DO_NOTHING, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = _("receipt of reading")
        verbose_name_plural = _("receipts of reading")
        ordering = ("-last_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("referral", "organisation", "user"), name="one_sight_a_person"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
