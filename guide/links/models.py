"""What came of asking an address."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LinkState(models.TextChoices):
    """How an address answered last."""

    NEW = "new", _("not checked yet")
    GOOD = "good", _("answers")
    MOVED = "moved", _("has moved")
    BROKEN = "broken", _("is gone")
    SILENT = "silent", _("does not answer")
    UNCLEAR = "unclear", _("lets no program in")
    REFUSED = "refused", _("leads where the portal does not ask")


# What an editor looks into.
PROBLEMS = (LinkState.BROKEN, LinkState.SILENT, LinkState.MOVED, LinkState.REFUSED)


class Link(models.Model):
    """One address that the guide or the directory names.

    `status` is the HTTP status of the last answer, None where there was none; `moved_to` where a
    permanent redirect leads; `failing_since` when it began to fail without a break.
    """

    address = models.CharField(_("address"), max_length=1000, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=LinkState, default=LinkState.NEW)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    moved_to = models.CharField(_("moved to"), max_length=1000, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ("id",)
        indexes = (
            models.Index(fields=("id",), condition=Q(state__in=PROBLEMS), name="guide_link_wrong"),
            models.Index(fields=("checked_at", "id"), name="guide_link_due"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=LinkState.values), name="guide_link_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.address
