import pytest

from accounts.models import Membership, Role, User
from contacts.models import Organisation


@pytest.fixture
def member(db: None) -> Membership:
    """An editor of a body of the Benelux: a role without cases."""
    organisation = Organisation.objects.create(name="Benelux", slug="benelux-test", kind="other")
    user = User.objects.create_user("editor@example.org", "a long password for tests")
    return Membership.objects.create(user=user, organisation=organisation, role=Role.EDITOR)
