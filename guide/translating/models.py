"""What is remembered of a translation beside its text, which stays with its own model."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Translation(models.Model):
    """From which source a translation was made, so that a later change of the source shows.

    `stream` is app.model.field, `key` the row in it; digests are MD5 of the texts as they were.
    `same` says that an editor left the text as in the source on purpose, as with a name.
    """

    stream = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    language = models.CharField(_("language"), max_length=2)
    source_language = models.CharField(max_length=2)
    source_digest = models.CharField(max_length=32)
    target_digest = models.CharField(max_length=32)
    same = models.BooleanField(_("the same on purpose"), default=False)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("stream", "key", "language"), name="translation_noted_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.stream} {self.key} {self.language}"
