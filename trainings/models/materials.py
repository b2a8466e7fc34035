"""Materials of joint trainings and the national training tools, in one library."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Country
from contacts.validators import clean_text
from trainings.codes import Jurisdiction


class MaterialKind(models.TextChoices):
    SLIDES = "slides", _("slides")
    HANDBOOK = "handbook", _("handbook")
    EXERCISE = "exercise", _("exercise or case")
    CARD = "card", _("signal card or checklist")
    COURSE = "course", _("online course")
    FILM = "film", _("film")
    OTHER = "other", _("other tool")


class Licence(models.TextChoices):
    """What others may do with it."""

    CC0 = "cc0", _("CC0: free to use in every way")
    CC_BY = "cc-by", _("CC BY 4.0: free to use, naming the source")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0: free to use, passed on alike")
    CC_BY_NC = "cc-by-nc", _("CC BY-NC 4.0: free to use without profit")
    INTERNAL = "internal", _("For the work of those who may read it, not to be published")


class TextLanguage(models.TextChoices):
    NL = "nl", _("Dutch")
    FR = "fr", _("French")
    DE = "de", _("German")
    EN = "en", _("English")


class Audience(models.TextChoices):
    """Who may open it."""

    PARTICIPANTS = "participants", _("participants of the training")
    EVERYBODY = "everybody", _("everybody with an account")


class Material(models.Model):
    """A tool: of a joint training, or a national one. It has files in versions, or an address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(
        "trainings.Training",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("training"),
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("country of the tool"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind)
    title = models.CharField(_("title"), max_length=200, validators=[clean_text])
    about = models.TextField(_("description"), max_length=1500, blank=True, validators=[clean_text])
    maker = models.CharField(_("made by"), max_length=200, blank=True, validators=[clean_text])
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    languages = ArrayField(
        models.CharField(max_length=2, choices=TextLanguage), verbose_name=_("languages")
    )
    jurisdictions = ArrayField(
        models.CharField(max_length=6, choices=Jurisdiction), verbose_name=_("law of")
    )
    licence = models.CharField(_("licence"), max_length=10, choices=Licence)
    audience = models.CharField(_("who may open it"), max_length=12, choices=Audience)
    address = models.URLField(_("web address"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("added"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    search_vector = SearchVectorField(null=True, editable=False)

    class Meta:
        verbose_name = _("training material")
        verbose_name_plural = _("training materials")
        constraints = (
            models.CheckConstraint(
                condition=Q(training__isnull=False) | Q(audience="everybody"),
                name="material_of_no_training_is_everybodys",
            ),
        )
        indexes = (
            models.Index(
                fields=("-created_at", "-id"),
                condition=Q(withdrawn_at=None, audience="everybody"),
                name="material_library",
            ),
            GinIndex(fields=("search_vector",), name="material_words"),
        )

    def __str__(self) -> str:
        return str(self.title)

    @property
    def language_labels(self) -> list[str]:
        """Its languages in words."""
        return [str(TextLanguage(code).label) for code in self.languages]

    @property
    def jurisdiction_labels(self) -> list[str]:
        """Whose law it is about, in words."""
        return [str(Jurisdiction(code).label) for code in self.jurisdictions]


class VersionState(models.TextChoices):
    WAITING = "waiting", _("is checked for viruses")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused: it holds a virus")


class MaterialVersion(models.Model):
    """One file of a material; the highest number is the current one. `preview` is plain text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    material = models.ForeignKey(
        Material,
        on_delete=models.CASCADE,
        related_name="versions",
        db_index=False,
        verbose_name=_("training material"),
    )
    number = models.PositiveSmallIntegerField(_("version"))
    note = models.CharField(_("what changed"), max_length=200, blank=True, validators=[clean_text])
    kind = models.CharField(_("kind of file"), max_length=4)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("digest"), max_length=64)
    state = models.CharField(
        _("state"), max_length=8, choices=VersionState, default=VersionState.READY
    )
    preview = models.TextField(_("preview"), blank=True)
    content = models.BinaryField(_("file"), null=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("version of a material")
        verbose_name_plural = _("versions of a material")
        ordering = ("material", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("material", "number"), name="one_material_version_a_number"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(content__isnull=False),
                name="ready_material_has_its_file",
            ),
        )
        indexes = (
            models.Index(
                fields=("added_at",), condition=Q(state="waiting"), name="material_to_scan"
            ),
        )

    def __str__(self) -> str:
        return f"{self.material_id} {self.number}"
