"""Versions of a report: its text in blocks, what members say about them, and its life."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.life import OPEN_STATES, MoveCode, VersionState
from reports.models.reports import ProgressReport


class ReportVersion(models.Model):
    """One version of a report. Once adopted it never changes: the database refuses too.

    `run` has the figures and files that are in force, `offered` a newer one whose figures the
    secretariat may take or leave; `public_run` the files made for the public.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=16, choices=VersionState, default=VersionState.DRAFT
    )
    run = models.ForeignKey(
        "reports.ReportRun", on_delete=models.PROTECT, null=True, related_name="+"
    )
    offered = models.ForeignKey(
        "reports.ReportRun", on_delete=models.PROTECT, null=True, related_name="+"
    )
    public_run = models.ForeignKey(
        "reports.ReportRun", on_delete=models.PROTECT, null=True, related_name="+"
    )
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    correction_nl = models.CharField(_("what is corrected, in Dutch"), max_length=300, blank=True)
    correction_fr = models.CharField(_("what is corrected, in French"), max_length=300, blank=True)
    procedure = models.CharField(max_length=40, blank=True)
    answer_by = models.DateField(_("last day to answer"), null=True)
    approvals = models.JSONField(default=list)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)
    text_changed_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("version of a report")
        verbose_name_plural = _("versions of a report")
        ordering = ("report", "-number")
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="one_version_a_number"),
            models.UniqueConstraint(
                fields=("report",),
                condition=Q(state__in=[str(state) for state in OPEN_STATES]),
                name="one_open_version_a_report",
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="version_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"


class ReportBlock(models.Model):
    """The text under one heading in both languages; figures in it are references in braces.

    `made_*` is what the portal wrote from the figures in force. While nobody edited a block it is
    also the text; afterwards a newer one is `offered`, to take or to leave.
    """

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="blocks")
    key = models.CharField(max_length=32)
    position = models.PositiveSmallIntegerField()
    nl = models.TextField(_("text in Dutch"))
    fr = models.TextField(_("text in French"))
    made_nl = models.TextField()
    made_fr = models.TextField()
    edited = models.BooleanField(default=False)
    offered = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("text of a report")
        verbose_name_plural = _("texts of a report")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("version", "key"), name="one_block_a_heading"),
        )

    def __str__(self) -> str:
        return self.key

    def text(self, language: str) -> str:
        """The text in "nl" or "fr", references and all."""
        return self.nl if language == "nl" else self.fr


class BlockComment(models.Model):
    """What a member says about a block, until the secretariat has resolved it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    block = models.ForeignKey(ReportBlock, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    text = models.TextField(_("comment"), max_length=2000)
    language = models.CharField(max_length=2)
    created_at = models.DateTimeField()
    answer = models.TextField(_("what was done with it"), max_length=1000, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"{self.block_id} {self.created_at:%Y-%m-%d}"


class VersionEvent(models.Model):
    """A move in the life of a version: who, when, and what was said with it."""

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="events")
    move = models.CharField(max_length=24)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("event of a report")
        verbose_name_plural = _("events of a report")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.move

    @property
    def label(self) -> str:
        """The move in the reader's language."""
        return str(MoveCode(self.move).label)


class DispatchState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")


class Dispatch(models.Model):
    """An adopted version on its way to the Committee of Ministers: by mail, or by hand.

    A mail waits here for the relay. By hand, `proof` is the file that shows it. The receipt is
    what the Committee's secretariat answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="dispatches")
    by_hand = models.BooleanField(default=False)
    address = models.EmailField(_("e-mail address"), blank=True)
    state = models.CharField(max_length=8, choices=DispatchState, default=DispatchState.WAITING)
    files = models.JSONField(default=dict)  # name -> SHA-256
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=120, blank=True)
    proof = models.BinaryField(null=True)
    proof_name = models.CharField(max_length=80, blank=True)
    proof_sha256 = models.CharField(max_length=64, blank=True)
    received_on = models.DateField(_("received on"), null=True)
    receipt = models.CharField(_("their reference"), max_length=120, blank=True)
    receipt_recorded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sending")
        verbose_name_plural = _("sendings")
        ordering = ("-queued_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=DispatchState.values), name="dispatch_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(by_hand=False) | Q(proof__isnull=False),
                name="sent_by_hand_has_proof",
            ),
        )
        indexes = (
            models.Index(
                fields=("next_attempt_at",),
                condition=Q(state="waiting"),
                name="dispatches_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.state}"


class OutsideFigure(models.Model):
    """A national figure from outside the portal, with its source; never added to counted ones."""

    report = models.ForeignKey(
        ProgressReport, on_delete=models.CASCADE, related_name="outside_figures"
    )
    country = models.CharField(_("country"), max_length=2)
    label_nl = models.CharField(_("what it counts, in Dutch"), max_length=160)
    label_fr = models.CharField(_("what it counts, in French"), max_length=160)
    value = models.PositiveIntegerField(_("figure"))
    source_nl = models.CharField(_("source, in Dutch"), max_length=240)
    source_fr = models.CharField(_("source, in French"), max_length=240)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("figure from outside the portal")
        verbose_name_plural = _("figures from outside the portal")
        ordering = ("country", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(value=0) | Q(value__gte=5), name="outside_figure_shows_nobody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.country} {self.value}"
