"""A joint training: what it is, when and where, for how many, and what became of it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Country, Organisation
from contacts.models.fields import codes_field
from contacts.validators import clean_text
from trainings.codes import DayPart, Format, Jurisdiction, Level, Provider, Topic
from trainings.life import Move, State
from trainings.models.needs import Need
from trainings.querysets import TrainingQuerySet


class Training(models.Model):
    """One training. `trainings.running` writes its state, `trainings.editing` what it says.

    `reserve` are places for whichever country needs more than its own (CountryPlaces).
    `placed`, `waiting` and `places` are what the lists show, kept by the one writer; `last_line`
    is the last number given out in the order of registration. `first_day` and `last_day` repeat
    the half-days. `sequence` counts changes of what a calendar shows (RFC 5545, SEQUENCE);
    `revision` counts every saving, for two who edit at once. `online_link` is for participants.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(_("number"), unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(_("title"), max_length=150, validators=[clean_text])
    aims = models.TextField(_("aims"), max_length=2000, validators=[clean_text])
    topic = models.CharField(_("topic"), max_length=16, choices=Topic)
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.BASIC)
    audience = codes_field(_("for whom"))
    languages = codes_field(_("languages"))
    interpretation = codes_field(_("interpretation into"))
    format = models.CharField(_("form"), max_length=8, choices=Format, default=Format.ON_SITE)
    place = models.CharField(_("place"), max_length=200, blank=True, validators=[clean_text])
    online_link = models.URLField(_("link to take part"), blank=True, max_length=500)
    accessibility = models.TextField(
        _("accessibility"), blank=True, max_length=500, validators=[clean_text]
    )
    costs = models.CharField(_("costs"), blank=True, max_length=250, validators=[clean_text])
    reserve = models.PositiveSmallIntegerField(_("common reserve"), default=0)
    nomination_needed = models.BooleanField(_("the organisation nominates"), default=True)
    approval_needed = models.BooleanField(_("the country’s contact point approves"), default=False)
    register_until = models.DateField(_("registration until"), null=True, blank=True)
    organiser = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organiser"),
    )
    need = models.ForeignKey(
        Need,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="trainings",
        verbose_name=_("need that it meets"),
    )
    cancel_reason = models.CharField(
        _("why it was cancelled"), blank=True, max_length=250, validators=[clean_text]
    )
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), default=0)
    placed = models.PositiveSmallIntegerField(_("places taken"), default=0)
    waiting = models.PositiveSmallIntegerField(_("waiting"), default=0)
    last_line = models.PositiveIntegerField(default=0, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("made"))
    changed_at = models.DateTimeField(_("changed"))

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ("-first_day", "id")
        indexes = (
            models.Index(
                fields=("first_day", "id"),
                condition=~Q(state="draft"),
                name="training_by_day",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="training_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "cancelled")) | Q(first_day__isnull=False),
                name="training_open_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(placed__lte=F("places")), name="training_not_overfull"
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How people and notices name it."""
        return f"T-{self.number:04d}"


class CountryPlaces(models.Model):
    """How many places one country has of its own."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="country_places")
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("country")
    )
    places = models.PositiveSmallIntegerField(_("places"))

    class Meta:
        verbose_name = _("places of a country")
        verbose_name_plural = _("places of countries")
        ordering = ("training", "country__order")
        constraints = (
            models.UniqueConstraint(
                fields=("training", "country"), name="training_places_once_a_country"
            ),
        )

    def __str__(self) -> str:
        return f"{self.training_id} {self.country_id}"


class HalfDay(models.Model):
    """One half of a day, in local time (Europe/Brussels, which all three countries share)."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="half_days")
    day = models.DateField(_("day"))
    part = models.CharField(_("part of the day"), max_length=10, choices=DayPart)
    starts = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))

    class Meta:
        verbose_name = _("half-day")
        verbose_name_plural = _("half-days")
        ordering = ("training", "day", "starts")
        constraints = (
            models.UniqueConstraint(
                fields=("training", "day", "part"), name="training_half_day_once"
            ),
            models.CheckConstraint(
                condition=Q(starts__lt=F("ends")), name="training_half_day_ends_later"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.part}"


class ProgrammePart(models.Model):
    """One part of the programme, marked with whose law it is about."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="parts")
    half_day = models.ForeignKey(
        HalfDay,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("half-day"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=150, validators=[clean_text])
    text = models.TextField(_("text"), blank=True, max_length=1500, validators=[clean_text])
    jurisdiction = models.CharField(
        _("whose law"), max_length=6, choices=Jurisdiction, default=Jurisdiction.COMMON
    )

    class Meta:
        verbose_name = _("part of a programme")
        verbose_name_plural = _("parts of a programme")
        ordering = ("training", "order", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(jurisdiction__in=Jurisdiction.values),
                name="training_jurisdiction_is_known",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Trainer(models.Model):
    """Who gives the training. Shown to signed-in readers; the name is that person's data."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="trainers")
    name = models.CharField(_("name"), max_length=120, validators=[clean_text])
    function = models.CharField(_("function"), max_length=150, blank=True, validators=[clean_text])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        ordering = ("training", "order", "id")

    def __str__(self) -> str:
        return str(self.pk)


class Course(models.Model):
    """A course of CEPOL or of a country to which a training refers."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="courses")
    provider = models.CharField(_("whose course"), max_length=10, choices=Provider)
    reference = models.CharField(_("reference"), max_length=60, blank=True, validators=[clean_text])
    title = models.CharField(_("title"), max_length=200, validators=[clean_text])
    link = models.URLField(_("link"), blank=True, max_length=500)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("course referred to")
        verbose_name_plural = _("courses referred to")
        ordering = ("training", "order", "id")

    def __str__(self) -> str:
        return self.title


class TrainingEvent(models.Model):
    """One move in the life of a training; `user_id` is None where the clock or a place moved it."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="events")
    move = models.CharField(_("move"), max_length=10, choices=Move)
    at = models.DateTimeField(_("at"))
    user_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("move of a training")
        verbose_name_plural = _("moves of a training")
        ordering = ("training", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(move__in=Move.values), name="training_move_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.training_id} {self.move}"
