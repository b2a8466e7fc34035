"""Counts of pages read and copies spread. Nothing here belongs to a reader, not even for a day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Country, Organisation


class PageUse(models.Model):
    """How often a page of the guide was read in a language on a day.

    `page` is its short name in the address; a leading "~" tells the guide's own lists from pages.
    """

    page = models.CharField(_("page"), max_length=60)
    language = models.CharField(_("language"), max_length=2)
    day = models.DateField(_("day"))
    views = models.PositiveIntegerField(_("views"))

    class Meta:
        verbose_name = _("use of a page")
        verbose_name_plural = _("use of pages")
        ordering = ("-day", "page", "language")
        default_permissions = ()
        indexes = (models.Index(fields=("day",), name="guide_page_use_day"),)
        constraints = (
            models.UniqueConstraint(fields=("page", "language", "day"), name="guide_use_once"),
        )

    def __str__(self) -> str:
        return f"{self.page} {self.language} {self.day}"


class Download(models.Model):
    """How often the brochure of a language was downloaded on a day, by what readers said of
    themselves: a country and a kind of body, both "" for those who said nothing."""

    language = models.CharField(_("language"), max_length=2)
    day = models.DateField(_("day"))
    country = models.CharField(_("country"), max_length=2, blank=True)
    kind = models.CharField(_("kind of body"), max_length=40, blank=True)
    number = models.PositiveIntegerField(_("number"))

    class Meta:
        verbose_name = _("downloads of the brochure")
        verbose_name_plural = _("downloads of the brochure")
        ordering = ("-day", "language", "country", "kind")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("day", "language", "country", "kind"), name="guide_download_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.language} {self.day}"


class Copies(models.Model):
    """Printed copies that somebody handed out: where, to which kind of body, how many, when.

    `country` None is for several countries or none of them. `recorded_by` is a user id; the
    organisation is that of who recorded it.
    """

    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
    )
    kind = models.CharField(_("kind of body"), max_length=40)
    language = models.CharField(_("language"), max_length=2)
    number = models.PositiveIntegerField(_("number of copies"))
    day = models.DateField(_("day"))
    occasion = models.CharField(_("occasion"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    recorded_by = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("copies handed out")
        verbose_name_plural = _("copies handed out")
        ordering = ("-id",)
        default_permissions = ()
        constraints = (
            models.CheckConstraint(condition=Q(number__gt=0), name="guide_copies_are_some"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.day}"
