"""Open data: releases for the public with their files as they were frozen, and what led to them.

A publication, its files and its withdrawal are never changed or deleted, so that an address gives
the same bytes for good. `PublicationProposal` is the way to one outside a report.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.validators import clean_text
from reports.models.releases import Release


class Decider(models.TextChoices):
    """Who decided that figures are for the public."""

    WORKING_GROUP = "working_group", _("The working group on trafficking in human beings")
    AD_HOC_GROUP = "ad_hoc_group", _("The ad-hoc group")


class Decided(models.Model):
    """Who decided, when, and where that is written down."""

    decider = models.CharField(_("who decided"), max_length=16, choices=Decider)
    decided_on = models.DateField(_("decided on"))
    reference = models.CharField(
        _("where it is written down"), max_length=80, blank=True, validators=[clean_text]
    )

    class Meta:
        abstract = True


class Publication(Decided):
    """A release for the public, at addresses of its own from `published_at` on."""

    release = models.OneToOneField(
        Release, on_delete=models.PROTECT, primary_key=True, related_name="publication"
    )
    slug = models.CharField(max_length=48, unique=True)  # what its addresses have in common
    published_at = models.DateTimeField(_("published on"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("publication of figures")
        verbose_name_plural = _("publications of figures")
        ordering = ("-published_at", "-slug")
        indexes = (models.Index(fields=("-published_at", "-slug"), name="publications_newest"),)

    def __str__(self) -> str:
        return self.slug


class PublishedFile(models.Model):
    """One file of a publication as it was made on that day."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    table = models.CharField(max_length=48, blank=True)  # of which table; "" of all of them
    title = models.JSONField(default=dict)  # language -> what it is called
    content_type = models.CharField(max_length=60)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("published file")
        verbose_name_plural = _("published files")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("publication", "name"), name="one_file_a_name_of_publication"
            ),
        )

    def __str__(self) -> str:
        return self.name


class WithdrawalReason(models.TextChoices):
    WRONG = "wrong", _("The figures are wrong.")
    PROTECTION = "protection", _("They do not protect people well enough.")
    DECISION = "decision", _("The working group has gone back on its decision.")


class Withdrawal(models.Model):
    """Its files are no longer handed out; its page says so."""

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal"
    )
    reason = models.CharField(_("reason"), max_length=12, choices=WithdrawalReason)
    withdrawn_at = models.DateTimeField(_("withdrawn on"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("withdrawal of published figures")
        verbose_name_plural = _("withdrawals of published figures")

    def __str__(self) -> str:
        return self.reason


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("waits for a second person")
    PUBLISHED = "published", _("published")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back")


class PublicationProposal(Decided):
    """Figures that the working group has, as the public would get them, until somebody else agrees.

    `sha256` is of what the public would be shown: what is agreed to is what was looked at.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    shown = models.JSONField()
    state = models.CharField(
        _("state"), max_length=12, choices=ProposalState, default=ProposalState.WAITING
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed on"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    remarks = models.CharField(_("remarks"), max_length=300, blank=True, validators=[clean_text])
    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, null=True, related_name="proposal"
    )

    class Meta:
        verbose_name = _("proposed publication of figures")
        verbose_name_plural = _("proposed publications of figures")
        ordering = ("-proposed_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("source",), condition=Q(state="waiting"), name="one_proposal_a_release"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="publication_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | (Q(publication__isnull=False) & ~Q(settled_by=F("proposed_by"))),
                name="two_people_publish",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.state}"
