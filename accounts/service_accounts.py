"""Rows about programs: service accounts and their tokens (accounts.programs writes them)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation

from .models import User


class ServiceAccount(models.Model):
    """A program that works for an organisation, for instance its own case system."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=80)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("service account")
        verbose_name_plural = _("service accounts")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "name"),
                condition=models.Q(ended_at__isnull=True),
                name="one_service_account_a_name",
                violation_error_message=_("There is a service account of this name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """What a service account shows with each request. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(ServiceAccount, on_delete=models.PROTECT, related_name="tokens")
    token_hash = models.BinaryField(unique=True)
    beginning = models.CharField(_("begins with"), max_length=8)
    scopes = ArrayField(models.CharField(max_length=24), verbose_name=_("scopes"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.beginning}…"
