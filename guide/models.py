"""The practical guide: pages of sections, in versions, and what readers say of them.

All of it is public once published, so no row security stands on it. Nothing in it may concern a
person: not the texts, and not what readers send in.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Country
from contacts.validators import clean_text
from guide.life import OPEN, Move, State
from guide.markdown import refuse_unsafe

__all__ = [
    "Fact",
    "Feedback",
    "Helped",
    "Kind",
    "LifeEvent",
    "Page",
    "Section",
    "State",
    "Topic",
    "Version",
]


class Topic(models.TextChoices):
    """The four topics of a country's chapter (the Committee of Ministers' reply)."""

    LAW = "law", _("Criminalisation")
    HELP = "help", _("Procedures and reception")
    STAY = "stay", _("Residence")
    CONTACT = "contact", _("Contact data")


class Kind(models.TextChoices):
    """What a page is about."""

    TOPIC = "topic", _("a topic of a country")
    SITUATION = "situation", _("a situation")
    INDICATOR = "indicator", _("signals of a dimension")
    SOURCE = "source", _("a source text")


class Page(models.Model):
    """One page of the guide through all its versions.

    `organisations` are short names of the directory, whose contact data stand beside the text;
    they and `order` are those of the public version, which brings its own when it is published.
    """

    slug = models.SlugField(_("short name in the address"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    topic = models.CharField(_("topic"), max_length=10, choices=Topic, blank=True)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="guide_pages",
        verbose_name=_("country"),
    )
    # Of a page of signals: a code of the list `indicator_dimension`; its sections' keys are
    # codes of the list `indicator`.
    dimension = models.CharField(_("dimension"), max_length=40, blank=True)
    organisations = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name=_("organisations")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("page of the guide")
        verbose_name_plural = _("pages of the guide")
        ordering = ("order", "slug")
        constraints = (
            models.UniqueConstraint(
                fields=("country", "topic"),
                condition=Q(kind="topic"),
                name="guide_one_page_a_topic_and_country",
            ),
            models.CheckConstraint(
                condition=Q(kind="topic", country__isnull=False) | ~Q(kind="topic") & Q(topic=""),
                name="guide_topic_has_a_country",
            ),
            models.UniqueConstraint(
                fields=("dimension",),
                condition=~Q(dimension=""),
                name="guide_one_page_a_dimension",
            ),
        )

    def __str__(self) -> str:
        return self.slug


class Version(models.Model):
    """A page's text as somebody wrote it. Of each page, at most one is published and at most one
    is on its way there; one that was published, replaced or withdrawn is never written again.

    `written_by` is the user id of who wrote last, None for the portal's own file. `revision`
    counts the savings of a draft. `reason` says what changes and why, `publish_on` from which day
    it holds (None: at once). `approved` names the countries whose contact points agree, "" for
    the secretariat. `organisations` and `order` are the page's once the version is public. A
    `retired` version takes the page out of the guide: its address then leads to `successor`, or
    says that the page is gone.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(_("title"), max_length=150, validators=[clean_text])
    summary = models.TextField(_("summary"), blank=True, max_length=600, validators=[refuse_unsafe])
    revision = models.PositiveIntegerField(_("revision"), default=0)
    reason = models.CharField(
        _("what changes, and why"), max_length=250, blank=True, validators=[clean_text]
    )
    publish_on = models.DateField(_("published from"), null=True, blank=True)
    approved = ArrayField(
        models.CharField(max_length=2, blank=True),
        default=list,
        blank=True,
        verbose_name=_("approved by"),
    )
    organisations = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name=_("organisations")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired = models.BooleanField(_("no longer in the guide"), default=False)
    successor = models.ForeignKey(
        Page,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page that takes its place"),
    )
    written_by = models.BigIntegerField(null=True, blank=True)
    written_at = models.DateTimeField(_("written on"))
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of a page")
        verbose_name_plural = _("versions of a page")
        ordering = ("page", "-number")
        constraints = (
            models.UniqueConstraint(fields=("page", "number"), name="guide_version_once"),
            models.UniqueConstraint(
                fields=("page",), condition=Q(state="published"), name="guide_one_version_published"
            ),
            models.UniqueConstraint(
                fields=("page",), condition=Q(state__in=OPEN), name="guide_one_version_in_work"
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(publish_on__isnull=False),
                name="guide_scheduled_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="guide_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(retired=True) | Q(successor=None),
                name="guide_successor_of_what_is_retired",
            ),
        )

    def __str__(self) -> str:
        return f"{self.page_id} {self.number}"


# What readers read.
PUBLIC = Q(state=State.PUBLISHED, retired=False)


class Section(models.Model):
    """A part of a version with an edition date of its own.

    `body` is Markdown, `sources` a list of {"label", "url"}: where the law or the fact is found.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=150, validators=[clean_text])
    body = models.TextField(_("text"), max_length=20_000, validators=[refuse_unsafe])
    edition = models.DateField(_("edition"))
    to_confirm = models.BooleanField(_("to be confirmed by the competent authority"), default=True)
    sources = models.JSONField(_("sources"), default=list, blank=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("version", "order")
        constraints = (
            models.UniqueConstraint(fields=("version", "key"), name="guide_section_once"),
        )

    def __str__(self) -> str:
        return self.title


class LifeEvent(models.Model):
    """One move in the life of a version: who made it, when, and with which remarks.

    `user_id` and `organisation_id` are None where the clock moved it. `seat` is the country for
    whose contact point somebody decided.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="moves")
    move = models.CharField(_("move"), max_length=10, choices=Move)
    at = models.DateTimeField(_("at"))
    user_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    seat = models.CharField(max_length=2, blank=True)
    remarks = models.TextField(_("remarks"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("move of a version")
        verbose_name_plural = _("moves of a version")
        ordering = ("version", "id")
        constraints = (
            models.CheckConstraint(condition=Q(move__in=Move.values), name="guide_move_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.move}"


class Fact(models.Model):
    """One value of the comparison table that is no deadline: who opens a period, who identifies."""

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="guide_facts", verbose_name=_("country")
    )
    key = models.SlugField(_("key"), max_length=40)
    text = models.CharField(_("text"), max_length=250, validators=[clean_text])
    edition = models.DateField(_("edition"))
    to_confirm = models.BooleanField(_("to be confirmed by the competent authority"), default=True)

    class Meta:
        verbose_name = _("value of the comparison")
        verbose_name_plural = _("values of the comparison")
        ordering = ("country", "key")
        constraints = (models.UniqueConstraint(fields=("country", "key"), name="guide_fact_once"),)

    def __str__(self) -> str:
        return self.text


class Helped(models.TextChoices):
    """Whether a page helped its reader."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Feedback(models.Model):
    """What a reader said of a page. Of the reader it holds nothing: no account, no address, and of
    the time the day alone."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="feedback")
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=2)
    helped = models.CharField(_("did it help"), max_length=6, choices=Helped)
    missing = models.CharField(_("what is missing"), max_length=500, blank=True)
    day = models.DateField(_("day"))
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    settled_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("answer of a reader")
        verbose_name_plural = _("answers of readers")
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=("-id",),
                condition=Q(settled_on=None) & ~Q(missing=""),
                name="guide_feedback_open",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(helped__in=Helped.values), name="guide_helped_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.page_id} {self.helped}"


# The app's models that have files of their own.
from guide.brochure.models import Edition, Order  # noqa: E402, F401
from guide.links.models import Link, LinkState  # noqa: E402, F401
from guide.terms import Term  # noqa: E402, F401
from guide.translating.models import Translation  # noqa: E402, F401
from guide.use.models import Copies, Download, PageUse  # noqa: E402, F401
