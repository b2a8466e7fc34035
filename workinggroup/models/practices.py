"""Good practices: contributed, reviewed by the secretariat, published, discussed, adopted.

Nothing here is about a person, so no row security stands on it; who sees what before publication
is `practices.selectors.visible_to`. Whoever wrote something is kept by number, for the audit.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from contacts.models import Country, Organisation
from contacts.validators import clean_text
from workinggroup.personal import refuse_personal_data
from workinggroup.practices.life import State
from workinggroup.themes import Theme, Transferability


class Practice(models.Model):
    """One good practice. `language` is that in which it was written; the other stands alongside.

    `sort_at` is when it reached its state, by which lists are ordered. `revision` counts savings.
    """

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    theme = models.CharField(_("theme"), max_length=16, choices=Theme)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=Language)
    title = models.CharField(
        _("title"), max_length=150, validators=[clean_text, refuse_personal_data]
    )
    body = models.TextField(
        _("what is done, and how"), max_length=4000, validators=[clean_text, refuse_personal_data]
    )
    conditions = models.TextField(
        _("what others need to do the same"),
        max_length=2000,
        blank=True,
        validators=[clean_text, refuse_personal_data],
    )
    transferability = models.CharField(
        _("can be taken over"),
        max_length=10,
        choices=Transferability,
        default=Transferability.UNKNOWN,
    )
    source = models.CharField(_("source"), max_length=250, blank=True, validators=[clean_text])
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    review_note = models.CharField(
        _("what the secretariat asks"), max_length=500, blank=True, validators=[clean_text]
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.BigIntegerField(editable=False)
    created_at = models.DateTimeField(editable=False)
    sort_at = models.DateTimeField(editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    search_vector = SearchVectorField(null=True, editable=False)

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        ordering = ("-sort_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="practice_published_has_a_date",
            ),
        )
        indexes = (
            models.Index(fields=("state", "-sort_at", "-id"), name="practice_list"),
            models.Index(fields=("state", "theme", "-sort_at", "-id"), name="practice_by_theme"),
            models.Index(
                fields=("state", "country", "-sort_at", "-id"), name="practice_by_country"
            ),
            models.Index(fields=("organisation", "-sort_at", "-id"), name="practice_of_its_own"),
            GinIndex(fields=("search_vector",), name="practice_search"),
        )

    def __str__(self) -> str:
        return self.title or ""


class PracticeFile(models.Model):
    """An attachment, checked and made harmless before it is kept (`protection.files`)."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200, validators=[clean_text])
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    added_by = models.BigIntegerField(editable=False)
    added_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("file of a good practice")
        verbose_name_plural = _("files of a good practice")
        ordering = ("added_at", "id")

    def __str__(self) -> str:
        return self.name


class PracticeComment(models.Model):
    """What another organisation says of a published practice."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="comments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=Language)
    text = models.TextField(
        _("comment"), max_length=1500, validators=[clean_text, refuse_personal_data]
    )
    written_by = models.BigIntegerField(editable=False)
    written_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("comment on a good practice")
        verbose_name_plural = _("comments on a good practice")
        ordering = ("written_at", "id")

    def __str__(self) -> str:
        return str(self.pk)


class Adoption(models.Model):
    """“Adopted in”: a country does the same since a day."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="adoptions")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    adopted_on = models.DateField(_("since"))
    marked_by = models.BigIntegerField(editable=False)
    marked_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("adoption of a good practice")
        verbose_name_plural = _("adoptions of good practices")
        ordering = ("adopted_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("practice", "country"), name="practice_adopted_once_a_country"
            ),
        )
        indexes = (models.Index(fields=("adopted_on",), name="practice_adopted_on"),)

    def __str__(self) -> str:
        return str(self.pk)
