"""Recommendations, the joint work programme, and the activities by which they are carried out.

`revision` counts the savings of a row, so that nobody writes over what another saved meanwhile.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Country
from contacts.validators import clean_text
from workinggroup.themes import EntryKind, ItemKind, ItemState, Topic


class ProgrammeItem(models.Model):
    """A recommendation of the Assembly, or an item of the programme, as the source words it.

    `chapter` is the code of its place in the progress report, `line` the secretariat's sentence.
    """

    slug = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=16, choices=ItemKind)
    title = models.CharField(_("title"), max_length=150, validators=[clean_text])
    text = models.TextField(_("wording of the source"), max_length=1500, validators=[clean_text])
    source = models.CharField(_("source"), max_length=250, validators=[clean_text])
    state = models.CharField(_("state"), max_length=12, choices=ItemState)
    chapter = models.SlugField(_("chapter of the progress report"), max_length=40)
    line = models.CharField(
        _("line of the progress report"), max_length=600, blank=True, validators=[clean_text]
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.BigIntegerField(null=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("item of the programme")
        verbose_name_plural = _("items of the programme")
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.title or ""


class TopicPage(models.Model):
    """The secretariat's words at the head of a topic, and of its chapter."""

    topic = models.CharField(_("topic"), max_length=16, choices=Topic, unique=True)
    summary = models.TextField(_("summary"), max_length=2000, validators=[clean_text])
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.BigIntegerField(null=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("topic",)

    def __str__(self) -> str:
        return str(self.get_topic_display())


class TopicEntry(models.Model):
    """An activity or a finding on a day, and the items of the programme that it serves.

    `topic` is empty for what serves an item and has no page of its own.
    """

    topic = models.CharField(_("topic"), max_length=16, choices=Topic, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    on = models.DateField(_("date"))
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
    )
    title = models.CharField(_("title"), max_length=150, validators=[clean_text])
    text = models.TextField(_("text"), max_length=1500, validators=[clean_text])
    source = models.CharField(_("source"), max_length=250, blank=True, validators=[clean_text])
    items = models.ManyToManyField(
        ProgrammeItem, related_name="entries", blank=True, verbose_name=_("serves")
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.BigIntegerField(null=True, editable=False)
    written_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("entry of a topic")
        verbose_name_plural = _("entries of topics")
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(topic="") | Q(kind="activity"), name="finding_has_a_topic"
            ),
        )
        indexes = (models.Index(fields=("topic", "-on", "-id"), name="entry_of_topic"),)

    def __str__(self) -> str:
        return self.title or ""
