"""The demonstration accounts, as the sign-in page and README name them."""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission

from accounts.demonstration import (
    DEMONSTRATION_ACCOUNTS,
    DEMONSTRATION_PASSWORD,
    DemonstrationAccount,
)
from accounts.models import Language, Membership, Role, User
from contacts.models import Organisation

OPERATORS = "operators"


class Part(NamedTuple):
    """`organisation` is the slug of the directory; `title` stands where a family name would."""

    organisation: str
    language: Language
    title: str


NL, FR, EN = Language.NL, Language.FR, Language.EN
PARTS = {
    "caseworker@payoke.example": Part("payoke", NL, "Hulpverlener Payoke"),
    "teamlead@payoke.example": Part("payoke", NL, "Teamleider Payoke"),
    "contactpoint@payoke.example": Part("payoke", NL, "Contactpunt Payoke"),
    "caseworker@pag-asa.example": Part("pag-asa", FR, "Intervenant PAG-ASA"),
    "caseworker@comensha.example": Part("comensha", NL, "Hulpverlener CoMensha"),
    "contactpoint@comensha.example": Part("comensha", NL, "Contactpunt CoMensha"),
    "caseworker@infotraite.example": Part("infotraite", FR, "Intervenant INFOTRAITE"),
    "contactpoint@infotraite.example": Part("infotraite", FR, "Point de contact INFOTRAITE"),
    "secretariat@benelux.example": Part("benelux", NL, "Secretariaat werkgroep"),
    "member@justitie-nl.example": Part("ministerie-jenv", NL, "Werkgroeplid Nederland"),
    "member@justice-be.example": Part("icm-interdepartementale-cel", FR, "Membre Belgique"),
    "member@justice-lu.example": Part("ministere-justice-lu", FR, "Membre Luxembourg"),
    "editor@benelux.example": Part("benelux", FR, "Rédaction Benelux"),
    "dpo@benelux.example": Part("benelux", NL, "Gegevensbescherming Benelux"),
    "operator@benelux.example": Part("benelux", EN, "Operator Benelux"),
}

# Files and answers in the history for organisations that have no demonstration account.
HISTORIAN = "history@benelux.example"


def ensure_accounts(*, using: str) -> int:
    """Make the accounts that are missing; gives their number. Existing ones stay as they are.

    Raises Organisation.DoesNotExist where the directory lacks one of the organisations.
    """
    known = set(User.objects.using(using).values_list("email", flat=True))
    missing = [account for account in DEMONSTRATION_ACCOUNTS if account.login not in known]
    if missing:
        password = make_password(
            DEMONSTRATION_PASSWORD
        )  # one hash for all: the password is public anyway
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
    part = PARTS[account.login]
    user = User(
        email=account.login,
        first_name="Demo",
        last_name=part.title,
        language=part.language,
        password=password,
        is_staff=account.role == Role.OPERATOR,
    )
    user.save(using=using)
    EmailAddress(user=user, email=account.login, verified=True, primary=True).save(using=using)
    organisation = Organisation.objects.using(using).get(slug=part.organisation)
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
