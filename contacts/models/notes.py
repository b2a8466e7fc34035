"""What readers of an entry say is wrong with it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.organisations import Organisation
from contacts.validators import clean_text


class EntryNote(models.Model):
    """“Something is wrong” with an organisation's entry, and what its owner answered.

    Row security shows it to the organisation it is about, to the contact point of its country and
    to who wrote it. `country` repeats the organisation's, for the policies; `written_by` and
    `answered_by` are users' ids. contacts.notes is the one writer.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        RESOLVED = "resolved", _("resolved")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="entry_notes",
        verbose_name=_("organisation"),
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    reason = models.CharField(_("what is wrong"), max_length=40)
    text = models.TextField(_("explanation"), blank=True, validators=[clean_text])
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer"), blank=True, validators=[clean_text])
    written_by = models.BigIntegerField(_("written by"))
    written_for = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("written for"),
    )
    written_at = models.DateTimeField(_("written on"))
    answered_by = models.BigIntegerField(_("answered by"), null=True)
    answered_at = models.DateTimeField(_("answered on"), null=True)

    class Meta:
        verbose_name = _("note on an entry")
        verbose_name_plural = _("notes on entries")
        ordering = ["-written_at", "-id"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["-written_at", "-id"], name="entry_note_list"),
            models.Index(fields=["organisation"], name="entry_note_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | Q(state__in=["answered", "resolved"], answered_at__isnull=False),
                name="entry_note_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.reason}"
