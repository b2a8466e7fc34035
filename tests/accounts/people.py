"""What the tests of members share: people in an organisation, and the links in mails."""

import re

from django.test import Client

from accounts import links
from accounts.joining import AddressChange, Invitation
from accounts.models import Membership, Role
from notifications.kinds import INVITATION
from tests.factories import MembershipFactory

PASSWORD = "twaalf olifanten in de tuin"


def lead_of(member: Membership) -> Membership:
    """A team lead in the organisation of `member`."""
    return MembershipFactory.create(organisation=member.organisation, role=Role.TEAM_LEAD)


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def link_to(found: Invitation | AddressChange, language: str = "nl") -> str:
    """The path that the mail holds."""
    if isinstance(found, Invitation):
        purpose, page = INVITATION, "invitation"
    else:
        purpose, page = links.ADDRESS, "profile/address"
    token = links.token(purpose, str(found.pk), found.nonce)
    return f"/{language}/accounts/{page}/{token}/"


def link_in(text: str) -> str:
    """The path of the one link with a token in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+/[A-Za-z0-9_-]{43}/)", text)
    assert found is not None
    return found[1]
