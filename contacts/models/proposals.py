"""Changes of a country's data and of the code lists that wait for a second pair of eyes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.countries import Country
from contacts.validators import clean_text


class DataProposal(models.Model):
    """One row of shared data as an editor would have it, until somebody else decides.

    `part` says what the row is of (contacts.proposal_parts), `within` the code list where it is
    one; `row` is its key, "" for a new one. `before` and `after` are its fields as a form shows
    them: None before a new row, and after one that goes. `country` None concerns them all.
    Words that were translated at the workbench have no `reason`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a decision")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("country"),
    )
    part = models.CharField(max_length=40)
    within = models.CharField(max_length=40, blank=True)
    row = models.CharField(max_length=40, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(_("what changes, and why"), max_length=250, validators=[clean_text])
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided on"), null=True)
    remarks = models.CharField(_("remarks"), max_length=1000, blank=True, validators=[clean_text])

    class Meta:
        verbose_name = _("proposed change of shared data")
        verbose_name_plural = _("proposed changes of shared data")
        default_permissions = ()
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["-id"], condition=Q(state="waiting"), name="proposal_waiting"),
            models.Index(fields=["part", "within", "row", "-id"], name="proposal_of_a_row"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "within", "row"],
                condition=Q(state="waiting") & ~Q(row=""),
                name="proposal_one_a_row",
            ),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False),
                name="proposal_changes_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.row} {self.state}"

    @property
    def is_translation(self) -> bool:
        """Whether nothing but words changes, translated at the workbench."""
        return not self.reason
