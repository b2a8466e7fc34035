"""A text put to the countries in writing, and their answers.

The database keeps both as they were: an answer is never changed or deleted, a procedure that is
closed neither (the triggers of the first migration).
"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from contacts.models import Country, Organisation
from contacts.validators import clean_text
from protection.actor import Actor
from workinggroup.codes import Answer, Result, Silence
from workinggroup.models.bodies import Body, Seat
from workinggroup.permissions import can_run_bodies


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def visible_to(self, actor: Actor | None) -> "ProcedureQuerySet":
        """Those of the bodies in which a member's organisation sits; all for the secretariat."""
        if can_run_bodies(actor):
            return self
        if actor is None or actor.role != Role.MEMBER:
            return self.none()
        seats = Seat.objects.in_force().filter(organisation_id=actor.organisation_id)
        return self.filter(body__in=seats.values("body"))


class Procedure(models.Model):
    """`subject` is a kind and an id, as text: “minutes:12”. `countries` and `silence` are those of
    the body when it was opened. `due` is the last day to answer. `reminded` holds the days on
    which reminders went out. `seal` is the SHA-256 of the whole at its end (workinggroup.sealing).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(_("number"), unique=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="procedures", verbose_name=_("body")
    )
    subject = models.CharField(_("subject"), max_length=80)
    question_nl = models.TextField(_("question in Dutch"), max_length=1000, validators=[clean_text])
    question_fr = models.TextField(
        _("question in French"), max_length=1000, validators=[clean_text]
    )
    question_en = models.TextField(
        _("question in English"), max_length=1000, blank=True, validators=[clean_text]
    )
    countries = ArrayField(models.CharField(max_length=2), verbose_name=_("countries"))
    silence = models.CharField(_("when a country does not answer"), max_length=8, choices=Silence)
    due = models.DateField(_("answer by"))
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reminded = ArrayField(models.DateField(), default=list, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=Result, blank=True)
    seal = models.CharField(max_length=64, blank=True, editable=False)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = _("written procedure")
        verbose_name_plural = _("written procedures")
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at=None, result="", seal="")
                | Q(closed_at__isnull=False, result__in=Result.values) & ~Q(seal=""),
                name="procedure_closed_whole",
            ),
            models.CheckConstraint(
                condition=Q(silence__in=Silence.values), name="procedure_silence_is_known"
            ),
            models.CheckConstraint(
                condition=Q(countries__len__gte=1), name="procedure_has_countries"
            ),
            models.CheckConstraint(
                condition=~Q(question_nl="") & ~Q(question_fr=""),
                name="procedure_in_both_languages",
            ),
            models.UniqueConstraint(
                fields=("subject",),
                condition=Q(closed_at=None),
                name="procedure_one_open_a_subject",
            ),
        )
        indexes = (
            models.Index(
                fields=("due",), condition=Q(closed_at=None), name="procedure_open_by_due"
            ),
            models.Index(fields=("subject", "-number"), name="procedure_of_subject"),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How people and notices name it."""
        return f"WP-{self.number:04d}"

    @property
    def question(self) -> str:
        """The question in the reader's language."""
        return self.in_language(get_language() or "en")

    def in_language(self, language: str) -> str:
        """The question in a language; in Dutch where that one is missing."""
        texts = {"fr": self.question_fr, "en": self.question_en}
        return texts.get(language) or self.question_nl

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Vote(models.Model):
    """What one country answered, for it the organisation that has its vote."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="votes")
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("country")
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    reason = models.TextField(_("reason"), max_length=2000, blank=True, validators=[clean_text])
    language = models.CharField(_("language of the reason"), max_length=2)
    voted_at = models.DateTimeField(_("answered"))
    voted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("answer of a country")
        verbose_name_plural = _("answers of countries")
        ordering = ("procedure", "voted_at")
        constraints = (
            models.UniqueConstraint(fields=("procedure", "country"), name="vote_one_a_country"),
            models.CheckConstraint(
                condition=Q(answer__in=Answer.values), name="vote_answer_is_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="approve") | ~Q(reason=""), name="vote_against_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.country_id}"
