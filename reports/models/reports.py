"""Progress reports.

Not a case table: what they hold is counted, and what leaves them is released.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.figures import Period


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SHARED = "shared", _("Shared with the working group")


class ProgressReport(models.Model):
    """The report on one period; a new run of it replaces what the last one showed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period_from = models.DateField(_("first day"))
    period_to = models.DateField(_("last day"))
    state = models.CharField(
        _("state"), max_length=16, choices=ReportState, default=ReportState.DRAFT
    )
    automatic = models.BooleanField(_("started by the portal at the cut-off date"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ("-period_to", "-period_from")
        constraints = (
            models.UniqueConstraint(
                fields=("period_from", "period_to"), name="one_report_a_period"
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="report_period_is_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_from} – {self.period_to}"

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)
