"""Organisations, how to reach them, and what they do."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.countries import Country
from contacts.models.fields import codes_field
from contacts.validators import clean_text, validate_phone


class Organisation(models.Model):
    """A body that helps, protects, decides or coordinates, in one country or in the Benelux.

    `roles` has one role a line. `unverified_fields` are codes of the list unverified_field.
    `needs` and `target_groups` repeat those of the services, `search_vector` and `sort_key`
    follow from the texts: contacts.services is their one writer.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=250, validators=[clean_text])
    kind = models.CharField(_("kind"), max_length=40)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("country"),
    )
    region = models.CharField(_("place"), max_length=200, blank=True, validators=[clean_text])
    region_codes = codes_field(_("regions"))
    national_scope = models.BooleanField(_("works for the whole country"), default=False)
    address = models.CharField(_("address"), max_length=250, blank=True, validators=[clean_text])
    phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[validate_phone])
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    languages = codes_field(_("languages"))
    needs = codes_field(_("needs"))
    target_groups = codes_field(_("target groups"))
    roles = models.TextField(_("roles"), blank=True, validators=[clean_text])
    notes = models.TextField(_("notes"), blank=True, validators=[clean_text])
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    source_read_at = models.DateField(_("source read on"), null=True, blank=True)
    verified_at = models.DateField(_("confirmed on"), null=True, blank=True)
    unverified_fields = codes_field(_("not yet confirmed"))
    active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    sort_key = models.CharField(max_length=250, editable=False, default="")
    search_vector = SearchVectorField(null=True, editable=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key", "id"]
        indexes = [
            GinIndex(fields=["search_vector"], name="organisation_search"),
            GinIndex(fields=["languages"], name="organisation_languages"),
            GinIndex(fields=["needs"], name="organisation_needs"),
            GinIndex(fields=["target_groups"], name="organisation_target_groups"),
            models.Index(fields=["country", "kind"], name="organisation_country_kind"),
            *(
                models.Index(fields=[f"sort_key_{language}", "id"], name=f"organisation_{language}")
                for language in ("en", "nl", "fr")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(country__isnull=False) | Q(national_scope=False),
                name="national_scope_has_a_country",
                violation_error_message=_("Only a body of a country can work for all of it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """A function one can reach at an organisation: never a private person."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="contact_points",
        verbose_name=_("organisation"),
    )
    function = models.CharField(_("function"), max_length=150, validators=[clean_text])
    phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[validate_phone])
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True, validators=[clean_text])
    languages = codes_field(_("languages"))
    unverified_fields = codes_field(_("not yet confirmed"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["organisation", "order", "id"]

    def __str__(self) -> str:
        return self.function


class Service(models.Model):
    """What an organisation does, for which needs and for whom."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="services",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name"), max_length=200, validators=[clean_text])
    needs = codes_field(_("needs"))
    target_groups = codes_field(_("target groups"))
    conditions = models.CharField(
        _("intake conditions"), max_length=300, blank=True, validators=[clean_text]
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["organisation", "order", "id"]

    def __str__(self) -> str:
        return self.name


class NationalContactPoint(models.Model):
    """A country's contact point for the other two: one organisation, or a rota of several."""

    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        related_name="contact_point_rota",
        verbose_name=_("country"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="contact_point_of",
        verbose_name=_("organisation"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("national contact point")
        verbose_name_plural = _("national contact points")
        ordering = ["country", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "organisation"], name="contact_point_once_a_country"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.order}"
