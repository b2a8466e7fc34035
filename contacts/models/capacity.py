"""Whether a service can take somebody in now, for each group of people, as its owner says."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.fields import codes_field
from contacts.models.organisations import Organisation, Service


class CapacityState(models.TextChoices):
    """What an owner can say with one click."""

    YES = "yes", _("yes, there is room")
    ON_REQUEST = "on_request", _("on request")
    NO = "no", _("no room")


class Capacity(models.Model):
    """What a service last said for one target group ("": for everybody it is there for).

    It lapses after `contacts.capacity.LASTS`; the row then only tells since when nothing is known.
    `places_free` stays empty unless the owner wishes to say it. contacts.capacity is the writer.
    """

    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="capacities", verbose_name=_("service")
    )
    target_group = models.CharField(_("target group"), max_length=40, blank=True)
    state = models.CharField(_("room"), max_length=12, choices=CapacityState)
    places_free = models.PositiveSmallIntegerField(_("places free"), null=True, blank=True)
    updated_at = models.DateTimeField(_("said on"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("said by"),
    )

    class Meta:
        verbose_name = _("capacity")
        verbose_name_plural = _("capacities")
        ordering = ["service", "target_group"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "target_group"], name="capacity_once_a_group"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CapacityState.values), name="capacity_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(places_free__isnull=True)
                | Q(state=CapacityState.YES, places_free__gt=0),
                name="places_free_where_there_is_room",
                violation_error_message=_("Places are free only where there is room."),
            ),
        ]
        indexes = [models.Index(fields=["updated_at"], name="capacity_updated_at")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.target_group} {self.state}"


class PlacingRule(models.Model):
    """In this country one body alone gives out the places of such organisations.

    It holds for services that meet one of `needs`; they say nothing of their own room.
    """

    country = models.ForeignKey(
        "contacts.Country",
        on_delete=models.PROTECT,
        related_name="placing_rules",
        verbose_name=_("country"),
    )
    kind = models.CharField(_("kind of organisation"), max_length=40)
    needs = codes_field(_("needs"))
    through = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="places_for",
        verbose_name=_("asked through"),
    )
    source = models.URLField(_("source"), max_length=500)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("rule on who gives out places")
        verbose_name_plural = _("rules on who gives out places")
        ordering = ["country", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["country", "kind"], name="placing_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.kind}"
