"""Rows about coming, staying and changing: invitations, reviews of members, changes of address.

Kept apart from `models`, which every request reads.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation

from .models import Language, Role, User


class Invitation(models.Model):
    """Somebody is asked to join an organisation. The link in the mail works once.

    The token in the link is computed from the key and `nonce` (accounts.links); its hash finds the
    row. A new nonce, at each mail, makes the links of earlier mails void.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    nonce = models.CharField(max_length=32)
    token_hash = models.BinaryField(unique=True)
    mailed_at = models.DateTimeField(_("mailed"))
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "email", "role"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_a_role",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class MemberReview(models.Model):
    """One round in which an organisation confirms who still works there.

    Its id is made here: the task that begins it may write more than it may read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField(_("started"))
    reminded_at = models.DateTimeField(_("last reminder"), null=True)
    operator_told_at = models.DateTimeField(_("operator told"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("review of members")
        verbose_name_plural = _("reviews of members")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation",),
                condition=Q(finished_at__isnull=True),
                name="one_review_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class AddressChange(models.Model):
    """A person wants another e-mail address; it changes when the new mailbox has confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("new e-mail address"))
    nonce = models.CharField(max_length=32)
    token_hash = models.BinaryField(unique=True)
    asked_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("valid until"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("change of address")
        verbose_name_plural = _("changes of address")
        constraints = (
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(ended_at__isnull=True),
                name="one_open_change_of_address",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
