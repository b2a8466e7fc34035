"""The accounts of the contract, and the refusal outside demonstration mode."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from accounts.demonstration import DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD
from accounts.models import Membership, User
from benelux_thb.demonstration.accounts import HISTORIAN, ensure_accounts

pytestmark = pytest.mark.django_db(databases=["owner"])


def test_every_account_acts_in_its_organisation() -> None:
    ensure_accounts(using="owner")

    memberships = Membership.objects.using("owner").in_force().select_related("user")
    assert {(m.user.email, m.role, m.organisation.slug) for m in memberships} == {
        (account.login, account.role, account.slug) for account in DEMONSTRATION_ACCOUNTS
    }


def test_a_second_time_changes_nothing() -> None:
    assert ensure_accounts(using="owner") == len(DEMONSTRATION_ACCOUNTS)
    user = User.objects.using("owner").get(email=DEMONSTRATION_ACCOUNTS[0].login)
    user.set_password("changed by its owner")
    user.save(using="owner")

    assert ensure_accounts(using="owner") == 0
    assert User.objects.using("owner").get(pk=user.pk).password == user.password
    assert User.objects.using("owner").count() == len(DEMONSTRATION_ACCOUNTS) + 1


def test_only_the_operator_enters_the_admin_site_and_sees_no_case_there() -> None:
    ensure_accounts(using="owner")

    (operator,) = User.objects.using("owner").filter(is_staff=True)
    rights = set(operator.groups.get().permissions.values_list("codename", flat=True))
    assert operator.email == "operator@benelux.example"
    assert not operator.is_superuser
    assert {"view_user", "change_membership", "view_organisation"} <= rights
    assert not any(right.endswith(("_referral", "_identity")) for right in rights)


def test_nobody_signs_in_as_the_historian() -> None:
    ensure_accounts(using="owner")

    historian = User.objects.using("owner").get(email=HISTORIAN)
    assert not historian.is_active
    assert not historian.has_usable_password()
    assert not historian.memberships.exists()


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_public_password_opens_the_account() -> None:
    ensure_accounts(using="default")

    user = authenticate(email="caseworker@payoke.example", password=DEMONSTRATION_PASSWORD)
    assert user is not None
    assert user.email == "caseworker@payoke.example"


def test_refused_outside_demonstration_mode() -> None:
    with pytest.raises(CommandError, match="demonstration mode only"):
        call_command("load_demonstration")

    assert not User.objects.using("owner").exists()


def test_the_directory_comes_first(settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMONSTRATION = True
    from contacts.models import Organisation

    Organisation.objects.using("owner").filter(slug="benelux").update(slug="elsewhere")
    with pytest.raises(CommandError, match="load_reference_data"):
        call_command("load_demonstration", verbosity=0)

    assert not User.objects.using("owner").exists()
