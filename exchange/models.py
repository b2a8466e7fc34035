"""Files of the directory on their way in or out, and what a file brought in would change.

Professional data alone, yet each row is seen by nobody but who brought or asked for it: what
somebody put into a file by mistake stays between them and the portal, and is gone in a day.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation


class Exchange(models.Model):
    """One file. `content` is the file as it was brought in until it has been tried, or the file
    to fetch; `language` that of the person, in which problems are told."""

    class Step(models.TextChoices):
        EXPORT = "export", _("export")
        TRY = "try", _("dry run")
        WRITE = "write", _("writing")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being made")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    class Format(models.TextChoices):
        XLSX = "xlsx", _("spreadsheet (XLSX)")
        CSV = "csv", _("CSV files in a ZIP file")
        HSDS = "hsds", _("Open Referral HSDS 3.1 (JSON)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    step = models.CharField(_("step"), max_length=8, choices=Step)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    format = models.CharField(_("format"), max_length=8, choices=Format, blank=True)
    # Why it failed, in the person's language; and what to know about a file that could be read.
    reason = models.CharField(max_length=300, blank=True)
    remarks = models.JSONField(default=list)
    skip_faulty = models.BooleanField(default=False)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_faulty = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    worked_on_at = models.DateTimeField(null=True)  # the last sign of its worker
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    content = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("file of the directory")
        verbose_name_plural = _("files of the directory")
        ordering = ("-created_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(step="export") | ~Q(state="done") | Q(content__isnull=True),
                name="exchange_file_goes_after_the_dry_run",
            ),
        )
        indexes = (
            models.Index(fields=("expires_at",), name="exchange_expires"),
            models.Index(fields=("user", "-created_at"), name="exchange_of_person"),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_being_made(self) -> bool:
        """Whether a worker still has something to do."""
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def can_be_written(self) -> bool:
        """Whether the dry run is done and something of it can be written."""
        tried = self.step == self.Step.TRY and self.state == self.State.DONE
        return tried and self.rows_new + self.rows_changed > 0


class PlannedRow(models.Model):
    """One row of a file that would add or change something, or that has a fault.

    `changes` are [column, cell before, cell after], `problems` {"field", "text", "stops"}: what
    does not stop is only told. `number` is that of the row in the file, `position` its place among
    all rows of the file.
    """

    class Action(models.TextChoices):
        NEW = "new", _("new")
        CHANGE = "change", _("changed")
        FAULT = "fault", _("error")

    id = models.BigAutoField(primary_key=True)
    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="rows")
    user_id = models.BigIntegerField()
    position = models.PositiveIntegerField()
    table = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=8, choices=Action)
    target = models.CharField(max_length=80, blank=True)  # the key of the directory's row
    owner = models.CharField(max_length=80)  # the organisation's short name
    title = models.CharField(max_length=250, blank=True)
    changes = models.JSONField(default=list)
    problems = models.JSONField(default=list)

    class Meta:
        verbose_name = _("row of a file")
        verbose_name_plural = _("rows of a file")
        ordering = ("exchange", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("exchange", "position"), name="exchange_row_has_its_place"
            ),
        )
        indexes = (
            models.Index(
                fields=("exchange", "position"),
                condition=Q(action="fault"),
                name="exchange_faulty_rows",
            ),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.number}"
