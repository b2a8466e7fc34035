"""The register of what was released: figures as readers have them, table by table, for good.

Nothing here is ever changed or deleted: a later release has to be held against it. `counted` is
what the release was made of; no reader gets it, and the statistics role may not read it.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.figures import Period


class Audience(models.TextChoices):
    INSIDE = "inside", _("Working group")
    PUBLIC = "public", _("Public")


class Release(models.Model):
    """Figures of a period for one circle of readers, as one frozen pattern.

    `scope` is the country that they are about, "" for all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period_from = models.DateField(_("first day"))
    period_to = models.DateField(_("last day"))
    scope = models.CharField(_("country"), max_length=2, blank=True)
    audience = models.CharField(_("audience"), max_length=8, choices=Audience)
    number = models.PositiveSmallIntegerField(_("number"))
    threshold = models.PositiveSmallIntegerField(_("threshold"))
    run_id = models.UUIDField(null=True)  # the report's run that it was made for
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    released_at = models.DateTimeField(_("released on"))
    counted = models.JSONField()
    shown = models.JSONField()
    sha256 = models.CharField(max_length=64)
    # What the gate found: cells in all, cells shown, and releases that were attacked with it.
    cells = models.PositiveIntegerField()
    cells_shown = models.PositiveIntegerField()
    beside = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("release of figures")
        verbose_name_plural = _("releases of figures")
        ordering = ("-period_to", "-period_from", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("period_from", "period_to", "scope", "audience", "number"),
                name="one_release_a_number",
            ),
            models.UniqueConstraint(fields=("run_id", "audience"), name="one_release_a_run"),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="release_period_is_in_order"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="release_audience_is_known"
            ),
        )

    def __str__(self) -> str:
        scope = f", {self.scope}" if self.scope else ""
        return f"{self.period_from} – {self.period_to}{scope}, {self.number}"

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)


class ReleasedTable(models.Model):
    """One table of a release, as it stands wherever it is shown."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="tables")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=48)
    stage = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    cells = models.PositiveIntegerField()
    withheld = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("released table")
        verbose_name_plural = _("released tables")
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("release", "key"), name="one_table_a_key"),)

    def __str__(self) -> str:
        return self.key
