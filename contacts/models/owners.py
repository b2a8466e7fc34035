"""What owners have under way with their entries: drafts, proposals, and what they were told."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models.organisations import Organisation


class EntryDraft(models.Model):
    """An entry as somebody wants it to be, not yet published.

    `document` is the whole entry as contacts.entries writes it, `version` the one it was made
    from. Data of a national contact point wait as `proposed` for a second person.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("waits for a second person")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="drafts",
        verbose_name=_("organisation"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    document = models.JSONField(_("entry"))
    version = models.PositiveIntegerField(_("made from version"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    saved_at = models.DateTimeField(_("saved"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("draft of an entry")
        verbose_name_plural = _("drafts of entries")
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state__in=["draft", "proposed"]),
                name="one_open_draft_an_entry",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(saved_by__isnull=True)
                | ~Q(decided_by=F("saved_by"))
                | Q(state="withdrawn"),
                name="entry_draft_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state}"


class OwnerReminder(models.Model):
    """When the people of an organisation were last reminded of their entry, and of what."""

    class Kind(models.TextChoices):
        UNVERIFIED = "unverified", _("entry to be confirmed")
        CAPACITY = "capacity", _("room no longer known")

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="owner_reminders",
        verbose_name=_("organisation"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("reminder to an owner")
        verbose_name_plural = _("reminders to owners")
        ordering = ["organisation", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="owner_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind}"
