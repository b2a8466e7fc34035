import pytest

from accounts.models import Membership
from tests.factories import MembershipFactory


@pytest.fixture
def member(db: None) -> Membership:
    """A caseworker who can sign in."""
    return MembershipFactory.create()
