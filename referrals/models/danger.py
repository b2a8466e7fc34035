"""That somebody opened an identity in danger, without a consent that names them."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from contacts.models import Country, Organisation
from protection.pocket import SealedField, open_text, seal_text

from .referral import Referral

OPEN_FOR = timedelta(hours=1)


class DangerOpening(models.Model):
    """One opening, by one person, for an hour of the database's own clock.

    Row security lets in who has the row, while it lasts; the same rules say who may write it. The
    reason is sealed in a pocket of its own and not under the referral's key, so that the data
    protection officer can read it, to whom nothing of the case opens.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(
        Referral, on_delete=models.DO_NOTHING, related_name="danger_openings"
    )
    reference = models.CharField(max_length=9)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    sender_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    sender_country = models.CharField(max_length=2)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    danger = models.CharField(_("danger"), max_length=24)
    not_asked = models.CharField(_("why the person was not asked"), max_length=24)
    reason = SealedField()
    opened_at = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(db_default=Now() + OPEN_FOR)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("opening in danger")
        verbose_name_plural = _("openings in danger")
        ordering = ("-opened_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=F("opened_at") + OPEN_FOR), name="danger_opening_lasts_an_hour"
            ),
        )
        indexes = (
            models.Index(fields=("referral", "user"), name="danger_opening_of_a_reader"),
            models.Index(fields=("user", "opened_at"), name="danger_opening_of_a_person"),
            models.Index(fields=("-opened_at", "-id"), name="danger_opening_list"),
        )

    def __str__(self) -> str:
        return self.reference

    def seal_reason(self, text: str) -> None:
        """Keep the written reason, encrypted in its place."""
        self.reason = seal_text(text, table=self._meta.db_table, row=str(self.pk), field="reason")

    def reason_text(self) -> str:
        """The written reason. Raises Undecryptable."""
        return open_text(
            bytes(self.reason), table=self._meta.db_table, row=str(self.pk), field="reason"
        )

    def is_open(self, now: datetime) -> bool:
        """Whether it still lets its reader in."""
        return self.ended_at is None and now < self.until
