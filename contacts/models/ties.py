"""How organisations are tied to each other: networks, and partnerships of two."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models.organisations import Organisation, Service
from contacts.validators import clean_text


class Network(models.Model):
    """Bodies that work together under one name, such as a country's coordination unit."""

    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200, validators=[clean_text])
    description = models.TextField(_("description"), blank=True, validators=[clean_text])
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("active"), default=True)
    members = models.ManyToManyField(
        Organisation,
        through="contacts.NetworkMember",
        related_name="networks",
        verbose_name=_("members"),
    )

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name


class NetworkMember(models.Model):
    """An organisation's place in a network."""

    network = models.ForeignKey(
        Network,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("network"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="network_memberships",
        verbose_name=_("organisation"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("member of a network")
        verbose_name_plural = _("members of networks")
        ordering = ["network", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"], name="organisation_once_in_a_network"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.organisation_id}"


class Partnership(models.Model):
    """An agreement between two organisations or their services, as one of them recorded it.

    `organisation` recorded it and keeps it; both sides show it. `until` None: it goes on.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="partnerships",
        verbose_name=_("organisation"),
    )
    service = models.ForeignKey(
        Service,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="partnerships",
        verbose_name=_("service"),
    )
    partner = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="partnered_by",
        verbose_name=_("partner"),
    )
    partner_service = models.ForeignKey(
        Service,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="partnered_by",
        verbose_name=_("service of the partner"),
    )
    purpose = models.CharField(_("what for"), max_length=300, validators=[clean_text])
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(
        _("document reference"), max_length=200, blank=True, validators=[clean_text]
    )
    recorded_at = models.DateTimeField(_("recorded on"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(partner=F("organisation")),
                name="partner_is_another",
                violation_error_message=_("Choose another organisation than your own."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="partnership_ends_after_it_began",
                violation_error_message=_("The end cannot be before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.partner_id} {self.since}"
