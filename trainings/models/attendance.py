"""Who was there, by half-day. Names stand with the registration alone."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AttendanceList(models.Model):
    """That the list of a half-day was taken, so that an empty one differs from none."""

    half_day = models.OneToOneField(
        "trainings.HalfDay",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="attendance_list",
        verbose_name=_("half-day"),
    )
    taken_at = models.DateTimeField(_("taken"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("taken by"),
    )

    class Meta:
        verbose_name = _("attendance list")
        verbose_name_plural = _("attendance lists")

    def __str__(self) -> str:
        return str(self.pk)


class Attendance(models.Model):
    """Somebody was there for a half-day; who was not has no row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    half_day = models.ForeignKey(
        "trainings.HalfDay",
        on_delete=models.CASCADE,
        related_name="attendances",
        db_index=False,  # the first column of the constraint below
        verbose_name=_("half-day"),
    )
    registration = models.ForeignKey(
        "trainings.Registration",
        on_delete=models.CASCADE,
        related_name="attendances",
        verbose_name=_("registration"),
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = (
            models.UniqueConstraint(
                fields=("half_day", "registration"), name="there_once_a_half_day"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
