"""Questions that recipients ask again and again: coded, translated, answered by type.

A version is never changed: a question that was asked always shows as it was asked. An editor who
words it better, or gives it other choices, makes the next version.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.validators import clean_text

# In which a question is complete, by name.
LANGUAGES = {"nl": _("Dutch"), "fr": _("French"), "en": _("English")}


class AnswerKind(models.TextChoices):
    """What an answer is made of."""

    YES_NO = "yes_no", _("yes or no")
    NUMBER = "number", _("number")
    DATE = "date", _("date")
    CHOICE = "choice", _("one of several")
    TEXT = "text", _("text")


class StandardQuestion(models.Model):
    """One question through all its versions; `active` says whether it is still offered."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("standard question")
        verbose_name_plural = _("standard questions")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.code


class QuestionVersion(models.Model):
    """The words of a question from some day on. `written_by` is the editor's user id, None for
    the portal's own file."""

    question = models.ForeignKey(
        StandardQuestion,
        on_delete=models.PROTECT,
        related_name="versions",
        verbose_name=_("question"),
    )
    number = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("kind of answer"), max_length=8, choices=AnswerKind.choices)
    text = models.CharField(_("text"), max_length=250, validators=[clean_text])
    written_at = models.DateTimeField(_("written on"))
    written_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of a question")
        ordering = ("question", "number")
        constraints = (
            models.UniqueConstraint(fields=("question", "number"), name="question_version_once"),
            models.CheckConstraint(
                condition=Q(kind__in=AnswerKind.values), name="answer_kind_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def missing(self) -> list[str]:
        """The languages in which the question, or one of its choices, has no words."""
        return [
            language
            for language in LANGUAGES
            if not getattr(self, f"text_{language}")
            or any(not getattr(choice, f"name_{language}") for choice in self.choices.all())
        ]

    @property
    def missing_names(self) -> str:
        """The same in words."""
        return ", ".join(str(LANGUAGES[language]) for language in self.missing)


class QuestionChoice(models.Model):
    """One of the answers to a question with choices."""

    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="choices")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=150, validators=[clean_text])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ("version", "order", "id")
        constraints = (
            models.UniqueConstraint(fields=("version", "code"), name="choice_once_a_version"),
        )

    def __str__(self) -> str:
        return self.name
