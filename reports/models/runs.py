"""The runs that make a report, and what a run leaves behind.

None of these is a case table: what they hold is counted, and what leaves them is released.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.reports import ProgressReport


class RunState(models.TextChoices):
    QUEUED = "queued", _("Waiting to start")
    RUNNING = "running", _("In progress")
    FAILED = "failed", _("Failed")
    DONE = "done", _("Done")


class StepState(models.TextChoices):
    WAITING = "waiting", _("To do")
    RUNNING = "running", _("In progress")
    FAILED = "failed", _("Failed")
    DONE = "done", _("Done")


class RunKind(models.TextChoices):
    """What a run makes: figures and files; files anew of the same figures; files for the public."""

    FIGURES = "figures", _("Figures and files")
    FILES = "files", _("Files of the text as it stands")
    PUBLIC = "public", _("Files for the public")


ACTIVE_STATES = (RunState.QUEUED, RunState.RUNNING)


class ReportRun(models.Model):
    """One making of a report by Celery.

    `claim` names the worker that may write; `heartbeat` is its last sign of life. A worker whose
    claim is no longer the run's own writes nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="runs")
    kind = models.CharField(_("kind"), max_length=8, choices=RunKind, default=RunKind.FIGURES)
    version = models.ForeignKey(
        "reports.ReportVersion", on_delete=models.PROTECT, null=True, related_name="runs"
    )
    automatic = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=16, choices=RunState, default=RunState.QUEUED)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    heartbeat = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    snapshot = models.JSONField(null=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    released = models.JSONField(null=True)
    released_sha256 = models.CharField(max_length=64, blank=True)
    documents = models.JSONField(null=True)
    texts_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ("-requested_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("report",),
                condition=Q(state__in=("queued", "running")),
                name="one_active_run_a_report",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RunState.values), name="run_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.state}"


class RunStep(models.Model):
    """One step of a run, finished in a transaction of its own."""

    run = models.ForeignKey(ReportRun, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=24)
    state = models.CharField(max_length=16, choices=StepState, default=StepState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=24, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("run", "position"), name="one_step_a_position"),
            models.CheckConstraint(
                condition=Q(state__in=StepState.values), name="step_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.name}"


class ReportChart(models.Model):
    """A chart of a run in one language."""

    run = models.ForeignKey(ReportRun, on_delete=models.CASCADE, related_name="charts")
    key = models.CharField(max_length=24)
    language = models.CharField(max_length=2)
    svg = models.TextField()
    png = models.BinaryField()

    class Meta:
        verbose_name = _("chart")
        verbose_name_plural = _("charts")
        ordering = ("key", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("run", "key", "language"), name="one_chart_a_key_and_language"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.language}"


class ReportFile(models.Model):
    """A file of a run, whole in the database: web and workers may stand on different machines."""

    run = models.ForeignKey(ReportRun, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=2)
    file_format = models.CharField(max_length=8)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ("language", "file_format")
        constraints = (models.UniqueConstraint(fields=("run", "name"), name="one_file_a_name"),)

    def __str__(self) -> str:
        return self.name
