"""The inquiry into a Benelux legal instrument (declaration of 2 December 2016, fifth task)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from contacts.models import Country, Organisation
from contacts.validators import clean_text
from workinggroup.themes import Position


class InquiryQuestion(models.Model):
    """What the inquiry asks every body of the three countries. `revision` counts its savings."""

    slug = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.CharField(_("question"), max_length=300, validators=[clean_text])
    explanation = models.TextField(
        _("explanation"), max_length=1000, blank=True, validators=[clean_text]
    )
    active = models.BooleanField(_("still asked"), default=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("question of the inquiry")
        verbose_name_plural = _("questions of the inquiry")
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.text or ""


class Contribution(models.Model):
    """One body's answer to a question; changed by that body while the question is asked.

    `revision` counts its savings, so that colleagues do not write over each other.
    """

    question = models.ForeignKey(
        InquiryQuestion, on_delete=models.PROTECT, related_name="contributions"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    # A code of the list `org_type`, as it was then.
    kind = models.CharField(_("kind of body"), max_length=40)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    text = models.TextField(_("answer"), max_length=3000, validators=[clean_text])
    revision = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.BigIntegerField(editable=False)
    written_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("contribution to the inquiry")
        verbose_name_plural = _("contributions to the inquiry")
        ordering = ("written_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("question", "organisation"), name="inquiry_one_answer_a_body"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class CountryPosition(models.Model):
    """What a country finds since a day. Never changed: a new one follows, so the course shows."""

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("country")
    )
    position = models.CharField(_("position"), max_length=12, choices=Position)
    reasons = models.TextField(_("reasons"), max_length=2000, validators=[clean_text])
    since = models.DateField(_("since"))
    taken_by = models.BigIntegerField(editable=False)
    taken_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("position of a country")
        verbose_name_plural = _("positions of countries")
        ordering = ("since", "taken_at", "id")
        indexes = (
            models.Index(fields=("country", "-since", "-taken_at"), name="inquiry_position"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Synthesis(models.Model):
    """The secretariat's summary of the inquiry, in numbered versions; the last one counts.

    `result` is what goes into the progress report.
    """

    number = models.PositiveSmallIntegerField(unique=True)
    text = models.TextField(_("synthesis"), max_length=6000, validators=[clean_text])
    result = models.CharField(
        _("result for the progress report"), max_length=600, validators=[clean_text]
    )
    written_by = models.BigIntegerField(editable=False)
    written_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("synthesis of the inquiry")
        verbose_name_plural = _("syntheses of the inquiry")
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(condition=Q(number__gte=1), name="inquiry_synthesis_counts"),
        )

    def __str__(self) -> str:
        return str(self.number)
