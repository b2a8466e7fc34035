"""Two registers: what persons asked about their data, and what went wrong with data.

Free text is sealed, each with its own key (protection.pocket). Forced row security: migration 0001.
"""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation
from protection.pocket import SealedField
from referrals.models import Referral

from .codes import (
    BreachKind,
    Channel,
    DataCategory,
    Decision,
    Extension,
    IdentityCheck,
    Kind,
    NotInformed,
    Refusal,
    Risk,
    State,
)


class Register(models.Model):
    """What the lines of both registers share: whose they are, and who wrote them down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=9, unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    country = models.CharField(max_length=2)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference


class PersonRequest(Register):
    """What somebody asked about their own data, and what became of it (GDPR art. 12 to 18)."""

    kind = models.CharField(_("what is asked"), max_length=16, choices=Kind)
    received_on = models.DateField(_("received on"))
    received_by = models.CharField(_("how it came in"), max_length=16, choices=Channel)
    details = SealedField(null=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.RECEIVED)
    due_on = models.DateField(_("to be answered by"))
    extended_to = models.DateField(null=True)
    extension_reason = models.CharField(
        _("reason of the extension"), max_length=12, choices=Extension, blank=True
    )
    extension_told_on = models.DateField(_("the person was told on"), null=True)
    identity_check = models.CharField(
        _("how the identity was checked"), max_length=16, choices=IdentityCheck, blank=True
    )
    checked_at = models.DateTimeField(null=True)
    decision = models.CharField(_("decision"), max_length=12, choices=Decision, blank=True)
    refusal = models.CharField(_("legal ground"), max_length=16, choices=Refusal, blank=True)
    explanation = SealedField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answered_on = models.DateField(_("answered on"), null=True)
    answered_by = models.CharField(_("how it was answered"), max_length=16, blank=True)
    reminded_at = models.DateTimeField(null=True)
    reminded_late_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("request of a person")
        verbose_name_plural = _("requests of persons")
        ordering = ("-recorded_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(extended_to__isnull=True)
                | ~Q(extension_reason="") & Q(extension_told_on__lte=models.F("due_on")),
                name="extension_was_told_in_time",
                violation_error_message=_("The person is told why before the first term is over."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DECIDED, State.ANSWERED])
                | ~Q(decision="") & Q(decided_at__isnull=False),
                name="decided_request_has_a_decision",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=[Decision.REFUSED, Decision.PARTLY]) | ~Q(refusal=""),
                name="refusal_has_a_legal_ground",
                violation_error_message=_("A refusal names its legal ground."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED) | Q(answered_on__isnull=False),
                name="answered_request_has_a_day",
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "-recorded_at", "-id"), name="request_by_body"),
            models.Index(fields=("country", "-recorded_at", "-id"), name="request_by_country"),
            models.Index(
                fields=("due_on",), condition=~Q(state=State.ANSWERED), name="request_due"
            ),
        )

    @property
    def ends_on(self) -> date:
        """The last day to answer."""
        return self.extended_to or self.due_on

    @property
    def is_open(self) -> bool:
        return self.state != State.ANSWERED


class LinkedReferral(models.Model):
    """A referral that a request is about. It goes with the referral when that is erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(PersonRequest, on_delete=models.CASCADE, related_name="referrals")
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=9)

    class Meta:
        ordering = ("reference",)
        constraints = (
            models.UniqueConstraint(fields=("request", "referral"), name="referral_linked_once"),
        )

    def __str__(self) -> str:
        return self.reference


def _codes(choices: type[models.TextChoices]) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=16, choices=choices), default=list, blank=True)


class Breach(Register):
    """A breach of security with personal data in it (GDPR art. 4(12), 33 and 34)."""

    discovered_at = models.DateTimeField(_("discovered on"))
    began_at = models.DateTimeField(_("happened from"), null=True)
    due_at = models.DateTimeField(_("authority to be told by"))
    kinds = _codes(BreachKind)
    categories = _codes(DataCategory)
    persons = models.PositiveIntegerField(_("number of persons"), null=True)
    records = models.PositiveIntegerField(_("number of records"), null=True)
    description = SealedField(null=True)
    consequences = SealedField(null=True)
    measures = SealedField(null=True)
    risk = models.CharField(_("risk for the persons"), max_length=12, choices=Risk, blank=True)
    notified_at = models.DateTimeField(_("authority told on"), null=True)
    authority_reference = models.CharField(_("its reference"), max_length=60, blank=True)
    delay_reason = SealedField(null=True)
    informed_on = models.DateField(_("persons told on"), null=True)
    not_informed = models.CharField(
        _("why persons were not told"), max_length=12, choices=NotInformed, blank=True
    )
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    told_hours = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("data breach")
        verbose_name_plural = _("data breaches")
        ordering = ("-discovered_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(notified_at__isnull=True)
                | Q(notified_at__gte=models.F("discovered_at")),
                name="told_after_it_was_discovered",
            ),
            models.CheckConstraint(
                condition=Q(notified_at__isnull=True)
                | Q(notified_at__lte=models.F("due_at"))
                | Q(delay_reason__isnull=False),
                name="late_notification_has_reasons",
                violation_error_message=_("After 72 hours the authority is told why it is late."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(risk=Risk.UNLIKELY)
                | Q(notified_at__isnull=False),
                name="closed_breach_was_told_or_harmless",
                violation_error_message=_(
                    "It can be closed when the authority was told, or when a risk is unlikely."
                ),
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "-discovered_at", "-id"), name="breach_by_body"),
            models.Index(fields=("country", "-discovered_at", "-id"), name="breach_by_country"),
            models.Index(
                fields=("discovered_at",),
                condition=Q(notified_at__isnull=True, closed_at__isnull=True),
                name="breach_clock",
            ),
        )

    @property
    def clock_runs(self) -> bool:
        """Whether the authority still has to be told."""
        return self.notified_at is None and self.risk != Risk.UNLIKELY and self.closed_at is None

    def is_late(self, now: datetime) -> bool:
        """Whether the 72 hours are over and the authority was not told."""
        return self.clock_runs and self.due_at < now
