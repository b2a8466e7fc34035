"""The demonstration accounts, as the sign-in page and README name them."""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission

from accounts.models import Language, Membership, Role, User
from contacts.models import Organisation

PASSWORD = "grens-frontiere-2017"  # noqa: S105 (public; benelux_thb.guard keeps it out elsewhere)
OPERATORS = "operators"


class Account(NamedTuple):
    """`organisation` is the slug of the directory; `title` stands where a family name would."""

    login: str
    role: Role
    organisation: str
    language: Language
    title: str


ACCOUNTS = (
    Account(
        "caseworker@payoke.example", Role.CASEWORKER, "payoke", Language.NL, "Hulpverlener Payoke"
    ),
    Account("teamlead@payoke.example", Role.TEAM_LEAD, "payoke", Language.NL, "Teamleider Payoke"),
    Account(
        "contactpoint@payoke.example",
        Role.CONTACT_POINT,
        "payoke",
        Language.NL,
        "Contactpunt Payoke",
    ),
    Account(
        "caseworker@pag-asa.example",
        Role.CASEWORKER,
        "pag-asa",
        Language.FR,
        "Intervenant PAG-ASA",
    ),
    Account(
        "caseworker@comensha.example",
        Role.CASEWORKER,
        "comensha",
        Language.NL,
        "Hulpverlener CoMensha",
    ),
    Account(
        "contactpoint@comensha.example",
        Role.CONTACT_POINT,
        "comensha",
        Language.NL,
        "Contactpunt CoMensha",
    ),
    Account(
        "caseworker@infotraite.example",
        Role.CASEWORKER,
        "infotraite",
        Language.FR,
        "Intervenant INFOTRAITE",
    ),
    Account(
        "contactpoint@infotraite.example",
        Role.CONTACT_POINT,
        "infotraite",
        Language.FR,
        "Point de contact INFOTRAITE",
    ),
    Account(
        "secretariat@benelux.example",
        Role.SECRETARIAT,
        "benelux",
        Language.NL,
        "Secretariaat werkgroep",
    ),
    Account(
        "member@justitie-nl.example",
        Role.MEMBER,
        "ministerie-jenv",
        Language.NL,
        "Werkgroeplid Nederland",
    ),
    Account(
        "member@justice-be.example",
        Role.MEMBER,
        "icm-interdepartementale-cel",
        Language.FR,
        "Membre Belgique",
    ),
    Account(
        "member@justice-lu.example",
        Role.MEMBER,
        "ministere-justice-lu",
        Language.FR,
        "Membre Luxembourg",
    ),
    Account("editor@benelux.example", Role.EDITOR, "benelux", Language.FR, "Rédaction Benelux"),
    Account("dpo@benelux.example", Role.DPO, "benelux", Language.NL, "Gegevensbescherming Benelux"),
    Account("operator@benelux.example", Role.OPERATOR, "benelux", Language.EN, "Operator Benelux"),
)

# Files and answers in the history for organisations that have no demonstration account.
HISTORIAN = "history@benelux.example"


def ensure_accounts(*, using: str) -> int:
    """Make the accounts that are missing; gives their number. Existing ones stay as they are.

    Raises Organisation.DoesNotExist where the directory lacks one of the organisations.
    """
    known = set(User.objects.using(using).values_list("email", flat=True))
    missing = [account for account in ACCOUNTS if account.login not in known]
    if missing:
        password = make_password(PASSWORD)  # one hash for all: the password is public anyway
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


def _make(account: Account, password: str, using: str) -> None:
    user = User(
        email=account.login,
        first_name="Demo",
        last_name=account.title,
        language=account.language,
        password=password,
        is_staff=account.role == Role.OPERATOR,
    )
    user.save(using=using)
    EmailAddress(user=user, email=account.login, verified=True, primary=True).save(using=using)
    organisation = Organisation.objects.using(using).get(slug=account.organisation)
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
