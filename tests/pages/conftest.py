from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership, Role, User
from contacts.models import Organisation


@pytest.fixture
def member(db: None) -> Membership:
    """An editor of a body of the Benelux: a role without cases."""
    organisation = Organisation.objects.create(name="Benelux", slug="benelux-test", kind="other")
    user = User.objects.create_user("editor@example.org", "a long password for tests")
    return Membership.objects.create(user=user, organisation=organisation, role=Role.EDITOR)


@pytest.fixture
def site(live_server: LiveServer, settings: Any) -> str:
    """Address of the portal in demonstration mode, for a browser."""
    settings.DEMONSTRATION = True
    return str(live_server.url)
