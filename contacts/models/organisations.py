"""Organisations, how to reach them, and what they do."""

import uuid

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.models.countries import Country
from contacts.models.fields import codes_field
from contacts.publishable import (
    ORGANISATION_FIELDS,
    POINT_FIELDS,
    SERVICE_FIELDS,
    SHELTER_FIELDS,
    SHELTER_KINDS,
)
from contacts.validators import clean_text, validate_phone


class Organisation(models.Model):
    """A body that helps, protects, decides or coordinates, in one country or in the Benelux.

    `roles` has one role a line. `unverified_fields` are codes of the list unverified_field.
    `needs` and `target_groups` repeat those of the services; `areas` are its own regions and what
    its services cover, with the country's code where one covers it all. They, `search_vector` and
    `sort_key` are written by contacts.services alone. `public_fields` are those that strangers may
    see (contacts.visibility). With `secret_location` no place is kept at all.
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
    email_bounced_at = models.DateTimeField(_("mail came back on"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    languages = codes_field(_("languages"))
    needs = codes_field(_("needs"))
    target_groups = codes_field(_("target groups"))
    areas = codes_field(_("areas"))
    roles = models.TextField(_("roles"), blank=True, validators=[clean_text])
    notes = models.TextField(_("notes"), blank=True, validators=[clean_text])
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    source_read_at = models.DateField(_("source read on"), null=True, blank=True)
    verified_at = models.DateField(_("confirmed on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    unverified_fields = codes_field(_("not yet confirmed"))
    public_fields = codes_field(_("public fields"))
    secret_location = models.BooleanField(_("secret location"), default=False)
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
            GinIndex(fields=["areas"], name="organisation_areas"),
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
            models.CheckConstraint(
                condition=Q(secret_location=False) | Q(address="", region="", region_codes__len=0),
                name="secret_location_has_no_place",
                violation_error_message=_("A secret location has no address, place or region."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=SHELTER_KINDS) | Q(address=""),
                name="shelter_has_no_address",
                violation_error_message=_("The address of a shelter is not kept."),
            ),
            models.CheckConstraint(
                condition=Q(public_fields__contained_by=list(ORGANISATION_FIELDS)),
                name="organisation_public_fields",
                violation_error_message=_("One of these fields cannot be made public."),
            ),
            models.CheckConstraint(
                condition=(~Q(kind__in=SHELTER_KINDS) & Q(secret_location=False))
                | Q(public_fields__contained_by=list(SHELTER_FIELDS)),
                name="shelter_place_is_never_public",
                violation_error_message=_("Where a shelter is cannot be made public."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """A function one can reach at an organisation: never a private person.

    `deputy` is the contact point to try when this one does not answer. `email_bounced_at` is when
    mail to the address last came back.
    """

    public_id = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
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
    deputy = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputy_of",
        verbose_name=_("deputy"),
    )
    email_bounced_at = models.DateTimeField(_("mail came back on"), null=True, blank=True)
    unverified_fields = codes_field(_("not yet confirmed"))
    public_fields = codes_field(_("public fields"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["organisation", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("id")),
                name="deputy_is_another",
                violation_error_message=_("A contact point cannot be its own deputy."),
            ),
            models.CheckConstraint(
                condition=Q(public_fields__contained_by=list(POINT_FIELDS)),
                name="point_public_fields",
                violation_error_message=_("One of these fields cannot be made public."),
            ),
        ]

    def __str__(self) -> str:
        return self.function


class Service(models.Model):
    """What an organisation does, for which needs and for whom.

    `languages` empty: those of the organisation. `coverage` is where it helps, whatever the place
    of the organisation: codes of the list region; empty is the whole country.
    """

    public_id = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
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
    languages = codes_field(_("languages"))
    accessibility = codes_field(_("accessibility"))
    coverage = codes_field(_("area"))
    public_fields = codes_field(_("public fields"))
    active = models.BooleanField(_("active"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["organisation", "order", "id"]
        indexes = [
            GinIndex(fields=["coverage"], name="service_coverage"),
            GinIndex(fields=["languages"], name="service_languages"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(public_fields__contained_by=list(SERVICE_FIELDS)),
                name="service_public_fields",
                violation_error_message=_("One of these fields cannot be made public."),
            ),
        ]

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
