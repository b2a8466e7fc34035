"""The two bodies and who sits in them; a seat in one is none in the other."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Country, Organisation
from contacts.validators import clean_text
from workinggroup.codes import Silence


class Body(models.Model):
    """A body of the cooperation. `parent` is the one under which it hangs; only one that `adopts`
    decides on the progress report. `silence` and `answer_days` are its rules for written
    procedures; `by_agenda`: the secretariat chooses for each meeting whom its agenda concerns."""

    code = models.SlugField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=150, validators=[clean_text])
    task = models.CharField(_("task"), max_length=500, validators=[clean_text])
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("hangs under"),
    )
    adopts = models.BooleanField(_("adopts the progress report"), default=False)
    by_agenda = models.BooleanField(_("composed by agenda"), default=False)
    silence = models.CharField(
        _("when a country does not answer"),
        max_length=8,
        choices=Silence,
        default=Silence.BLOCKS,
    )
    answer_days = models.PositiveSmallIntegerField(_("days to answer"), default=21)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ("order", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("code")), name="body_hangs_under_another"
            ),
            models.CheckConstraint(
                condition=Q(silence__in=Silence.values), name="body_silence_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.code


class SeatQuerySet(models.QuerySet["Seat"]):
    def in_force(self) -> "SeatQuerySet":
        """Seats that have not ended, of organisations that are still there."""
        return self.filter(ended_on=None, organisation__active=True)

    def voting(self) -> "SeatQuerySet":
        """Those that answer for their country in a written procedure."""
        return self.in_force().filter(votes=True)


class Seat(models.Model):
    """An organisation's membership of one body. Who `votes` answers for its country, of which
    each has one; `country` repeats the organisation's, which the database needs for that."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="seats", verbose_name=_("body")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="seats",
        verbose_name=_("organisation"),
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
    )
    votes = models.BooleanField(_("answers for its country"), default=False)
    since = models.DateField(_("since"), default=timezone.localdate)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ("body", "country", "organisation")
        constraints = (
            models.UniqueConstraint(
                fields=("body", "organisation"),
                condition=Q(ended_on=None),
                name="seat_once_in_a_body",
            ),
            models.UniqueConstraint(
                fields=("body", "country"),
                condition=Q(votes=True, ended_on=None),
                name="seat_one_vote_a_country",
                violation_error_message=_("Another organisation answers for this country."),
            ),
            models.CheckConstraint(
                condition=Q(votes=False) | Q(country__isnull=False),
                name="seat_votes_for_a_country",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since")),
                name="seat_ends_after_it_began",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body_id}: {self.organisation_id}"
