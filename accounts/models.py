"""A user signs in by e-mail address and acts in one membership at a time."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation

from .sessions.models import KeptText, KnownDevice, PortalSession

__all__ = [
    "CASE_ROLES",
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
