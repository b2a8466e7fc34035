"""Files that belong to a referral: what a list shows of one, and its sealed content."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation

from .asking import Request
from .referral import Referral


class Stage(models.IntegerChoices):
    """With which step of disclosure a file goes."""

    REQUEST = 1, _("With the request: everybody who is asked may open it")
    IDENTITY = 2, _("With the identity: only those to whom the identity was released")


class FileState(models.TextChoices):
    WAITING = "waiting", _("being checked for viruses")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused: it holds a virus")
    DELETED = "deleted", _("deleted")


class Attachment(models.Model):
    """One file, added by the sender, or by a recipient to its own request.

    Of the sender's, recipients see what its stage opens to them; what a recipient added is for the
    sender and itself. The name is encrypted too: people name files after people.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="attachments")
    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stage = models.PositiveSmallIntegerField(_("goes with"), choices=Stage.choices)
    name = models.BinaryField(null=True)
    kind = models.CharField(_("kind of file"), max_length=8)
    size = models.PositiveIntegerField(_("size in bytes"))
    state = models.CharField(_("state"), max_length=8, choices=FileState.choices)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("added_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="attachment_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=FileState.values), name="attachment_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FileState.REFUSED, FileState.DELETED])
                | Q(name__isnull=True),
                name="attachment_gone_with_its_name",
            ),
        )
        indexes = (
            models.Index(
                fields=("added_at",),
                name="attachment_waiting",
                condition=Q(state=FileState.WAITING),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class AttachmentContent(models.Model):
    """The file itself, sealed under the referral's data key; a table of its own, so that no list
    reads it. Gone when the file was refused or deleted, or the referral expired."""

    attachment = models.OneToOneField(
        Attachment, on_delete=models.DO_NOTHING, primary_key=True, related_name="content"
    )
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("content of an attachment")
        verbose_name_plural = _("contents of attachments")

    def __str__(self) -> str:
        return str(self.pk)
