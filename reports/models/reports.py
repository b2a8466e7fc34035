"""Progress reports.

Not a case table: what they hold is counted, and what leaves them is released.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.figures import Period
from reports.outline import Length


class ProgressReport(models.Model):
    """The report on one period and scope; its text and its life are those of its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period_from = models.DateField(_("first day"))
    period_to = models.DateField(_("last day"))
    country = models.CharField(_("country"), max_length=2, blank=True)
    length = models.CharField(_("length"), max_length=8, choices=Length, default=Length.FULL)
    cut_off = models.DateField(_("cut-off date"), null=True)
    due = models.DateField(_("due date"), null=True)
    reminded = models.JSONField(default=list)  # the steps of the plan that were reminded of
    automatic = models.BooleanField(_("started by the portal at the cut-off date"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ("-period_to", "-period_from")
        constraints = (
            models.UniqueConstraint(
                fields=("period_from", "period_to", "country", "length"),
                name="one_report_a_period",
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="report_period_is_in_order"
            ),
            models.CheckConstraint(
                condition=Q(length__in=Length.values), name="report_length_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_from} – {self.period_to}"

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)
