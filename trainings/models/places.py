"""A person in a training: put forward, approved, placed or waiting."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Country, Organisation
from contacts.validators import clean_text
from trainings.life import IN_PLAY, Seat
from trainings.models.sessions import Training


class Registration(models.Model):
    """One person put forward for one training; `trainings.placing` is the one writer.

    `user` is None for a colleague without an account: who put them forward is told instead.
    `name` and `email` are that person's data: retention empties them and `user`, sets
    `forgotten_at`, and leaves country, organisation and seat for the figures. `line` is the order
    of registration within the training. `reason` says why somebody was not approved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(
        Training, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("training")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
        db_index=False,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
    )
    name = models.CharField(_("name"), max_length=160, blank=True, validators=[clean_text])
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2)
    seat = models.CharField(_("state"), max_length=10, choices=Seat)
    line = models.PositiveIntegerField(_("order of registration"))
    nominated_by = models.BigIntegerField(null=True)
    decided_by = models.BigIntegerField(null=True)
    reason = models.CharField(_("reason"), max_length=250, blank=True, validators=[clean_text])
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("takes the place of"),
    )
    registered_at = models.DateTimeField(_("put forward"))
    placed_at = models.DateTimeField(_("placed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("personal data deleted"), null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ("training", "line")
        indexes = (
            models.Index(
                fields=("organisation", "-registered_at", "-id"),
                name="registration_of_organisation",
            ),
            models.Index(fields=("country", "seat"), name="registration_of_country"),
        )
        constraints = (
            models.UniqueConstraint(fields=("training", "line"), name="registration_line_once"),
            models.UniqueConstraint(
                fields=("training", "email"),
                condition=Q(seat__in=IN_PLAY) & ~Q(email=""),
                name="registration_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(seat__in=Seat.values), name="registration_seat_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(seat="placed") | Q(placed_at__isnull=False),
                name="registration_placed_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
