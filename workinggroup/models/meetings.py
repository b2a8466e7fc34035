"""A meeting: its agenda, whom it concerns, who came, and its papers.

Organisations are invited, and a number of people come: no name of a participant is kept.
"""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from contacts.models import Country, Organisation
from contacts.models.fields import codes_field
from contacts.validators import clean_text
from protection.actor import Actor
from workinggroup.codes import MeetingState, Reply
from workinggroup.models.bodies import Body, Seat
from workinggroup.permissions import can_see_group, can_write_texts


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, actor: Actor | None) -> "MeetingQuerySet":
        """What is prepared: who writes it. What the sources name: whoever takes part. The rest:
        who is invited, and the members of a body that is not composed by agenda."""
        if actor is None or not can_see_group(actor):
            return self.none()
        if can_write_texts(actor):
            return self
        invited = Invitation.objects.filter(organisation_id=actor.organisation_id)
        sees = ~Q(source="") | Q(pk__in=invited.values("meeting"))
        if actor.role == Role.MEMBER:
            seats = Seat.objects.in_force().filter(
                organisation_id=actor.organisation_id, body__by_agenda=False
            )
            sees |= Q(body__in=seats.values("body"))
        return self.filter(sees).exclude(state=MeetingState.PLANNED)


class Meeting(models.Model):
    """`starts_at` places it in lists; where the source names no day (`day_known`), `when_words` say
    what it does say. `source` and `says` are of meetings that the source documents name, `key`
    their name in the product's file. `sequence` counts what calendars must learn (RFC 5545),
    `revision` every saving."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("body")
    )
    key = models.SlugField(max_length=40, null=True, blank=True, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200, validators=[clean_text])
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    day_known = models.BooleanField(_("the day is known"), default=True)
    when_words = models.CharField(
        _("when, in words"), max_length=150, blank=True, validators=[clean_text]
    )
    place = models.CharField(_("place"), max_length=200, blank=True, validators=[clean_text])
    online_link = models.URLField(_("link to take part"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=20, blank=True, editable=False)
    says = models.TextField(_("what the source says"), blank=True, validators=[clean_text])
    sequence = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(_("changed"))
    search_vector = SearchVectorField(null=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("-starts_at", "-id")
        indexes = (
            models.Index(fields=("-starts_at", "-id"), name="meeting_by_day"),
            models.Index(fields=("body", "-starts_at", "-id"), name="meeting_of_body"),
            GinIndex(fields=("search_vector",), name="meeting_search"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="meeting_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(day_known=True) | ~Q(source=""), name="meeting_of_ours_has_a_day"
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How people and notices name it."""
        return f"V-{self.pk:04d}"


class AgendaItem(models.Model):
    """A subject of a meeting, and the kinds of body that it concerns (codes of org_type)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("subject"), max_length=200, validators=[clean_text])
    kinds = codes_field(_("kinds of body that it concerns"))

    class Meta:
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        ordering = ("meeting", "order", "id")

    def __str__(self) -> str:
        return self.title or ""


class Invitation(models.Model):
    """An organisation invited to a meeting. `country` and `kind` are as they were then; `proposed`:
    the agenda concerned it. `present` counts the people who came, None until that is recorded."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=40)
    proposed = models.BooleanField(default=True)
    invited_at = models.DateTimeField(_("invited"))
    reply = models.CharField(_("reply"), max_length=8, choices=Reply, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    present = models.PositiveSmallIntegerField(_("people present"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to a meeting")
        verbose_name_plural = _("invitations to meetings")
        ordering = ("meeting", "country", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "organisation"), name="invitation_once_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None)
                | Q(reply__in=Reply.values, replied_at__isnull=False),
                name="invitation_reply_has_its_time",
            ),
        )
        indexes = (models.Index(fields=("organisation", "meeting"), name="invitation_of_body"),)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.organisation_id}"


class Paper(models.Model):
    """A document for a meeting or one of its items, in one language."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="papers"
    )
    language = models.CharField(_("language"), max_length=2)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of file"), max_length=8)
    size = models.PositiveIntegerField(_("size in bytes"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("document of a meeting")
        verbose_name_plural = _("documents of meetings")
        ordering = ("meeting", "added_at", "id")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.pk}"


class PaperContent(models.Model):
    """The file itself, in a table of its own, so that no list reads it."""

    paper = models.OneToOneField(
        Paper, on_delete=models.CASCADE, primary_key=True, related_name="content"
    )
    data = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)
