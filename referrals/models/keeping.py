"""How long a referral is kept, and the digests by which equal names are found meanwhile."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation
from referrals.codes import Ground

from .referral import Referral


class Retention(models.Model):
    """When a sent referral is erased, and what holds it back.

    A row of its own, with nothing of the case in it: the data protection officer reads it, and the
    function that erases believes nothing else. It outlives what it speaks of.
    """

    referral = models.OneToOneField(
        Referral, on_delete=models.DO_NOTHING, primary_key=True, related_name="retention"
    )
    sender_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    sender_country = models.CharField(max_length=2)
    reference = models.CharField(max_length=9, blank=True)
    ground = models.CharField(_("reason it ended"), max_length=8, blank=True)
    since = models.DateTimeField(null=True)
    hold_reason = models.CharField(_("reason of the hold"), max_length=24, blank=True)
    hold_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    hold_at = models.DateTimeField(null=True)
    hold_review_on = models.DateField(_("look at it again on"), null=True)
    # Somebody proposes to erase it now; a second person confirms, which is `erase_asked_at`.
    erase_reason = models.CharField(_("reason of the erasure"), max_length=24, blank=True)
    erase_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    erase_proposed_at = models.DateTimeField(null=True)
    erase_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    erase_asked_at = models.DateTimeField(null=True)
    # GDPR art. 18: kept, and used for nothing else; row security closes identity and files.
    restriction = models.CharField(_("ground of the restriction"), max_length=24, blank=True)
    restricted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    restricted_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("term of a referral")
        verbose_name_plural = _("terms of referrals")
        ordering = ("since", "referral_id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ground="", since__isnull=True)
                | Q(ground__in=list(Ground), since__isnull=False),
                name="term_runs_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(hold_reason="")
                | Q(hold_at__isnull=False, hold_review_on__isnull=False),
                name="hold_has_a_review",
                violation_error_message=_("A hold needs a day on which it is looked at again."),
            ),
            models.CheckConstraint(
                condition=Q(erase_asked_at__isnull=True)
                | Q(
                    erase_proposed_by__isnull=False,
                    erase_confirmed_by__isnull=False,
                )
                & ~Q(erase_proposed_by=F("erase_confirmed_by")),
                name="erasure_has_four_eyes",
                violation_error_message=_("Somebody else must confirm the erasure."),
            ),
            models.CheckConstraint(
                condition=Q(restriction="")
                | Q(restricted_by__isnull=False, restricted_at__isnull=False),
                name="restriction_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(restriction="") | Q(erased_at__isnull=True),
                name="restricted_is_not_erased",
                violation_error_message=_("What is restricted is kept until it is lifted."),
            ),
        )
        indexes = (
            models.Index(
                fields=("sender_country", "ground", "since"),
                condition=Q(erased_at__isnull=True),
                name="retention_due",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def held(self) -> bool:
        """Whether a hold keeps it from being erased."""
        return self.hold_reason != ""

    @property
    def restricted(self) -> bool:
        """Whether the person has the processing restricted."""
        return self.restriction != ""

    @property
    def erasure_waits(self) -> bool:
        """Whether an erasure was proposed and nobody has confirmed it yet."""
        return self.erase_proposed_at is not None and self.erase_asked_at is None


class IdentityIndex(models.Model):
    """A keyed digest of one name of a person (protection.blind_index), hexadecimal.

    `birth` is a digest of name and date of birth together, "" where none was filled in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(
        Referral, on_delete=models.DO_NOTHING, related_name="identity_index"
    )
    sender_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64)
    birth = models.CharField(max_length=64, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    compared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("referral", "digest"), name="name_indexed_once"),
        )
        indexes = (
            models.Index(fields=("digest",), name="identity_index_digest"),
            models.Index(
                fields=("id",), condition=Q(compared_at__isnull=True), name="identity_index_new"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class DuplicateWarning(models.Model):
    """That two open referrals may concern the same person: for two countries' contact points.

    Its policy reads its own columns, the people who typed the names among them: they never see it,
    or typing a name would tell who is known here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="+")
    other = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="+")
    reference = models.CharField(max_length=9)
    other_reference = models.CharField(max_length=9)
    sender_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    other_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)
    other_country = models.CharField(max_length=2)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    other_typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ("-found_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("referral", "other"), name="pair_warned_of_once"),
        )
        indexes = (models.Index(fields=("-found_at", "-id"), name="duplicate_found"),)

    def __str__(self) -> str:
        return f"{self.reference} {self.other_reference}"
