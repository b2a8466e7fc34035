"""When somebody can be reached: opening hours of contact points, and the duty rota of a country.

Times are local to the three countries, which share one clock (Europe/Brussels). A time that ends
at or before it begins runs over midnight; from 00:00 to 00:00 is day and night. Hours that nobody
has told are no row: unknown is not the same as closed.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.validators import clean_text, validate_phone


class Weekday(models.IntegerChoices):
    """ISO 8601: Monday is 1."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


def _spoken() -> "ArrayField[list[str], list[str]]":
    return ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name=_("languages")
    )


class OpeningHours(models.Model):
    """One weekday's hours of a contact point."""

    contact_point = models.ForeignKey(
        "contacts.ContactPoint",
        on_delete=models.CASCADE,
        related_name="opening_hours",
        verbose_name=_("contact point"),
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))
    on_holidays = models.BooleanField(_("on public holidays too"), default=False)
    languages = _spoken()

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["contact_point", "weekday", "opens"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact_point", "weekday", "opens"], name="opening_once_a_weekday"
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7)), name="opening_weekday_is_iso"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class DutyShift(models.Model):
    """When an organisation answers for its country's contact point, every week or once.

    `user` is who is told of what is overdue; readers are shown the organisation and the phone
    only. A deputy is phoned after those who stand in the rota themselves.
    """

    country = models.ForeignKey(
        "contacts.Country",
        on_delete=models.PROTECT,
        related_name="duty_shifts",
        verbose_name=_("country"),
    )
    organisation = models.ForeignKey(
        "contacts.Organisation",
        on_delete=models.PROTECT,
        related_name="duty_shifts",
        verbose_name=_("organisation"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person on duty"),
    )
    deputy = models.BooleanField(_("as deputy"), default=False)
    function = models.CharField(_("function"), max_length=150, blank=True, validators=[clean_text])
    phone = models.CharField(_("phone"), max_length=40, validators=[validate_phone])
    languages = _spoken()
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(
            choices=Weekday, validators=[MinValueValidator(1), MaxValueValidator(7)]
        ),
        default=list,
        blank=True,
        verbose_name=_("weekdays"),
    )
    from_time = models.TimeField(_("from"), null=True, blank=True)
    to_time = models.TimeField(_("to"), null=True, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    class Meta:
        verbose_name = _("duty shift")
        verbose_name_plural = _("duty shifts")
        ordering = ["country", "deputy", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    weekdays__len__gt=0,
                    from_time__isnull=False,
                    to_time__isnull=False,
                    starts_at__isnull=True,
                    ends_at__isnull=True,
                )
                | Q(
                    weekdays__len=0,
                    from_time__isnull=True,
                    to_time__isnull=True,
                    starts_at__isnull=False,
                    ends_at__gt=models.F("starts_at"),
                ),
                name="shift_is_weekly_or_once",
                violation_error_message=_(
                    "A shift is either every week (weekdays and times) or once (a start and a "
                    "later end)."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.organisation_id}"

    @property
    def is_weekly(self) -> bool:
        """Whether it comes back every week."""
        return bool(self.weekdays)
