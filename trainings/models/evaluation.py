"""Evaluations: who was asked, apart from what was answered."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trainings.evaluation.questions import Round


class EvaluationRound(models.Model):
    """One asking of a training's participants.

    At its close `counts` and `remarks` are written once, for at least five answers, and the single
    answers are deleted: see trainings.evaluation.results.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(
        "trainings.Training",
        on_delete=models.CASCADE,
        related_name="evaluation_rounds",
        db_index=False,
        verbose_name=_("training"),
    )
    kind = models.CharField(_("round"), max_length=5, choices=Round.choices)
    opened_on = models.DateField(_("opened"))
    closes_on = models.DateField(_("closes"))
    closed_at = models.DateTimeField(_("closed"), null=True)
    asked = models.PositiveIntegerField(_("asked"))
    reminded = models.BooleanField(_("reminded"), default=False)
    # Written at the close; None where fewer than five answered.
    answered = models.PositiveIntegerField(_("answers"), null=True)
    counts = models.JSONField(_("counts"), null=True)
    remarks = models.JSONField(_("remarks"), default=list)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ("training", "opened_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("training", "kind"), name="one_evaluation_a_round"),
            models.CheckConstraint(
                condition=Q(counts=None, answered=None)
                | Q(closed_at__isnull=False, answered__gte=5),
                name="evaluation_of_five_when_closed",
            ),
        )
        indexes = (
            models.Index(
                fields=("closes_on",), condition=Q(closed_at=None), name="evaluation_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.training_id} {self.kind}"


class EvaluationAsked(models.Model):
    """Somebody was asked, and whether they answered: no time, no answer.

    Who has no account is asked by a link that works once: its token is computed from `nonce`
    (trainings.evaluation.links), its hash finds this row, and both go with the answer.
    """

    round = models.ForeignKey(
        EvaluationRound,
        on_delete=models.CASCADE,
        related_name="people",
        db_index=False,
        verbose_name=_("evaluation"),
    )
    registration = models.ForeignKey(
        "trainings.Registration",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("registration"),
    )
    answered = models.BooleanField(_("answered"), default=False)
    nonce = models.CharField(max_length=32, blank=True, default="")
    token_hash = models.BinaryField(null=True, unique=True)

    class Meta:
        verbose_name = _("asking of an evaluation")
        verbose_name_plural = _("askings of an evaluation")
        constraints = (
            models.UniqueConstraint(fields=("round", "registration"), name="asked_once_a_round"),
            models.CheckConstraint(
                condition=Q(answered=False) | Q(token_hash=None, nonce=""),
                name="evaluation_link_works_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class EvaluationAnswer(models.Model):
    """One answer while its round is open: of nobody, at no time; gone when the round closes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        EvaluationRound,
        on_delete=models.CASCADE,
        related_name="answers",
        verbose_name=_("evaluation"),
    )
    choices = models.JSONField(_("answers"))
    remark = models.TextField(_("remark"), blank=True, max_length=1000)

    class Meta:
        verbose_name = _("answer of an evaluation")
        verbose_name_plural = _("answers of an evaluation")

    def __str__(self) -> str:
        return str(self.pk)
