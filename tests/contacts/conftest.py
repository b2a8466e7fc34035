"""People and a small directory of its own beside the real one."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Membership, User
from contacts import codes
from contacts.models import Organisation, Service
from contacts.services import refresh_search


@pytest.fixture(autouse=True)
def _fresh_codes() -> None:
    codes.forget()


@pytest.fixture
def sign_in(client: Client) -> Callable[[str, str], Client]:
    """A client signed in with a role at the organisation of this slug."""

    def signed_in(slug: str, role: str = "caseworker") -> Client:
        user = User.objects.create_user(f"{role}@{slug}.example", first_name="A", last_name="B")
        organisation = Organisation.objects.get(slug=slug)
        Membership.objects.create(user=user, organisation=organisation, role=role)
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def make_organisation() -> Callable[..., Organisation]:
    """An organisation with one service, found by its words."""

    def make(slug: str, name: str, **fields: object) -> Organisation:
        organisation = Organisation.objects.create(
            **{"slug": slug, "name_en": name, "kind": "ngo", "country_id": "BE", **fields}
        )
        Service.objects.create(
            organisation=organisation, name_en="Help", needs=["legal"], target_groups=["women"]
        )
        refresh_search([organisation.pk])
        return organisation

    return make
