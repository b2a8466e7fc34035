"""What every role gets from every address: the table is complete, or this fails.

The walk finds the addresses by itself. One that is not in the table fails until it is entered, and
so does an entry whose address is gone. Everything is asked by GET: 405 says that a page only takes
what is posted. Strangers get 404 and are not told that something is there.
"""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from accounts.models import Membership, Role, User
from contacts.models import Organisation

from .urls import Address, addresses

ANONYMOUS, ELSEWHERE = "anonymous", "elsewhere"  # elsewhere: a caseworker of another organisation
CASE = (Role.CASEWORKER, Role.TEAM_LEAD, Role.CONTACT_POINT)
READERS = (ANONYMOUS, *Role, ELSEWHERE)


def everybody(code: int = 200) -> dict[str, int]:
    return dict.fromkeys(READERS, code)


def signed_in(code: int = 200, *, anonymous: int = 302) -> dict[str, int]:
    """Anonymous readers are sent to sign in."""
    return {**everybody(code), ANONYMOUS: anonymous}


def only(*roles: str, code: int = 200, elsewhere: int = 404) -> dict[str, int]:
    """`roles` get `code`, a caseworker elsewhere gets `elsewhere`, all others 404."""
    return {**signed_in(404), **dict.fromkeys(roles, code), ELSEWHERE: elsewhere}


TABLE: dict[str, dict[str, int]] = {
    "/": everybody(302),
    "/.well-known/security.txt": everybody(),
    "/api/v1/": everybody(404),
    "/api/v1/openapi.json": everybody(),
    "/api/v1/contacts/": signed_in(anonymous=403),
    "/api/v1/contacts/<public_id>/": signed_in(anonymous=403),
    "/nl/": signed_in(),
    "/nl/about/": everybody(),
    "/nl/help/": everybody(),
    "/nl/contact/": everybody(),
    "/nl/privacy/": everybody(),
    "/nl/accessibility/": everybody(),
    "/nl/gallery/": everybody(),  # in demonstration mode alone
    "/nl/contacts/": signed_in(),
    "/nl/contacts/<slug>/": signed_in(),
    "/nl/contacts/<slug>/edit/": only(Role.CASEWORKER, Role.TEAM_LEAD),
    # Sign-in and second factor: 302 where the password is asked for once more, 404 where this
    # account has no factor to show.
    "/nl/accounts/login/": signed_in(302, anonymous=200),
    "/nl/accounts/logout/": signed_in(),
    "/nl/accounts/inactive/": everybody(),
    "/nl/accounts/reauthenticate/": signed_in(),
    "/nl/accounts/password/change/": signed_in(),
    "/nl/accounts/password/set/": signed_in(302),
    "/nl/accounts/password/reset/": everybody(),
    "/nl/accounts/password/reset/done/": everybody(),
    "/nl/accounts/password/reset/key/<uidb36>-<key>/": everybody(),
    "/nl/accounts/password/reset/key/done/": everybody(),
    "/nl/accounts/2fa/": signed_in(),
    "/nl/accounts/2fa/authenticate/": everybody(302),
    "/nl/accounts/2fa/reauthenticate/": everybody(302),
    "/nl/accounts/2fa/totp/activate/": everybody(302),
    "/nl/accounts/2fa/totp/deactivate/": signed_in(404),
    "/nl/accounts/2fa/recovery-codes/": signed_in(404),
    "/nl/accounts/2fa/recovery-codes/generate/": everybody(302),
    "/nl/accounts/2fa/recovery-codes/download/": signed_in(404),
    "/nl/accounts/2fa/webauthn/": signed_in(),
    "/nl/accounts/2fa/webauthn/add/": everybody(302),
    "/nl/accounts/2fa/webauthn/reauthenticate/": everybody(302),
    "/nl/accounts/2fa/webauthn/keys/<pk>/remove/": everybody(302),
    "/nl/accounts/2fa/webauthn/keys/<pk>/edit/": everybody(302),
    "/nl/accounts/2fa/webauthn/login/": everybody(302),
}


class TestTable:
    def test_every_address_is_in_it(self) -> None:
        assert [a.key for a in addresses() if a.key not in TABLE and not a.is_admin] == []

    def test_nothing_else_is_in_it(self) -> None:
        assert set(TABLE) - {address.key for address in addresses()} == set()


@pytest.fixture
def reader(request: pytest.FixtureRequest, db: None, settings: Any) -> Client:
    """A reader of the column that the test names, at the door of a portal in demonstration mode.

    There the second factor is not asked for; TestSecondFactor looks at what it does.
    """
    settings.DEMONSTRATION = True
    client = Client()
    column: str = request.param
    if column != ANONYMOUS:
        client.force_login(member(column).user)
    return client


def member(column: str) -> Membership:
    """Somebody in the role of a column, in an organisation that has such people."""
    role = Role.CASEWORKER if column == ELSEWHERE else Role(column)
    slug = "comensha" if column == ELSEWHERE else "payoke" if role in CASE else "benelux"
    organisation, _ = Organisation.objects.get_or_create(
        slug=slug, defaults={"name": "Benelux", "kind": "other"}
    )
    user = User.objects.create_user(
        f"{column}@portal.test", "a-password-of-the-test", is_staff=role == Role.OPERATOR
    )
    return Membership.objects.create(user=user, organisation=organisation, role=role)


ARGUMENTS: dict[str, Any] = {
    "slug": "payoke",
    "object_id": "1",
    "app_label": "accounts",
    "url": "nowhere/",
    "uidb36": "1",
    "key": "set-password",
    "pk": 1,
}


def arguments_for(address: Address) -> dict[str, Any]:
    found = dict(ARGUMENTS)
    if "<content_type_id>" in address.route:
        found["content_type_id"] = ContentType.objects.get_for_model(User).pk
    if "<public_id>" in address.route:
        found["public_id"] = Organisation.objects.get(slug="payoke").public_id
    return found


@pytest.mark.parametrize("reader", READERS, indirect=True, ids=str)
def test_everybody_gets_what_the_table_says(reader: Client, request: pytest.FixtureRequest) -> None:
    column = request.node.callspec.params["reader"]
    asked = [address for address in addresses() if not address.is_admin]
    got = {
        address.key: reader.get(address.path(arguments_for(address))).status_code
        for address in asked
    }
    assert got == {address.key: TABLE.get(address.key, {}).get(column) for address in asked}


@pytest.mark.parametrize("reader", READERS, indirect=True, ids=str)
def test_the_admin_site_is_the_operator_s(reader: Client, request: pytest.FixtureRequest) -> None:
    column = request.node.callspec.params["reader"]
    for address in addresses():
        if not address.is_admin:
            continue
        answer = reader.get(address.path(arguments_for(address)))
        if column == Role.OPERATOR:
            assert answer.status_code in {200, 302, 403, 404, 405}, address.key
        else:
            assert answer.status_code in {302, 403, 404}, address.key


class TestSecondFactor:
    """Outside demonstration mode a password alone opens no more than the way to a second factor."""

    @pytest.fixture
    def half_signed_in(self, db: None) -> Client:
        client = Client()
        client.force_login(member(Role.CASEWORKER).user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": 0.0}]
        session.save()
        return client

    def test_nothing_private_opens_with_a_password_alone(self, half_signed_in: Client) -> None:
        open_to_it = {
            address.key
            for address in addresses()
            if not address.is_admin
            and TABLE[address.key][ANONYMOUS] != 200
            and half_signed_in.get(address.path(arguments_for(address))).status_code == 200
        }
        assert open_to_it == {
            "/nl/accounts/logout/",
            "/nl/accounts/reauthenticate/",
            "/nl/accounts/2fa/",  # to set up the first one
        }

    def test_the_gallery_is_the_demonstration_s(self, half_signed_in: Client) -> None:
        assert half_signed_in.get("/nl/gallery/").status_code == 404
