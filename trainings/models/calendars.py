"""The secret address of a person's trainings, and which reminders were sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedScope(models.TextChoices):
    """Which trainings stand in a feed."""

    OWN = "own", _("the trainings in which you have a place")
    ALL = "all", _("all trainings")


class TrainingFeed(models.Model):
    """The address under which a calendar program reads a person's trainings; its hash alone."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("user"),
    )
    language = models.CharField(_("language"), max_length=2)
    scope = models.CharField(_("trainings"), max_length=3, choices=FeedScope)
    token_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("calendar address of trainings")
        verbose_name_plural = _("calendar addresses of trainings")

    def __str__(self) -> str:
        return str(self.pk)


class Reminder(models.Model):
    """That participants were reminded of a training's first day so many days before it."""

    training = models.ForeignKey(
        "trainings.Training",
        on_delete=models.CASCADE,
        related_name="reminders",
        db_index=False,
        verbose_name=_("training"),
    )
    first_day = models.DateField(_("first day"))
    days_before = models.PositiveSmallIntegerField(_("days before"))

    class Meta:
        verbose_name = _("reminder of a training")
        verbose_name_plural = _("reminders of trainings")
        constraints = (
            models.UniqueConstraint(
                fields=("training", "first_day", "days_before"), name="reminded_once_a_date"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
