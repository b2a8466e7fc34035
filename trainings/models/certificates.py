"""Certificates of attendance and the runs that make them."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being made")
    DONE = "done", _("ready")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("failed")


class CertificateRun(models.Model):
    """The making of a training's certificates, batch by batch.

    `claim` changes whenever a worker takes it up: one that was taken for dead and comes back finds
    its claim gone and writes nothing more. `total` is what is to be made at the asking.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(
        "trainings.Training",
        on_delete=models.CASCADE,
        related_name="certificate_runs",
        verbose_name=_("training"),
    )
    membership = models.ForeignKey(
        "accounts.Membership",
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("asked by"),
    )
    state = models.CharField(_("state"), max_length=8, choices=RunState, default=RunState.WAITING)
    total = models.PositiveIntegerField(_("certificates"))
    done = models.PositiveIntegerField(_("made"), default=0)
    # Registrations whose paper could not be made; the log says why.
    skipped = ArrayField(models.UUIDField(), default=list, verbose_name=_("not made"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claim = models.UUIDField(_("claim"), null=True)
    created_at = models.DateTimeField(_("asked"))
    worked_on_at = models.DateTimeField(_("last sign of life"))
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("making of certificates")
        verbose_name_plural = _("makings of certificates")
        ordering = ("-created_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("training",),
                condition=Q(state__in=("waiting", "running")),
                name="one_certificate_run_at_a_time",
            ),
        )
        indexes = (
            models.Index(
                fields=("worked_on_at",),
                condition=Q(state__in=("waiting", "running")),
                name="certificate_run_open",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        """Whether a worker still has something to do."""
        return self.state in {RunState.WAITING, RunState.RUNNING}

    @property
    def percent(self) -> int:
        """How far it is."""
        return min(100, 100 * self.done // self.total) if self.total else 100


class Revocation(models.TextChoices):
    """Why a certificate no longer holds."""

    WRONG = "wrong", _("something on it is wrong")
    ATTENDANCE = "attendance", _("the attendance was corrected")
    CANCELLED = "cancelled", _("the training was cancelled")
    REQUEST = "request", _("the participant asked for it")


class Certificate(models.Model):
    """What stands on one paper, and the paper.

    It says what was true when it was made: a later change of the training changes no paper. When
    its term is over the name and the file go; code and dates stay, so that an old paper is still
    known and nobody can be told from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(
        "trainings.Training",
        on_delete=models.PROTECT,
        related_name="certificates",
        db_index=False,  # the first column of an index below
        verbose_name=_("training"),
    )
    registration = models.ForeignKey(
        "trainings.Registration",
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("registration"),
    )
    # Whose it is, also once the registration names nobody; None for somebody without an account.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("participant"),
    )
    code = models.CharField(_("code"), max_length=16, unique=True)
    language = models.CharField(_("language"), max_length=2)
    name = models.CharField(_("name"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=250)
    place = models.CharField(_("place"), max_length=250, blank=True)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    attended = models.PositiveSmallIntegerField(_("half-days attended"))
    offered = models.PositiveSmallIntegerField(_("half-days"))
    issued_at = models.DateTimeField(_("issued"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_for = models.CharField(
        _("reason"), max_length=12, choices=Revocation.choices, blank=True
    )
    content = models.BinaryField(_("file"), null=True)
    erased_at = models.DateTimeField(_("name deleted"), null=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("name", "id")
        constraints = (
            # What keeps a worker that was killed, or two of them, from making one twice.
            models.UniqueConstraint(
                fields=("registration",),
                condition=Q(revoked_at=None),
                name="one_valid_certificate_a_participant",
            ),
            models.CheckConstraint(
                condition=Q(attended__gte=1, attended__lte=models.F("offered")),
                name="certificate_of_somebody_who_was_there",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_for="")
                | Q(revoked_at__isnull=False) & ~Q(revoked_for=""),
                name="certificate_revoked_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(name="", content=None, user=None),
                name="erased_certificate_names_nobody",
            ),
        )
        indexes = (
            models.Index(fields=("training", "name", "id"), name="certificates_of_training"),
        )

    def __str__(self) -> str:
        return str(self.pk)
