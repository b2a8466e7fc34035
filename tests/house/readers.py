"""Who asks for an address, and what each of them gets: the words of the table."""

from accounts.models import Membership, Role
from contacts.models import Organisation
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

ANONYMOUS = "anonymous"
RECIPIENT = "recipient"  # a caseworker of the organisation that is asked
ELSEWHERE = "elsewhere"  # a caseworker of an organisation that has no part in it
CASE = (Role.CASEWORKER, Role.TEAM_LEAD, Role.CONTACT_POINT)  # at the sender
EVERY_CASE_WORKER = (*CASE, RECIPIENT, ELSEWHERE)
READERS = (ANONYMOUS, *Role, RECIPIENT, ELSEWHERE)


def everybody(code: int = 200) -> dict[str, int]:
    return dict.fromkeys(READERS, code)


def signed_in(code: int = 200, *, anonymous: int = 302) -> dict[str, int]:
    """Anonymous readers are sent to sign in."""
    return {**everybody(code), ANONYMOUS: anonymous}


def only(*roles: str, code: int = 200, others: int = 404) -> dict[str, int]:
    """`roles` get `code`, all other signed-in readers `others`."""
    return {**signed_in(others), **dict.fromkeys(roles, code)}


def program(*roles: str, code: int = 200) -> dict[str, int]:
    """As `only`, at the machine interface: a stranger is told to show who they are."""
    return {**only(*roles, code=code), ANONYMOUS: 401}


RECIPIENT_SLUG = "huis-over-de-grens"


def organisation(slug: str) -> Organisation:
    """One of the directory, or an invented one."""
    found = Organisation.objects.filter(slug=slug).first()
    return found or OrganisationFactory.create(slug=slug)


def member(column: str) -> Membership:
    """Somebody in the role of a column, in an organisation that has such people."""
    slugs = {RECIPIENT: RECIPIENT_SLUG, ELSEWHERE: "esperanto"}
    role = Role.CASEWORKER if column in slugs else Role(column)
    slug = slugs.get(column, "payoke" if role in CASE else "benelux")
    user = UserFactory.create(email=f"{column}@portal.test", is_staff=role == Role.OPERATOR)
    user.set_password("a-password-of-the-test")
    user.save()
    return MembershipFactory.create(user=user, organisation=organisation(slug), role=role)
