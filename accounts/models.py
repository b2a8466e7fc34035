"""A user signs in by e-mail address and acts in one membership at a time."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation

from .machine.models import AnsweredCall
from .recovery.codes import LASTS, Check, State
from .sessions.models import KeptText, KnownDevice, PortalSession

__all__ = [
    "CASE_ROLES",
    "AnsweredCall",
    "FactorRecovery",
    "KeptText",
    "KnownDevice",
    "Language",
    "Membership",
    "PortalSession",
    "Role",
    "User",
]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with a lower-case address. Raises ValueError without one."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user for the admin site; row security holds for them too."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Language(models.TextChoices):
    NL = "nl", _("Dutch")
    FR = "fr", _("French")
    EN = "en", _("English")


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. The e-mail address is the login."""

    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.NL
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may use the admin site"), default=False)
    date_joined = models.DateTimeField(_("member since"), default=timezone.now)

    # Filled by accounts.selectors.user_with_memberships; None: not read yet.
    memberships_in_force: "list[Membership] | None" = None

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        """First and last name, or an empty text."""
        return f"{self.first_name} {self.last_name}".strip()


class Role(models.TextChoices):
    """What a membership is for; rights per role: docs/architecture.md."""

    CASEWORKER = "caseworker", _("caseworker")
    TEAM_LEAD = "team_lead", _("team lead")
    CONTACT_POINT = "contact_point", _("contact point")
    SECRETARIAT = "secretariat", _("secretariat")
    MEMBER = "member", _("working-group member")
    EDITOR = "editor", _("content editor")
    DPO = "dpo", _("data protection officer")
    OPERATOR = "operator", _("operator")


CASE_ROLES = (Role.CASEWORKER, Role.TEAM_LEAD, Role.CONTACT_POINT)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self) -> "MembershipQuerySet":
        """Memberships that let somebody in."""
        return self.filter(active=True, user__is_active=True)


class Membership(models.Model):
    """A user's role in an organisation."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), null=True, blank=True, default=timezone.now)
    reviewed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)
    # Whether leaving closed the account too, so that coming back opens what leaving closed and no
    # more than that: not an account that the operator blocked.
    closed_account = models.BooleanField(null=True, default=False, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation", "role"), name="one_membership_a_role"
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "role"), name="membership_organisation_role"),
        )

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation} ({self.get_role_display()})"


class FactorRecovery(models.Model):
    """A lost second factor, from the asking to the removal; services: accounts.recovery."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("user")
    )
    asked_at = models.DateTimeField(_("asked"))
    check_way = models.CharField(
        _("identity check"), max_length=16, choices=Check.choices, blank=True
    )
    confirmed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ready_at = models.DateTimeField(_("can be used from"), null=True, blank=True)
    done_at = models.DateTimeField(_("used"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    class Meta:
        verbose_name = _("recovery of a second factor")
        verbose_name_plural = _("recoveries of second factors")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("user")),
                name="recovery_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    confirmed_at=None, confirmed_by=None, ready_at=None, check_way="", done_at=None
                )
                | models.Q(
                    confirmed_at__isnull=False, confirmed_by__isnull=False, ready_at__isnull=False
                )
                & ~models.Q(check_way=""),
                name="recovery_confirmed_whole",
            ),
        )
        indexes = (
            models.Index(fields=("user", "-asked_at"), name="recovery_of_user"),
            models.Index(
                fields=("asked_at", "id"),
                condition=models.Q(done_at=None, cancelled_at=None),
                name="recovery_open",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def state(self, now: datetime) -> State:
        """How far it is; a code of accounts.recovery.codes.State."""
        if self.cancelled_at:
            return State.CANCELLED
        if self.done_at:
            return State.DONE
        if now >= (self.ready_at or self.asked_at) + LASTS:
            return State.VOID
        if self.ready_at is None:
            return State.ASKED
        return State.READY if now >= self.ready_at else State.WAITING

    def is_open(self, now: datetime) -> bool:
        """Whether it may still lead to a removal."""
        return self.state(now) in {State.ASKED, State.WAITING, State.READY}


from . import joining, service_accounts  # noqa: E402, F401 - more models, which build on these
