"""The referral: stage 1, coded and pseudonymous."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Country, Organisation
from referrals.codes import Order, State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def code_field(verbose_name: "StrOrPromise") -> "models.CharField[str, str]":
    """A code of one of the code lists; empty means that it was not filled in."""
    return models.CharField(verbose_name, max_length=32, blank=True, default="")


class Referral(models.Model):
    """One person, pseudonymous, referred by one organisation to another country.

    Codes are those of the code lists (contacts.codes); `note` and `risk_reason` are encrypted under
    the referral's data key. Several values of one kind (needs, languages, …) are rows of
    CodedValue. Nothing is deleted by cascade: row security asks the party table, so
    `services.drafts` says the order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=9, unique=True)
    state = models.CharField(_("state"), max_length=16, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    sender_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("sender")
    )
    sender_country = models.CharField(max_length=2)
    created_by = models.ForeignKey(  # None: forgotten with the rest when its term had passed
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Part of the needs of another referral, asked apart; the sender alone is shown the link.
    split_from = models.ForeignKey(
        "self", on_delete=models.DO_NOTHING, null=True, related_name="split_off"
    )
    destination_country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("country of destination"),
    )
    asking_order = models.CharField(max_length=8, default=Order.PARALLEL)
    release_to_first_yes = models.BooleanField(default=False)

    urgency = code_field(_("urgency"))
    reason = code_field(_("reason"))
    age_group = code_field(_("age group"))
    gender = code_field(_("gender"))
    citizenship_group = code_field(_("citizenship group"))
    victim_status = code_field(_("victim status"))
    detected_by = code_field(_("detected by"))
    country_of_detection = code_field(_("country of detection"))
    residence_stage = code_field(_("residence stage"))
    residence_document = code_field(_("residence document"))
    residence_start = models.DateField(_("since when"), null=True)
    residence_ended_on = models.DateField(_("ended early on"), null=True)
    residence_end_reason = code_field(_("reason for the early end"))
    criminal_stage = code_field(_("criminal procedure"))
    guardian_kind = code_field(_("guardian"))
    interpreter = code_field(_("interpreter"))
    children = models.PositiveSmallIntegerField(_("children along"), null=True)
    companions = models.PositiveSmallIntegerField(_("other companions"), null=True)
    last_contact = code_field(_("last contact with the exploiters"))
    risk_level = code_field(_("level of risk"))
    risk_reason = models.BinaryField(null=True)
    risk_reason_language = models.CharField(max_length=2, blank=True, default="")
    region = code_field(_("region"))
    callback_number = models.CharField(_("call-back number"), max_length=32, blank=True)
    legal_basis = code_field(_("legal basis of the request"))
    note = models.BinaryField(null=True)
    note_language = models.CharField(max_length=2, blank=True)

    draft_reminded_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = code_field(_("reason for withdrawal"))
    outcome = code_field(_("outcome"))
    guide_sufficed = code_field(_("was the guide enough to go on"))

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ("-created_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=list(State)), name="referral_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(sent_at__isnull=False),
                name="referral_sent_has_a_time",
                violation_error_message=_("A referral that left the draft was sent at some time."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT)
                | (
                    ~Q(legal_basis="")
                    & ~Q(urgency="")
                    & ~Q(callback_number="")
                    & Q(destination_country__isnull=False)
                ),
                name="referral_sent_is_complete",
                violation_error_message=_(
                    "A referral is sent with its legal basis, urgency, call-back number and "
                    "country of destination."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | ~Q(outcome=""),
                name="referral_closed_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | ~Q(withdrawal_reason=""),
                name="referral_withdrawn_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(destination_country__isnull=True)
                | ~Q(destination_country=models.F("sender_country")),
                name="referral_crosses_a_border",
                violation_error_message=_("A referral goes to another country."),
            ),
            models.CheckConstraint(
                condition=Q(residence_ended_on__isnull=True) | ~Q(residence_end_reason=""),
                name="residence_early_end_has_a_reason",
                violation_error_message=_("An early end has a reason."),
            ),
            # Parties and disclosures point at both (migration 0002): row security trusts them.
            models.UniqueConstraint(
                fields=("id", "sender_organisation"), name="referral_of_its_sender"
            ),
        )
        indexes = (models.Index(fields=("sent_at",), name="referral_sent_at"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def state_code(self) -> State:
        """The state as a member of the enumeration."""
        return State(self.state)


class CodedValue(models.Model):
    """One of several codes of a kind: a need, a form of exploitation, a language, a country.

    Rows and not an array: what is filtered on must be indexable under row security.
    """

    class Kind(models.TextChoices):
        NEED = "need", _("needs")
        EXPLOITATION_FORM = "exploitation_form", _("forms of exploitation")
        EXPLOITATION_SECTOR = "exploitation_sector", _("sectors")
        EXPLOITATION_COUNTRY = "exploitation_country", _("countries of exploitation")
        LANGUAGE = "language", _("languages")
        INDICATOR = "indicator", _("indicators")
        CARE_NEED = "care_need", _("pregnancy or care needs")
        ACCESS_NEED = "accessibility_need", _("accessibility needs")
        AVOID_REGION = "avoid_region", _("regions to avoid")
        # The name of a field that was left empty on purpose: not the same as not filled in.
        WITHHELD = "withheld", _("withheld")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="coded_values")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    code = models.CharField(max_length=40)

    class Meta:
        ordering = ("kind", "code")
        constraints = (
            models.UniqueConstraint(fields=("referral", "kind", "code"), name="code_once_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.code}"
