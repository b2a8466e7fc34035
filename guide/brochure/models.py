"""Editions of the brochure, and the order for the next one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("nl", "fr")


class Edition(models.Model):
    """One brochure in one language, whole in the database as report files are (decision 8).

    `fingerprint` is that of its words and layout: what is the same is not made again. `number`
    counts within the language.
    """

    language = models.CharField(_("language"), max_length=2)
    number = models.PositiveIntegerField(_("edition"))
    day = models.DateField(_("edition of"))
    made_at = models.DateTimeField(_("made at"))
    fingerprint = models.CharField(max_length=64)
    content = models.BinaryField()
    size = models.PositiveIntegerField(_("size"))
    pages = models.PositiveSmallIntegerField(_("pages"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("edition of the brochure")
        verbose_name_plural = _("editions of the brochure")
        ordering = ("language", "-number")
        constraints = (
            models.UniqueConstraint(fields=("language", "number"), name="guide_edition_once"),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="guide_edition_language_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.language} {self.number}"


class Order(models.Model):
    """That a language's brochure is to be looked at again, and the worker that has taken it up.

    `asked_at` is the first change that waits, `due_at` when to begin; both are empty when nothing
    waits. A claim older than the lease is that of a worker that died.
    """

    language = models.CharField(primary_key=True, max_length=2)
    asked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("order for a brochure")
        verbose_name_plural = _("orders for a brochure")
        ordering = ("language",)
        default_permissions = ()

    def __str__(self) -> str:
        return self.language
