"""Countries, the deadlines they set, and what their law means for who is referred."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.fields import codes_field
from contacts.validators import clean_text


class Country(models.Model):
    """A country of the portal, or a neighbour that an editor prepares (contacts.country_editing):
    `prepared_by` filled it in, `opened_by` looked at it and let it take part. `authority` is the
    supervisory authority of GDPR art. 51 in its own name, with how to reach it."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    dialling_code = models.CharField(_("dialling code"), max_length=5)
    emergency_number = models.CharField(_("emergency number"), max_length=20)
    police_number = models.CharField(_("police number"), max_length=20, blank=True)
    authority = models.CharField(
        _("data protection authority"), max_length=200, blank=True, validators=[clean_text]
    )
    in_portal = models.BooleanField(_("takes part in the portal"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    opened_at = models.DateTimeField(null=True, editable=False)

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
    stages = codes_field(_("residence stages"))
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
