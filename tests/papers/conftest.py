"""Who prints."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Membership, Role
from tests.factories import MembershipFactory, OrganisationFactory

Browse = Callable[[Membership], Client]


@pytest.fixture
def sender(db: None) -> Membership:
    return MembershipFactory.create(belgian=True)


@pytest.fixture
def recipient(db: None) -> Membership:
    return MembershipFactory.create()


@pytest.fixture
def editor(db: None) -> Membership:
    body = OrganisationFactory.create(of_the_benelux=True)
    return MembershipFactory.create(organisation=body, role=Role.EDITOR)


@pytest.fixture
def browse() -> Browse:
    def signed_in(membership: Membership) -> Client:
        client = Client()
        client.force_login(membership.user)
        return client

    return signed_in
