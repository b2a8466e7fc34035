"""The needs inventory: rounds, what organisations need, and who needs it too."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Country, Organisation
from contacts.models.fields import codes_field
from contacts.validators import clean_text
from trainings.codes import Format, Level, Topic, Urgency
from trainings.life import RoundState


class Round(models.Model):
    """A time in which organisations state what they need; at most one is open."""

    title = models.CharField(_("title"), max_length=120, validators=[clean_text])
    introduction = models.TextField(
        _("introduction"), blank=True, max_length=1500, validators=[clean_text]
    )
    state = models.CharField(_("state"), max_length=8, choices=RoundState, default=RoundState.DRAFT)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closes_on = models.DateField(_("open until"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("round of needs")
        verbose_name_plural = _("rounds of needs")
        ordering = ("-closes_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("state",), condition=Q(state="open"), name="training_one_round_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RoundState.values), name="training_round_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Need(models.Model):
    """What one organisation says it needs; others say “we too” (NeedSupport).

    Free texts carry the `language` they were written in. `country` and `kind` repeat the
    organisation's at the time of writing. `merged_into` names the need of which this one became a
    part. `supporters`, `countries`, `people_asked` and `score` are kept by `trainings.inventory`:
    organisations, countries and people over the need and all that stand behind it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="needs", verbose_name=_("round of needs")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="training_needs",
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
    kind = models.CharField(_("kind of organisation"), max_length=40)
    topic = models.CharField(_("topic"), max_length=16, choices=Topic)
    subject = models.CharField(_("subject"), max_length=150, validators=[clean_text])
    language = models.CharField(_("language of the text"), max_length=2)
    audience = codes_field(_("for whom"))
    people = models.PositiveSmallIntegerField(_("number of people"))
    level = models.CharField(_("level"), max_length=10, choices=Level)
    urgency = models.CharField(_("how soon"), max_length=8, choices=Urgency)
    languages = codes_field(_("languages of the training"))
    format = models.CharField(_("form"), max_length=8, choices=Format)
    existing = models.TextField(
        _("what exists nationally"), blank=True, max_length=1000, validators=[clean_text]
    )
    cepol = models.TextField(
        _("activities of CEPOL that fit"), blank=True, max_length=500, validators=[clean_text]
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("became part of"),
    )
    stated_by = models.BigIntegerField(null=True)
    stated_at = models.DateTimeField(_("stated"))
    supporters = models.PositiveSmallIntegerField(_("organisations"), default=1)
    countries = models.PositiveSmallIntegerField(_("countries"), default=1)
    people_asked = models.PositiveIntegerField(_("people"), default=0)
    score = models.PositiveIntegerField(_("rank"), default=0)

    class Meta:
        verbose_name = _("training need")
        verbose_name_plural = _("training needs")
        ordering = ("-score", "id")
        indexes = (
            models.Index(
                fields=("round", "-score", "id"),
                condition=Q(merged_into=None),
                name="training_need_rank",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="training_need_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=5000), name="training_need_has_people"
            ),
        )

    def __str__(self) -> str:
        return self.subject


class NeedSupport(models.Model):
    """“We need this too”: one an organisation and need. `people` are those of that organisation."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="supports")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("kind of organisation"), max_length=40)
    people = models.PositiveSmallIntegerField(_("number of people"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("support of a need")
        verbose_name_plural = _("supports of needs")
        ordering = ("need", "id")
        constraints = (
            models.UniqueConstraint(fields=("need", "organisation"), name="training_support_once"),
        )

    def __str__(self) -> str:
        return f"{self.need_id} {self.organisation_id}"


class NeedComment(models.Model):
    """A remark under a need, in the language it was written in; signed by its organisation."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="comments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    written_by = models.BigIntegerField(null=True)
    text = models.TextField(_("remark"), max_length=1000, validators=[clean_text])
    language = models.CharField(_("language of the text"), max_length=2)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("remark on a need")
        verbose_name_plural = _("remarks on needs")
        ordering = ("need", "id")

    def __str__(self) -> str:
        return f"{self.need_id} {self.pk}"
