"""Minutes in Dutch and French, and what a meeting decided and asked to be done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation
from contacts.validators import clean_text
from workinggroup.codes import MinutesState
from workinggroup.models.meetings import Meeting
from workinggroup.models.procedures import Procedure

LONGEST_MINUTES = 40_000


class Minutes(models.Model):
    """`revision` counts the savings; each is kept (MinutesVersion). Approved minutes are never
    written again, which a trigger of the first migration holds."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(
        _("state"), max_length=8, choices=MinutesState, default=MinutesState.DRAFT
    )
    revision = models.PositiveIntegerField(default=0)
    text_nl = models.TextField(_("minutes in Dutch"), blank=True, max_length=LONGEST_MINUTES)
    text_fr = models.TextField(_("minutes in French"), blank=True, max_length=LONGEST_MINUTES)
    written_at = models.DateTimeField(_("written"))
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = (
            models.CheckConstraint(
                condition=Q(state="draft", approved_at=None)
                | Q(state="asked", approved_at=None, procedure__isnull=False)
                | Q(state="approved", approved_at__isnull=False),
                name="minutes_state_has_its_facts",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(text_nl="") & ~Q(text_fr=""),
                name="minutes_asked_in_both_languages",
            ),
        )

    def __str__(self) -> str:
        return str(self.meeting_id)


class MinutesVersion(models.Model):
    """The minutes as one saving left them."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="versions")
    revision = models.PositiveIntegerField()
    text_nl = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of minutes")
        verbose_name_plural = _("versions of minutes")
        ordering = ("minutes", "-revision")
        constraints = (
            models.UniqueConstraint(fields=("minutes", "revision"), name="minutes_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.revision}"


class Decision(models.Model):
    """What a meeting decided."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(_("decision"), max_length=500, validators=[clean_text])

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("meeting", "number")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="decision_number_once"),
        )

    def __str__(self) -> str:
        return self.text or ""


class ActionPoint(models.Model):
    """What an organisation is to do by a day. `reminded_on` is the day of its last reminder."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    text = models.CharField(_("action point"), max_length=500, validators=[clean_text])
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("who does it")
    )
    due = models.DateField(_("due"))
    done_on = models.DateField(_("done"), null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("action point")
        verbose_name_plural = _("action points")
        ordering = ("due", "id")
        indexes = (
            models.Index(
                fields=("due", "id"), condition=Q(done_on=None), name="action_open_by_due"
            ),
            models.Index(fields=("owner", "due"), name="action_of_owner"),
        )

    def __str__(self) -> str:
        return self.text or ""
