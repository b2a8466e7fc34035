"""The demonstration accounts, in the database."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.utils.text import capfirst
from django.utils.translation import override

from accounts.demonstration import (
    DEMONSTRATION_ACCOUNTS,
    DEMONSTRATION_PASSWORD,
    DemonstrationAccount,
)
from accounts.models import Membership, Role, User
from contacts.models import Organisation

OPERATORS = "operators"
# Files and answers in the history for organisations that have no demonstration account.
HISTORIAN = "history@benelux.example"


def ensure_accounts(*, using: str) -> int:
    """Make the accounts that are missing; gives their number. Existing ones stay as they are.

    Raises Organisation.DoesNotExist where the directory lacks one of the organisations.
    """
    known = set(User.objects.using(using).values_list("email", flat=True))
    missing = [account for account in DEMONSTRATION_ACCOUNTS if account.login not in known]
    if missing:
        # One hash for all: the password is public anyway.
        password = make_password(DEMONSTRATION_PASSWORD)
        for account in missing:
            _make(account, password, using)
    if HISTORIAN not in known:
        User(
            email=HISTORIAN,
            first_name="Demo",
            last_name="Historiek / Historique 2017",
            password=make_password(None),
            is_active=False,
        ).save(using=using)
    return len(missing)


def _make(account: DemonstrationAccount, password: str, using: str) -> None:
    with override(account.language):
        title = f"{capfirst(account.role_label)} {account.organisation}"
    user = User(
        email=account.login,
        first_name="Demo",
        last_name=title,
        language=account.language,
        password=password,
        is_staff=account.role == Role.OPERATOR,
    )
    user.save(using=using)
    EmailAddress(user=user, email=account.login, verified=True, primary=True).save(using=using)
    organisation = Organisation.objects.using(using).get(slug=account.slug)
    Membership(user=user, organisation=organisation, role=account.role).save(using=using)
    if account.role == Role.OPERATOR:
        user.groups.add(_operators(using))


def _operators(using: str) -> Group:
    """Those who see and change accounts and the directory on the admin site."""
    group, _created = Group.objects.using(using).get_or_create(name=OPERATORS)
    permissions = Permission.objects.using(using).filter(
        content_type__app_label__in=["accounts", "contacts"]
    )
    group.permissions.set(
        permission
        for permission in permissions
        if permission.codename.startswith(("view_", "change_"))
    )
    return group
