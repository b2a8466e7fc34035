"""Stage 2: the identity, the consent that names who may have it, and who has it."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation
from protection.models import WrappedDataKey
from referrals.codes import NO_IDENTITY_BASES

from .referral import Referral


class DataKey(WrappedDataKey):
    """The referral's data key, wrapped. Deleting it shreds the referral."""

    referral = models.OneToOneField(
        Referral, on_delete=models.DO_NOTHING, primary_key=True, related_name="data_key"
    )


class Identity(models.Model):
    """That an identity was filled in; its texts are the rows of `IdentityField`."""

    referral = models.OneToOneField(
        Referral, on_delete=models.DO_NOTHING, primary_key=True, related_name="identity"
    )
    remarks_language = models.CharField(max_length=2, blank=True)

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")

    def __str__(self) -> str:
        return str(self.pk)


class IdentityField(models.Model):
    """One text of an identity, encrypted; what was not filled in has no row.

    Row security asks the reader's disclosure whether this field is withheld from them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(
        Referral, on_delete=models.DO_NOTHING, related_name="identity_fields"
    )
    field = models.CharField(max_length=24)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("field of an identity")
        verbose_name_plural = _("fields of identities")
        ordering = ("referral_id", "field")
        constraints = (
            models.UniqueConstraint(fields=("referral", "field"), name="identity_field_once"),
        )

    def __str__(self) -> str:
        return self.field


def code_array() -> "ArrayField[list[str], list[str]]":
    """A short list of codes that is read and written as a whole."""
    return ArrayField(models.CharField(max_length=24), default=list, blank=True)


class Consent(models.Model):
    """A dated record of the basis on which the identity may be released, and to whom.

    A basis without consent (law, vital interest) is recorded the same way: it too names its
    recipients.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="consents")
    basis = models.CharField(_("basis"), max_length=32)
    given_by = models.CharField(_("given by"), max_length=16, blank=True)
    given_on = models.DateField(_("given on"))
    scope = code_array()
    evidence = models.CharField(_("how it was given"), max_length=24, blank=True)
    language = models.CharField(_("language of the conversation"), max_length=8, blank=True)
    with_interpreter = models.BooleanField(_("with an interpreter"), default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("recorded_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(basis__in=sorted(NO_IDENTITY_BASES)),
                name="consent_has_a_basis_to_release",
                violation_error_message=_("On this basis no identity may be released."),
            ),
            models.UniqueConstraint(
                fields=("referral",),
                condition=Q(withdrawn_at__isnull=True),
                name="one_consent_in_force",
            ),
        )

    def __str__(self) -> str:
        return f"{self.basis} {self.given_on}"


class ConsentRecipient(models.Model):
    """An organisation that the consent names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="recipients")
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # Names of IDENTITY_FIELDS that this organisation may not read.
    withheld = code_array()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("consent", "organisation"), name="organisation_named_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.organisation_id)


class Disclosure(models.Model):
    """That an organisation may read the identity: opened when chosen *and* named in the consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="disclosures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sender_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="disclosures")
    withheld = code_array()
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering = ("opened_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("referral", "organisation"),
                condition=Q(ended_at__isnull=True),
                name="one_open_disclosure",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("opened_at")),
                name="disclosure_ends_after_it_opens",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id}"
