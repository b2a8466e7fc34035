"""The directory: countries and their rules, code lists, organisations and how to reach them.

Everything here is professional and meant for every signed-in user, so no row security stands on
it. The address of a secret shelter is never stored, in no field.

Fields that contacts.translation names exist in English, Dutch, French and German. Lists of codes
(`languages`, `needs`, …) hold the codes of contacts.codes.
"""

import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.rota import DutyShift, OpeningHours
from contacts.validators import clean_text, validate_phone

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = [
    "Code",
    "CodeList",
    "ContactPoint",
    "Country",
    "CountryRule",
    "DutyShift",
    "LoadedRow",
    "NationalContactPoint",
    "OpeningHours",
    "Organisation",
    "SearchWord",
    "Service",
]


def _codes(verbose_name: "str | _StrPromise") -> "ArrayField[list[str], list[str]]":
    return ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name=verbose_name
    )


class Country(models.Model):
    """A country of the portal, or a neighbour it may one day be extended to."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    dialling_code = models.CharField(_("dialling code"), max_length=5)
    emergency_number = models.CharField(_("emergency number"), max_length=20)
    police_number = models.CharField(_("police number"), max_length=20, blank=True)
    in_portal = models.BooleanField(_("takes part in the portal"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex="^[A-Z]{2}$"),
                name="country_code_is_iso",
                violation_error_message=_("A country's code is two capital letters."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CodeList(models.Model):
    """A list of coded values: what crosses a border is one of its codes, not prose."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("code list")
        verbose_name_plural = _("code lists")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class Code(models.Model):
    """One value of a code list. `attributes` hold what programs read (hours, country, child)."""

    list = models.ForeignKey(
        CodeList, on_delete=models.PROTECT, related_name="codes", verbose_name=_("list")
    )
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=250)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("active"), default=True)
    attributes = models.JSONField(_("attributes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        ordering = ["list", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["list", "code"], name="code_once_in_its_list"),
        ]

    def __str__(self) -> str:
        return self.name


class CountryRule(models.Model):
    """A deadline or minimum that a country sets, valid from a date; `country` None is the
    minimum of the Council of Europe convention."""

    class Unit(models.TextChoices):
        DAYS = "days", _("days")
        MONTHS = "months", _("months")

    class LengthIs(models.TextChoices):
        FIXED = "fixed", _("fixed")
        MAXIMUM = "maximum", _("at most")
        MINIMUM = "minimum", _("at least")

    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name=_("country"),
    )
    kind = models.CharField(_("kind"), max_length=40)
    value = models.PositiveSmallIntegerField(_("value"))
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    length_is = models.CharField(_("length is"), max_length=10, choices=LengthIs)
    valid_from = models.DateField(_("valid from"))
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    document = models.CharField(_("document"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    to_confirm = models.BooleanField(_("to be confirmed by the competent authority"), default=True)

    class Meta:
        verbose_name = _("country rule")
        verbose_name_plural = _("country rules")
        ordering = ["kind", "country", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "kind", "valid_from"],
                name="rule_once_a_day",
                nulls_distinct=False,
                violation_error_message=_("This rule already has a value from that day."),
            ),
            models.CheckConstraint(condition=Q(value__gt=0), name="rule_value_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.country_id or '–'} {self.valid_from}"


class CountryNotice(models.Model):
    """What a country's law or practice means for somebody who is referred: said while filing.

    Of the topic `crossing` for who is in the country, of `destination` for who is to go there;
    `country` None is for all. It concerns who has one of the residence `stages` (codes; empty:
    everybody), and `for_minors` narrows it to minors or to adults (None: both).
    """

    class Topic(models.TextChoices):
        CROSSING = "crossing", _("what crossing the border costs the person")
        DESTINATION = "destination", _("who must be asked in the country")

    key = models.SlugField(_("key"), max_length=60, unique=True)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("country"),
    )
    stages = _codes(_("residence stages"))
    for_minors = models.BooleanField(_("for minors"), null=True, blank=True)
    text = models.TextField(_("text"))
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField(_("valid from"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("country notice")
        verbose_name_plural = _("country notices")
        ordering = ["topic", "order", "key"]

    def __str__(self) -> str:
        return self.key


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
    region_codes = _codes(_("regions"))
    national_scope = models.BooleanField(_("works for the whole country"), default=False)
    address = models.CharField(_("address"), max_length=250, blank=True, validators=[clean_text])
    phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[validate_phone])
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    languages = _codes(_("languages"))
    needs = _codes(_("needs"))
    target_groups = _codes(_("target groups"))
    roles = models.TextField(_("roles"), blank=True, validators=[clean_text])
    notes = models.TextField(_("notes"), blank=True, validators=[clean_text])
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    source_read_at = models.DateField(_("source read on"), null=True, blank=True)
    verified_at = models.DateField(_("confirmed on"), null=True, blank=True)
    unverified_fields = _codes(_("not yet confirmed"))
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
    languages = _codes(_("languages"))
    unverified_fields = _codes(_("not yet confirmed"))
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
    needs = _codes(_("needs"))
    target_groups = _codes(_("target groups"))
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


class SearchWord(models.Model):
    """Every word the directory can be found by, with its trigrams: forgives typing errors."""

    word = models.CharField(max_length=60, primary_key=True)
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        default_permissions = ()
        indexes = [GinIndex(fields=["trigrams"], name="search_word_trigrams")]

    def __str__(self) -> str:
        return self.word


class LoadedRow(models.Model):
    """What the product's data file said about a row when it was last loaded.

    A field is written again only when the file's value changed: an editor's change stays, and
    what an editor deleted stays deleted.
    """

    dataset = models.CharField(max_length=40)
    key = models.CharField(max_length=160)
    object_id = models.CharField(max_length=40)
    values = models.JSONField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["dataset", "key"], name="loaded_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.key}"


# The app's models that have files of their own.
from contacts.consent_sheet import SheetLanguage, SheetVersion  # noqa: E402, F401
from contacts.standard_questions import (  # noqa: E402, F401
    QuestionChoice,
    QuestionVersion,
    StandardQuestion,
)
