"""What one person keeps beside the lists: named filters, exports, and a calendar's address."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation


class SavedFilter(models.Model):
    """A list's filters under a name. `query` is an address' query of codes and dates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_name = models.CharField(max_length=12)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=400)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "list_name", "name"),
                name="saved_filter_once_a_name",
                violation_error_message=_("You already have a filter of this name."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class InboxExport(models.Model):
    """A file of coded columns of a list, asked for with a purpose, made by a worker, gone in a
    day. `query` holds the filters of the list as its address does."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    list_name = models.CharField(max_length=12)
    query = models.CharField(max_length=400, blank=True)
    purpose = models.CharField(_("purpose"), max_length=32)
    format = models.CharField(_("format"), max_length=4, choices=Format)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    worked_on_at = models.DateTimeField(null=True)  # the last sign of its worker
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    content = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("export of a list")
        verbose_name_plural = _("exports of lists")
        ordering = ("-created_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(content__isnull=False),
                name="ready_export_has_content",
            ),
        )
        indexes = (models.Index(fields=("expires_at",), name="export_expires"),)

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_being_made(self) -> bool:
        """Whether a file is still to come."""
        return self.state in {self.State.WAITING, self.State.RUNNING}


class CalendarFeed(models.Model):
    """The secret address under which a calendar reads a person's deadlines; its hash alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation", "role"), name="one_feed_a_membership"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
